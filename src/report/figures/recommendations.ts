import { plural } from '../../base/text.ts'
import { recommendationDueFactId } from '../../model/fact-id.ts'
import type { Recommendation } from '../../model/recommendation.ts'
import type { Figure } from '../../model/report.ts'
import { priorities, type Priority } from '../../model/vocabulary.ts'
import { type Desk, sentence } from '../desk.ts'
import { workStatus } from '../sections/actions.ts'
import { byNumber, recommendationNumber } from '../sections/recommendations.ts'
import { type LegendItem, legend } from './legend.ts'
import { shorten, widthOf, wrap } from './measure.ts'
import {
  answer,
  box,
  disc,
  drawing,
  hairline,
  ink,
  line,
  mostHeight,
  paper,
  type Point,
  shade,
  shape,
  small,
  smallBold,
  soft,
  strong,
  width,
  words,
} from './svg.ts'

type Category = Recommendation['category']

const windows: Record<Priority, string> = { critical: '24 to 48 hours', high: '1 to 2 weeks', medium: '1 to 3 months', low: '3 to 6 months' }
const categories: readonly Category[] = ['security', 'process', 'training', 'long-term']
const labels = 76
const head = 20
const gap = 5
const leading = 10
const inset = 6

interface Card {
  readonly number: string
  readonly title: string
  readonly status: Recommendation['status']
  readonly owner: string | undefined
  /** With an asterisk where nobody has set it. */
  readonly due: string
  readonly isDueProposed: boolean
  readonly priority: Priority
  readonly category: Category
  readonly isProposed: boolean
}

/** How much of a cell is shown. */
interface Measure {
  /** Lines of a title. */
  readonly lines: number
  /** The owner and the due date below each other, where one of them would not fit beside the other. */
  readonly isSplit: boolean
  /** Recommendations of one cell. */
  readonly most: number
}

/** Recommendations by priority and category, each with its status, owner and due date. Undefined below two, which need no overview. */
export function recommendationsFigure(desk: Desk): Figure | undefined {
  const cards = byNumber(desk).map((item): Card => cardOf(desk, item))
  if (cards.length < 2) return undefined
  const columns = categories.filter((category) => cards.some((card) => card.category === category))
  const rows = priorities.filter((priority) => cards.some((card) => card.priority === priority))
  const wide = (width - 8 - labels + gap) / columns.length - gap
  const cell = (priority: Priority, category: Category): Card[] => cards.filter((card) => card.priority === priority && card.category === category)
  const counts = rows.map((priority) => Math.max(...columns.map((category) => cell(priority, category).length)))
  const measure = fit(cards, wide - 2 * inset, counts)
  let y = head
  const drawn = rows.flatMap((priority, index) => {
    const top = y
    const high = rowHeight(counts[index] ?? 0, measure)
    y += high
    return [
      ...(index % 2 === 0 ? [box({ x: 0, y: top, width, height: high }, { fill: shade })] : []),
      words({ x: 8, y: top + 15, text: sentence(priority), face: strong }),
      words({ x: 8, y: top + 26, text: windows[priority], fill: soft }),
      ...columns.flatMap((category, column) =>
        drawCell(cell(priority, category), { x: labels + column * (wide + gap), y: top + gap, width: wide, measure }),
      ),
    ]
  })
  const heads = columns.map((category, column) => words({ x: labels + column * (wide + gap), y: 13, text: sentence(category), face: strong }))
  const key = legend(legendOf(cards), y + 8)
  const title = 'Recommendations at a glance'
  return { id: 'recommendations', title, svg: drawing(y + 8 + key.height + 4, title, [...heads, ...drawn, ...key.parts]), alt: describe(cards, rows) }
}

function legendOf(cards: readonly Card[]): LegendItem[] {
  const dashed = ([x, y]: Point): string => box({ x: x - 8, y: y - 5, width: 16, height: 10 }, { stroke: ink, dash: '2.5 2', width: 0.9, radius: 2 })
  return [
    ...(cards.some((card) => card.owner === undefined) ? [{ text: 'dashed: no owner named', room: 16, mark: dashed }] : []),
    ...(cards.some((card) => card.isDueProposed) ? [{ text: '* due date proposed from the priority' }] : []),
  ]
}

function cardOf(desk: Desk, item: Recommendation): Card {
  const fact = desk.fact(recommendationDueFactId(item.id))
  const proposed = item.due !== undefined || fact === undefined || fact.known === 'unknown' ? undefined : fact.text.replace(' (proposed)', '')
  const due = item.due ?? proposed
  const owner = item.owner === undefined || item.owner === '' ? undefined : desk.clean(item.owner)
  return {
    number: recommendationNumber(desk, item),
    title: `${item.review === 'proposed' ? 'Proposed: ' : ''}${item.title === '' ? 'Untitled recommendation' : desk.clean(item.title)}`,
    status: item.status,
    owner,
    due: due === undefined ? 'no due date' : `due ${due}${proposed === undefined ? '' : ' *'}`,
    isDueProposed: proposed !== undefined,
    priority: item.priority,
    category: item.category,
    isProposed: item.review === 'proposed',
  }
}

/** The most that fits on one page: shorter titles first, then fewer recommendations in a cell. */
function fit(cards: readonly Card[], room: number, highest: readonly number[]): Measure {
  const isSplit = cards.some((card) => widthOf(ownerOf(card), smallBold) + 8 + widthOf(card.due, small) > room)
  const longest = Math.max(...cards.map((card) => wrap(card.title, { width: room, lines: 3 }, small).length))
  const measures: Measure[] = [3, 2, 1].filter((lines) => lines <= longest).map((lines) => ({ lines, isSplit, most: Number.POSITIVE_INFINITY }))
  for (let most = 12; most > 0; most--) measures.push({ lines: 1, isSplit, most })
  const high = (measure: Measure): number => highest.reduce((sum, count) => sum + rowHeight(count, measure), 0)
  return measures.find((measure) => high(measure) <= mostHeight - head - 60) ?? { lines: 1, isSplit, most: 1 }
}

function ownerOf({ owner }: Card): string {
  return owner ?? 'no owner'
}

function cardHeight({ lines, isSplit }: Measure): number {
  return (lines + (isSplit ? 3 : 2)) * leading + 8
}

function rowHeight(count: number, measure: Measure): number {
  const shown = Math.min(count, measure.most)
  return Math.max(34, shown * (cardHeight(measure) + gap) + gap + (count > shown ? 12 : 0))
}

interface CellPlace {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly measure: Measure
}

function drawCell(cards: readonly Card[], place: CellPlace): string[] {
  const high = cardHeight(place.measure)
  const shown = cards.slice(0, place.measure.most)
  const left = cards.length - shown.length
  return [
    ...shown.flatMap((card, index) => drawCard(card, { ...place, y: place.y + index * (high + gap) }, high)),
    ...(left === 0 ? [] : [words({ x: place.x + 2, y: place.y + shown.length * (high + gap) + 8, text: `and ${left} more`, face: smallBold })]),
  ]
}

function drawCard(card: Card, { x, y, width: wide, measure }: CellPlace, high: number): string[] {
  const room = wide - 2 * inset
  const title = wrap(card.title, { width: room, lines: measure.lines }, small)
  const status = workStatus(card.status).toLowerCase()
  return [
    box(
      { x, y, width: wide, height: high },
      {
        fill: paper,
        stroke: card.owner === undefined ? ink : hairline,
        radius: 3,
        width: 0.9,
        ...(card.owner === undefined ? { dash: '2.5 2' } : {}),
      },
    ),
    words({
      x: x + inset,
      y: y + 11,
      text: card.number === '' ? '–' : card.number,
      face: smallBold,
    }),
    statusMark(card.status, [x + wide - inset - 4, y + 8]),
    words({ x: x + wide - inset - 11, y: y + 11, text: status, anchor: 'end', fill: soft }),
    ...title.map((text, index) => words({ x: x + inset, y: y + 22 + index * leading, text })),
    words({ x: x + inset, y: y + high - (measure.isSplit ? 15 : 5), text: shorten(ownerOf(card), room, smallBold), face: smallBold }),
    measure.isSplit
      ? words({ x: x + inset, y: y + high - 5, text: shorten(card.due, room, small), fill: soft })
      : words({ x: x + wide - inset, y: y + high - 5, text: card.due, anchor: 'end', fill: soft }),
  ]
}

/** Hollow: not started; half: in progress; barred: blocked; full: complete; with a white tick: verified; a dash: dropped. */
function statusMark(status: Recommendation['status'], [x, y]: Point): string {
  switch (status) {
    case 'not started':
      return disc([x, y], 3.6, { stroke: answer })
    case 'in progress':
      return (
        disc([x, y], 3.6, { stroke: answer }) +
        shape(
          [
            [x - 3.6, y],
            [x - 2.5, y - 2.6],
            [x, y - 3.6],
            [x, y + 3.6],
            [x - 2.5, y + 2.6],
          ],
          { fill: answer },
        )
      )
    case 'blocked':
      return disc([x, y], 3.6, { stroke: answer }) + line([x - 2.6, y + 2.6], [x + 2.6, y - 2.6], { stroke: answer, width: 1.4 })
    case 'done':
      return disc([x, y], 3.6, { fill: answer, stroke: answer })
    case 'verified':
      return (
        disc([x, y], 4.2, { fill: answer, stroke: answer }) +
        line([x - 2.2, y], [x - 0.6, y + 1.8], { stroke: paper, width: 1.2 }) +
        line([x - 0.6, y + 1.8], [x + 2.4, y - 2], { stroke: paper, width: 1.2 })
      )
    case 'dropped':
      return line([x - 4, y], [x + 4, y], { stroke: answer, width: 1.6 })
  }
}

function describe(cards: readonly Card[], rows: readonly Priority[]): string {
  const told = rows.map((priority) => {
    const own = cards.filter((card) => card.priority === priority)
    const each = own.map(
      ({ number, title, category, status, owner, due, isDueProposed, isProposed }) =>
        `${number === '' ? '' : `${number} `}${title} (${category}${isProposed ? '; not reviewed' : ''}): ${workStatus(status).toLowerCase()}, ${owner === undefined ? 'no owner' : `owner ${owner}`}, ${due.replace(' *', '')}${isDueProposed ? ' (proposed from the priority)' : ''}`,
    )
    return `${sentence(priority)} priority, ${windows[priority]}: ${each.join('; ')}.`
  })
  return `${sentence(plural(cards.length, 'recommendation'))} by priority and category. ${told.join(' ')}`
}
