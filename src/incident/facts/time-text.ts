import { instantOf } from '../../base/instant.ts'
import { spanWords } from '../../base/time-words.ts'
import type { Interval } from '../../model/interval.ts'

/**
 * An interval in UTC as people read it: "2026-03-01 10:15 UTC", "2026-03-01", "between 2026-03-01 09:12 and 09:40 UTC". What the source left out
 * is said: "(time zone assumed)".
 */
export function intervalText(interval: Interval): string {
  const { earliest, latest, precision, zone } = interval
  return spanWords({ earliest: instantOf(earliest), latest: instantOf(latest), precision, zone }) + assumedText(interval)
}

function assumedText({ assumed = [] }: Interval): string {
  if (assumed.length === 0) return ''
  return assumed.length === 2 ? ' (time zone and year assumed)' : ` (${assumed[0] === 'zone' ? 'time zone' : 'year'} assumed)`
}
