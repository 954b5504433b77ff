import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { openPage } from './open-page.ts'
import { openServer } from './open-server.ts'

const opened = openServer()

/** Presses Tab until what has the focus is called this. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let step = 0; step < 60; step++) {
    await page.keyboard.press('Tab')
    const focused = await page.locator(':focus').innerText()
    if (name.test(focused.trim())) return
  }
  throw new Error(`No way by Tab to ${name.source}`)
}

describe('the keyboard alone', () => {
  it('opens the sample, reviews, sees a raw record, edits, undoes and moves between pages', async () => {
    const { page, context, complaints } = await openPage(opened.browser, { author: 'Ada Example' })
    await page.goto(opened.server.address)
    await page.getByRole('button', { name: 'Open the sample incident' }).waitFor()
    await tabTo(page, /^Open the sample incident$/)
    await page.keyboard.press('Enter')
    await page.getByRole('article', { name: 'Report' }).waitFor()

    await page.keyboard.press('g')
    await page.keyboard.press('v')
    const detail = page.getByRole('region', { name: 'Proposal' })
    await detail.waitFor()
    const words = () => detail.getByRole('paragraph').first().innerText()
    const first = await words()
    await page.keyboard.press('j')
    await expect.poll(words).not.toBe(first)
    await page.keyboard.press('k')
    await expect.poll(words).toBe(first)

    await page.keyboard.press('s')
    await page.getByRole('region', { name: 'Raw record' }).first().waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })

    await page.keyboard.press('a')
    await page.getByText(/^1 of \d+ timeline entries/).waitFor()
    await page.keyboard.press('r')
    await page.getByText(/^2 of \d+ timeline entries/).waitFor()
    await page.getByText('Rejected.').waitFor()
    await page.keyboard.press('u')
    await page.getByText(/^1 of \d+ timeline entries/).waitFor()

    await page.keyboard.press('e')
    await page.getByRole('group', { name: 'Edit the proposal' }).waitFor()
    // The words come first: rewording is what a reviewer opens the form for.
    const shown = await words()
    expect(await page.locator(':focus').inputValue()).toBe(shown)
    await page.keyboard.press('Escape')
    await page.getByRole('group', { name: 'Edit the proposal' }).waitFor({ state: 'detached' })

    await page.keyboard.press('g')
    await page.keyboard.press('h')
    await page.getByRole('heading', { name: 'History' }).waitFor()
    await page.keyboard.press('d')
    await page.getByRole('menu').waitFor()
    await page.keyboard.press('Escape')
    await page.keyboard.press('?')
    await page.getByRole('dialog', { name: 'Keyboard' }).waitFor()
    expect(complaints).toEqual([])
    await context.close()
  })
})
