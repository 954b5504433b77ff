import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isObject } from '../../base/json.ts'
import { chainEdit } from '../../incident/chain.ts'
import { foldEdits } from '../../incident/fold.ts'
import { type Edit, editSchema } from '../../model/edit.ts'
import { draftFolder } from '../drafting/draft-folder.ts'
import { manifestOf, manifestText } from '../drafting/manifest.ts'
import { renderFolder } from '../drafting/render-folder.ts'
import { incidentFileOf, loadIncidentFile } from '../incident/incident-file.ts'
import type { Verdict } from './verdict.ts'
import { verifyFolder } from './verify-folder.ts'

let place = ''
let evidence = ''

beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), 'hindcast-forged-'))
  evidence = join(place, 'evidence')
  await mkdir(evidence)
  const at = (second: number): string => `2026-03-05T01:${String(Math.floor(second / 60)).padStart(2, '0')}:${String(second % 60).padStart(2, '0')}Z`
  const lines = Array.from({ length: 40 }, (_, n) => `${at(n)} web01 sshd[7]: Failed password for root from 203.0.113.7 port 4000 ssh2`)
  lines.push(`${at(50)} web01 sshd[8]: Accepted password for root from 203.0.113.7 port 4001 ssh2`)
  await writeFile(join(evidence, 'auth.log'), `${lines.join('\n')}\n`)
  await writeFile(join(evidence, 'quiet.log'), `${at(1)} db01 cron[1]: (root) CMD (true)\n`)
  await draftFolder({ paths: [evidence], out: join(place, 'report'), ruleFolders: [], zones: { rules: [] } })
}, 60_000)

afterAll(() => rm(place, { recursive: true, force: true }))

/** Everything wrong that is found in a copy of the folder after `forge` was at it. */
async function faultsAfter(forge: (report: string) => Promise<void>): Promise<Verdict[]> {
  const report = join(await mkdtemp(join(place, 'forged-')), 'report')
  await cp(join(place, 'report'), report, { recursive: true })
  await forge(report)
  return (await verifyFolder({ folder: report, evidence: [evidence] })).filter(({ status }) => status !== 'intact')
}

/** A forger who owns everything but the evidence: changes the edits, chains them anew and writes every file again. */
function rewriting(change: (part: Record<string, unknown>) => void, program?: string): (report: string) => Promise<void> {
  return async (report) => {
    const { file } = await loadIncidentFile(join(report, 'incident.json'))
    const parts: unknown = structuredClone(file.edits)
    walk(parts, change)
    const edits: Edit[] = []
    for (const edit of editSchema.array().parse(parts)) {
      const { hash: _, version: __, previous: ___, ...draft } = edit
      edits.push(chainEdit(draft, edits.at(-1)))
    }
    const folded = foldEdits(edits)
    if (!folded.ok) throw new Error(folded.errors[0]?.message)
    const state = folded.value
    const by = program ?? file.hindcast.program
    const forged = incidentFileOf({ edits, state, program: by, rules: new Map(Object.entries(file.rules)) })
    const files = await renderFolder(state, forged)
    for (const { name, bytes } of files) {
      await mkdir(dirname(join(report, name)), { recursive: true })
      await writeFile(join(report, name), bytes)
    }
    await writeFile(
      join(report, 'manifest.json'),
      manifestText(manifestOf({ document: state.document, version: state.version, head: state.head, program: by, files })),
    )
  }
}

function walk(value: unknown, change: (part: Record<string, unknown>) => void): void {
  if (isObject(value)) change(value)
  if (isObject(value) || Array.isArray(value)) for (const child of Object.values(value)) walk(child, change)
}

function readingOf(part: Record<string, unknown>): Record<string, unknown> | undefined {
  return isObject(part['reading']) ? part['reading'] : undefined
}

/** Changes a file of the report as text. */
async function edit(report: string, name: string, change: (text: string) => string): Promise<void> {
  const before = await readFile(join(report, name), 'utf8')
  const after = change(before)
  expect(after).not.toBe(before)
  await writeFile(join(report, name), after)
}

describe('verifyFolder() of a record that was rewritten whole', () => {
  it('finds nothing where nothing was changed', async () => {
    expect(await faultsAfter(rewriting(() => undefined))).toEqual([])
  })

  it('finds every statement that the evidence contradicts', async () => {
    const faults = await faultsAfter(
      rewriting((part) => {
        if (part['kind'] === 'event') part['record'] = 9
        if (part['kind'] === 'event' && Array.isArray(part['spans']) && String(part['event']).endsWith(':0'))
          part['spans'].push({ offset: 0, length: 9 })
        if (part['kind'] === 'set' && isObject(part['selector'])) part['selector']['rule'] = 'other'
        if (part['kind'] === 'set' && Array.isArray(part['evidence']) && (part['count'] = 80)) part['evidence'].push(part['evidence'][0])
        if (part['label'] === 'E2') part['label'] = 'E1'
        if (part['name'] !== 'quiet.log') return
        part['reading'] = { ...readingOf(part), events: 9, first: '2020-01-01T00:00:00Z' }
        part['size'] = 9
        part['name'] = 'other.log'
      }),
    )
    const said = faults.filter(({ status }) => status === 'broken').map(({ subject, message }) => `${subject} ${message}`)
    for (const words of [
      /is number \d+, not 9/,
      /in one piece/,
      /events: .* says 9/,
      /first event: .* says 2020/,
      /size: .* says 9/,
      /cites the rule other/,
      /holds 40 events, not 80/,
      /two items are called E1/,
      /not that of its path/,
    ]) {
      expect(said).toEqual(expect.arrayContaining([expect.stringMatching(words)]))
    }
  })

  it('finds an item inside a file that is none of the record', async () => {
    const faults = await faultsAfter(rewriting((part) => void (part['name'] === 'quiet.log' && (part['parent'] = '1'.repeat(64)))))
    expect(faults).toMatchObject([{ status: 'broken', message: expect.stringContaining('is not in the record') }])
  })

  it('is not put off by the name of another version', async () => {
    const changeText = (report: string): Promise<void> => edit(report, 'report.md', (text) => text.replaceAll('40 failed', '41 failed'))
    const faults = await faultsAfter(async (report) => {
      await rewriting(() => undefined, '99.0.0')(report)
      await changeText(report)
    })
    expect(faults).toMatchObject([{ status: 'broken', subject: 'report.md' }])
  })
})

describe('verifyFolder() of a manifest that was changed', () => {
  const unlist = (report: string, name: string): Promise<void> =>
    edit(report, 'manifest.json', (text) => {
      const manifest: { files: { name: string }[] } = JSON.parse(text)
      return JSON.stringify({ ...manifest, files: manifest.files.filter((file) => file.name !== name) })
    })

  it('finds a file that was taken out of folder and manifest, or changed and taken out of the manifest', async () => {
    const gone = await faultsAfter(async (report) => {
      await rm(join(report, 'report.pdf'))
      await unlist(report, 'report.pdf')
    })
    expect(gone).toMatchObject([{ message: 'is not named in manifest.json' }, { subject: 'report.pdf', message: 'is missing' }])
    const changed = await faultsAfter(async (report) => {
      await edit(report, 'timeline.csv', (text) => text.replace('40 failed', '41 failed'))
      await unlist(report, 'timeline.csv')
    })
    expect(changed.map(({ status, subject }) => [status, subject])).toContainEqual(['broken', 'timeline.csv'])
  })

  it('finds another hash or label of the evidence', async () => {
    const faults = await faultsAfter((report) => edit(report, 'manifest.json', (text) => text.replace('"label": "E1"', '"label": "E7"')))
    expect(faults).toMatchObject([{ status: 'broken', subject: 'manifest.json', message: expect.stringContaining('"evidence"') }])
  })

  it('reads no file outside the folder and no device in the place of a file', async () => {
    const outside = await faultsAfter((report) => edit(report, 'manifest.json', (text) => text.replace('"report.md"', '"../../../../../dev/zero"')))
    expect(outside.map(({ message }) => message)).toContain('is named in manifest.json, but is no file of this report')
    const device = await faultsAfter(async (report) => {
      await rm(join(report, 'report.md'))
      await symlink('/dev/zero', join(report, 'report.md'))
    })
    expect(device).toMatchObject([{ subject: 'report.md', message: 'is missing' }])
  })
})

describe('verifyFolder()', () => {
  it('says that a place given for the evidence does not exist', async () => {
    await expect(verifyFolder({ folder: join(place, 'report'), evidence: [join(place, 'nowhere')] })).rejects.toThrow(/Cannot find ".*nowhere"/)
  })
})
