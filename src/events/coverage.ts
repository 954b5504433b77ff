import { compareInstantTexts } from '../base/instant.ts'
import type { Event } from '../model/event.ts'
import type { SourceCoverage } from '../model/harvest.ts'

/** What one item tells of one log source: enough to merge over items in any order. */
export interface CoveragePart {
  readonly dataset: string
  readonly host?: string
  readonly evidence: readonly string[]
  readonly begins: string
  readonly ends: string
  readonly events: number
  /** Hours since 1970 with at least one event, ascending. */
  readonly hours: readonly number[]
  readonly accounts: readonly string[]
  readonly regions: readonly string[]
  readonly dataEvents: boolean
}

interface Running {
  readonly dataset: string
  readonly host: string | undefined
  readonly evidence: Set<string>
  begins: string
  ends: string
  events: number
  readonly hours: Set<number>
  /** The hour of the event before, as its time is written: `2026-03-05T01`. */
  lastHour: string
  readonly accounts: Set<string>
  readonly regions: Set<string>
  /** Those of the event before: mostly those of the next one too, and comparing costs less than looking up. */
  lastEvidence: string
  lastAccount: string | undefined
  lastRegion: string | undefined
  dataEvents: boolean
}

const mostSources = 5_000
const mostNames = 200
const hourLength = '2026-03-05T01'.length
const notYet = 'no hour yet'

/** Collects what the events of one item say about their log sources; bounded. */
export function collectCoverage(): { see(event: Event): void; result(): CoveragePart[] } {
  const sources = new Map<string, Running>()
  /** The source of the event before: mostly that of the next one too. */
  let last: Running | undefined
  return {
    see(event) {
      const host = event.ecs['host.name']
      if (last === undefined || last.dataset !== event.dataset || last.host !== host) {
        const key = `${event.dataset}\u0000${host ?? ''}`
        last = sources.get(key) ?? (sources.size < mostSources ? begin(event) : undefined)
        if (last === undefined) return
        sources.set(key, last)
      }
      add(last, event)
    },
    result: () => [...sources.values()].map(partOf),
  }
}

function begin(event: Event): Running {
  return {
    dataset: event.dataset,
    host: event.ecs['host.name'],
    evidence: new Set(),
    begins: event.time.at,
    ends: event.time.at,
    events: 0,
    hours: new Set(),
    lastHour: notYet,
    accounts: new Set(),
    regions: new Set(),
    lastEvidence: '',
    lastAccount: undefined,
    lastRegion: undefined,
    dataEvents: false,
  }
}

function add(running: Running, event: Event): void {
  const { at } = event.time
  running.events += 1
  if (running.lastEvidence !== event.origin.evidence) {
    running.lastEvidence = event.origin.evidence
    running.evidence.add(running.lastEvidence)
  }
  if (compareInstantTexts(at, running.ends) > 0) running.ends = at
  else if (compareInstantTexts(at, running.begins) < 0) running.begins = at
  if (!at.startsWith(running.lastHour)) addHour(running, at)
  const account = event.ecs['cloud.account.id']
  const region = event.ecs['cloud.region']
  if (account !== running.lastAccount) {
    running.lastAccount = account
    if (account !== undefined && running.accounts.size < mostNames) running.accounts.add(account)
  }
  if (region !== running.lastRegion) {
    running.lastRegion = region
    if (region !== undefined && running.regions.size < mostNames) running.regions.add(region)
  }
  // CloudTrail marks reads and writes of data with eventCategory "Data" (or managementEvent false in older records).
  if (event.fields['eventCategory'] === 'Data' || event.fields['managementEvent'] === false) running.dataEvents = true
}

function addHour(running: Running, at: string): void {
  running.lastHour = at.slice(0, hourLength)
  running.hours.add(Math.floor(Date.parse(at) / 3_600_000))
}

function partOf(running: Running): CoveragePart {
  return {
    dataset: running.dataset,
    ...(running.host === undefined ? {} : { host: running.host }),
    evidence: [...running.evidence].sort(),
    begins: running.begins,
    ends: running.ends,
    events: running.events,
    hours: [...running.hours].sort((a, b) => a - b),
    accounts: [...running.accounts].sort(),
    regions: [...running.regions].sort(),
    dataEvents: running.dataEvents,
  }
}

/** Puts the parts of many items together: the same result in whatever order and cut they come. */
export function mergeCoverage(parts: readonly CoveragePart[]): SourceCoverage[] {
  const groups = new Map<string, CoveragePart[]>()
  for (const part of parts) {
    const key = `${part.dataset}\u0000${part.host ?? ''}`
    groups.set(key, [...(groups.get(key) ?? []), part])
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => mergeGroup(group))
}

function mergeGroup(group: readonly CoveragePart[]): SourceCoverage {
  const [first] = group
  if (first === undefined) throw new TypeError('A group of coverage has at least one part')
  const hours = unionOf(group.map((part) => part.hours)).sort((a, b) => a - b)
  return {
    dataset: first.dataset,
    ...(first.host === undefined ? {} : { host: first.host }),
    evidence: unionOf(group.map((part) => part.evidence)).sort(),
    begins: group.reduce((least, part) => (compareInstantTexts(part.begins, least) < 0 ? part.begins : least), first.begins),
    ends: group.reduce((most, part) => (compareInstantTexts(part.ends, most) > 0 ? part.ends : most), first.ends),
    events: group.reduce((sum, part) => sum + part.events, 0),
    silences: silencesIn(hours),
    accounts: unionOf(group.map((part) => part.accounts)).sort(),
    regions: unionOf(group.map((part) => part.regions)).sort(),
    dataEvents: group.some((part) => part.dataEvents),
  }
}

function unionOf<T>(lists: readonly (readonly T[])[]): T[] {
  return [...new Set(lists.flat())]
}

/** Fewer active hours than this say nothing about what is usual. */
const fewestHours = 24

/** Gaps of at least 6 hours that are three times longer than nine in ten gaps of the same source. */
function silencesIn(hours: readonly number[]): { from: string; to: string }[] {
  if (hours.length < fewestHours) return []
  const gaps = hours.slice(1).map((hour, index) => ({ after: hours[index] ?? hour, before: hour }))
  const lengths = gaps.map((gap) => gap.before - gap.after).sort((a, b) => a - b)
  const usual = lengths[Math.floor(lengths.length * 0.9)] ?? 1
  return gaps
    .filter((gap) => gap.before - gap.after >= Math.max(6, usual * 3))
    .map((gap) => ({ from: hourText(gap.after + 1), to: hourText(gap.before) }))
}

function hourText(hour: number): string {
  return new Date(hour * 3_600_000).toISOString().replace('.000', '')
}
