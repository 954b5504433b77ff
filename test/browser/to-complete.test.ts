import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { expectAccessible, openPage } from './open-page.ts'
import { openServer } from './open-server.ts'

const opened = openServer()

/** A new incident, of which nothing is known but its title. */
async function beginIncident(page: Page): Promise<string> {
  const answer = await page.request.post(`${opened.server.address}/api/incidents`, {
    data: { title: 'Leaked key' },
    headers: { 'sec-fetch-site': 'same-origin' },
  })
  const { id }: { id: string } = await answer.json()
  return id
}

const open = async (page: Page): Promise<number> => Number.parseInt(await page.getByRole('status').filter({ hasText: 'open' }).innerText(), 10)

describe('the page of what is to complete', () => {
  it('leads from a question to its field, and forgets it once it is answered', async () => {
    const { page, context, complaints } = await openPage(opened.browser, { author: 'Rosa Keller' })
    const id = await beginIncident(page)
    await page.goto(`${opened.server.address}/incidents/${id}/to-complete`)
    await page.getByRole('heading', { name: 'Incident lead' }).waitFor()
    const before = await open(page)
    expect(before).toBeGreaterThan(20)
    await expectAccessible(page, 'to complete')
    await page.getByRole('link', { name: /^What does it mean towards regulators/ }).click()
    const field = page.getByRole('textbox', { name: 'Regulatory' })
    await field.waitFor()
    await field.and(page.locator(':focus')).waitFor()
    await field.fill('The authority was told; no fine is expected')
    await field.press('Tab')
    await page.getByText(/^Saved · version \d+$/).waitFor()
    await page.getByRole('link', { name: /^To complete/ }).click()
    await expect.poll(() => open(page)).toBe(before - 1)
    expect(await page.getByRole('link', { name: /^What does it mean towards regulators/ }).count()).toBe(0)
    expect(complaints).toEqual([])
    await context.close()
  })

  it('opens the item of a list that a question asks about', async () => {
    const { page, context } = await openPage(opened.browser, { author: 'Rosa Keller' })
    const id = await beginIncident(page)
    const change = { op: 'add', path: '/impact/data', value: { id: 'd1', type: 'Addresses of customers' } }
    const edits = { base: 0, author: 'Rosa Keller', changes: [change] }
    const saved = await page.request.post(`${opened.server.address}/api/incidents/${id}/edits`, {
      data: edits,
      headers: { 'sec-fetch-site': 'same-origin' },
    })
    expect(saved.status()).toBeLessThan(300)
    await page.goto(`${opened.server.address}/incidents/${id}/to-complete`)
    await page.getByRole('link', { name: /Addresses of customers”: how many records/ }).click()
    const field = page.getByRole('spinbutton', { name: 'Records affected' }).or(page.getByRole('textbox', { name: 'Records affected' }))
    await field.waitFor()
    await field.and(page.locator(':focus')).waitFor()
    await context.close()
  })
})

describe('the outline of the report', () => {
  it('is chosen on its page and holds for what is downloaded', async () => {
    const { page, context } = await openPage(opened.browser, { author: 'Rosa Keller' })
    const id = await beginIncident(page)
    await page.goto(`${opened.server.address}/incidents/${id}/report`)
    await page.getByRole('article').getByRole('heading', { name: 'Appendices' }).waitFor()
    await page.getByLabel('Outline').selectOption('nine-part')
    await page.getByRole('article').getByRole('heading', { name: 'Follow-Up Actions' }).waitFor()
    await expectAccessible(page, 'report in nine parts')
    await page.getByRole('button', { name: 'Download' }).click()
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: /^Report, Markdown/ }).click()])
    expect(await readFile(await download.path(), 'utf8')).toContain('## 9. Follow-Up Actions')
    await page.reload()
    await page.getByRole('article').getByRole('heading', { name: 'Follow-Up Actions' }).waitFor()
    await context.close()
  })
})
