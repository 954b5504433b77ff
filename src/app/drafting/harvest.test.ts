import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { setCitationOf } from '../../model/finding-citation.ts'
import type { Rule } from '../../findings/sigma/rule.ts'
import { readRules } from '../detecting/rules.ts'
import { harvestEvidence } from './harvest.ts'

let folder = ''
let rules: readonly Rule[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hindcast-harvest-'))
  rules = (await readRules()).rules
  const line = (minute: number, second: number, text: string) =>
    `2026-03-05T01:${String(minute).padStart(2, '0')}:${String(second).padStart(2, '0')}Z web01 sshd[7]: ${text}`
  const failures = Array.from({ length: 40 }, (_, index) =>
    line(Math.floor(index / 60), index % 60, 'Failed password for root from 185.220.101.45 port 41 ssh2'),
  )
  await writeFile(join(folder, 'early.log'), `${failures.slice(0, 25).join('\n')}\n`)
  await writeFile(
    join(folder, 'late.log'),
    `${[...failures.slice(25), line(2, 0, 'Accepted password for root from 185.220.101.45 port 42 ssh2')].join('\n')}\n`,
  )
})

afterAll(() => rm(folder, { recursive: true, force: true }))

function tasks(...names: string[]): { path: string; modifiedMs: number }[] {
  return names.map((name) => ({ path: join(folder, name), modifiedMs: 0 }))
}

describe('harvestEvidence()', () => {
  it('gives the same findings whatever the order of the files and the number of threads', async () => {
    const one = await harvestEvidence({ files: tasks('early.log', 'late.log'), rules, known: [], threads: 1 })
    const two = await harvestEvidence({ files: tasks('late.log', 'early.log'), rules, known: [], threads: 2 })
    expect(two.harvest.findings).toEqual(one.harvest.findings)
    expect(two.harvest.sessions).toEqual(one.harvest.sessions)
    expect(two.harvest.sightings).toEqual(one.harvest.sightings)
    expect(two.harvest.coverage).toEqual(one.harvest.coverage)
  })

  it('groups one burst over two files into one set that cites both', async () => {
    const { harvest } = await harvestEvidence({ files: tasks('early.log', 'late.log'), rules, known: [] })
    const burst = harvest.findings.find((finding) => finding.count === 40)
    expect(burst?.evidence).toHaveLength(2)
    expect(burst === undefined ? 0 : setCitationOf(burst).evidence.length).toBe(2)
  })

  it('counts the same bytes given twice once', async () => {
    await writeFile(join(folder, 'copy.log'), await import('node:fs/promises').then(({ readFile }) => readFile(join(folder, 'early.log'))))
    const { harvest } = await harvestEvidence({ files: tasks('early.log', 'copy.log'), rules, known: [] })
    expect(harvest.items).toHaveLength(1)
    expect(harvest.coverage.map((coverage) => coverage.events)).toEqual([25])
  })

  it('keeps the labels of items the record already has', async () => {
    const first = await harvestEvidence({ files: tasks('late.log'), rules, known: [] })
    const more = await harvestEvidence({ files: tasks('early.log', 'late.log'), rules, known: first.harvest.items })
    expect(more.harvest.items.map(({ name, label }) => [name, label])).toEqual([
      ['early.log', 'E2'],
      ['late.log', 'E1'],
    ])
  })

  it('records a file that cannot be read and reads the rest', async () => {
    const { harvest, problems, failures } = await harvestEvidence({ files: tasks('nowhere.log', 'early.log'), rules, known: [] })
    expect(problems.map(({ code }) => code)).toContain('unreadable')
    expect(failures).toBe(1)
    expect(harvest.items).toHaveLength(1)
  })

  it('stops when it is told to', async () => {
    const stop = new AbortController()
    stop.abort(new Error('enough'))
    await expect(harvestEvidence({ files: tasks('early.log'), rules, known: [], signal: stop.signal })).rejects.toThrow('enough')
  })
})
