import { compareInstantTexts, instantOf, precisions } from '../../base/instant.ts'
import { instantWords, periodWords } from '../../base/time-words.ts'
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
  return instantWords(instantOf(text), 'second')
}

/** "between 2026-03-01 10:00:02 and 10:12:33 UTC", or "at 2026-03-01 10:00:02 UTC" where both are one. */
export function showRange(first: string, last: string): string {
  return periodWords(instantOf(first), instantOf(last))
}

/** The same for times of events: no finer than the coarser of the two, nor than a second. */
export function showPeriod(first: EventTime, last: EventTime): string {
  const coarsest = Math.min(precisions.indexOf(first.precision), precisions.indexOf(last.precision), precisions.indexOf('second'))
  return periodWords(instantOf(first.at), instantOf(last.at), { precision: precisions[coarsest] ?? 'second' })
}

/** For a board: "on 1 March 2026 between 10:15 and 11:02 UTC". */
export function showWritten(first: string, last: string): string {
  return periodWords(instantOf(first), instantOf(last), { style: 'written' })
}

/** The earliest of some ISO texts in UTC. */
export function earliestOf(texts: readonly string[]): string | undefined {
  return texts.reduce<string | undefined>((least, text) => (least === undefined || compareInstantTexts(text, least) < 0 ? text : least), undefined)
}

/** The latest of some ISO texts in UTC. */
export function latestOf(texts: readonly string[]): string | undefined {
  return texts.reduce<string | undefined>((most, text) => (most === undefined || compareInstantTexts(text, most) > 0 ? text : most), undefined)
}
