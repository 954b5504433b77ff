import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { writeLogs } from './logs.ts'
import { expectAccessible, launchBrowser, openPage } from './open-page.ts'
import { startTestServer, type TestServer } from './server.ts'

let server: TestServer
let browser: Browser
let folder: string
let sample: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hindcast-search-'))
  ;[server, browser] = await Promise.all([startTestServer(), launchBrowser()])
  const { page, context } = await openPage(browser)
  await page.goto(server.address)
  await page.getByRole('button', { name: 'Open the sample incident' }).click()
  await page.getByRole('article', { name: 'Report' }).waitFor()
  sample = `${server.address}/incidents/${new URL(page.url()).pathname.split('/')[2] ?? ''}/search`
  await context.close()
}, 120_000)

afterAll(async () => {
  await browser?.close()
  await server?.[Symbol.asyncDispose]()
  await rm(folder, { recursive: true, force: true })
})

const box = (page: Page) => page.getByRole('combobox', { name: 'Search' })
const rows = (page: Page) => page.getByRole('grid', { name: 'Events' }).getByRole('row')
const found = (page: Page) => page.getByRole('region', { name: 'Events found' }).getByRole('status').first()
const panel = (page: Page) => page.getByRole('complementary', { name: 'The event in full' })

/** How many events the page says it found, once it has counted. */
async function count(page: Page): Promise<number> {
  await expect.poll(() => found(page).innerText()).toMatch(/^[\d,]+ events?/)
  return Number(/^[\d,]+/.exec(await found(page).innerText())?.[0].replaceAll(',', ''))
}

async function search(page: Page, text: string): Promise<void> {
  await box(page).fill(text)
  await page.keyboard.press('Enter')
}

describe('the search page', () => {
  it('searches what is written, tells it in words, and goes back and forward with the browser', async () => {
    const { page, context, complaints } = await openPage(browser)
    await page.goto(sample)
    await rows(page).nth(1).waitFor()
    const all = await count(page)
    await search(page, 'outcome:failure')
    await expect.poll(() => new URL(page.url()).searchParams.get('q')).toBe('outcome:failure')
    await page.getByText('outcome is failure').waitFor()
    await expect.poll(() => count(page)).toBeLessThan(all)
    const failures = await count(page)
    await page.getByRole('button', { name: 'Oldest first' }).click()
    await page.locator('[role=columnheader][aria-sort=descending]').waitFor()
    await page.goBack()
    await page.locator('[role=columnheader][aria-sort=ascending]').waitFor()
    await page.goBack()
    await expect.poll(() => count(page)).toBe(all)
    expect(await box(page).inputValue()).toBe('')
    await page.goForward()
    await expect.poll(() => count(page)).toBe(failures)
    expect(complaints).toEqual([])
    await context.close()
  })

  it('completes fields and values from the data, with the keyboard alone', async () => {
    const { page, context, complaints } = await openPage(browser)
    await page.goto(sample)
    await rows(page).nth(1).waitFor()
    await page.keyboard.press('/')
    await page.keyboard.type('user.nam')
    await page.getByRole('option', { name: /^user\.name:/ }).waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    expect(await box(page).inputValue()).toBe('user.name:')
    await page.keyboard.type('roo')
    await page.getByRole('option', { name: /^root/ }).waitFor()
    await expectAccessible(page, 'completion')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Enter')
    await expect.poll(() => new URL(page.url()).searchParams.get('q')).toBe('user.name:root')
    await expect.poll(async () => (await rows(page).nth(1).innerText()).includes('root')).toBe(true)
    expect(complaints).toEqual([])
    await context.close()
  })

  it('says what is wrong with a search, and where', async () => {
    const { page, context } = await openPage(browser)
    await page.goto(sample)
    await search(page, 'outcme:failure')
    const alert = page.getByRole('alert').filter({ hasText: 'outcme' })
    await alert.waitFor()
    expect(await alert.locator('pre').innerText()).toBe('outcme:failure\n^^^^^^')
    await expectAccessible(page, 'mistake')
    await search(page, 'user:nobody-at-all')
    await page.getByText('No events match').waitFor()
    await page.getByRole('button', { name: 'Show everything' }).click()
    await rows(page).nth(1).waitFor()
    await context.close()
  })

  it('narrows by values, against them, and by time', async () => {
    const { page, context, complaints } = await openPage(browser)
    await page.goto(sample)
    await rows(page).nth(1).waitFor()
    const all = await count(page)
    const source = page.getByRole('region', { name: 'Source', exact: true })
    await source.getByRole('button', { name: /^syslog/ }).click()
    await expect.poll(() => box(page).inputValue()).toBe('event.dataset:syslog')
    await expect.poll(() => count(page)).toBeLessThan(all)
    const syslog = await count(page)
    await page.goBack()
    await source.getByRole('button', { name: /^syslog/ }).click({ modifiers: ['Alt'] })
    await expect.poll(() => box(page).inputValue()).toBe('-event.dataset:syslog')
    await expect.poll(() => count(page)).toBe(all - syslog)
    await page.goBack()
    await expect.poll(() => count(page)).toBe(all)

    const chart = page.getByRole('group', { name: /^Events over time/ })
    const { x, y, width } = (await chart.boundingBox()) ?? { x: 0, y: 0, width: 0 }
    await page.mouse.move(x + width * 0.25, y + 30)
    await page.mouse.down()
    await page.mouse.move(x + width * 0.4, y + 30)
    await page.mouse.up()
    await expect.poll(() => new URL(page.url()).searchParams.has('from')).toBe(true)
    await expect.poll(() => count(page)).toBeLessThan(all)
    await page.getByRole('button', { name: 'All time' }).click()
    await expect.poll(() => count(page)).toBe(all)
    await chart.focus()
    await page.keyboard.press('Home')
    await page.keyboard.press('Shift+ArrowRight')
    const words = await chart.locator('xpath=following-sibling::p').innerText()
    const told = Number(/: ([\d,]+) event/.exec(words)?.[1]?.replaceAll(',', ''))
    await page.keyboard.press('Enter')
    await expect.poll(() => count(page)).toBe(told)
    expect(complaints).toEqual([])
    await context.close()
  })

  it('shows one event in full, with its neighbours and its raw record, and passes it on by its address', async () => {
    const { page, context, complaints } = await openPage(browser)
    await page.goto(`${sample}?q=user.name%3Aroot`)
    await rows(page).nth(1).waitFor()
    await page.keyboard.press('j')
    await panel(page).getByRole('heading', { name: 'Event' }).waitFor()
    const first = new URL(page.url()).searchParams.get('event')
    await page.keyboard.press('j')
    await expect.poll(() => new URL(page.url()).searchParams.get('event')).not.toBe(first)
    await page.keyboard.press('k')
    await expect.poll(() => new URL(page.url()).searchParams.get('event')).toBe(first)
    await panel(page).getByRole('region', { name: 'Around it, in all sources' }).getByRole('listitem').nth(1).waitFor()
    await page.keyboard.press('s')
    const raw = await panel(page).getByRole('region', { name: 'Raw record' }).innerText()
    expect(raw).toMatch(/\broot\b/)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      await expectAccessible(page, `event, ${colorScheme}`)
    }
    const again = await openPage(browser)
    await again.page.goto(page.url())
    await panel(again.page)
      .getByText(first ?? 'no event')
      .waitFor()
    expect(await box(again.page).inputValue()).toBe('user.name:root')
    await again.context.close()
    await panel(page).getByRole('button', { name: 'Leave out events with this event.action' }).click()
    await expect.poll(() => box(page).inputValue()).toMatch(/^user\.name:root -event\.action:/)
    await page.keyboard.press('Escape')
    await panel(page).waitFor({ state: 'detached' })
    expect(complaints).toEqual([])
    await context.close()
  })

  it('adds an event to the timeline with a citation that holds', async () => {
    const { page, context, complaints } = await openPage(browser, { author: 'Ada Example' })
    await page.goto(`${sample}?q=user.name%3Aroot`)
    await rows(page).nth(1).click()
    await panel(page).getByRole('button', { name: 'Add to timeline' }).click()
    await page.getByRole('dialog').getByLabel('What happened').fill('Root did what only this test knows of')
    await page.getByRole('dialog').getByRole('button', { name: 'Add', exact: true }).click()
    await page.getByText('Added to the timeline.').waitFor()
    await panel(page).getByText('in the timeline').waitFor()
    await page.getByRole('navigation', { name: 'Incident' }).getByRole('link', { name: 'Timeline' }).click()
    const entry = page.getByRole('listitem').filter({ hasText: 'Root did what only this test knows of' })
    await entry.getByRole('button', { name: /^Show source/ }).click()
    await page.getByText('Intact: these bytes have the hash that was cited').waitFor()
    expect(complaints).toEqual([])
    await context.close()
  })

  it('exports what was found, and keeps the columns that were chosen in the address', async () => {
    const { page, context } = await openPage(browser)
    await page.goto(`${sample}?q=user.name%3Aroot`)
    await rows(page).nth(1).waitFor()
    const total = await count(page)
    await page.getByRole('button', { name: 'Export' }).click()
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: /^JSON/ }).click()])
    const chunks: Buffer[] = []
    for await (const chunk of await download.createReadStream()) chunks.push(Buffer.from(chunk))
    expect(Buffer.concat(chunks).toString().trimEnd().split('\n').length).toBe(total)
    await page.getByRole('button', { name: 'Columns' }).click()
    await page.getByRole('checkbox', { name: 'Host' }).check()
    await page.keyboard.press('Escape')
    await page.getByRole('columnheader', { name: 'Host' }).waitFor()
    expect(new URL(page.url()).searchParams.get('columns')).toContain('host.name')
    await context.close()
  })
})

describe('an incident whose evidence is not read yet', () => {
  it('says so, reads it when asked, and then finds its events', async () => {
    const { page, context, complaints } = await openPage(browser)
    await page.goto(`${server.address}/new`)
    await page.getByLabel('Title, if you have one').fill('Nothing read yet')
    await page.getByRole('button', { name: 'Start without evidence' }).click()
    await page.waitForURL(/\/incidents\//)
    const id = new URL(page.url()).pathname.split('/')[2] ?? ''
    await page.goto(`${server.address}/incidents/${id}/search`)
    await page.getByText('No evidence yet').waitFor()
    await expectAccessible(page, 'no evidence')
    await page.getByRole('link', { name: 'Add evidence' }).click()
    await page
      .locator('input[type=file]')
      .first()
      .setInputFiles([...(await writeLogs(folder))])
    await page.getByText('2 of 2 files finished').waitFor()
    await page.getByRole('navigation', { name: 'Incident' }).getByRole('link', { name: 'Search' }).click()
    await page.getByText('The evidence has not been read yet').waitFor()
    const asked: string[] = []
    page.on('request', (request) => {
      if (request.method() === 'POST') asked.push(new URL(request.url()).pathname)
    })
    await page.getByRole('button', { name: 'Read now' }).click()
    await rows(page).nth(1).waitFor()
    await search(page, 'ip:203.0.113.7')
    await expect.poll(() => count(page)).toBe(44)
    // Reading is no draft: nothing is written into the record.
    expect(asked).toEqual([`/api/incidents/${id}/reading`])
    await search(page, 'user:deplo outcome:failure')
    await page.getByRole('button', { name: 'user.name:deploy' }).click()
    await expect.poll(() => new URL(page.url()).searchParams.get('q')).toBe('user.name:deploy event.outcome:failure')
    await rows(page).nth(1).waitFor()
    expect(complaints).toEqual([])
    await context.close()
  })
})
