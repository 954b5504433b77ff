import process from 'node:process'
import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { expect } from 'vitest'

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
]

/** Starts the browser the set-up found. */
export async function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: process.env['HINDCAST_BROWSER'] ?? '/usr/bin/chromium', headless: true, args: flags })
}

/** A page, and everything its console or its policy complained about. */
export interface OpenPage {
  readonly page: Page
  readonly context: BrowserContext
  readonly complaints: string[]
}

export interface PageOptions {
  readonly colours?: 'light' | 'dark'
  readonly width?: number
  /** Name edits are signed with; absent: the page asks. */
  readonly author?: string
}

export async function openPage(browser: Browser, { colours = 'light', width = 1280, author }: PageOptions = {}): Promise<OpenPage> {
  const context = await browser.newContext({
    viewport: { width, height: 800 },
    colorScheme: colours,
    locale: 'en-GB',
    timezoneId: 'Asia/Kolkata',
    reducedMotion: 'reduce',
  })
  if (author !== undefined) await context.addInitScript((name) => localStorage.setItem('hindcast-author', name), author)
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(`${message.type()}: ${message.text()}`)
  })
  page.on('pageerror', (error) => complaints.push(`uncaught: ${error.message}`))
  return { page, context, complaints }
}

/** No accessibility violation of WCAG 2.2 AA or of axe's best practices on the page as it stands. */
export async function expectAccessible(page: Page, where: string): Promise<void> {
  const result = await new AxeBuilder({ page }).analyze()
  const found = result.violations.map(
    ({ id, help, nodes }) =>
      `${id}: ${help}\n${nodes
        .slice(0, 4)
        .map((node) => `    ${node.html.slice(0, 200)}\n      ${node.failureSummary?.replaceAll('\n', ' ') ?? ''}`)
        .join('\n')}`,
  )
  expect(found, where).toEqual([])
}
