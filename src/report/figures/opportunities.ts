import { type Instant, instantOf } from '../../base/instant.ts'
import { lowerFirst } from '../../base/sentence.ts'
import { plural } from '../../base/text.ts'
import { leadTimeFactId } from '../../model/fact-id.ts'
import type { Figure } from '../../model/report.ts'
import { type Desk, sentence } from '../desk.ts'
import { printInterval } from '../time.ts'
import { type LegendItem, legend } from './legend.ts'
import { shorten, widthOf, wrap } from './measure.ts'
import { createRuler, type Ruler } from './ruler.ts'
import { box, diamond, drawing, hatch, ink, line, paper, shade, small, smallBold, soft, strong, width, words } from './svg.ts'
import { chooseTicks, drawTicks, type Tick, ticksHeight } from './ticks.ts'

const names = { from: 8, to: 164 }
const track = { from: 178, to: width - 34 }
const head = 18
const rowHeight = 26
const mostRows = 18

interface Row {
  readonly point: string
  readonly at: Instant | undefined
  readonly when: string
  /** As its fact tells it: "8 hours 17 minutes", "Unknown: …". */
  readonly lead: string
  readonly isKnown: boolean
  readonly isProposed: boolean
}

/**
 * Each point at which the attack could have been seen, and the time from there to its detection, hatched. Undefined where no opportunity is recorded.
 */
export function opportunitiesFigure(desk: Desk): Figure | undefined {
  const detected = desk.document.moments.detected?.at
  const noticed = detected === undefined ? undefined : instantOf(detected.earliest)
  const all = rowsOf(desk, noticed)
  const dated = all.filter((row) => row.at !== undefined)
  if (dated.length === 0) return undefined
  const rows = dated.slice(0, mostRows)
  const times = rows.flatMap(({ at }) => at ?? [])
  const ruler = createRuler(noticed === undefined ? times : [...times, noticed], {
    from: track.from,
    to: noticed === undefined ? track.to - 60 : track.to,
    apart: 9,
  })
  const end = noticed === undefined ? track.to : ruler.x(noticed)
  const bottom = head + rows.length * rowHeight
  const ticks = chooseTicks(times, ruler, { from: names.to, to: width - 4, first: noticed })
  const remark = remarkOf(all, rows.length)
  const said = remark === '' ? 0 : 14
  const key = legend(legendOf(rows, ruler, noticed !== undefined), bottom + ticksHeight + 8 + said)
  const parts = [
    ...rows.flatMap((row, index) =>
      drawRow(row, head + index * rowHeight, { ruler, end, isKnown: noticed !== undefined, isShaded: index % 2 === 0 }),
    ),
    ...detection(end, bottom, noticed !== undefined),
    ...drawTicks(ticks, bottom, { from: names.to, to: width - 4 }),
    ...(remark === '' ? [] : [words({ x: 8, y: bottom + ticksHeight + 14, text: remark, fill: soft })]),
    ...key.parts,
  ]
  const title = 'Detection opportunities and the moment of detection'
  const svg = drawing(bottom + ticksHeight + 8 + said + key.height + 4, title, parts)
  const told = detected === undefined ? 'The moment of detection is not recorded.' : `Detected: ${printInterval(detected, 'UTC').text}.`
  return { id: 'opportunities', title, svg, alt: describe({ rows, told, ticks, remark, ruler }) }
}

function rowsOf(desk: Desk, noticed: Instant | undefined): Row[] {
  const rows = desk.document.detection.opportunities.map((item): Row => {
    const fact = desk.fact(leadTimeFactId(item.id))
    const at = item.at === undefined ? undefined : instantOf(item.at.earliest)
    const isLate = at !== undefined && noticed !== undefined && at > noticed && fact?.known === 'unknown'
    return {
      point: desk.clean(item.point === '' ? item.potential : item.point),
      at,
      when: item.at === undefined ? '' : printInterval(item.at, 'UTC').text,
      lead: isLate ? 'After the detection' : fact === undefined ? 'Lead time unknown' : sentence(fact.text),
      isKnown: fact !== undefined && fact.known !== 'unknown',
      isProposed: item.review === 'proposed',
    }
  })
  return rows.toSorted((a, b) => (a.at === b.at ? 0 : a.at === undefined || (b.at !== undefined && a.at > b.at) ? 1 : -1))
}

function remarkOf(all: readonly Row[], drawn: number): string {
  const undated = all.filter((row) => row.at === undefined).length
  const left = all.length - undated - drawn
  const parts = [
    ...(left > 0 ? [`${plural(left, 'more opportunity', 'more opportunities')} in the table`] : []),
    ...(undated > 0 ? [`${plural(undated, 'opportunity', 'opportunities')} without a recorded time`] : []),
  ]
  return parts.length === 0 ? '' : `Not drawn: ${parts.join('; ')}.`
}

interface RowPlace {
  readonly ruler: Ruler
  /** Where the detection stands, or the edge of what is drawn. */
  readonly end: number
  readonly isKnown: boolean
  readonly isShaded: boolean
}

function drawRow(row: Row, y: number, { ruler, end, isKnown, isShaded }: RowPlace): string[] {
  const x = row.at === undefined ? track.from : ruler.x(row.at)
  const name = wrap(row.point === '' ? 'Not named' : row.point, { width: names.to - names.from, lines: 2 }, strong)
  const middle = y + rowHeight / 2
  const bar = { x, y: y + 15.5, width: Math.max(0, end - x), height: 6 }
  const face = row.isKnown ? smallBold : small
  // What a lead is unknown for is told once, above, where no detection is recorded.
  const lead = shorten(isKnown ? row.lead : 'Lead time unknown', (end > x ? end : width - 8) - track.from, face)
  const wide = widthOf(lead, face)
  const begin = Math.max(track.from - 4, Math.min(x - 4, (end > x ? end - 4 : width - 8) - wide))
  return [
    ...(isShaded ? [box({ x: 0, y, width, height: rowHeight }, { fill: shade })] : []),
    ...name.map((text, index) => words({ x: names.from, y: middle + 3 + (index - (name.length - 1) / 2) * 10.5, text, face: strong })),
    ...(row.isKnown && bar.width > 0 ? [box(bar, { fill: paper, stroke: soft, width: 0.7 }), hatch(bar)] : []),
    ...(isKnown ? [] : [line([x, y + 18.5], [end, y + 18.5], { dash: '2 3', stroke: soft })]),
    diamond([x, y + 18.5], 4.4, row.isProposed),
    words({ x: begin, y: y + 10.5, text: lead, face, fill: row.isKnown ? ink : soft }),
  ]
}

function detection(x: number, bottom: number, isKnown: boolean): string[] {
  const text = isKnown ? 'detected' : 'detection not recorded'
  const wide = widthOf(text, smallBold)
  const at = Math.min(x, width - 8 - wide / 2)
  return [
    words({ x: at, y: 10, text, face: smallBold, anchor: 'middle' }),
    ...(isKnown ? [line([x, head - 4], [x, bottom], { width: 1.8 })] : [line([x, head - 4], [x, bottom], { dash: '2 3', stroke: soft })]),
    line([track.from - 10, bottom], [width - 8, bottom], { stroke: soft }),
  ]
}

function legendOf(rows: readonly Row[], ruler: Ruler, isKnown: boolean): LegendItem[] {
  const bar = ([x, y]: readonly [number, number]): string => {
    const area = { x: x - 8, y: y - 3, width: 16, height: 6 }
    return box(area, { stroke: soft, width: 0.7 }) + hatch(area)
  }
  return [
    { text: 'could have been seen', mark: (at) => diamond(at, 4.5) },
    ...(rows.some((row) => row.isProposed)
      ? [{ text: 'hollow: proposed, not reviewed', mark: (at) => diamond(at, 4.5, true) } satisfies LegendItem]
      : []),
    ...(isKnown ? [{ text: 'lead time before the detection', room: 16, mark: bar } satisfies LegendItem] : []),
    { text: ruler.isToScale ? 'Times in UTC, to scale' : 'Times in UTC, not to scale: long times are shortened' },
  ]
}

interface Told {
  readonly rows: readonly Row[]
  readonly told: string
  readonly ticks: readonly Tick[]
  readonly remark: string
  readonly ruler: Ruler
}

function describe({ rows, told, ticks, remark, ruler }: Told): string {
  const each = rows.map(({ point, when, lead, isKnown, isProposed }) => {
    const before = lowerFirst(isKnown ? `${lead} before the detection` : lead)
    return `${point === '' ? 'Not named' : point}, at ${when}: ${before}${isProposed ? ' (proposed, not reviewed)' : ''}`
  })
  return [
    `Points at which the attack could have been seen, in order. ${each.join('; ')}. ${told}`,
    `Times marked below: ${ticks.map(({ date, time }) => `${date} ${time} UTC`).join(', ')}.`,
    ...(remark === '' ? [] : [remark]),
    ruler.isToScale ? 'The distances are to scale.' : 'The distances are not to scale: long times are shortened.',
  ].join(' ')
}
