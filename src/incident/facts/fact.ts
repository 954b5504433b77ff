import { formatDuration, formatDurationRange, lessThan } from '../../base/duration.ts'
import { plural, pluralOf } from '../../base/text.ts'
import type { Fact } from '../../model/facts.ts'
import type { Nominal, Span } from './span.ts'

/** What every fact says of itself beside its value. */
export interface FactHead {
  readonly id: string
  readonly label: string
  /** Paths in the record it is computed from. */
  readonly basis: readonly string[]
  readonly formula: string
}

/** A fact that cannot be known, and why. */
export function unknownFact(kind: Fact['kind'], head: FactHead, reason: string): Fact {
  return { ...head, basis: [...head.basis], kind, text: `unknown: ${reason}`, known: 'unknown' }
}

/** A count of things. `estimate` marks a number somebody estimated. */
export function countFact(head: FactHead, count: { value: number; one: string; many?: string; estimate?: boolean }): Fact {
  const text = plural(count.value, count.one, count.many)
  return {
    ...head,
    basis: [...head.basis],
    kind: 'count',
    value: count.value,
    unit: count.many ?? pluralOf(count.one),
    text: count.estimate === true ? `about ${text}` : text,
    known: 'exact',
  }
}

/** A plain text that was put together from the record. */
export function textFact(head: FactHead, text: string): Fact {
  return { ...head, basis: [...head.basis], kind: 'text', text, known: 'exact' }
}

/** A duration in milliseconds: exact, a range, or open at one end. */
export function durationFact(head: FactHead, span: Span): Fact {
  const common = { ...head, basis: [...head.basis], kind: 'duration' as const, unit: 'ms', text: spanText(span) }
  if (span.kind === 'unknown') return { ...common, known: 'unknown' }
  const low = span.nominal?.tick === 0 ? span.nominal.value : Math.floor(span.low)
  if (span.kind === 'at least') return { ...common, value: low, known: 'at least' }
  const exact = low === span.high || span.nominal?.tick === 0
  return exact ? { ...common, value: low, known: 'exact' } : { ...common, value: low, high: span.high, known: 'range' }
}

/**
 * "3 days 4 hours", "about 10 minutes" (times written to the minute), "between 2 hours and 5 hours", "at least 2 hours", "unknown: …".
 */
export function spanText(span: Span): string {
  if (span.kind === 'unknown') return `unknown: ${span.reason}`
  if (span.kind === 'at least') return formatDurationRange(wholeSeconds(span.nominal?.tick === 0 ? span.nominal.value : span.low), undefined)
  if (span.nominal !== undefined) return nominalText(span.nominal, span.high)
  return formatDurationRange(wholeSeconds(span.low), wholeSeconds(span.high))
}

// Times written to the minute give a duration in minutes: seconds would claim what nobody wrote.
function nominalText({ value, tick }: Nominal, high: number): string {
  if (tick === 0) return formatDuration(wholeSeconds(value))
  const rounded = Math.round(value / tick) * tick
  return rounded === 0 ? lessThan(Math.ceil(high / tick) * tick) : `about ${formatDuration(rounded)}`
}

// Durations of a second and more are told in whole seconds; shorter ones as they are.
function wholeSeconds(milliseconds: number): number {
  return milliseconds < 1000 ? milliseconds : Math.round(milliseconds / 1000) * 1000
}
