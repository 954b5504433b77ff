import { endOfPrecision, formatInstant, instantOf, parseInstant, type Instant, type Precision } from '../base/instant.ts'
import { isZone, offsetAt } from '../base/zone.ts'
import type { Interval } from '../model/interval.ts'

const shownCharacters: Partial<Record<Precision, number>> = { year: 4, month: 7, day: 10, minute: 16 }
const nanosPerMinute = 60_000_000_000n
const nanosPerHour = 60n * nanosPerMinute
/** How far a time whose zone nobody stated may be off, either way. */
const zoneDoubt = 14n * nanosPerHour

/** A time as it is printed, and what has to be said beside it. */
export interface PrintedTime {
  readonly text: string
  /** "zone assumed: UTC ± 14 h", "year assumed". */
  readonly doubts: readonly string[]
}

/** `2026-03-01 10:15:02 UTC` with the digits the source had, "between … and …" where it is a range, the display zone in brackets behind. */
export function printInterval(interval: Interval, displayZone: string): PrintedTime {
  const doubts = doubtsOf(interval)
  const { earliest, latest } = bounds(interval)
  const from = printInstant(earliest, interval.precision, displayZone)
  if (latest <= endOfPrecision(earliest, interval.precision)) return { text: from, doubts }
  const to = printInstant(latest, interval.precision, displayZone)
  return { text: from === to ? from : `between ${from} and ${to}`, doubts }
}

/** `2026-03-01 10:15 UTC`; in brackets behind it the time and offset of the display zone, where that is another: `(11:15 +01:00)`. */
export function printInstant(instant: Instant, precision: Precision, displayZone: string): string {
  const utc = digits(instant, precision)
  if (precision === 'year' || precision === 'month' || precision === 'day') return utc
  if (displayZone === 'UTC' || !isZone(displayZone)) return `${utc} UTC`
  const offset = offsetAt(displayZone, instant)
  const local = digits(instant + BigInt(offset) * nanosPerMinute, precision)
  return `${utc} UTC (${local.slice(0, 10) === utc.slice(0, 10) ? local.slice(11) : local} ${offsetText(offset)})`
}

/** The same for an ISO text of the record; a text that is no instant is printed as it stands. */
export function printInstantText(value: string, displayZone: string): string {
  const instant = parseInstant(value)
  if (instant === undefined) return value
  const fraction = /\.(\d{1,9})Z$/.exec(value)?.[1]?.length ?? 0
  return printInstant(instant, fraction === 0 ? 'second' : fraction <= 3 ? 'millisecond' : fraction <= 6 ? 'microsecond' : 'nanosecond', displayZone)
}

/** 60 -> "+01:00". */
function offsetText(minutes: number): string {
  const size = Math.abs(minutes)
  const two = (value: number): string => String(value).padStart(2, '0')
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`
}

function digits(instant: Instant, precision: Precision): string {
  const iso = formatInstant(instant, precision).slice(0, -1).replace('T', ' ')
  if (precision === 'hour') return `${iso.slice(0, 13)}h`
  return iso.slice(0, shownCharacters[precision] ?? iso.length)
}

/** An interval widened by 14 hours either way is told by its middle and the doubt, as the source wrote it. */
function bounds(interval: Interval): { earliest: Instant; latest: Instant } {
  const earliest = instantOf(interval.earliest)
  const latest = instantOf(interval.latest)
  const isWidened = interval.assumed?.includes('zone') === true && latest - earliest >= 2n * zoneDoubt
  return isWidened ? { earliest: earliest + zoneDoubt, latest: latest - zoneDoubt } : { earliest, latest }
}

function doubtsOf(interval: Interval): string[] {
  return (interval.assumed ?? []).map((what) => (what === 'zone' ? `zone assumed: ${interval.zone} ± 14 h` : 'year assumed'))
}
