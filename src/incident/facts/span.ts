import { endOfPrecision, instantOf } from '../../base/instant.ts'
import type { Interval } from '../../model/interval.ts'

/** How long something lasted, in milliseconds, as far as the record can tell. */
export type Span =
  | { readonly kind: 'known'; readonly low: number; readonly high: number; readonly nominal?: Nominal }
  | { readonly kind: 'at least'; readonly low: number; readonly nominal?: Nominal }
  | { readonly kind: 'unknown'; readonly reason: string }

/**
 * The duration as the written times say it, where their only uncertainty is how finely they were written. `tick` is the coarser of the two precisions
 * in milliseconds, 0 up to a second.
 */
export interface Nominal {
  readonly value: number
  readonly tick: number
}

/** One end of a span: what it is called in a sentence, and when it was. */
export interface End {
  readonly name: string
  readonly at: Interval | undefined
}

/**
 * The span from one end to another: lo = max(0, end.earliest - start.latest), hi = end.latest - start.earliest. A time read in an assumed zone
 * bounds nothing; an end that lies wholly before the start is a contradiction of the record, not a negative duration.
 */
export function spanBetween(start: End, end: End): Span {
  if (start.at === undefined) return { kind: 'unknown', reason: `${start.name} is not recorded` }
  if (end.at === undefined) return { kind: 'unknown', reason: `${end.name} is not recorded` }
  const reason = whyNoBound(start.name, start.at) ?? whyNoBound(end.name, end.at)
  if (reason !== undefined) return { kind: 'unknown', reason }
  const high = millisecondsBetween(start.at.earliest, end.at.latest)
  if (high < 0) return { kind: 'unknown', reason: `in the record, ${end.name} lies before ${start.name}` }
  const low = Math.max(0, millisecondsBetween(start.at.latest, end.at.earliest))
  return { kind: 'known', low, high: Math.ceil(high), nominal: nominalOf(start.at, end.at) }
}

/** Why a time cannot bound a metric, or undefined where it can. */
export function whyNoBound(name: string, at: Interval): string | undefined {
  if (at.assumed?.includes('zone') === true) return `the time zone of ${name} is assumed`
  if (instantOf(at.latest) < instantOf(at.earliest)) return `${name} ends before it begins`
  return undefined
}

/** The same span where its start is only a bound: the true start may lie before. */
export function atLeast(span: Span): Span {
  return span.kind === 'known' ? { kind: 'at least', low: span.low, ...(span.nominal === undefined ? {} : { nominal: span.nominal }) } : span
}

/** Several spans added up; unknown where one of them is. */
export function sumOfSpans(spans: readonly Span[]): Span {
  let low = 0
  let high: number | undefined = 0
  let nominal: Nominal | undefined = { value: 0, tick: 0 }
  for (const span of spans) {
    if (span.kind === 'unknown') return span
    low += span.low
    high = high === undefined || span.kind === 'at least' ? undefined : high + span.high
    nominal = nominal === undefined || span.nominal === undefined ? undefined : addNominal(nominal, span.nominal)
  }
  const told = nominal === undefined ? {} : { nominal }
  return high === undefined ? { kind: 'at least', low, ...told } : { kind: 'known', low, high, ...told }
}

function addNominal(a: Nominal, b: Nominal): Nominal {
  return { value: a.value + b.value, tick: Math.max(a.tick, b.tick) }
}

function nominalOf(start: Interval, end: Interval): Nominal | undefined {
  if (!isOneTick(start) || !isOneTick(end)) return undefined
  const value = Math.max(0, millisecondsBetween(start.earliest, end.earliest))
  const widest = Math.max(millisecondsBetween(start.earliest, start.latest), millisecondsBetween(end.earliest, end.latest))
  return { value, tick: widest > 1000 ? Math.ceil(widest / 1000) * 1000 : 0 }
}

/** True where the interval is one written time: no wider than the precision it was written with. */
function isOneTick(at: Interval): boolean {
  return instantOf(at.latest) <= endOfPrecision(instantOf(at.earliest), at.precision)
}

function millisecondsBetween(from: string, to: string): number {
  return Number(instantOf(to) - instantOf(from)) / 1_000_000
}
