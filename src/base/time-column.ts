import { endOfPrecision } from './instant.ts'
import { clockWords, localClock, spanWords, type TimeSpan } from './time-words.ts'

/*
 * Times in a narrow column: UTC on a line of its own, the display zone in brackets below it. They say what the sentences of time-words.ts say.
 */

/**
 * When something was, in lines: `2026-03-05 09:12:33 UTC`, `(10:12:33 +01:00)`. With `until` for what lasted: a day both ends share is told once
 * (`2026-03-05 09:12:33 to 09:40:01 UTC`, `(10:12:33 to 10:40:01 +01:00)`), two days stand below each other. An end that is itself uncertain
 * is told by its own words behind "until".
 */
export function columnLines(from: TimeSpan, until: TimeSpan | undefined, displayZone?: string): string[] {
  if (until === undefined) return spanLines(from, displayZone)
  if (isPoint(from) && isPoint(until)) return periodLines(from, until, displayZone)
  const [first = '', ...rest] = spanLines(until, displayZone)
  return [...spanLines(from, displayZone), `until ${first}`, ...rest]
}

/** True for a time that is told by its digits alone. */
function isPoint({ earliest, latest, precision }: TimeSpan): boolean {
  if (precision === 'year' || precision === 'month' || precision === 'day' || precision === 'hour') return false
  return latest <= endOfPrecision(earliest, precision)
}

/** The display zone stands behind UTC in brackets. */
function spanLines(span: TimeSpan, displayZone: string | undefined): string[] {
  const utc = spanWords(span)
  const local = spanWords(span, displayZone === undefined ? {} : { displayZone }).slice(utc.length + 1)
  return local === '' ? [utc] : [utc, local]
}

function periodLines(from: TimeSpan, until: TimeSpan, displayZone: string | undefined): string[] {
  const first = clockWords(from.earliest, from.precision)
  const last = clockWords(until.earliest, until.precision)
  if (first.date === last.date && first.time === last.time) return spanLines(from, displayZone)
  const utc =
    first.date === last.date
      ? [`${first.date} ${first.time} to ${last.time} UTC`]
      : [`${first.date} ${first.time} to`, `${last.date} ${last.time} UTC`]
  const here = localClock(from.earliest, from.precision, displayZone)
  const there = localClock(until.earliest, until.precision, displayZone)
  if (here === undefined || there === undefined) return utc
  const offset = here.offset === there.offset ? '' : ` ${here.offset}`
  // As in a sentence: a date is told where it is not the one of UTC.
  if (here.date === first.date && there.date === last.date) {
    const joint = first.date === last.date ? 'to' : 'and'
    return [...utc, `(${here.time}${offset} ${joint} ${there.time} ${there.offset})`]
  }
  if (here.date === there.date) return [...utc, `(${here.date} ${here.time}${offset} to ${there.time} ${there.offset})`]
  return [...utc, `(${here.date} ${here.time}${offset} to`, `${there.date} ${there.time} ${there.offset})`]
}
