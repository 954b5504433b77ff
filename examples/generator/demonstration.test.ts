import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import process from 'node:process'
import { gunzipSync } from 'node:zlib'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { readEvidence } from '../../src/app/reading/read-evidence.ts'
import { parseZoneChoice, zoneFor } from '../../src/app/reading/zones.ts'
import { changesFromYaml } from '../../src/exchange/incident-yaml.ts'
import { techniqueOf } from '../../src/model/attack/attack.ts'
import { emptyIncident } from '../../src/model/incident.ts'
import { defaultPhases } from '../../src/model/phase.ts'
import { generateDemonstration } from './demonstration.ts'
import { leakedKey } from './scenarios/leaked-key.ts'
import { stolenLaptop } from './scenarios/stolen-laptop.ts'
import { webShell } from './scenarios/web-shell.ts'
import { scenarios, type Truth, truthSchema } from './truth.ts'
import { createWorld } from './world.ts'

const folder = mkdtempSync(join(tmpdir(), 'hindcast-demonstration-'))
const zoneBefore = process.env['TZ']

afterEach(() => {
  if (zoneBefore === undefined) delete process.env['TZ']
  else process.env['TZ'] = zoneBefore
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Paths and hashes of all files of a folder. */
function hashesOf(root: string): [string, string][] {
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return files
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => [path.slice(root.length), createHash('sha256').update(readFileSync(path)).digest('hex')])
}

function linesOf(out: string, evidence: string): string[] {
  const bytes = readFileSync(join(out, 'evidence', evidence))
  return (evidence.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8').trimEnd().split('\n')
}

/** All records of the evidence by their file, with what names them in the truth. */
function recordsOf(out: string): { readonly evidence: string; readonly record: string; readonly text: string }[] {
  const root = join(out, 'evidence')
  const paths = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((path) => /\.(?:gz|log)$/.test(path))
  return paths.flatMap((evidence) => {
    const lines = linesOf(out, evidence)
    if (!evidence.startsWith('cloudtrail/')) return lines.map((text, index) => ({ evidence, record: `line:${index + 1}`, text }))
    const { Records: records }: { Records: { eventID: string }[] } = JSON.parse(lines.join('\n'))
    return records.map((record) => ({ evidence, record: record.eventID, text: JSON.stringify(record) }))
  })
}

/** A value as a whole word, as it stands in a record. */
function isShown(value: string, text: string): boolean {
  const written = JSON.stringify(value)
    .slice(1, -1)
    .replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return new RegExp(`(?<![\\w.:])${written}(?![\\w:])`).test(text)
}

function nameOf({ evidence, record }: { readonly evidence: string; readonly record: string }): string {
  return `${evidence} ${record}`
}

/** The times the program reads, by file and record. */
async function readTimes(out: string, truth: Truth): Promise<{ times: Map<string, string>; problems: number; formats: Set<string> }> {
  const times = new Map<string, string>()
  const formats = new Set<string>()
  const zones = parseZoneChoice(truth.reading.tz)
  let problems = 0
  for (const evidence of new Set(recordsOf(out).map((record) => record.evidence))) {
    const path = join(out, 'evidence', evidence)
    const zone = zoneFor(zones, path)
    const read = await readEvidence({
      path,
      year: truth.reading.year,
      ...(zone === undefined ? {} : { zone }),
      onEvent: ({ time, sourceId, origin }) => {
        times.set(`${evidence} ${sourceId ?? `line:${origin.record}`}`, time.at)
      },
      onProblem: () => {
        problems += 1
      },
    })
    for (const { format } of read) if (format !== undefined) formats.add(format)
  }
  return { times, problems, formats }
}

describe.each(scenarios)('the demonstration %s', (scenario) => {
  const out = join(folder, scenario)
  const truth = generateDemonstration({ scenario, seed: 3, events: 3_000, out })

  it('`generateDemonstration()` writes what its truth describes', () => {
    expect(truthSchema.parse(JSON.parse(readFileSync(join(out, 'truth.json'), 'utf8')))).toEqual(truth)
    const records = recordsOf(out)
    expect(truth.records).toBe(records.length)
    const known = new Set(records.map(nameOf))
    expect(truth.attack.filter((record) => !known.has(nameOf(record)))).toEqual([])
    expect(new Set(truth.attack.map(nameOf)).size).toBe(truth.attack.length)
    expect(truth.attack.length).toBeGreaterThan(90)
    expect(truth.attack.length).toBeLessThan(records.length * 0.06)
  })

  it('`generateDemonstration()` tells the times that the program reads, without a problem', async () => {
    const { times, problems, formats } = await readTimes(out, truth)
    expect(problems).toBe(0)
    for (const format of ['aws-cloudtrail', 'jsonl', 'syslog', 'web-access']) expect([...formats]).toContain(format)
    const wrong = truth.attack.filter((record) => Date.parse(times.get(nameOf(record)) ?? '') !== Date.parse(record.time))
    expect(wrong).toEqual([])
  })

  it('`generateDemonstration()` gives each record the phase of a tactic its technique serves', () => {
    for (const { technique, phase } of truth.attack) {
      const tactics = techniqueOf(technique)?.tactics ?? []
      expect([technique, defaultPhases.find(({ id }) => id === phase)?.tactics.some((tactic) => tactics.includes(tactic))]).toEqual([technique, true])
    }
    expect(truth.phases.map(({ first }) => first)).toEqual(truth.phases.map(({ first }) => first).sort((a, b) => Date.parse(a) - Date.parse(b)))
  })

  it('`generateDemonstration()` names indicators that ordinary work never shows', async () => {
    const attack = new Set(truth.attack.map(nameOf))
    const records = recordsOf(out)
    const { times } = await readTimes(out, truth)
    const answered = Date.parse(truth.moments.acknowledged ?? '')
    for (const { type, value } of truth.indicators) {
      const shown = records.filter(({ text }) => isShown(value, text))
      expect([value, shown.some((record) => attack.has(nameOf(record)))]).toEqual([value, true])
      // A stolen key is used by its owner too; of all else only those who respond write, when they block or remove it.
      const ordinary = shown.filter((record) => !attack.has(nameOf(record)) && Date.parse(times.get(nameOf(record)) ?? '') < answered)
      expect(type === 'aws-key-id' ? [] : ordinary).toEqual([])
    }
  })

  it('`generateDemonstration()` tells moments and steps in the order things happen', () => {
    const { moments, path } = truth
    const told = [
      moments.firstActivity,
      moments.compromise,
      moments.lastExfiltration,
      moments.detected,
      moments.declared,
      moments.contained,
      moments.eradicated,
      moments.recovered,
      moments.resolved,
    ]
    const times = told.map((moment) => Date.parse(moment ?? ''))
    expect(times).toEqual(times.toSorted((a, b) => a - b))
    expect(path.map(({ time }) => time)).toEqual(path.map(({ time }) => time).toSorted())
    expect(Date.parse(moments.firstActivity ?? '')).toBe(Math.floor(Date.parse(truth.attack[0]?.time ?? '') / 1_000) * 1_000)
  })

  it('`generateDemonstration()` writes notes that a record takes', () => {
    const record = emptyIncident('INC-2026-0001')
    const names = [...new Set(recordsOf(out).map(({ evidence }) => basename(evidence)))]
    const evidence = names.map((name, index) => ({
      id: `e${index}`,
      label: `E${index + 1}`,
      name,
      sha256: String(index).padStart(64, '0'),
      size: 1,
      acquisition: {},
      custody: [],
      citations: [],
    }))
    const { changes, problems } = changesFromYaml(readFileSync(join(out, 'incident.yaml'), 'utf8'), 'incident.yaml', { ...record, evidence })
    expect(problems).toEqual([])
    expect(changes.length).toBeGreaterThan(60)
  })

  it('`generateDemonstration()` gives the same bytes in another time zone, and another story for another seed', () => {
    process.env['TZ'] = 'Pacific/Auckland'
    const again = join(folder, `${scenario}-again`)
    generateDemonstration({ scenario, seed: 3, events: 3_000, out: again })
    expect(hashesOf(again)).toEqual(hashesOf(out))
    const other = generateDemonstration({ scenario, seed: 4, events: 3_000, out: again })
    expect(other.moments).not.toEqual(truth.moments)
    expect(other.indicators).not.toEqual(truth.indicators)
  })
})

describe.each([
  ['leaked-key', leakedKey],
  ['web-shell', webShell],
  ['stolen-laptop', stolenLaptop],
] as const)('the story of %s', (scenario, tell) => {
  it.each(Array.from({ length: 40 }, (_, seed) => seed))('`createWorld()` of seed %i has room for it', (seed) => {
    const world = createWorld({ scenario, seed, events: 200_000 })
    const { entries, moments } = tell(world)
    const attack = entries.filter(({ mark }) => mark !== undefined)
    expect(attack.length).toBeGreaterThan(90)
    expect(attack.length).toBeLessThan(200)
    const times = entries.map(({ at }) => at)
    expect(Math.min(...times)).toBeGreaterThan(world.start + 4 * 86_400_000)
    expect(Math.max(...times)).toBeLessThan(world.start + world.days * 86_400_000)
    expect(Date.parse(moments.lastExfiltration ?? '')).toBeLessThan(Date.parse(moments.detected ?? ''))
  })
})
