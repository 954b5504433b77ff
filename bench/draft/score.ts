import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { draftEvidence, type DraftedEvidence } from '../../src/app/drafting/draft-evidence.ts'
import { parseZoneChoice, type ZoneChoice } from '../../src/app/reading/zones.ts'
import { AppError } from '../../src/base/error.ts'
import type { Citation } from '../../src/model/citation.ts'
import type { Finding } from '../../src/model/finding.ts'
import type { Harvest } from '../../src/model/harvest.ts'
import type { Incident } from '../../src/model/incident.ts'
import { attackEventsOf } from './attack-events.ts'
import type { Case } from './cases.ts'
import { type Figure, figure } from './figure.ts'
import { momentFigures } from './moments.ts'
import { orderOfPhases, stepsFound } from './story.ts'
import type { Truth } from './truth.ts'

/** The figures of one draft, and what was odd about its truth. */
export interface Score {
  readonly figures: readonly Figure[]
  readonly warnings: readonly string[]
  /** Attack events told by no entry, and ordinary ones stated: for those who improve the draft. */
  readonly missed: readonly string[]
  readonly unstated: readonly string[]
  readonly wrong: readonly string[]
}

/** Drafts a case as `hindcast draft` does, up to the record, and compares the record with the truth. */
export async function scoreCase(one: Case): Promise<Score> {
  const reading = readingOf(one)
  const out = await mkdtemp(join(tmpdir(), 'hindcast-bench-'))
  try {
    const begun = performance.now()
    const drafted = await draftEvidence({
      paths: one.evidence,
      out,
      ruleFolders: [],
      zones: reading.zones,
      ...(one.yamlFile === undefined ? {} : { yamlFile: one.yamlFile }),
      ...(reading.year === undefined ? {} : { year: reading.year }),
    })
    const seconds = (performance.now() - begun) / 1_000
    const { events, unknown } = await attackEventsOf(one, reading)
    if (events.size === 0) throw new AppError('truth', `None of the ${one.truth.attack.length} attack records of "${one.name}" is in its evidence`)
    const told = toldBy(drafted)
    const warnings = unknown.length === 0 ? [] : [`${one.name}: ${unknown.length} attack records were not found, such as ${unknown[0]}`]
    return {
      figures: figuresOf({ one, drafted, told, attack: events, seconds }),
      warnings,
      missed: [...events].filter(([id]) => !told.listed.has(id)).map(([, text]) => text),
      unstated: [...events].filter(([id]) => !told.stated.has(id) && told.listed.has(id)).map(([, text]) => text),
      wrong: wrongOf(drafted, events),
    }
  } finally {
    await rm(out, { recursive: true, force: true })
  }
}

/** How the truth says that logs without a zone or a year are read; else with UTC and the year of the attack. */
function readingOf({ truth }: Case): { zones: ZoneChoice; year: number | undefined } {
  const zones = parseZoneChoice(truth.reading?.tz ?? ['UTC'])
  return { zones, year: truth.reading?.year ?? yearOf(truth) }
}

function yearOf(truth: Truth): number | undefined {
  const times = [...truth.attack.flatMap(({ time }) => time ?? []), ...Object.values(truth.moments).flatMap((time) => time ?? [])].sort()
  const year = Number(times[0]?.slice(0, 4))
  return Number.isInteger(year) && year > 1970 ? year : undefined
}

/** What is stated and no attack, by entry. */
function wrongOf(drafted: DraftedEvidence, attack: ReadonlyMap<string, string>): string[] {
  const members = new Map(drafted.harvested.harvest.findings.map((finding) => [finding.id, finding.members]))
  return drafted.recorded.state.document.timeline
    .filter(({ kind, tier }) => kind === 'attacker' && tier === 'stated')
    .flatMap((entry) => {
      const events = [...(members.get(entry.finding ?? '') ?? []), ...entry.citations.flatMap(eventsCited)]
      const wrong = new Set(events.filter((id) => !attack.has(id))).size
      return wrong === 0 ? [] : [`${wrong} of "${entry.text}": ${entry.reason ?? ''}`]
    })
}

/** Events by the tier of the timeline entries that tell them. */
interface Told {
  readonly stated: ReadonlySet<string>
  readonly listed: ReadonlySet<string>
  readonly entriesStated: number
  readonly entriesToReview: number
}

function toldBy({ recorded, harvested }: DraftedEvidence): Told {
  const { document } = recorded.state
  const members = new Map(harvested.harvest.findings.map((finding) => [finding.id, finding.members]))
  const entries = document.timeline.filter(({ kind, review }) => kind === 'attacker' && review === 'proposed')
  const idsOf = (entry: Incident['timeline'][number]): readonly string[] => [
    ...(members.get(entry.finding ?? '') ?? []),
    ...entry.citations.flatMap(eventsCited),
  ]
  const stated = entries.filter(({ tier }) => tier === 'stated')
  const toReview = entries.filter(({ tier }) => tier === 'to review')
  return {
    stated: new Set(stated.flatMap(idsOf)),
    listed: new Set(entries.flatMap(idsOf)),
    entriesStated: stated.length,
    entriesToReview: toReview.length,
  }
}

function eventsCited(citation: Citation): string[] {
  return citation.kind === 'event' ? [citation.event] : citation.examples.map(({ event }) => event)
}

interface Compared {
  readonly one: Case
  readonly drafted: DraftedEvidence
  readonly told: Told
  readonly attack: ReadonlyMap<string, string>
  readonly seconds: number
}

function figuresOf({ one, drafted, told, attack, seconds }: Compared): Figure[] {
  const { harvest } = drafted.harvested
  const { document } = drafted.recorded.state
  const plain = plainAlerts(harvest)
  const alerted = new Set(plain.flatMap((finding) => finding.members))
  const share = (events: ReadonlySet<string>, of: number): number => hits(events, attack) / Math.max(1, of)
  const peerPrecision = share(alerted, alerted.size)
  const peerRecall = share(alerted, attack.size)
  return [
    figure('attack events', attack.size, 'events'),
    figure('stated precision', told.stated.size === 0 ? 1 : share(told.stated, told.stated.size), 'share', peerPrecision),
    figure('stated recall', share(told.stated, attack.size), 'share', peerRecall),
    figure('stated and to review precision', share(told.listed, told.listed.size), 'share', peerPrecision),
    figure('stated and to review recall', share(told.listed, attack.size), 'share', peerRecall),
    figure('entries stated', told.entriesStated, 'entries', plain.length),
    figure('entries to review', told.entriesToReview, 'entries', plain.length),
    ...indicatorFigures(one, document, harvest),
    ...orderOfPhases(one.truth, document),
    ...stepsFound(one.truth, document),
    ...momentFigures(one.truth, document, plain),
    figure('reading and drafting', seconds, 's'),
  ]
}

/** What a plain rule engine says: every match of a rule of level medium or above is an alert. */
function plainAlerts(harvest: Harvest): readonly Finding[] {
  const alerting = new Set(['medium', 'high', 'critical'])
  return harvest.findings.filter(({ rule }) => alerting.has(rule.level))
}

function hits(events: ReadonlySet<string>, attack: ReadonlyMap<string, string>): number {
  let found = 0
  for (const id of events) if (attack.has(id)) found += 1
  return found
}

/** Against every value that stands in the evidence and is not private or documentation. */
function indicatorFigures(one: Case, document: Incident, harvest: Harvest): Figure[] {
  const key = ({ type, value }: { type: string; value: string }): string => `${type} ${value.toLowerCase()}`
  const wanted = new Set(one.truth.indicators.map(key))
  if (wanted.size === 0) return []
  const proposed = document.indicators.filter(({ review }) => review === 'proposed').map(key)
  const seen = harvest.sightings.filter(({ observable }) => !observable).map(key)
  const found = (values: readonly string[]): number => new Set(values.filter((value) => wanted.has(value))).size
  return [
    figure('indicators precision', proposed.length === 0 ? 1 : found(proposed) / proposed.length, 'share', found(seen) / Math.max(1, seen.length)),
    figure('indicators recall', found(proposed) / wanted.size, 'share', found(seen) / wanted.size),
  ]
}
