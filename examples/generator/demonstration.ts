import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { stringify } from 'yaml'
import { day } from './clock.ts'
import { bareHost, type Entry, hostZones, type LogName, toldTime } from './entry.ts'
import { bareFile, createFiles, type Files } from './files.ts'
import { nightJobs } from './ordinary/night-job.ts'
import { oddities } from './ordinary/oddities.ts'
import { peopleAtWork } from './ordinary/people-at-work.ts'
import { pipeline } from './ordinary/pipeline.ts'
import { serviceWork } from './ordinary/service-work.ts'
import { type OrdinarySource, type Today } from './ordinary/source.ts'
import { shellNoise } from './ordinary/ssh-noise.ts'
import { shellWork } from './ordinary/ssh-work.ts'
import { visitors } from './ordinary/visitors.ts'
import { webNoise } from './ordinary/web-noise.ts'
import { workloads } from './ordinary/workloads.ts'
import { chanceOf } from './random.ts'
import { phaseOf } from './scenarios/acts.ts'
import { leakedKey } from './scenarios/leaked-key.ts'
import { stolenLaptop } from './scenarios/stolen-laptop.ts'
import type { Story } from './scenarios/story.ts'
import { webShell } from './scenarios/web-shell.ts'
import type { AttackRecord, Scenario, Truth } from './truth.ts'
import { createWorld, type World } from './world.ts'

export interface DemonstrationRequest {
  readonly scenario: Scenario
  readonly seed: number
  /** About how many records the evidence has, at least 2,000; the attack's 150 are among them. */
  readonly events: number
  /** Folder to write; what lies there under `evidence/` is replaced. */
  readonly out: string
}

const stories: Readonly<Record<Scenario, (world: World) => Story>> = { 'leaked-key': leakedKey, 'web-shell': webShell, 'stolen-laptop': stolenLaptop }

/** Name of each source of ordinary work: it gives the source its stream of chance. */
const sources: Readonly<Record<string, OrdinarySource>> = {
  people: peopleAtWork,
  pipeline,
  'night jobs': nightJobs,
  workloads,
  oddities,
  'shell work': shellWork,
  'shell noise': shellNoise,
  'web noise': webNoise,
  'service work': serviceWork,
}

/**
 * Writes one demonstration: `evidence/`, `incident.yaml` and `truth.json`. The same request gives the same bytes on every machine and in every time
 * zone. Days are written as they are made, so that memory holds two of them.
 */
export function generateDemonstration({ scenario, seed, events, out }: DemonstrationRequest): Truth {
  const world = createWorld({ scenario, seed, events })
  const story = stories[scenario](world)
  rmSync(join(out, 'evidence'), { recursive: true, force: true })
  const files = createFiles((path, bytes) => write(join(out, 'evidence', path), bytes))
  const attack = writeDays({ world, story, files, events })
  const truth = truthOf({ world, story, attack, records: files.close() })
  write(join(out, 'incident.yaml'), notesOf(story, truth))
  write(join(out, 'truth.json'), `${JSON.stringify(truth, null, 1)}\n`)
  return truth
}

function write(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, content)
}

/** Ordinary work and the story, day by day. A day is written when the next one is made: work in eastern zones begins on the day before. */
function writeDays(given: { world: World; story: Story; files: Files; events: number }): AttackRecord[] {
  const { world, story, files, events } = given
  const days = new Map<number, Entry[]>()
  const put = (entries: readonly Entry[]): void => {
    for (const entry of entries) {
      const index = Math.floor((entry.at - world.start) / day)
      if (index < 0 || index >= world.days) {
        if (entry.mark !== undefined) throw new RangeError(`A record of the attack lies outside of the days told: ${entry.text}`)
        continue
      }
      const list = days.get(index)
      if (list === undefined) days.set(index, [entry])
      else list.push(entry)
    }
  }
  put(story.entries)
  const attack: AttackRecord[] = []
  const close = (index: number): void => {
    attack.push(...writeDay(files, days.get(index) ?? [], world.start + index * day))
    days.delete(index)
  }
  let wanted = 0

  for (let index = 0; index < world.days; index += 1) {
    const entries = ordinaryDay(world, index)
    const fill = visitors(world, todayOf(world, index, 'visitors'), Math.round((events * (index + 1)) / world.days) - wanted - entries.length)
    wanted = Math.round((events * (index + 1)) / world.days)

    put(entries)
    put(fill)
    if (index > 0) close(index - 1)
  }
  close(world.days - 1)
  return attack
}

function todayOf(world: World, index: number, source: string): Today {
  const midnight = world.start + index * day
  return { index, midnight, weekday: new Date(midnight).getUTCDay(), chance: chanceOf(world.seed, source, index) }
}

function ordinaryDay(world: World, index: number): Entry[] {
  return Object.entries(sources).flatMap(([name, source]) => source(world, todayOf(world, index, name)))
}

function writeDay(files: Files, entries: readonly Entry[], midnight: number): AttackRecord[] {
  const byLog = new Map<LogName, Entry[]>()
  for (const entry of entries) {
    const list = byLog.get(entry.log)
    if (list === undefined) byLog.set(entry.log, [entry])
    else list.push(entry)
  }
  return [...byLog].flatMap(([log, list]) => {
    const placed = files.write(
      log,
      midnight,
      list.sort((a, b) => a.at - b.at),
    )
    return placed.flatMap(({ entry, evidence, record }) => {
      if (entry.mark === undefined) return []
      const { tactic, technique, identity, system } = entry.mark
      return [{ evidence, record, time: toldTime(entry), phase: phaseOf(tactic), technique, identity, system }]
    })
  })
}

function truthOf(given: { world: World; story: Story; attack: AttackRecord[]; records: number }): Truth {
  const { world, story, attack, records } = given
  attack.sort((a, b) => Date.parse(a.time) - Date.parse(b.time))
  const phases = [...new Set(attack.map(({ phase }) => phase))].map((phase) => {
    const times = attack.filter((record) => record.phase === phase).map(({ time }) => time)
    return { phase, first: times[0] ?? '', last: times.at(-1) ?? '' }
  })
  return {
    scenario: world.scenario,
    seed: world.seed,
    records,
    reading: { tz: [`${bareFile}=${hostZones[bareHost]}`], year: new Date(world.start).getUTCFullYear() },
    attack,
    phases,
    path: [...story.path],
    indicators: [...story.indicators],
    moments: { ...story.moments },
  }
}

const heading = `What the people of Fernweh Tours know about this incident. Everything here is invented.

The file ${bareFile} has local times (${hostZones[bareHost]}) without year and zone; read the evidence with
`

function notesOf(story: Story, { reading }: Truth): string {
  const options = `${reading.tz.map((choice) => `--tz ${choice}`).join(' ')} --year ${reading.year}`
  const comment = `${heading}  hindcast draft evidence --out report --incident incident.yaml ${options}`
  const lines = comment.split('\n').map((line) => (line === '' ? '#' : `# ${line}`))
  return `${lines.join('\n')}\n${stringify(story.notes, { lineWidth: 140, blockQuote: 'literal' })}`
}
