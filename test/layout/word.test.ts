import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Block, Inline, Report } from '../../src/model/report.ts'
import { docx } from '../../src/render/formats/docx/docx.ts'
import { convertWithOffice, soffice } from '../soffice.ts'
import { readPages } from './pdf-pages.ts'
import { fixtureRecord } from './records.ts'
import { reportOf } from './reports.ts'
import { wordProblems } from './word-rules.ts'
import { everyElement, parseXml } from './xml-tree.ts'

const fixtures = ['empty', 'small', 'full', 'hostile'] as const
// Rows of the tests' long table: what Word must take, and what LibreOffice lays out within seconds.
const rows = { toHold: 2_000, toLayOut: 600 }

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hindcast-word-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const words = (text: string): Inline => ({ kind: 'text', text })

/** A report whose timeline runs over many pages. */
function longReport(rowCount: number): Report {
  const report = reportOf(fixtureRecord('small'))
  const columns = ['Date/Time', 'What happened', 'Evidence Source'].map((title, index) => ({ title, width: [22, 60, 18][index] ?? 1 }))
  const entries = Array.from({ length: rowCount }, (_, index) => [
    [words(`2026-03-01 10:15 UTC`)],
    [words(`Entry ${index + 1} of the attack`), { kind: 'badge', text: 'proposed' } as const],
    [words('auth.log'), { kind: 'citation', label: 'E1:4', target: report.blocks.find((block) => block.kind === 'source')?.id ?? '' } as const],
  ])
  const table: Block = { kind: 'table', caption: 'Timeline', columns, rows: entries }
  return { ...report, blocks: [...report.blocks, { kind: 'heading', level: 2, number: '8.', text: 'A Long Timeline', id: 'long' }, table] }
}

async function partsOf(report: Report): Promise<Map<string, Uint8Array>> {
  return new Map(Object.entries(unzipSync(await docx.render(report))))
}

describe.each(fixtures)('report.docx of fixtures/incidents/%s.json', (name) => {
  it.each(['full', 'nine-part'])('follows the rules of Word in the outline %s', async (outline) => {
    expect(wordProblems(await partsOf(reportOf(fixtureRecord(name), outline)))).toEqual([])
  })

  it('tells every word of the report', async () => {
    const report = reportOf(fixtureRecord(name))
    const document = parseXml(new TextDecoder().decode((await partsOf(report)).get('word/document.xml')))
    const text = squeezed([...everyElement(document)].map((element) => (element.name === 'w:t' ? element.text : '')).join(''))
    for (const word of wordsOf(report.blocks)) expect(text).toContain(squeezed(word))
  })
})

describe('docx.render()', () => {
  it('gives the same bytes in another process, time zone and language', async () => {
    const [report, file] = [reportOf(fixtureRecord('full')), join(folder, 'same.json')]
    await writeFile(file, JSON.stringify(report))
    const program = [
      `import { readFileSync } from 'node:fs'`,
      `import { createHash } from 'node:crypto'`,
      `import { docx } from ${JSON.stringify(new URL('../../src/render/formats/docx/docx.ts', import.meta.url).href)}`,
      `console.log(createHash('sha256').update(await docx.render(JSON.parse(readFileSync(${JSON.stringify(file)}, 'utf8')))).digest('hex'))`,
    ].join('\n')
    const env = { ...process.env, TZ: 'Pacific/Chatham', LANG: 'ar_SA.UTF-8', LC_ALL: 'ar_SA.UTF-8' }
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program], { env })
    expect(stdout.trim()).toBe(
      createHash('sha256')
        .update(await docx.render(report))
        .digest('hex'),
    )
  })

  it('holds a long timeline to the rules', async () => {
    expect(wordProblems(await partsOf(longReport(rows.toHold)))).toEqual([])
  })
})

// Without LibreOffice these say that they were left out; continuous integration has it.
describe.skipIf(soffice === undefined)('report.docx in LibreOffice', () => {
  it.each(['full', 'hostile'] as const)('opens with contents, headings and the marking on every page: fixtures/incidents/%s.json', async (name) => {
    const report = reportOf(fixtureRecord(name))
    const pages = await pagesOf(name, report)
    const sections = report.blocks.filter((block) => block.kind === 'heading').filter(({ level }) => level === 2)
    const begin = pages.findIndex((page) => page.includes(squeezed(`Contents${sections[0]?.number ?? ''}${sections[0]?.text ?? ''}`)))
    expect(begin).toBeGreaterThan(0)
    for (const { text } of sections) {
      expect(pages.slice(begin, begin + 2).join('')).toContain(squeezed(text))
      expect(pages.slice(begin + 1).some((page) => page.includes(squeezed(text)))).toBe(true)
    }
    for (const [index, page] of pages.entries()) {
      expect(page.split(squeezed(report.tlp)).length - 1, `page ${index + 1}`).toBeGreaterThanOrEqual(2)
      expect(page).toContain(squeezed(`${report.incident} · Record version ${report.version}`))
      expect(page).toContain(squeezed(`Page ${index + 1} of ${pages.length}`))
    }
    expect(pages.at(-1)).toContain(report.head)
  })

  it('repeats the head of a table on every page it goes on', async () => {
    const pages = (await pagesOf('long', longReport(rows.toLayOut))).filter((page) => /Entry\d+oftheattack/.test(page))
    expect(pages.length).toBeGreaterThan(10)
    for (const page of pages) expect(page.indexOf('Date/TimeWhathappenedEvidenceSource')).toBeGreaterThan(-1)
    const told = pages.flatMap((page) => [...page.matchAll(/Entry(\d+)oftheattack/g)].map(([, number]) => Number(number)))
    expect(told).toEqual(Array.from({ length: rows.toLayOut }, (_, index) => index + 1))
  })
})

/** The words of each page of a report as LibreOffice lays it out, without spaces. */
async function pagesOf(name: string, report: Report): Promise<string[]> {
  const file = join(folder, `${name}.docx`)
  await writeFile(file, await docx.render(report))
  const pages = await readPages(await readFile(await convertWithOffice({ file, to: 'pdf', out: folder })))
  return pages.map(({ texts }) => squeezed(texts.map(({ text }) => text).join('')))
}

/** Lines break where they like: only what is no space counts. What cannot be written stands as the sign for it. */
function squeezed(text: string): string {
  return text.toWellFormed().replace(/[\s\u00a0\u200e]+/g, '')
}

/** Every text of a report that a reader sees. */
function wordsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(wordsOf)
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => {
    if (typeof inner !== 'string') return wordsOf(inner)
    return ['text', 'label', 'number', 'term', 'title'].includes(key) ? inner.split(/[\r\n]+/) : []
  })
}
