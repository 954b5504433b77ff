import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { authLog } from './logs.ts'
import { openPage } from './open-page.ts'
import { openServer } from './open-server.ts'

const opened = openServer()

const saved = (page: Page) => page.getByText(/^Saved · version \d+$/).waitFor()

/** Makes an incident without evidence and gives its address. */
async function begin(page: Page, title: string): Promise<string> {
  await page.goto(`${opened.server.address}/new`)
  await page.getByLabel('Title, if you have one').fill(title)
  await page.getByRole('button', { name: 'Start without evidence' }).click()
  await page.waitForURL(/\/incidents\/INC-/)
  return page.url().replace(/\/evidence$/, '')
}

describe('a program that is killed', () => {
  it('loses no acknowledged edit, and takes what was typed meanwhile when it is back', async () => {
    const { page, context } = await openPage(opened.browser, { author: 'Ada Example' })
    const incident = await begin(page, 'Killed in the middle')
    await page.goto(`${incident}/edit/overview`)
    await page.getByLabel('Type').fill('Before the crash')
    await saved(page)
    await opened.server.kill()
    await page.getByLabel('Incident lead').fill('After the crash')
    await page.getByText('Not saved: no connection').waitFor()
    await opened.server.restart()
    await page.getByRole('button', { name: 'Try now' }).click()
    await saved(page)
    await page.reload()
    await page.getByLabel('Type').waitFor()
    expect(await page.getByLabel('Type').inputValue()).toBe('Before the crash')
    expect(await page.getByLabel('Incident lead').inputValue()).toBe('After the crash')
    await context.close()
  })

  it('keeps no half file of an upload it was killed in, and takes the file again', async () => {
    const { page, context } = await openPage(opened.browser, { author: 'Ada Example' })
    await begin(page, 'Killed in an upload')
    const big = join(opened.folder, 'big.log')
    await writeFile(big, authLog().repeat(30_000))
    await page.locator('input[type=file]').first().setInputFiles(big)
    await page
      .getByText(/Copying/)
      .first()
      .waitFor()
    await opened.server.kill()
    await page.getByText('1 of 1 file finished').waitFor()
    await opened.server.restart()
    await page.reload()
    await page.getByText('Drop log files or folders here').waitFor()
    const half = await page.getByRole('heading', { name: 'Files' }).count()
    await page
      .locator('input[type=file]')
      .first()
      .setInputFiles({ name: 'auth.log', mimeType: 'text/plain', buffer: Buffer.from(authLog()) })
    await page.getByText('1 of 1 file finished').waitFor()
    await page.getByText('auth.log').first().waitFor()
    // The kill may come after the last byte was acknowledged: then the whole file is there, never a part of it.
    expect(half === 0 || (await page.getByText(/\d+ MB/).count()) > 0).toBe(true)
    await context.close()
  })
})

describe('two people', () => {
  it('who changed the same field see both values and choose', async () => {
    const ada = await openPage(opened.browser, { author: 'Ada Example' })
    const bob = await openPage(opened.browser, { author: 'Bob Example' })
    const incident = await begin(ada.page, 'Two authors')
    await ada.page.goto(`${incident}/edit/overview`)
    await bob.page.goto(`${incident}/edit/overview`)
    await ada.page.getByLabel('Type').waitFor()
    await bob.page.getByLabel('Type').waitFor()
    // Bob's page hears nothing of Ada's edit before he types.
    await bob.context.route('**/progress', (route) => route.abort())
    await bob.page.reload()
    await bob.page.getByLabel('Type').waitFor()
    await ada.page.getByLabel('Type').fill('What Ada says')
    await saved(ada.page)
    await ada.page.getByText(/version 2|version 1/).waitFor()
    await bob.page.getByLabel('Type').fill('What Bob says')
    const dialog = bob.page.getByRole('dialog', { name: 'Someone else changed this too' })
    await dialog.getByText('What Ada says').waitFor()
    await dialog.getByText('What Bob says').click()
    await dialog.getByRole('button', { name: 'Keep what I chose' }).click()
    await saved(bob.page)
    await bob.page.getByRole('link', { name: 'History' }).click()
    await bob.page.getByText('Set type: What Bob says').waitFor()
    await bob.page.getByText('Set type: What Ada says').waitFor()
    await bob.page.getByRole('link', { name: 'Edit' }).click()
    expect(await bob.page.getByLabel('Type').inputValue()).toBe('What Bob says')
    await ada.context.close()
    await bob.context.close()
  })
})

describe('a first draft', () => {
  it('is watched and stopped from the report, which then says why there is none', async () => {
    const { page, context, complaints } = await openPage(opened.browser, { author: 'Ada Example' })
    await begin(page, 'Stopped')
    const big = join(opened.folder, 'long.log')
    await writeFile(big, authLog().repeat(20_000))
    await page.locator('input[type=file]').first().setInputFiles(big)
    await page.getByText('1 of 1 file finished').waitFor()
    await page.getByRole('button', { name: 'Draft', exact: true }).click()
    await page.getByRole('link', { name: 'Report', exact: true }).click()
    await page.getByRole('button', { name: 'Cancel drafting' }).click()
    await page.getByText('Drafting was cancelled').waitFor()
    await page.getByRole('link', { name: 'Draft again from the evidence' }).click()
    await page.getByRole('button', { name: 'Draft again' }).waitFor()
    expect(complaints).toEqual([])
    await context.close()
  })
})

describe('undo', () => {
  it('takes back what was removed, from its message and from the history', async () => {
    const { page, context, complaints } = await openPage(opened.browser, { author: 'Ada Example' })
    const incident = await begin(page, 'Taken back')
    await page.goto(`${incident}/edit/cause`)
    await page.getByRole('button', { name: 'Add to Causes' }).click()
    await page.getByLabel('Statement').fill('The key had no expiry')
    await saved(page)
    await page.getByRole('button', { name: 'Remove', exact: true }).click()
    await page.getByText('Removed from Causes.').waitFor()
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.getByText('The key had no expiry').first().waitFor()
    expect(complaints).toEqual([])
    await context.close()
  })
})
