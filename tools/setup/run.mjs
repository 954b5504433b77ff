// Runs one of the checkout's own programs (a .ts file) on the pinned Node, after installing what is missing: node tools/setup/run.mjs FILE [arguments]
import process from 'node:process'
import { installDependencies, runOnPinnedNode } from './prepare.mjs'

await installDependencies()
process.exitCode = await runOnPinnedNode(process.argv.slice(2))
