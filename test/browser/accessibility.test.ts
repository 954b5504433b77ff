import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { expectAccessible, openPage } from './open-page.ts'
import { openServer } from './open-server.ts'

const opened = openServer()
let incident: string

beforeAll(async () => {
  const { page, context } = await openPage(opened.browser)
  await page.goto(opened.server.address)
  await page.getByRole('button', { name: 'Open the sample incident' }).click()
  await page.getByRole('article', { name: 'Report' }).waitFor()
  incident = new URL(page.url()).pathname.split('/')[2] ?? ''
  await context.close()
}, 120_000)

/** Looks at the page as it stands in both colour schemes. */
async function checkBoth(page: Page, where: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await expectAccessible(page, `${where}, ${colorScheme}`)
  }
}

async function open(page: Page, path: string): Promise<void> {
  await page.goto(opened.server.address + path)
  await page.locator('main:not([aria-busy=true])').waitFor()
  await page.locator('main').getByText(/\S/).first().waitFor()
}

describe('every page', () => {
  it.each(['/', '/new', '/nowhere'])('%s is accessible in light and dark, without a complaint of the console', async (path) => {
    const { page, context, complaints } = await openPage(opened.browser)
    await open(page, path)
    await checkBoth(page, path)
    expect(complaints).toEqual([])
    await context.close()
  })

  it.each([
    'report',
    'review',
    'timeline',
    'search',
    'evidence',
    'history',
    'edit/overview',
    'edit/moments',
    'edit/impact',
    'edit/response',
    'edit/evidence',
  ])(
    '%s is accessible in light and dark, without a complaint of the console',
    async (path) => {
      const { page, context, complaints } = await openPage(opened.browser, { author: 'Ada Example' })
      await open(page, `/incidents/${incident}/${path}`)
      await checkBoth(page, path)
      expect(complaints).toEqual([])
      await context.close()
    },
    120_000,
  )
})

describe('what opens over a page', () => {
  it('the source drawer, the menu, the keyboard sheet and an open form are accessible', async () => {
    const { page, context, complaints } = await openPage(opened.browser, { author: 'Ada Example' })
    await open(page, `/incidents/${incident}/review`)
    await page
      .getByRole('button', { name: /^Show source/ })
      .first()
      .click()
    await page.getByRole('region', { name: 'Raw record' }).first().waitFor()
    await checkBoth(page, 'source drawer')
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.keyboard.press('?')
    await page.getByRole('dialog', { name: 'Keyboard' }).waitFor()
    await checkBoth(page, 'keyboard sheet')
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.keyboard.press('e')
    await page.getByRole('group', { name: 'Edit the proposal' }).waitFor()
    await checkBoth(page, 'form of a proposal')
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Download' }).click()
    await page.getByRole('menu').waitFor()
    await checkBoth(page, 'download menu')
    expect(complaints).toEqual([])
    await context.close()
  }, 120_000)

  it('an item of each list opens as an accessible form', async () => {
    const { page, context } = await openPage(opened.browser, { author: 'Ada Example' })
    for (const section of ['timeline', 'recommendations']) {
      await open(page, `/incidents/${incident}/edit/${section}`)
      await page.locator('main ol > li button[aria-expanded]').first().click()
      await page.getByText('Review state and marking').first().waitFor()
      await checkBoth(page, `item of ${section}`)
    }
    await context.close()
  }, 120_000)
})
