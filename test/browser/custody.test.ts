import { zipSync } from 'fflate'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { expectAccessible, openPage } from './open-page.ts'
import { openServer } from './open-server.ts'

const opened = openServer()

const log = (host: string, port: number) =>
  Buffer.from(`2026-03-01T00:00:01+00:00 ${host} sshd[401]: Failed password for root from 203.0.113.9 port ${port} ssh2\n`)

async function checkBoth(page: Page, where: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await expectAccessible(page, `${where}, ${colorScheme}`)
  }
}

async function fold(page: Page, title: string): Promise<void> {
  await page.getByRole('dialog').locator('summary', { hasText: title }).click()
}

/** Makes an incident and uploads a container with the logs of two hosts. */
async function addContainer(page: Page): Promise<void> {
  await page.goto(`${opened.server.address}/new`)
  await page.getByLabel('Title, if you have one').fill('Custody')
  await page.getByRole('button', { name: 'Start without evidence' }).click()
  await page.waitForURL(/\/incidents\//)
  await page.goto(`${opened.server.address}/incidents/${new URL(page.url()).pathname.split('/')[2] ?? ''}/evidence`)
  const buffer = Buffer.from(zipSync({ 'web.log': log('web-1', 1022), 'db.log': log('db-1', 1023) }))
  await page.getByTestId('files').setInputFiles({ name: 'logs.zip', mimeType: 'application/zip', buffer })
  const files = page.getByRole('region', { name: 'Files' })
  await files.getByText('web.log', { exact: true }).waitFor()
  await files.getByText('db.log', { exact: true }).waitFor()
}

describe('the custody of evidence on its page', () => {
  it('holds all evidence of an incident, keeps it until a day, and ends the hold', async () => {
    const { page, context, complaints } = await openPage(opened.browser, { author: 'Mara Lindqvist' })
    await addContainer(page)
    const keeping = page.getByRole('region', { name: 'Legal hold and retention of all evidence' })
    await keeping.getByText('No hold on all of it.').waitFor()
    await keeping.locator('summary', { hasText: 'Hold all evidence' }).click()
    await keeping.getByLabel(/^Reason to hold all/).fill('Preservation notice')
    await keeping.getByLabel(/^On whose order/).fill('General Counsel')
    await keeping.getByRole('button', { name: 'Hold all' }).click()
    await keeping.getByText(/^Under hold \d+ since .* UTC, by Mara Lindqvist: Preservation notice$/).waitFor()
    await keeping.locator('summary', { hasText: 'Keep all evidence until a day' }).click()
    await keeping.getByLabel('Last day all is kept').fill('2033-12-31')
    await keeping.getByLabel('Rule that asks for it').fill('Retention schedule 4.2')
    await keeping.getByRole('button', { name: 'Keep all' }).click()
    await keeping.getByText(/^To be kept until 2033-12-31 has ended everywhere/).waitFor()
    await checkBoth(page, 'keeping all evidence')
    await page.getByRole('button', { name: 'Details of logs.zip' }).click()
    const drawer = page.getByRole('dialog', { name: 'logs.zip' })
    await drawer.getByRole('definition').filter({ hasText: 'Preservation notice' }).waitFor()
    await drawer.getByRole('definition').filter({ hasText: '2033-12-31' }).waitFor()
    await page.keyboard.press('Escape')
    await keeping.getByLabel(/^Reason to hold all/).fill('Settled')
    await keeping.getByRole('button', { name: 'Release the hold on all' }).click()
    await keeping.getByText('No hold on all of it.').waitFor()
    expect(complaints).toEqual([])
    await context.close()
  })

  it('lists members, holds, refuses, releases, disposes, and keeps what was not obtained', async () => {
    const { page, context, complaints } = await openPage(opened.browser, { author: 'Mara Lindqvist' })
    await addContainer(page)

    await page.getByRole('button', { name: 'Verify all' }).click()
    await page.getByText(/3 items read again, \d+ entries checked: intact/).waitFor()
    await page.getByRole('button', { name: 'Details of logs.zip' }).click()
    const drawer = page.getByRole('dialog', { name: 'logs.zip' })
    await drawer.getByText('2 members').waitFor()
    await fold(page, 'Record a handling')
    expect(await drawer.getByRole('button', { name: 'Record', exact: true }).isDisabled()).toBe(true)
    await drawer.getByLabel('Who received it').fill('Tomas Okafor')
    await drawer.getByRole('button', { name: 'Record', exact: true }).click()
    await drawer.getByText('Mara Lindqvist to Tomas Okafor').waitFor()
    await fold(page, 'How it was obtained')
    await drawer.getByLabel('Tool and version').fill('collector 1.2')
    await drawer.getByRole('button', { name: 'Keep', exact: true }).click()
    await drawer.getByRole('definition').filter({ hasText: 'collector 1.2' }).waitFor()
    await checkBoth(page, 'details')

    await fold(page, 'Legal hold')
    await drawer.getByLabel(/^Reason for the hold/).fill('Preservation notice')
    await drawer.getByRole('button', { name: 'Hold', exact: true }).click()
    await drawer.getByRole('button', { name: 'Release hold' }).waitFor()
    await fold(page, 'Dispose of it')
    await drawer.getByText(/cannot be disposed of: it is under legal hold/).waitFor()
    await drawer.getByLabel(/^Reason for the hold/).fill('Settled')
    await drawer.getByRole('button', { name: 'Release hold' }).click()
    await drawer.getByLabel('Reason for the disposal').fill('Private data')
    await drawer.getByRole('button', { name: 'Dispose…' }).click()
    await drawer
      .getByText(/2 members/)
      .first()
      .waitFor()
    await checkBoth(page, 'confirming the disposal')
    await drawer.getByRole('button', { name: 'Dispose of it for good' }).click()
    await page.getByText('3 items disposed of.', { exact: false }).waitFor()

    await page.getByLabel('What was not obtained').fill('VPN logs')
    await page.getByLabel('Reason it was not').fill('Overwritten after 14 days')
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    await page.getByRole('list', { name: 'Not obtained' }).getByText('VPN logs').waitFor()
    await page.getByRole('button', { name: 'Verify all' }).click()
    // Handed to somebody else, then disposed of by the one who handed it over: said to be a gap.
    await page.getByText(/0 items read again, \d+ entries checked: see below/).waitFor()
    await page
      .getByRole('alert')
      .filter({ hasText: 'Not everything is intact' })
      .getByText(/Tomas Okafor/)
      .first()
      .waitFor()
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Download a request' }).click()])
    expect(download.suggestedFilename()).toMatch(/\.tsq$/)
    await page.getByLabel('Response (.tsr)').waitFor()
    await checkBoth(page, 'custody of the incident')
    expect(complaints).toEqual([])
    await context.close()
  })
})
