// `npm test`: sets up what is missing, finds a browser, then runs every test. Arguments go to Vitest.
import { join } from 'node:path'
import process from 'node:process'
import { obtainBrowser } from './browser.mjs'
import { buildWeb, installDependencies, root, runOnPinnedNode } from './prepare.mjs'

await installDependencies()
await buildWeb()
const browser = await obtainBrowser()
const args = process.argv.slice(2)
const isProjectChosen = args.some((arg) => arg.startsWith('--project'))
const everyDay = isProjectChosen ? [] : ['--project', '!package']
process.exitCode = await runOnPinnedNode([join(root, 'node_modules/vitest/vitest.mjs'), 'run', ...everyDay, ...args], {
  HINDCAST_BROWSER: browser ?? '',
})
