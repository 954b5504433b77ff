import { compareInstantTexts } from '../../base/instant.ts'
import { clip } from '../../base/text.ts'
import type { EventCitation } from '../../model/citation.ts'
import type { Event } from '../../model/event.ts'
import { type IndicatorSighting, type IndicatorType, indicatorTypes } from '../../model/indicator-sighting.ts'
import { searchText } from './find-indicators.ts'
import { createIndicatorMemory, type IndicatorMemory, ownCopy } from './indicator-memory.ts'
import type { Found } from './search.ts'
import { readQuotedArn } from './word.ts'

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
  readonly memory: IndicatorMemory
  values: number
  notKept: number
  record: number
  /** The latest time of all events so far. */
  latest: string
}

/** One event while its values are counted. */
interface Seeing {
  readonly event: Event
  readonly cite: () => EventCitation
  /** True where every event before was earlier: then so was every sighting, and times need not be compared for each value. */
  readonly isLatest: boolean
  /** Made once, when the first example needs it. */
  citation: EventCitation | undefined
}

/** What a thread reads once and need not read again for the next item: many small items hold the same hosts and names. */
export function createIndicatorsMemory(): IndicatorMemory {
  return createIndicatorMemory(readQuotedArn)
}

/** Collects indicators over the records of one evidence item; `most` bounds the distinct values that are kept. */
export function collectIndicators(most = mostValues, memory: IndicatorMemory = createIndicatorsMemory()): IndicatorCollector {
  const byType = Object.fromEntries(indicatorTypes.map((type) => [type, new Map()])) as State['byType']
  const state: State = { most, byType, memory, values: 0, notKept: 0, record: 0, latest: '' }
  let previous: Event['origin'] | undefined
  return {
    see(event, text, cite) {
      const { origin, time } = event
      const isSameRecord = previous !== undefined && origin.offset === previous.offset && origin.evidence === previous.evidence
      previous = origin
      const isLatest = state.latest === '' || isBefore(state.latest, time.at)
      if (isLatest) state.latest = time.at
      const seeing: Seeing = { event, cite, isLatest, citation: undefined }
      if (!isSameRecord) {
        state.record += 1
        for (const found of searchText({ text, memory, isJson: text.startsWith('{') || text.startsWith('[') }).found) countFound(state, seeing, found)
      }
      countFields(state, seeing)
    },
    tally: () => ({ counts: Object.values(byType).flatMap((counts) => [...counts.values()].map(withoutRecord)), notKept: state.notKept }),
  }
}

function withoutRecord({ type, value, observable, count, first, last, examples, datasets }: Counted): IndicatorCount {
  return { type, value, observable, count, first, last, examples, datasets }
}

/** Counts a value for one event. */
function countFound(state: State, seeing: Seeing, found: Found): void {
  const counted = state.byType[found.type].get(found.value) ?? counting(state, seeing.event, found)
  if (counted === undefined) state.notKept += 1
  else countOnce(state, seeing, counted)
}

function countOnce(state: State, seeing: Seeing, counted: Counted): void {
  if (counted.record === state.record) return
  counted.record = state.record
  counted.count += 1
  const { dataset, time } = seeing.event
  if (counted.datasets.at(-1) !== dataset) addDataset(counted, dataset)
  if (seeing.isLatest) counted.last = time.at
  else widen(counted, time.at)
  if (isExample(counted, seeing)) addExample(counted, seeing)
}

/** Begins to count a value; undefined where there are as many as may be. */
function counting(state: State, { time }: Event, { type, value, observable }: Found): Counted | undefined {
  if (state.values >= state.most) return undefined
  state.values += 1
  const own = ownCopy(value)
  const counted: Counted = { type, value: own, observable, count: 0, first: time.at, last: time.at, examples: [], datasets: [], record: -1 }
  state.byType[type].set(own, counted)
  return counted
}

function widen(counted: Counted, at: string): void {
  if (isBefore(at, counted.first)) counted.first = at
  if (isBefore(counted.last, at)) counted.last = at
}

/** True while there are too few examples, and where this one is earlier than the last of them. */
function isExample({ examples }: Counted, { event, isLatest }: Seeing): boolean {
  const last = examples.at(-1)
  if (last === undefined || examples.length < mostExamples) return true
  return !isLatest && isBefore(event.time.at, last.at)
}

function addExample(counted: Counted, seeing: Seeing): void {
  seeing.citation ??= seeing.cite()
  counted.examples = earliest([...counted.examples, { at: seeing.event.time.at, citation: seeing.citation }])
}

/** Counts what the fields hold that name an indicator by their meaning. */
function countFields(state: State, seeing: Seeing): void {
  const { ecs } = seeing.event
  countAddress(state, seeing, ecs['source.ip'])
  countAddress(state, seeing, ecs['destination.ip'])
  const agent = ecs['user_agent.original']
  if (agent === undefined || agent === '-') return
  const value = clip(agent, longestAgent)
  const known = state.byType['user-agent'].get(value)
  if (known !== undefined) return countOnce(state, seeing, known)
  const observable = agent === 'AWS Internal' || state.memory.text(agent)?.observable === true
  countFound(state, seeing, { type: 'user-agent', value, observable })
}

function countAddress(state: State, seeing: Seeing, address: string | undefined): void {
  const host = address === undefined ? undefined : state.memory.meant(address)
  if (host !== undefined) countFound(state, seeing, host)
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
