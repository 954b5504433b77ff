// `npm test`: sets up what is missing, finds a browser, then runs every test. Arguments go to Vitest.
import { join } from 'node:path'
import process from 'node:process'
import { obtainBrowser } from './browser.mjs'
import { buildWeb, installDependencies, root, runOnPinnedNode } from './prepare.mjs'

const args = process.argv.slice(2)
// `npm test -- src/evidence` needs no page and no browser.
const isPartial = args.some((arg) => /^(?:src|tools|test\/(?:cli|conformance|package))\b/.test(arg)) && !args.some((arg) => arg.includes('browser'))

await installDependencies()
if (!isPartial) await buildWeb()
const browser = isPartial ? undefined : await obtainBrowser()
const isProjectChosen = args.some((arg) => arg.startsWith('--project'))
const everyDay = isProjectChosen || args.some((arg) => arg.includes('package')) ? [] : ['--project', '!package']
process.exitCode = await runOnPinnedNode(
  [join(root, 'node_modules/vitest/vitest.mjs'), 'run', ...everyDay, ...args],
  browser === undefined ? {} : { HINDCAST_BROWSER: browser },
)
