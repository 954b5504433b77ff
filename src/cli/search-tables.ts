import type { FoundHistogram, FoundRow, FoundTop } from '../app/searching/search-desk.ts'
import { instantOf, type Precision, precisionOfFraction } from '../base/instant.ts'
import { localClock } from '../base/time-words.ts'
import { clip, formatNumber, showControls } from '../base/text.ts'
import type { Terminal } from './command.ts'
import { topRest } from './search-counts.ts'

/** Columns assumed where the output is no terminal: a file has room. */
const wide = 240
/** Below this width the ids give way to what happened. */
const roomForIds = 110

const correctedMark = '~ behind a time: corrected for the clock of its source'
const assumedMark = '? behind a time: the source does not tell its zone or year, which is assumed'

interface Column {
  readonly title: string
  readonly width: number
  text(row: FoundRow): string
}

/** A table of events, line by line. */
export interface EventTable {
  readonly header: string
  line(row: FoundRow): string
  /** What the signs behind times mean, of those that stand in the lines so far. */
  marks(): readonly string[]
}

/** Lays events out as wide as the terminal; what came from the evidence cannot move the cursor or rearrange the line. Times are UTC, or in the zone given. */
export function eventTable(terminal: Terminal, zone = 'UTC'): EventTable {
  const room = terminal.columns ?? wide
  const columns: readonly Column[] = [
    { title: clip(`Time (${zone})`, 34), width: zone === 'UTC' ? 28 : 34, text: (row) => timeOf(row, zone) },
    ...(room < roomForIds ? [] : [{ title: 'Event', width: 27, text: (row: FoundRow) => row.id }]),
    { title: 'Format', width: 15, text: (row) => row.dataset },
  ]
  const front = columns.reduce((sum, { width }) => sum + width + 1, 0)
  const rest = Math.max(20, room - front)
  let [isAnyCorrected, isAnyAssumed] = [false, false]
  return {
    header: `${terminal.paint('bold', `${columns.map(({ title, width }) => title.padEnd(width)).join(' ')} What happened`)}\n`,
    line(row) {
      isAnyCorrected ||= row.correction !== undefined
      isAnyAssumed ||= row.assumed !== undefined
      const cells = columns.map(({ width, text }) => clip(showControls(text(row)), width).padEnd(width))
      return `${cells.join(' ')} ${clip(oneLine(row.message), rest)}\n`
    },
    marks: () => [...(isAnyCorrected ? [correctedMark] : []), ...(isAnyAssumed ? [assumedMark] : [])],
  }
}

/** `?` marks a time whose zone or year is assumed, `~` one that was corrected for its source's clock. */
function timeOf({ time, assumed, correction }: FoundRow, zone: string): string {
  return `${zonedText(time, zone)}${correction === undefined ? '' : '~'}${assumed === undefined ? '' : '?'}`
}

/** A time for reading; in another zone than UTC with its offset, so that it says the same wherever it is copied to. */
function zonedText(time: string, zone: string, length?: number): string {
  const local = localClock(instantOf(time), precisionOfText(time), zone)
  if (local === undefined) return time.replace('T', ' ').replace(/Z$/, '').slice(0, length)
  return `${`${local.date} ${local.time}`.slice(0, length)}${local.offset}`
}

function precisionOfText(time: string): Precision {
  const digits = /\.(\d+)/.exec(time)?.[1]?.length ?? 0
  return precisionOfFraction(digits)
}

function oneLine(text: string): string {
  return showControls(text).replaceAll(/[\n\t]+/g, ' ')
}

/** How often each value occurs, with its share as a bar. */
export function topTable(top: FoundTop, terminal: Terminal): string {
  const { field, values } = top
  const rest = topRest(top)
  const most = Math.max(1, ...values.map(({ count }) => count))
  const counts = values.map(({ count }) => formatNumber(count))
  const wideCount = Math.max(5, ...counts.map((text) => text.length))
  const barWidth = 20
  const room = Math.max(20, (terminal.columns ?? wide) - wideCount - barWidth - 4)
  const lines = values.map(
    ({ value, count }, index) =>
      `${(counts[index] ?? '').padStart(wideCount)}  ${bar(count, most, barWidth).padEnd(barWidth)}  ${value === '' ? '(empty)' : clip(oneLine(value), room)}\n`,
  )
  const head = terminal.paint('bold', `${'Count'.padStart(wideCount)}  ${' '.repeat(barWidth)}  ${showControls(field)}`)
  return `${head}\n${lines.join('')}${rest === '' ? '' : `${rest}\n`}`
}

/** How many events there are over time, one line a bar; a stretch without events is left out and said. */
export function histogramTable({ stepMs, bars, total }: FoundHistogram, terminal: Terminal, zone = 'UTC'): string {
  const most = Math.max(1, ...bars.map(({ count }) => count))
  const wideCount = Math.max(5, formatNumber(most).length)
  const title = clip(`Time (${zone})`, 34)
  const wideTime = Math.max(zone === 'UTC' ? 23 : 29, title.length)
  const width = Math.max(10, Math.min(80, (terminal.columns ?? 120) - wideTime - 1 - wideCount - 4))
  const lines: string[] = []
  let expected = Number.NaN
  for (const { start, count } of bars) {
    const at = Date.parse(start)
    const missing = Math.round((at - expected) / stepMs)
    if (missing > 0) lines.push(terminal.paint('dim', `… ${formatNumber(missing)} without events`))
    expected = at + stepMs
    lines.push(`${barTime(start, stepMs, zone).padEnd(wideTime)}  ${formatNumber(count).padStart(wideCount)}  ${bar(count, most, width)}`)
  }
  const head = terminal.paint('bold', `${title.padEnd(wideTime)}  ${'Count'.padStart(wideCount)}`)
  return `${head}\n${lines.map((line) => `${line}\n`).join('')}${formatNumber(total)} in all\n`
}

function barTime(start: string, stepMs: number, zone: string): string {
  // Days are those of UTC: in another zone they begin at some hour.
  const isDays = zone === 'UTC' && stepMs % 86_400_000 === 0
  return zonedText(start, zone, isDays ? 10 : stepMs % 60_000 === 0 ? 16 : stepMs % 1_000 === 0 ? 19 : 23)
}

const eighths = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'] as const

/** A bar in eighths of a character; never nothing where there is something. */
function bar(count: number, most: number, width: number): string {
  const parts = Math.max(1, Math.round((count / most) * width * 8))
  return '█'.repeat(Math.floor(parts / 8)) + (eighths[parts % 8] ?? '')
}
