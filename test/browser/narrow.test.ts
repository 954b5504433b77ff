import { describe, expect, it } from 'vitest'
import { expectAccessible, openPage } from './open-page.ts'
import { openServer } from './open-server.ts'

const opened = openServer()

describe('a narrow window', () => {
  it('reaches the colours, the keyboard sheet, the sections and the filters, and scrolls only downwards', async () => {
    const { page, context, complaints } = await openPage(opened.browser, { width: 700, author: 'Ada Example' })
    await page.goto(opened.server.address)
    await page.getByRole('button', { name: 'Open the sample incident' }).click()
    await page.getByRole('link', { name: /^Review \d+$/ }).waitFor()
    for (const width of [360, 700]) {
      await page.setViewportSize({ width, height: 800 })
      for (const tab of ['Report', 'Review', 'To complete', 'Edit', 'Timeline', 'Search', 'Evidence', 'History']) {
        await page.getByRole('navigation', { name: 'Incident' }).getByRole('link', { name: tab }).click()
        await page.getByRole('complementary').waitFor()
        expect(await page.evaluate('document.documentElement.scrollWidth'), `${tab} at ${width}`).toBeLessThanOrEqual(width)
      }
    }
    await page.getByRole('button', { name: /^Colours: as the system/ }).click()
    await page.getByRole('button', { name: /^Colours: light/ }).click()
    expect(await page.locator('html').getAttribute('data-theme')).toBe('dark')
    await page.getByRole('button', { name: 'Keyboard shortcuts' }).click()
    await page.getByRole('dialog', { name: 'Keyboard' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('navigation', { name: 'Incident' }).getByRole('link', { name: 'Edit' }).click()
    await page.getByText('Sections', { exact: true }).click()
    await page.getByRole('link', { name: 'Key moments' }).click()
    await page.getByRole('heading', { name: 'Key moments' }).waitFor()
    await expectAccessible(page, 'sections unfolded')
    expect(complaints).toEqual([])
    await context.close()
  }, 60_000)

  it('tells what waits for review from what the draft states, and finds it by the filter', async () => {
    const { page, context } = await openPage(opened.browser, { width: 700 })
    await page.goto(opened.server.address)
    await page.getByRole('link', { name: 'Leaked deployment key' }).click()
    await page.getByRole('navigation', { name: 'Incident' }).getByRole('link', { name: 'Timeline' }).click()
    const entries = page.getByRole('main').getByRole('listitem')
    await entries.first().waitFor()
    const all = await entries.count()
    const waiting = await entries.filter({ has: page.getByText('to review', { exact: true }) }).count()
    expect(waiting).toBeGreaterThan(0)
    expect(waiting).toBeLessThan(all)
    await page.getByText('Filters', { exact: true }).click()
    await page.getByRole('combobox', { name: 'Review' }).selectOption('to review')
    await page.getByText(`${waiting} of ${all} entries`).waitFor()
    expect(await entries.count()).toBe(waiting)
    await page.getByRole('combobox', { name: 'Review' }).selectOption('proposed')
    await page.getByText(`${all - waiting} of ${all} entries`).waitFor()
    expect(await page.getByRole('main').getByText('to review', { exact: true }).count()).toBe(0)
    await context.close()
  })
})
