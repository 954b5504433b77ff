import { readdirSync, readFileSync } from 'node:fs'
import process from 'node:process'
import { chromium } from 'playwright-core'

/** What Chromium made of a page, and the memory all of its processes held at the most, in MB. */
export interface Printed {
  readonly pdf: Uint8Array
  readonly megabytes: number
}

/** Prints a page to tagged PDF with the Chromium of this machine. */
export async function printInChromium(html: string): Promise<Printed> {
  const browser = await chromium.launch({ executablePath: process.env['HINDCAST_CHROMIUM'] ?? '/usr/bin/chromium', args: ['--no-sandbox'] })
  let most = 0
  const watch = setInterval(() => {
    most = Math.max(most, memoryOfChildren(process.pid))
  }, 100)
  try {
    const page = await browser.newPage()
    await page.setContent(html, { waitUntil: 'load', timeout: 120_000 })
    return { pdf: await page.pdf({ format: 'A4', tagged: true, outline: true }), megabytes: most }
  } finally {
    clearInterval(watch)
    await browser.close()
  }
}

/** Memory of every process below this one in MB, each shared page counted once (`Pss` of Linux; 0 elsewhere). */
function memoryOfChildren(parent: number): number {
  const parents = new Map<number, number>()
  for (const name of readdirSync('/proc')) {
    const found = /^\d+$/.test(name) ? /\) \S (\d+)/.exec(read(`/proc/${name}/stat`)) : null
    if (found !== null) parents.set(Number(name), Number(found[1]))
  }
  const isBelow = (id: number): boolean => {
    const above = parents.get(id)
    return above !== undefined && above !== 0 && (above === parent || isBelow(above))
  }
  const below = [...parents.keys()].filter(isBelow)
  return below.reduce((sum, id) => sum + Number(/^Pss:\s+(\d+)/m.exec(read(`/proc/${id}/smaps_rollup`))?.[1] ?? 0) / 1024, 0)
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
