// `npm start`: sets up what is missing, then runs the workspace.
import { join } from 'node:path'
import process from 'node:process'
import { buildWeb, installDependencies, root, runOnPinnedNode } from './prepare.mjs'

await installDependencies()
await buildWeb()
process.exitCode = await runOnPinnedNode([join(root, 'bin/hindcast.mjs'), 'serve', ...process.argv.slice(2)])
