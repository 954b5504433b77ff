import process from 'node:process'
import { browserAdvice, findBrowser } from '../../tools/setup/browser.mjs'

// Fails each file of end-to-end tests with advice where no browser can be found; the other tests run.
const browser = findBrowser()
if (browser === undefined) throw new Error(browserAdvice)
process.env['HINDCAST_BROWSER'] = browser
