import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { authLog, writeLogs } from './logs.ts'
import { openPage } from './open-page.ts'
import { openServer } from './open-server.ts'

const opened = openServer()

interface Place {
  readonly x: number
  readonly y: number
}

/** Drags files and folders of this machine onto a place of the page, by the browser's own drag and drop, and lets go. */
async function dragFiles(page: Page, files: readonly string[], { x, y }: Place): Promise<void> {
  const session = await page.context().newCDPSession(page)
  const data = { items: [], files: [...files], dragOperationsMask: 1 }
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) await session.send('Input.dispatchDragEvent', { type, x, y, data })
}

async function middleOfZone(page: Page): Promise<Place> {
  const box = await page.getByText('Drop log files or folders here').boundingBox()
  if (box === null) throw new Error('The place to drop files is not on the page')
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}

describe('drag and drop', () => {
  it('takes files and a whole folder, an empty and a binary file among them, and drafts from them', async () => {
    const { page, context, complaints } = await openPage(opened.browser)
    const logs = await writeLogs(opened.folder)
    const inner = join(opened.folder, 'more', 'deep')
    await mkdir(inner, { recursive: true })
    await writeFile(join(opened.folder, 'more', 'empty.log'), '')
    await writeFile(
      join(inner, 'noise.bin'),
      Uint8Array.from({ length: 4_000 }, (_, index) => (index * 7_919 + index * index * 13) % 256),
    )
    await page.goto(`${opened.server.address}/new`)
    await page.getByLabel('Title, if you have one').fill('Dropped at once')
    await dragFiles(page, [...logs, join(opened.folder, 'more')], await middleOfZone(page))
    await page.getByText('4 of 4 files finished').waitFor()
    await page.getByText('more/deep/noise.bin').waitFor()
    await page.getByLabel('Zone of local times', { exact: true }).fill('Europe/Berlin')
    await page.getByLabel('Zone of local times in auth.log').fill('Asia/Tokyo')
    await page.getByRole('button', { name: 'Draft', exact: true }).click()
    await page.getByText(/^Drafted/).waitFor()
    await page.reload()
    await page.getByRole('button', { name: 'Draft again' }).waitFor()
    expect(await page.getByLabel('Zone of local times', { exact: true }).inputValue()).toBe('Europe/Berlin')
    expect(await page.getByLabel('Zone of local times in auth.log').inputValue()).toBe('Asia/Tokyo')
    expect(await page.getByText('no log: kept').count()).toBe(2)
    expect(complaints).toEqual([])
    await context.close()
  })

  it('takes files that come without an entry of a file system', async () => {
    const { page, context } = await openPage(opened.browser)
    await page.goto(`${opened.server.address}/new`)
    const dataTransfer = await page.evaluateHandle(`(() => {
      const made = new DataTransfer()
      made.items.add(new File([${JSON.stringify(authLog())}], 'auth.log'))
      return made
    })()`)
    const zone = page.getByText('Drop log files or folders here')
    for (const type of ['dragenter', 'dragover', 'drop']) await zone.dispatchEvent(type, { dataTransfer })
    await page.getByText('1 of 1 file finished').waitFor()
    expect(await page.getByRole('region', { name: 'Uploads' }).getByRole('listitem').innerText()).toContain('auth.log')
    await context.close()
  })

  it('does not leave the page for a file let go beside the place', async () => {
    const { page, context } = await openPage(opened.browser)
    const [file] = await writeLogs(opened.folder)
    await page.goto(`${opened.server.address}/new`)
    await page.getByLabel('Title, if you have one').fill('Still here')
    await dragFiles(page, [file ?? ''], { x: 20, y: 700 })
    await page.waitForTimeout(300)
    expect(new URL(page.url()).pathname).toBe('/new')
    expect(await page.getByLabel('Title, if you have one').inputValue()).toBe('Still here')
    await context.close()
  })
})
