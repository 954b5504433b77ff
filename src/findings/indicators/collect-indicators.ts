import { clip } from '../../base/text.ts'
import type { EventCitation } from '../../model/citation.ts'
import type { Event } from '../../model/event.ts'
import { type IndicatorSighting, indicatorTypes } from '../../model/indicator-sighting.ts'
import {
  compareTexts,
  type Counted,
  type Counting,
  countFound,
  countOnce,
  earliest,
  type IndicatorCount,
  isBefore,
  mostDatasets,
  type Seeing,
  seeEvent,
  startCounting,
} from './counting.ts'
import { beginSearch, searchPart } from './find-indicators.ts'
import { createIndicatorMemory, type IndicatorMemory } from './indicator-memory.ts'
import type { KnownPiece } from './known-pieces.ts'
import type { Search } from './search.ts'
import { readQuotedArn } from './word.ts'

export type { IndicatorCount } from './counting.ts'

/** What a collector has gathered; plain data that may cross to another thread. */
export interface IndicatorTally {
  readonly counts: readonly IndicatorCount[]
  /** Sightings of values that were not kept because there were more distinct values than may be. */
  readonly notKept: number
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
const longestAgent = 2_048

interface State {
  readonly counting: Counting
  readonly memory: IndicatorMemory
  /** Tells this collector from others that share the memory. */
  readonly name: number
  /** Values of fields that were counted before, by `placeOf`. */
  readonly addresses: (Counted | undefined)[]
  readonly agents: (Counted | undefined)[]
}

/** What a thread reads once and need not read again for the next item: many small items hold the same hosts and names. */
export function createIndicatorsMemory(): IndicatorMemory {
  return createIndicatorMemory(readQuotedArn)
}

/** Collects indicators over the records of one evidence item; `most` bounds the distinct values that are kept. */
export function collectIndicators(most = mostValues, memory: IndicatorMemory = createIndicatorsMemory()): IndicatorCollector {
  const counting = startCounting(most)
  memory.collectors += 1
  const state: State = { counting, memory, name: memory.collectors, addresses: [], agents: [] }
  let previous: Event['origin'] | undefined
  return {
    see(event, text, cite) {
      const { origin } = event
      const isSameRecord = previous !== undefined && origin.offset === previous.offset && origin.evidence === previous.evidence
      previous = origin
      const seeing = seeEvent(counting, event, cite)
      if (!isSameRecord) {
        counting.record += 1
        countText(state, seeing, text)
      }
      countFields(state, seeing)
    },
    tally: () => ({
      counts: Object.values(counting.byType).flatMap((counts) => [...counts.values()].map(withoutRecord)),
      notKept: counting.notKept,
    }),
  }
}

function withoutRecord({ type, value, observable, count, first, last, examples, datasets }: Counted): IndicatorCount {
  return { type, value, observable, count, first, last, examples, datasets }
}

/** Counts what a text holds, part by part: what is known from before, and what has to be searched. */
function countText(state: State, seeing: Seeing, text: string): void {
  const { counting, memory, name } = state
  const isJson = text.startsWith('{') || text.startsWith('[')
  const search = beginSearch({ text, memory, isJson })
  // Most lines of a syslog are one part.
  if (!isJson && !text.includes('"')) return countPart(counting, seeing, { search, from: 0, to: text.length })
  const pieces = isJson ? memory.members : memory.quoted
  pieces.begin()
  for (let from = 0; from < text.length; from = pieces.end) {
    const piece = pieces.find(search, from)
    if (piece === undefined) {
      countPart(counting, seeing, { search, from, to: pieces.end })
      pieces.learn(search, from)
    } else if (piece.found.length > 0) {
      if (piece.by !== name) takeOver(piece, name)
      countPiece(counting, seeing, piece)
    }
  }
}

/** Searches a part of a text, and counts what it holds. */
function countPart(counting: Counting, seeing: Seeing, { search, from, to }: { search: Search; from: number; to: number }): void {
  search.found.length = 0
  searchPart(search, from, to)
  for (const found of search.found) countFound(counting, seeing, found)
}

function takeOver(piece: KnownPiece<Counted>, name: number): void {
  piece.by = name
  piece.made = []
}

function countPiece(counting: Counting, seeing: Seeing, { found, made }: KnownPiece<Counted>): void {
  for (let at = 0; at < found.length; at += 1) {
    const counted = made[at]
    const each = found[at]
    if (counted !== undefined) countOnce(counting, seeing, counted)
    else if (each !== undefined) made[at] = countFound(counting, seeing, each)
  }
}

/** Counts what the fields hold that name an indicator by their meaning. */
function countFields(state: State, seeing: Seeing): void {
  const { ecs } = seeing.event
  countAddress(state, seeing, ecs['source.ip'])
  countAddress(state, seeing, ecs['destination.ip'])
  const agent = ecs['user_agent.original']
  if (agent !== undefined && agent !== '-') countAgent(state, seeing, agent)
}

function countAddress({ counting, memory, addresses }: State, seeing: Seeing, address: string | undefined): void {
  if (address === undefined) return
  const place = placeOf(address)
  const known = addresses[place]
  if (known?.value === address) return countOnce(counting, seeing, known)
  const host = memory.meant(address)
  const counted = host === undefined ? undefined : countFound(counting, seeing, host)
  if (counted?.value === address) addresses[place] = counted
}

function countAgent({ counting, memory, agents }: State, seeing: Seeing, agent: string): void {
  const place = placeOf(agent)
  const known = agents[place]
  if (known?.value === agent) return countOnce(counting, seeing, known)
  const value = clip(agent, longestAgent)
  const before = counting.byType['user-agent'].get(value)
  if (before !== undefined) countOnce(counting, seeing, before)
  const counted = before ?? countFound(counting, seeing, { type: 'user-agent', value, observable: isObservable(memory, agent) })
  if (counted?.value === agent) agents[place] = counted
}

function isObservable(memory: IndicatorMemory, agent: string): boolean {
  return agent === 'AWS Internal' || memory.text(agent)?.observable === true
}

/** A place below 512 for a text, from its length and eight of its characters: to look it up in a Map costs its whole hash. */
function placeOf(text: string): number {
  const step = Math.max(1, text.length >> 3)
  let place = text.length
  for (let at = text.length - 1, left = 8; at >= 0 && left > 0; at -= step, left -= 1) place = (Math.imul(place, 31) + text.charCodeAt(at)) | 0
  return place & 511
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
