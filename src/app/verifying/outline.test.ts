import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { OutlineName } from '../../model/outline-name.ts'
import { draftFolder } from '../drafting/draft-folder.ts'
import { readManifest } from '../drafting/read-manifest.ts'
import { rerender } from '../reporting/rerender.ts'
import type { Verdict } from './verdict.ts'
import { verifyFolder } from './verify-folder.ts'

let place = ''
let log = ''
let report = ''

beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), 'hindcast-outline-'))
  log = join(place, 'auth.log')
  report = join(place, 'report')
  const lines = Array.from(
    { length: 30 },
    (_, n) => `2026-03-05T01:00:${String(n).padStart(2, '0')}Z web01 sshd[7]: Failed password for root from 203.0.113.7 port 4 ssh2`,
  )
  await writeFile(log, `${lines.join('\n')}\n2026-03-05T01:01:00Z web01 sshd[8]: Accepted password for root from 203.0.113.7 port 5 ssh2\n`)
})

afterAll(() => rm(place, { recursive: true, force: true }))

const draft = (outline?: OutlineName) =>
  draftFolder({ paths: [log], out: report, ruleFolders: [], zones: { rules: [] }, ...(outline === undefined ? {} : { outline }) })

async function faults(): Promise<Verdict[]> {
  const verdicts = await verifyFolder({ folder: report, evidence: [log] })
  expect(verdicts.filter(({ kind, status }) => kind === 'file' && status === 'intact').length).toBeGreaterThan(4)
  return verdicts.filter(({ status }) => status !== 'intact')
}

const chapters = async (): Promise<string[]> => (await readFile(join(report, 'report.md'), 'utf8')).match(/^## \d.*$/gm) ?? []

describe('verifyFolder() of a folder that follows an outline', { timeout: 120_000 }, () => {
  it('checks nine parts against nine parts, also after they were drafted again without naming them', async () => {
    await draft('nine-part')
    expect(await chapters()).toHaveLength(9)
    expect(await faults()).toEqual([])
    await draft()
    expect(await chapters()).toHaveLength(9)
    expect(await faults()).toEqual([])
  })

  it('follows a folder that was written again after another outline', async () => {
    await rerender({ path: join(report, 'incident.json'), out: report, outline: 'full' })
    expect(await chapters()).toHaveLength(7)
    expect((await readManifest(report))?.outline).toBe('full')
    expect(await faults()).toEqual([])
    const listed = (await readManifest(report))?.files.filter(({ name }) => name.startsWith('figures/')).map(({ name }) => name.slice(8))
    expect((await readdir(join(report, 'figures'))).toSorted()).toEqual(listed)
  })

  it('writes no folder of two outlines', async () => {
    const mixed = rerender({ path: join(report, 'incident.json'), out: report, formats: ['md'], outline: 'nine-part' })
    await expect(mixed).rejects.toMatchObject({ code: 'usage' })
  })

  it('finds a manifest that names another outline than the files follow, or none that there is', async () => {
    const manifest = await readFile(join(report, 'manifest.json'), 'utf8')
    await writeFile(join(report, 'manifest.json'), manifest.replace('"outline": "full"', '"outline": "nine-part"'))
    expect((await verifyFolder({ folder: report, evidence: [log] })).map(({ status }) => status)).toContain('broken')
    await writeFile(join(report, 'manifest.json'), manifest.replace('"outline": "full"', '"outline": "short"'))
    const broken = (await verifyFolder({ folder: report, evidence: [log] })).filter(({ status }) => status === 'broken')
    expect(broken.map(({ message }) => message)).toEqual(['names an outline that there is not: "short"'])
    await writeFile(join(report, 'manifest.json'), manifest)
    expect(await faults()).toEqual([])
  })
})
