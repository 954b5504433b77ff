// Finds the browser that the end-to-end tests drive, or gets one.
import process from 'node:process'
import { canInstallPackages, installPackages } from './debian.mjs'
import { fail, say } from './prepare.mjs'
import { findProgram, isExecutable } from './programs.mjs'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge']
const places = [
  '/usr/bin/chromium',
  '/snap/bin/chromium',
  '/opt/google/chrome/chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

/** What to do on a machine without a browser. */
export const browserAdvice = [
  'No Chromium or Chrome was found for the end-to-end tests. Install one and run the tests again:',
  '  Debian:  apt-get install chromium',
  '  Ubuntu:  snap install chromium',
  '  Fedora:  dnf install chromium',
  '  macOS:   brew install --cask google-chrome',
  'or name one that you have: HINDCAST_BROWSER=/path/to/chrome npm test',
].join('\n')

/** The path of a Chromium or Chrome that can be run: HINDCAST_BROWSER, one on the path, or one where it is usually installed; undefined where there is none. */
export function findBrowser(environment = process.env) {
  const named = environment['HINDCAST_BROWSER']
  if (named) return isExecutable(named) ? named : undefined
  return findProgram({ names, places, environment })
}

/** Finds a browser; as root on Debian and its relatives installs Chromium. Undefined, with advice on standard error, where there is none to get. */
export async function obtainBrowser() {
  const named = process.env['HINDCAST_BROWSER']
  const found = findBrowser()
  if (found !== undefined) return found
  if (named) fail(`HINDCAST_BROWSER names "${named}", which cannot be run`)
  if (!canInstallPackages()) {
    say(browserAdvice)
    return undefined
  }
  const announcement = 'Installing Chromium for the end-to-end tests (apt-get, half a minute) …'
  // Ubuntu's package of that name leads to a snap, which works where snaps do.
  await installPackages(['chromium'], { announcement, isThere: () => findBrowser() !== undefined })
  const installed = findBrowser()
  if (installed === undefined) say(browserAdvice)
  return installed
}
