import { compareInstantTexts } from '../../base/instant.ts'
import type { EventTime } from '../../model/event.ts'
import type { Interval } from '../../model/interval.ts'

/** An event's time as an interval of the record; where a clock was set back both readings are kept. */
export function intervalOf(time: EventTime): Interval {
  return {
    earliest: time.at,
    latest: time.latest ?? time.at,
    precision: time.precision,
    zone: time.zone,
    ...(time.assumed === undefined || time.assumed.length === 0 ? {} : { assumed: [...time.assumed] }),
  }
}

/** "2026-03-01 10:15:02 UTC". */
export function showInstant(text: string): string {
  return `${text.slice(0, 10)} ${text.slice(11, 19)} UTC`
}

/** "1 March 2026, 10:15 UTC", for those who need no seconds. */
export function showMinute(text: string): string {
  const month = months[Number(text.slice(5, 7)) - 1] ?? ''
  return `${Number(text.slice(8, 10))} ${month} ${text.slice(0, 4)}, ${text.slice(11, 16)} UTC`
}

const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']

/** "between 2026-03-01 10:00:02 and 10:12:33 UTC", or "at 2026-03-01 10:00:02 UTC" where both are one. */
export function showRange(first: string, last: string): string {
  if (first.slice(0, 19) === last.slice(0, 19)) return `at ${showInstant(first)}`
  const sameDay = first.slice(0, 10) === last.slice(0, 10)
  const from = `${first.slice(0, 10)} ${first.slice(11, 19)}`
  return `between ${from} and ${sameDay ? `${last.slice(11, 19)} UTC` : showInstant(last)}`
}

/** The earliest of some ISO texts in UTC. */
export function earliestOf(texts: readonly string[]): string | undefined {
  return texts.reduce<string | undefined>((least, text) => (least === undefined || compareInstantTexts(text, least) < 0 ? text : least), undefined)
}

/** The latest of some ISO texts in UTC. */
export function latestOf(texts: readonly string[]): string | undefined {
  return texts.reduce<string | undefined>((most, text) => (most === undefined || compareInstantTexts(text, most) > 0 ? text : most), undefined)
}
