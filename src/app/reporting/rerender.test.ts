import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { chainEdit } from '../../incident/chain.ts'
import { foldEdits } from '../../incident/fold.ts'
import { incidentFileOf, incidentFileText } from '../incident/incident-file.ts'
import { reportFormats } from '../../render/formats/index.ts'
import { formatOfFile, renderReport } from './render-report.ts'
import { renderIncidentFile, rerender } from './rerender.ts'
import { writeReportFolder } from './write-report.ts'

const reportFileNames = reportFormats.map(({ fileName }) => fileName)
const moment = (time: string) => ({ at: { earliest: time, latest: time, precision: 'second', zone: 'Z' }, citations: [], candidates: [] })
const edit = chainEdit(
  {
    incident: 'INC-2026-0001',
    author: { name: 'Rosa Keller', kind: 'person' },
    at: '2026-03-01T10:00:00Z',
    base: 0,
    changes: [
      { op: 'set', path: '/title', value: 'Leaked key' },
      { op: 'set', path: '/moments/detected', value: moment('2026-03-01T10:00:00Z') },
      { op: 'set', path: '/moments/contained', value: moment('2026-03-01T12:00:00Z') },
    ],
  },
  undefined,
)
const folded = foldEdits([edit])
const state = folded.ok ? folded.value : expect.fail(folded.errors[0]?.message)
const file = incidentFileOf({ edits: [edit], state, program: '0.1.0' })
const source = { document: state.document, facts: file.facts, version: state.version, head: state.head }

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hindcast-report-'))
  await writeFile(join(folder, 'incident.json'), incidentFileText(file))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

describe('renderReport()', () => {
  it('renders the forms asked for, figures beside Markdown', async () => {
    const files = await renderReport(source, { formats: ['md', 'timeline.csv', 'md'] })
    expect(files.map(({ name, mediaType }) => `${name} ${mediaType}`)).toEqual([
      'report.md text/markdown; charset=utf-8',
      'figures/glance.svg image/svg+xml',
      'timeline.csv text/csv; charset=utf-8',
    ])
    const text = new TextDecoder().decode(files[0]?.bytes)
    expect(text).toContain('| Time to contain | 2 hours |')
    expect(text).toContain(`edit chain ${state.head}`)
    expect(text).toContain('](figures/glance.svg)')
  })

  it('refuses a form nobody knows', async () => {
    await expect(renderReport(source, { formats: ['docs'] })).rejects.toMatchObject({ code: 'report-format' })
  })

  it('stops when told to', async () => {
    await expect(renderReport(source, { signal: AbortSignal.abort() })).rejects.toMatchObject({ name: 'AbortError' })
  })
})

describe('writeReportFolder()', () => {
  it('writes every form whole, the heavy ones from their own threads, and leaves nothing else', { timeout: 60_000 }, async () => {
    const out = join(folder, 'new', 'report')
    await writeReportFolder(out, source)
    expect((await readdir(out)).toSorted()).toEqual([...reportFileNames, 'figures'].toSorted())
    expect(await readdir(join(out, 'figures'))).toEqual(['glance.svg'])
    expect((await readFile(join(out, 'report.pdf'))).subarray(0, 5).toString()).toBe('%PDF-')
    expect((await readFile(join(out, 'report.docx'))).subarray(0, 4).toString('latin1')).toBe('PK\u0003\u0004')
  })

  it('says where it cannot write', async () => {
    await expect(writeReportFolder(join(folder, 'incident.json'), source, { formats: ['md'] })).rejects.toMatchObject({ code: 'cannot-write' })
  })
})

describe('rerender()', () => {
  const path = () => join(folder, 'incident.json')

  it('writes one file under the name it was given', async () => {
    const out = join(folder, 'post-mortem.html')
    expect(await rerender({ path: path(), out })).toEqual([out])
    expect(await readFile(out, 'utf8')).toContain('<title>INC-2026-0001: Leaked key</title>')
  })

  it('refuses one file for several forms, and an ending that says nothing', async () => {
    await expect(rerender({ path: path(), out: join(folder, 'x.md'), formats: ['md', 'html'] })).rejects.toMatchObject({ code: 'usage' })
    for (const [name, format] of [
      ['x.pdf', 'docx'],
      ['x.PDF', 'md'],
      ['x.csv', 'html'],
      ['x.md', 'timeline.csv'],
    ] as const) {
      const refused = rerender({ path: path(), out: join(folder, name), formats: [format] })
      await expect(refused).rejects.toThrow(`ends in ${name.slice(1).toLowerCase()}, but --format ${format} was asked for`)
    }
    await expect(rerender({ path: path(), out: join(folder, 'x.doc') })).rejects.toMatchObject({ code: 'usage' })
  })

  it('keeps the manifest of a drafted folder true', async () => {
    const old = { name: 'report.md', sha256: '0'.repeat(64), size: 1 }
    const other = { name: 'incident.json', sha256: '1'.repeat(64), size: 2 }
    const manifest = {
      hindcast: { schema: 1, program: '0.1.0' },
      incident: 'INC-2026-0001',
      version: 1,
      head: state.head,
      evidence: [],
      files: [other, old],
    }
    await writeFile(join(folder, 'manifest.json'), JSON.stringify(manifest))
    await rerender({ path: path(), out: folder, formats: ['md'] })
    const files: { name: string; sha256: string; size: number }[] = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')).files
    const written = await readFile(join(folder, 'report.md'))
    expect(files).toContainEqual(other)
    expect(files).toContainEqual({ name: 'report.md', sha256: createHash('sha256').update(written).digest('hex'), size: written.length })
    expect(files.map(({ name }) => name)).toEqual(['figures/glance.svg', 'incident.json', 'report.md'])
  })

  it('refuses a record that was tampered with', async () => {
    await writeFile(path(), incidentFileText(file).replaceAll('Leaked key', 'Nothing'))
    await expect(renderIncidentFile(path(), { formats: ['md'] })).rejects.toMatchObject({ code: 'damaged' })
  })
})

describe('formatOfFile()', () => {
  it('knows a form by its ending, and the spreadsheets by their whole name', () => {
    expect(['a.md', 'x.y.html', 'b.pdf', 'c.xlsx', 'd.docx', 'timeline.csv', 'other.csv', 'c'].map(formatOfFile)).toEqual([
      'md',
      'html',
      'pdf',
      'xlsx',
      'docx',
      'timeline.csv',
      undefined,
      undefined,
    ])
    for (const { name, fileName } of reportFormats) expect(formatOfFile(fileName)).toBe(name)
  })
})
