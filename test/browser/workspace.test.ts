import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { writeLogs } from './logs.ts'
import { openPage } from './open-page.ts'
import { openServer } from './open-server.ts'

const opened = openServer()

const saved = (page: Page) => page.getByText(/^Saved · version \d+$/).waitFor()

describe('the sample incident', () => {
  it('is one click away, and each citation of its report one click from its raw record', async () => {
    const { page, context, complaints } = await openPage(opened.browser)
    await page.goto(opened.server.address)
    await page.getByRole('button', { name: 'Open the sample incident' }).click()
    await page.getByRole('article', { name: 'Report' }).waitFor()
    await page.getByRole('heading', { name: /Executive Summary/ }).waitFor()
    await page
      .getByRole('article')
      .getByRole('button', { name: /^Source E\d+:\d+$/ })
      .first()
      .click()
    const drawer = page.getByRole('dialog')
    const raw = await drawer.getByRole('region', { name: 'Raw record' }).innerText()
    expect(raw.length).toBeGreaterThan(40)
    await drawer.getByText('Intact: these bytes have the hash that was cited').waitFor()
    await drawer.getByText('@timestamp').waitFor()
    await page.keyboard.press('Escape')
    await drawer.waitFor({ state: 'detached' })
    expect(complaints).toEqual([])
    await context.close()
  })

  it('tells a set by its count, its first and last, and examples', async () => {
    const { page, context } = await openPage(opened.browser)
    await page.goto(opened.server.address)
    await page.getByRole('link', { name: /./ }).filter({ hasNotText: 'Hindcast' }).first().click()
    await page
      .getByRole('article')
      .getByRole('button', { name: /^Source E\d+:\d+ \+[\d,]+$/ })
      .first()
      .click()
    const drawer = page.getByRole('dialog')
    const terms = await drawer.getByRole('term').allInnerTexts()
    expect(terms).toEqual(expect.arrayContaining(['Events', 'First', 'Last', 'Selected by', 'Digest']))
    await drawer.getByRole('region', { name: 'Raw record' }).waitFor()
    await context.close()
  })
})

describe('a new post-mortem', () => {
  it('goes from two dropped logs to a reviewed, edited record that is there after a reload', async () => {
    const { page, context, complaints } = await openPage(opened.browser)
    await page.goto(opened.server.address)
    await page.getByRole('button', { name: 'New post-mortem' }).click()
    await page.getByLabel('Title, if you have one').fill('Password guessed on web-1')
    await page
      .locator('input[type=file]')
      .first()
      .setInputFiles([...(await writeLogs(opened.folder))])
    await page.getByText('2 of 2 files finished').waitFor()
    await page.getByRole('button', { name: 'Draft', exact: true }).click()
    await page.getByText(/^Drafted/).waitFor()
    // The last line of access.log is cut off: it is told where, and nothing else is lost.
    await page.getByRole('button', { name: /1 problem/ }).click()
    await page.getByRole('region', { name: 'Problems in access.log' }).waitFor()

    await page.getByRole('link', { name: 'Review', exact: false }).first().click()
    const list = page.getByRole('listbox', { name: 'Proposals' })
    await list.waitFor()
    const first = await page.getByRole('region', { name: 'Proposal' }).getByRole('paragraph').first().innerText()
    await page.getByRole('button', { name: /^Accept a$|^Accept$/ }).click()
    await page.getByLabel('Your name').fill('Ada Example')
    await page.getByRole('button', { name: 'Continue' }).click()
    await saved(page)
    await page.getByRole('button', { name: /^Reject/ }).click()
    await page.getByText('Rejected.').waitFor()
    await page.getByText(/2 of \d+ timeline entries/).waitFor()

    await page.getByRole('link', { name: 'Edit' }).click()
    await page.getByLabel('Type').fill('Guessed password')
    await page.getByLabel('Current status').selectOption('contained')
    await saved(page)
    const version = await page.getByText(/^Saved · version \d+$/).innerText()
    await page.reload()
    await page.getByLabel('Type').waitFor()
    expect(await page.getByLabel('Type').inputValue()).toBe('Guessed password')
    expect(await page.getByLabel('Current status').inputValue()).toBe('contained')
    expect(await page.getByText(/^Saved · version \d+$/).innerText()).toBe(version)
    await page.getByRole('link', { name: /^Review/ }).click()
    await page.getByText('All', { exact: true }).click()
    const accepted = list.getByRole('option').filter({ hasText: 'accepted' })
    expect(first).toContain((await accepted.first().innerText()).split('\n')[0]?.slice(0, 30))
    expect(complaints).toEqual([])
    await context.close()
  })

  it('gives every form of the report as a download', async () => {
    const { page, context } = await openPage(opened.browser)
    await page.goto(opened.server.address)
    await page.getByRole('link', { name: 'Password guessed on web-1' }).click()
    await page.getByRole('button', { name: 'Download' }).click()
    const items = await page.getByRole('menuitem').all()
    expect(items.length).toBeGreaterThanOrEqual(9)
    for (const [name, starts] of [
      ['report.md', '#'],
      ['report.pdf', '%PDF'],
      ['incident.json', '{'],
      ['report.zip', 'PK'],
    ] as const) {
      if ((await page.getByRole('menu').count()) === 0) await page.getByRole('button', { name: 'Download' }).click()
      const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name }).click()])
      const chunks: Buffer[] = []
      for await (const chunk of await download.createReadStream()) chunks.push(Buffer.from(chunk))
      expect(Buffer.concat(chunks).toString('latin1').trimStart().slice(0, starts.length), name).toBe(starts)
    }
    await context.close()
  })
})
