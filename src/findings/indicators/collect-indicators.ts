import { compareInstantTexts } from '../../base/instant.ts'
import { clip } from '../../base/text.ts'
import type { EventCitation } from '../../model/citation.ts'
import type { Event } from '../../model/event.ts'
import { type IndicatorSighting, type IndicatorType, indicatorTypes } from '../../model/indicator-sighting.ts'
import { createIndicatorSearch } from './find-indicators.ts'
import { type HostReader, rememberingHostReader } from './search.ts'

/** What a collector has gathered; plain data that may cross to another thread. */
export interface IndicatorTally {
  readonly counts: readonly IndicatorCount[]
  /** Sightings of values that were not kept because there were more distinct values than may be. */
  readonly notKept: number
}

/** One value as it is being counted. */
export interface IndicatorCount {
  readonly type: IndicatorType
  readonly value: string
  readonly observable: boolean
  /** Records it was seen in: a record counts once, however often it names the value. */
  count: number
  first: string
  last: string
  /** The earliest, in time order. */
  examples: { readonly at: string; readonly citation: EventCitation }[]
  datasets: string[]
}

export interface IndicatorCollector {
  /**
   * Takes one event and the text of its record. `cite` is called only where the event becomes an example, at most once. Events of one record
   * must follow each other; its text is searched once.
   */
  see(event: Event, text: string, cite: () => EventCitation): void
  tally(): IndicatorTally
}

export const mostValues = 200_000
export const mostExamples = 3
const longestAgent = 2_048
const mostDatasets = 50

interface Counted extends IndicatorCount {
  /** The record that was counted last. */
  record: number
}

interface State {
  readonly most: number
  readonly byType: Record<IndicatorType, Map<string, Counted>>
  readonly readHost: HostReader
  values: number
  notKept: number
  record: number
}

/** Collects indicators over the records of one evidence item; `most` bounds the distinct values that are kept. */
export function collectIndicators(most = mostValues): IndicatorCollector {
  const search = createIndicatorSearch()
  const byType = Object.fromEntries(indicatorTypes.map((type) => [type, new Map()])) as State['byType']
  const state: State = { most, byType, readHost: rememberingHostReader(), values: 0, notKept: 0, record: 0 }
  let previous: Event['origin'] | undefined
  return {
    see(event, text, cite) {
      const { origin } = event
      const isSameRecord = previous !== undefined && origin.offset === previous.offset && origin.evidence === previous.evidence
      previous = origin
      const seen = seeing(state, event, cite)
      if (!isSameRecord) {
        state.record += 1
        for (const match of search(text, text.startsWith('{') || text.startsWith('['))) seen(match.type, match.value, match.observable)
      }
      seeFields(state, event, seen)
    },
    tally: () => ({ counts: Object.values(byType).flatMap((counts) => [...counts.values()].map(withoutRecord)), notKept: state.notKept }),
  }
}

function withoutRecord({ type, value, observable, count, first, last, examples, datasets }: Counted): IndicatorCount {
  return { type, value, observable, count, first, last, examples, datasets }
}

type See = (type: IndicatorType, value: string, observable: boolean) => void

/** Counts values for one event; the citation is made once, when the first example needs it. */
function seeing(state: State, event: Event, cite: () => EventCitation): See {
  const { at } = event.time
  let citation: EventCitation | undefined
  return (type, value, observable) => {
    const counts = state.byType[type]
    let counted = counts.get(value)
    if (counted === undefined) {
      if (state.values >= state.most) {
        state.notKept += 1
        return
      }
      state.values += 1
      counted = { type, value, observable, count: 0, first: at, last: at, examples: [], datasets: [], record: -1 }
      counts.set(value, counted)
    }
    if (counted.record === state.record) return
    counted.record = state.record
    counted.count += 1
    if (isBefore(at, counted.first)) counted.first = at
    if (isBefore(counted.last, at)) counted.last = at
    if (counted.datasets.at(-1) !== event.dataset) addDataset(counted, event.dataset)
    const latest = counted.examples.at(-1)
    if (latest !== undefined && counted.examples.length >= mostExamples && !isBefore(at, latest.at)) return
    citation ??= cite()
    counted.examples = earliest([...counted.examples, { at, citation }])
  }
}

/** The fields that hold an indicator by their meaning. */
function seeFields(state: State, { ecs }: Event, see: See): void {
  for (const address of [ecs['source.ip'], ecs['destination.ip']]) {
    if (address === undefined) continue
    const host = state.readHost(address, 'meant')
    if (host !== undefined) see(host.type, host.value, host.observable)
  }
  const agent = ecs['user_agent.original']
  if (agent === undefined || agent === '-') return
  see('user-agent', clip(agent, longestAgent), agent === 'AWS Internal' || state.readHost(agent, 'text')?.observable === true)
}

/** Texts of one length are written alike; then the texts themselves are in order. */
function isBefore(a: string, b: string): boolean {
  return a.length === b.length ? a < b : compareInstantTexts(a, b) < 0
}

function addDataset(counted: IndicatorCount, dataset: string): void {
  if (counted.datasets.length < mostDatasets && !counted.datasets.includes(dataset)) counted.datasets.push(dataset)
}

/** The first few in time; where times are equal, evidence and place decide, so that the order of reading does not. */
function earliest(examples: IndicatorCount['examples']): IndicatorCount['examples'] {
  return examples
    .toSorted(
      (a, b) => compareInstantTexts(a.at, b.at) || compareTexts(a.citation.evidence, b.citation.evidence) || a.citation.record - b.citation.record,
    )
    .slice(0, mostExamples)
}

function compareTexts(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1
}

/** Adds up what several collectors gathered; the order of the tallies makes no difference unless values had to be left out. */
export function mergeIndicators(tallies: readonly IndicatorTally[], most = mostValues): IndicatorTally {
  const merged = new Map<string, IndicatorCount>()
  let notKept = 0
  for (const tally of tallies) {
    notKept += tally.notKept
    for (const count of tally.counts) {
      const key = `${count.type} ${count.value}`
      const known = merged.get(key)
      if (known !== undefined) merged.set(key, added(known, count))
      else if (merged.size < most) merged.set(key, count)
      else notKept += count.count
    }
  }
  return { counts: [...merged.values()], notKept }
}

function added(a: IndicatorCount, b: IndicatorCount): IndicatorCount {
  return {
    ...a,
    count: a.count + b.count,
    first: isBefore(b.first, a.first) ? b.first : a.first,
    last: isBefore(a.last, b.last) ? b.last : a.last,
    examples: earliest([...a.examples, ...b.examples]),
    datasets: [...new Set([...a.datasets, ...b.datasets])].toSorted().slice(0, mostDatasets),
  }
}

/** A tally as sightings, ordered by type and value. */
export function sightingsOf(tally: IndicatorTally): IndicatorSighting[] {
  return tally.counts
    .map(({ examples, datasets, ...count }) => ({ ...count, examples: examples.map((example) => example.citation), datasets: datasets.toSorted() }))
    .toSorted((a, b) => indicatorTypes.indexOf(a.type) - indicatorTypes.indexOf(b.type) || compareTexts(a.value, b.value))
}
