import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { renderReport, type ReportSource } from '../../src/app/reporting/render-report.ts'
import { outlines } from '../../src/report/compose.ts'
import { draftSample } from '../../tools/samples/draft-sample.ts'
import { checkLayout } from './check-layout.ts'
import { margins } from './margins.ts'
import { readPages } from './pdf-pages.ts'

const samples = join(import.meta.dirname, '../../docs/samples')

/** The record knows in which folder its evidence lay, and so does its hash; nothing else of the report does. */
function withoutHead(text: string): string {
  const [, head = ''] = /edit chain ([0-9a-f]{64}),/.exec(text) ?? expect.fail('The report names no edit chain')
  return text.replaceAll(head, 'HEAD').replaceAll(head.slice(0, 16), 'HEAD')
}

describe('the demonstration', () => {
  let source: ReportSource
  beforeAll(async () => {
    source = await draftSample('leaked-key')
  })

  it.each(outlines.map(({ name }) => name))('has every text of its PDF in its place, outline %s', async (outline) => {
    const [pdf] = await renderReport(source, { outline, formats: ['pdf'] })
    expect(checkLayout(await readPages(pdf?.bytes ?? new Uint8Array()), margins)).toEqual([])
  })

  it('is the one in docs/samples; `npm run samples` writes it anew', async () => {
    const [report] = await renderReport(source, { formats: ['md'] })
    const shown = readFileSync(join(samples, 'leaked-key/report.md'), 'utf8')
    expect(withoutHead(shown)).toBe(withoutHead(new TextDecoder().decode(report?.bytes)))
  })
})

describe('docs/samples', () => {
  it('shows and links only what is there, and leaves nothing out', () => {
    const index = readFileSync(join(samples, 'README.md'), 'utf8')
    const linked = [...index.matchAll(/\]\(([^)]+)\)/g)].map(([, path = '']) => path)
    for (const path of linked) expect(existsSync(join(samples, path)), path).toBe(true)
    const folders = new Set(linked.map((path) => dirname(path)))
    const files = [...folders].flatMap((folder) =>
      readdirSync(join(samples, folder), { withFileTypes: true }).flatMap((entry) => (entry.isFile() ? [`${folder}/${entry.name}`] : [])),
    )
    expect(files.toSorted()).toEqual(linked.toSorted())
  })

  it('is no larger than a repository should carry', () => {
    const sizes = readdirSync(samples, { recursive: true, encoding: 'utf8' }).map((path) => statSync(join(samples, path)))
    expect(sizes.reduce((sum, entry) => sum + (entry.isFile() ? entry.size : 0), 0)).toBeLessThanOrEqual(3_000_000)
  })
})
