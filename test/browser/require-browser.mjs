import process from 'node:process'
import { browserAdvice, findBrowser } from '../../tools/setup/browser.mjs'

/** Stops the end-to-end tests with advice where no browser can be found, instead of letting each of them fail for that. */
export function setup() {
  const browser = findBrowser()
  if (browser === undefined) throw new Error(browserAdvice)
  process.env['HINDCAST_BROWSER'] = browser
}
