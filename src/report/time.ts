import { endOfPrecision, instantOf, parseInstant, precisionOfFraction, type Instant, type Precision } from '../base/instant.ts'
import { columnLines } from '../base/time-column.ts'
import { atWords, instantWords, spanWords, type TimeSpan, type TimeStyle } from '../base/time-words.ts'
import type { Interval } from '../model/interval.ts'

const nanosPerHour = 3_600_000_000_000n
/** How far a time whose zone nobody stated may be off, either way. */
const zoneDoubt = 14n * nanosPerHour

/** A time as it is printed, and what has to be said beside it. */
export interface PrintedTime {
  readonly text: string
  /** "zone assumed: UTC", "zone (UTC) and year assumed", "year assumed". */
  readonly doubts: readonly string[]
}

/** `2026-03-01 10:15:02 UTC` with the digits the source had, "between … and …" where it is a range, the display zone in brackets behind. */
export function printInterval(interval: Interval, displayZone: string, style: TimeStyle = 'iso'): PrintedTime {
  const { precision, zone } = interval
  return { text: spanWords({ ...bounds(interval), precision, zone }, { style, displayZone }), doubts: doubtsOf(interval, style) }
}

/** The same for a narrow column, in lines; with `until` from one time to another, what is doubtful of both said once. */
export function printColumn(interval: Interval, until: Interval | undefined, displayZone: string): { lines: string[]; doubts: readonly string[] } {
  const span = (one: Interval): TimeSpan => ({ ...bounds(one), precision: one.precision, zone: one.zone })
  const doubts = [interval, ...(until === undefined ? [] : [until])].flatMap((one) => doubtsOf(one, 'iso'))
  return { lines: columnLines(span(interval), until === undefined ? undefined : span(until), displayZone), doubts: [...new Set(doubts)] }
}

/** `2026-03-01 10:15 UTC`; in brackets behind it the time and offset of the display zone, where that is another: `(11:15 +01:00)`. */
export function printInstant(instant: Instant, precision: Precision, displayZone: string, style: TimeStyle = 'iso'): string {
  return instantWords(instant, precision, { style, displayZone })
}

/** For a sentence to a board, behind a verb: "on 5 March 2026 at 09:12 UTC", "on 5 March 2026", "between …". */
export function atWordsOf(interval: Interval, displayZone: string): string {
  const days = wholeDays(interval)
  if (days !== undefined) return days
  const { earliest, latest } = bounds(interval)
  if (latest <= endOfPrecision(earliest, interval.precision)) return atWords(earliest, interval.precision, { style: 'written', displayZone })
  return printInterval(interval, displayZone, 'written').text
}

/** A whole day is a day of the zone it was written in. */
function wholeDays({ earliest, latest, precision, zone }: Interval): string | undefined {
  if (precision !== 'day' && precision !== 'month' && precision !== 'year') return undefined
  const told = spanWords({ earliest: instantOf(earliest), latest: instantOf(latest), precision, zone }, { style: 'written' })
  return told.startsWith('between') ? told : `${precision === 'day' ? 'on' : 'in'} ${told}`
}

/** The same as printInstant() for an ISO text of the record; a text that is no instant is printed as it stands. */
export function printInstantText(value: string, displayZone: string, style: TimeStyle = 'iso'): string {
  const instant = parseInstant(value)
  return instant === undefined ? value : printInstant(instant, precisionOfText(value), displayZone, style)
}

/** The same for a narrow column, in lines. */
export function printInstantColumn(value: string, displayZone: string): string[] {
  const instant = parseInstant(value)
  if (instant === undefined) return [value]
  return columnLines({ earliest: instant, latest: instant, precision: precisionOfText(value) }, undefined, displayZone)
}

function precisionOfText(value: string): Precision {
  return precisionOfFraction(/\.(\d{1,9})Z$/.exec(value)?.[1]?.length ?? 0)
}

/** An interval widened by 14 hours either way is told by its middle and the doubt, as the source wrote it. */
function bounds(interval: Interval): { earliest: Instant; latest: Instant } {
  const earliest = instantOf(interval.earliest)
  const latest = instantOf(interval.latest)
  const isWidened = interval.assumed?.includes('zone') === true && latest - earliest >= 2n * zoneDoubt
  return isWidened ? { earliest: earliest + zoneDoubt, latest: latest - zoneDoubt } : { earliest, latest }
}

/** For a board in words: what the source left out, not how the program put it. */
function doubtsOf(interval: Interval, style: TimeStyle): string[] {
  const assumed = interval.assumed ?? []
  if (style === 'iso') {
    if (!assumed.includes('zone')) return assumed.length === 0 ? [] : ['year assumed']
    return [assumed.includes('year') ? `zone (${interval.zone}) and year assumed` : `zone assumed: ${interval.zone}`]
  }
  if (assumed.length === 2) return ['time zone and year not stated by the source']
  return assumed.map((what) => (what === 'zone' ? 'time zone not stated by the source' : 'year not stated by the source'))
}
