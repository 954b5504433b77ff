import type { FoundHistogram, FoundTop } from '../app/searching/search-desk.ts'
import { csvLine } from '../app/reading/csv-line.ts'
import { jsonLine } from '../app/reading/flat-event.ts'
import { formatNumber, plural, showControls } from '../base/text.ts'

/** Formats of search results that programs read. */
export type LineFormat = 'jsonl' | 'csv'

/** How many events match, as a number with its name. */
export function countLines(format: LineFormat, count: number): string {
  return format === 'jsonl' ? jsonLine({ count }) : csvLine(['count']) + csvLine([count])
}

/** Values and how many events have each, one a line. */
export function topLines(format: LineFormat, { values }: FoundTop): string {
  if (format === 'jsonl') return values.map(({ value, count }) => jsonLine({ value, count })).join('')
  return csvLine(['value', 'count']) + values.map(({ value, count }) => csvLine([showControls(value), count])).join('')
}

/** What the values do not tell: how many more there are, and how many events have none. */
export function topRest({ field, others, absent }: FoundTop): string {
  const parts = [
    others > 0 ? `${formatNumber(others)} more ${others === 1 ? 'value' : 'values'}` : '',
    absent > 0 ? `${plural(absent, 'event')} without ${showControls(field)}` : '',
  ]
  return parts.filter((text) => text !== '').join('; ')
}

/** Starts of bars (UTC) and how many events each holds, one a line; bars without events are left out. */
export function histogramLines(format: LineFormat, { bars }: FoundHistogram): string {
  if (format === 'jsonl') return bars.map(({ start, count }) => jsonLine({ start, count })).join('')
  return csvLine(['start', 'count']) + bars.map(({ start, count }) => csvLine([start, count])).join('')
}
