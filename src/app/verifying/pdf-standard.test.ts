import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PdfStandard } from '../../model/pdf-standard.ts'
import { draftFolder } from '../drafting/draft-folder.ts'
import { readManifest } from '../drafting/read-manifest.ts'
import { rerender } from '../reporting/rerender.ts'
import { verifyFolder } from './verify-folder.ts'

let place = ''
let log = ''
let report = ''

beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), 'hindcast-standard-'))
  log = join(place, 'auth.log')
  report = join(place, 'report')
  await writeFile(log, '2026-03-05T01:01:00Z web01 sshd[8]: Accepted password for root from 203.0.113.7 port 5 ssh2\n')
})

afterAll(() => rm(place, { recursive: true, force: true }))

const draft = (pdfStandard?: PdfStandard) =>
  draftFolder({ paths: [log], out: report, ruleFolders: [], zones: { rules: [] }, ...(pdfStandard === undefined ? {} : { pdfStandard }) })
const faults = async () => (await verifyFolder({ folder: report, evidence: [log] })).filter(({ status }) => status !== 'intact')
const standard = async () => ((await readFile(join(report, 'report.pdf'), 'latin1')).includes('<pdfaid:part>2</pdfaid:part>') ? 'a-2a' : 'ua-1')

describe('verifyFolder() of a folder whose PDF keeps a standard', { timeout: 120_000 }, () => {
  it('checks PDF/A against PDF/A, also after drafting again without naming it', async () => {
    await draft('a-2a')
    expect(await standard()).toBe('a-2a')
    expect(await faults()).toEqual([])
    await draft()
    expect(await standard()).toBe('a-2a')
    expect(await faults()).toEqual([])
  })

  it('follows a PDF that was written again', async () => {
    const path = join(report, 'incident.json')
    await rerender({ path, out: report, formats: ['md'], pdfStandard: 'ua-1' })
    expect(await standard()).toBe('a-2a')
    expect(await faults()).toEqual([])
    await rerender({ path, out: report, formats: ['pdf'], pdfStandard: 'ua-1' })
    expect(await standard()).toBe('ua-1')
    expect((await readManifest(report))?.pdfStandard).toBeUndefined()
    expect(await faults()).toEqual([])
  })

  it('matches a copy by what it prints', async () => {
    const printed = /edit chain ([0-9a-f]{64})/.exec(await readFile(join(report, 'report.md'), 'utf8'))?.[1] ?? ''
    const verdicts = await verifyFolder({ folder: report, evidence: [log], head: printed.slice(0, 16) })
    expect(verdicts.filter(({ subject }) => subject.startsWith('copy'))).toMatchObject([{ status: 'intact' }])
    const wrong = await verifyFolder({ folder: report, evidence: [log], head: '0'.repeat(16) })
    expect(wrong.filter(({ subject }) => subject.startsWith('copy'))).toMatchObject([{ status: 'broken' }])
  })
})
