import { compareInstantTexts } from '../../base/instant.ts'
import { ownText } from '../../base/own-text.ts'
import type { EventCitation } from '../../model/citation.ts'
import type { Event } from '../../model/event.ts'
import { type IndicatorType, indicatorTypes } from '../../model/indicator-sighting.ts'
import type { Found } from './search.ts'

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

/** A value with the record that was counted last. */
export interface Counted extends IndicatorCount {
  record: number
}

/** The values that are counted over the records of one item. */
export interface Counting {
  /** Distinct values that are kept. */
  readonly most: number
  readonly byType: Readonly<Record<IndicatorType, Map<string, Counted>>>
  values: number
  notKept: number
  /** Number of the record that is being counted. */
  record: number
  /** The latest time of all events so far. */
  latest: string
}

/** One event while its values are counted. */
export interface Seeing {
  readonly event: Event
  readonly cite: () => EventCitation
  /** True where every event before was earlier: then so was every sighting, and times need not be compared for each value. */
  readonly isLatest: boolean
  /** Made once, when the first example needs it. */
  citation: EventCitation | undefined
}

export const mostExamples = 3
export const mostDatasets = 50

export function startCounting(most: number): Counting {
  const byType = Object.fromEntries(indicatorTypes.map((type) => [type, new Map()])) as Counting['byType']
  return { most, byType, values: 0, notKept: 0, record: 0, latest: '' }
}

/** Takes the event that is counted from now on. */
export function seeEvent(counting: Counting, event: Event, cite: () => EventCitation): Seeing {
  const { at } = event.time
  const isLatest = counting.latest === '' || isBefore(counting.latest, at)
  if (isLatest) counting.latest = at
  return { event, cite, isLatest, citation: undefined }
}

/** Counts a value for one event. Returns what it is counted in; undefined where it is not kept. */
export function countFound(counting: Counting, seeing: Seeing, found: Found): Counted | undefined {
  const counted = counting.byType[found.type].get(found.value) ?? begin(counting, seeing.event, found)
  if (counted === undefined) counting.notKept += 1
  else countOnce(counting, seeing, counted)
  return counted
}

/** Counts a value that is kept, unless the record has been counted. */
export function countOnce(counting: Counting, seeing: Seeing, counted: Counted): void {
  if (counted.record === counting.record) return
  counted.record = counting.record
  counted.count += 1
  const { dataset, time } = seeing.event
  if (counted.datasets.at(-1) !== dataset) addDataset(counted, dataset)
  if (seeing.isLatest) counted.last = time.at
  else widen(counted, time.at)
  if (isExample(counted, seeing)) addExample(counted, seeing)
}

/** Begins to count a value; undefined where there are as many as may be. */
function begin(counting: Counting, { time }: Event, { type, value, observable }: Found): Counted | undefined {
  if (counting.values >= counting.most) return undefined
  counting.values += 1
  const own = ownText(value)
  const counted: Counted = { type, value: own, observable, count: 0, first: time.at, last: time.at, examples: [], datasets: [], record: -1 }
  counting.byType[type].set(own, counted)
  return counted
}

function addDataset(counted: IndicatorCount, dataset: string): void {
  if (counted.datasets.length < mostDatasets && !counted.datasets.includes(dataset)) counted.datasets.push(dataset)
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

/** True where one time is before another. Texts of one length are written alike; then the texts themselves are in order. */
export function isBefore(a: string, b: string): boolean {
  return a.length === b.length ? a < b : compareInstantTexts(a, b) < 0
}

/** The first few in time; where times are equal, evidence and place decide, so that the order of reading does not. */
export function earliest(examples: IndicatorCount['examples']): IndicatorCount['examples'] {
  return examples
    .toSorted(
      (a, b) => compareInstantTexts(a.at, b.at) || compareTexts(a.citation.evidence, b.citation.evidence) || a.citation.record - b.citation.record,
    )
    .slice(0, mostExamples)
}

export function compareTexts(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1
}
