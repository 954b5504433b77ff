// `npm test`: sets up what is missing, finds a browser, then runs every test. Arguments go to Vitest.
import { join } from 'node:path'
import process from 'node:process'
import { obtainBrowser } from './browser.mjs'
import { buildWeb, installDependencies, root, runOnPinnedNode } from './prepare.mjs'

const args = process.argv.slice(2)
const isProjectChosen = args.some((arg) => arg.startsWith('--project'))
const isPathChosen = args.some((arg) => /^(?:src|tools|test)\b/.test(arg))
// `npm test -- src/evidence` needs no page and no browser.
const needsBrowser = args.some((arg) => arg.includes('browser')) || !(isProjectChosen || isPathChosen)
// Packing and installing takes a minute: only where it is asked for.
const projects = isProjectChosen || args.some((arg) => arg.includes('test/package')) ? [] : ['--project', '!package']

await installDependencies()
if (needsBrowser) await buildWeb()
const browser = needsBrowser ? await obtainBrowser() : undefined
process.exitCode = await runOnPinnedNode(
  [join(root, 'node_modules/vitest/vitest.mjs'), 'run', ...projects, ...args],
  browser === undefined ? {} : { HINDCAST_BROWSER: browser },
)
