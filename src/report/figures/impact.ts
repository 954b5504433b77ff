import { formatNumber } from '../../base/text.ts'
import { interruptionFactId } from '../../model/fact-id.ts'
import type { Fact } from '../../model/facts.ts'
import type { DataImpact } from '../../model/impact.ts'
import type { Figure } from '../../model/report.ts'
import { type Desk, sentence } from '../desk.ts'
import { type LegendItem, legend } from './legend.ts'
import { shorten, widthOf, wrap } from './measure.ts'
import { attack, box, disc, drawing, hairline, hatch, type Point, paper, shade, shape, small, smallBold, soft, strong, width, words } from './svg.ts'

/** One number of the impact, large. */
interface Card {
  readonly label: string
  readonly value: string
}

const columns = 3
const gap = 6
const cardWidth = (width - 16 - (columns - 1) * gap) / columns
const cardHeight = 46
const inset = 8
/** Of a number, the largest that fits. */
const sizes = [13, 11, 9.6].map((size) => ({ size, bold: true }))
const mostInterruptions = 3
const mostData = 14

const effects = ['accessed', 'acquired', 'altered', 'lost'] as const
const names = { from: 8, to: 186 }
const recordsEnd = 292
const effectsFrom = 304
const effectWidth = (width - 4 - effectsFrom) / effects.length
const rowHeight = 24

/** What the incident did, in numbers, and what happened to which data. Undefined where nothing of it is recorded. */
export function impactFigure(desk: Desk): Figure | undefined {
  const cards = cardsOf(desk)
  const data = desk.document.impact.data.slice(0, mostData)
  const left = desk.document.impact.data.length - data.length
  if (cards.length < 2 && data.length === 0) return undefined
  const cardRows = Math.ceil(cards.length / columns)
  const top = cardRows * (cardHeight + gap) + 8
  const drawn = data.length === 0 ? { parts: [], bottom: top } : drawData(desk, data, top)
  const more = left === 0 ? '' : `The table holds ${formatNumber(left)} more.`
  const key = data.length === 0 ? { parts: [], height: 0 } : legend(legendOf(data), drawn.bottom + (more === '' ? 6 : 20))
  const parts = [
    ...cards.flatMap((card, index) =>
      drawCard(card, [8 + (index % columns) * (cardWidth + gap), 4 + Math.floor(index / columns) * (cardHeight + gap)]),
    ),
    ...drawn.parts,
    ...(more === '' ? [] : [words({ x: 8, y: drawn.bottom + 12, text: more, face: smallBold })]),
    ...key.parts,
  ]
  const title = 'Impact at a glance'
  const svg = drawing(drawn.bottom + (more === '' ? 6 : 20) + key.height + 2, title, parts)
  return { id: 'impact', title, svg, alt: describe(desk, { cards, data, more }) }
}

function cardsOf(desk: Desk): Card[] {
  const { impact } = desk.document
  const known = (id: string, label: string): Card[] => {
    const fact = desk.fact(id)
    return fact === undefined || fact.known === 'unknown' || (fact.kind === 'count' && fact.value === 0) ? [] : [{ label, value: fact.text }]
  }
  const costs = Object.values(desk.facts).filter((fact: Fact) => fact.id.startsWith('costs/net/'))
  const personal = { yes: [{ label: 'Personal data', value: 'Affected' }], no: [{ label: 'Personal data', value: 'Not affected' }], unknown: [] }[
    impact.personalData
  ]
  const parties = impact.affectedParties
    .filter((party) => party.count !== undefined)
    .slice(0, columns)
    .map((party): Card => {
      const value = `${party.estimate === true ? 'about ' : ''}${formatNumber(party.count ?? 0)}`
      return { label: desk.clean(party.party === '' ? party.kind : party.party), value }
    })
  const interruptions = impact.operational.interruptions.slice(0, mostInterruptions).flatMap((item): Card[] => {
    const fact = desk.fact(interruptionFactId(item.id))
    return fact === undefined || fact.known === 'unknown' ? [] : [{ label: `${sentence(item.kind)}: ${desk.clean(item.service)}`, value: fact.text }]
  })
  return [
    ...known('recordsAffected', 'Records affected'),
    ...personal,
    ...known('systemsAffected', 'Systems affected'),
    ...parties,
    ...interruptions,
    ...costs.flatMap((fact) => known(fact.id, fact.label)),
  ]
}

function drawCard({ label, value }: Card, [x, y]: Point): string[] {
  const room = cardWidth - 2 * inset
  const [, told = sentence(value), aside = ''] = /^(.*?) \((.*)\)$/.exec(sentence(value)) ?? []
  const face = sizes.find((size) => widthOf(told, size) <= room)
  const lines = face === undefined ? wrap(told, { width: room, lines: aside === '' ? 2 : 1 }, strong) : [told]
  return [
    box({ x, y, width: cardWidth, height: cardHeight }, { fill: shade, radius: 3 }),
    words({ x: x + inset, y: y + 13, text: shorten(label, room, small), fill: soft }),
    ...lines.map((text, index) =>
      words({ x: x + inset, y: y + (lines.length > 1 ? 27 + index * 11 : aside === '' ? 33 : 28), text, face: face ?? strong }),
    ),
    ...(aside === '' ? [] : [words({ x: x + inset, y: y + 40, text: shorten(aside, room, small), fill: soft })]),
  ]
}

/** What happened to each kind of data: a mark under the effect, by how certain it is. */
function drawData(desk: Desk, data: readonly DataImpact[], top: number): { parts: string[]; bottom: number } {
  const first = top + 16
  const heads = [
    words({ x: names.from, y: top + 10, text: 'data', face: smallBold }),
    words({ x: recordsEnd, y: top + 10, text: 'records', face: smallBold, anchor: 'end' }),
    ...effects.map((effect, index) => words({ x: middleOf(index), y: top + 10, text: effect, face: smallBold, anchor: 'middle' })),
  ]
  const rows = data.flatMap((item, index) => {
    const y = first + index * rowHeight
    const middle = y + rowHeight / 2
    const name = wrap(nameOf(desk, item), { width: names.to - names.from, lines: 2 }, small)
    return [
      ...(index % 2 === 0 ? [box({ x: 0, y, width, height: rowHeight }, { fill: shade })] : []),
      ...name.map((text, row) => words({ x: names.from, y: middle + 3 + (row - (name.length - 1) / 2) * 10, text })),
      words({ x: recordsEnd, y: middle + 3, text: recordsOf(item), face: smallBold, anchor: 'end' }),
      ...effects.flatMap((effect, column) =>
        item.effect === effect ? [certaintyMark(item.certainty, [middleOf(column), middle])] : [emptyMark([middleOf(column), middle])],
      ),
      ...(item.effect === 'unknown' ? [unknownEffect(middle)] : []),
    ]
  })
  return { parts: [...heads, ...rows], bottom: first + data.length * rowHeight }
}

function middleOf(column: number): number {
  return effectsFrom + (column + 0.5) * effectWidth
}

function nameOf(desk: Desk, item: DataImpact): string {
  return item.type === '' ? 'Data of unnamed type' : desk.clean(item.type)
}

function recordsOf({ records, estimate }: DataImpact): string {
  return records === undefined ? 'unknown' : `${estimate === true ? 'about ' : ''}${formatNumber(records)}`
}

function emptyMark([x, y]: Point): string {
  return disc([x, y], 1, { fill: hairline })
}

function unknownEffect(y: number): string {
  return [
    box({ x: effectsFrom, y: y - 8, width: width - 4 - effectsFrom, height: 16 }, { fill: paper, radius: 2 }),
    words({ x: (effectsFrom + width - 4) / 2, y: y + 3, text: 'what happened to it is unknown', anchor: 'middle', fill: soft }),
  ].join('')
}

/** Full: confirmed; hatched: likely; hollow: possible; a small square where nobody has said how certain it is. */
function certaintyMark(certainty: DataImpact['certainty'], [x, y]: Point): string {
  const area = { x: x - 6, y: y - 5, width: 12, height: 10 }
  switch (certainty) {
    case 'confirmed':
      return box(area, { fill: attack, stroke: attack })
    case 'likely':
      return box(area, { stroke: attack }) + hatch(area, { stroke: attack, apart: 3, width: 1 })
    case 'possible':
      return box(area, { stroke: attack })
    case 'unknown':
      return shape(
        [
          [x, y - 5],
          [x + 6, y + 5],
          [x - 6, y + 5],
        ],
        { stroke: attack },
      )
  }
}

function legendOf(data: readonly DataImpact[]): LegendItem[] {
  const meanings = { confirmed: 'confirmed', likely: 'likely', possible: 'possible', unknown: 'certainty not stated' } as const
  const seen = (['confirmed', 'likely', 'possible', 'unknown'] as const).filter((certainty) =>
    data.some((item) => item.certainty === certainty && item.effect !== 'unknown'),
  )
  return seen.map((certainty) => ({ text: meanings[certainty], room: 12, mark: (at) => certaintyMark(certainty, at) }))
}

interface Told {
  readonly cards: readonly Card[]
  readonly data: readonly DataImpact[]
  readonly more: string
}

function describe(desk: Desk, { cards, data, more }: Told): string {
  const certainties = { confirmed: ' (confirmed)', likely: ' (likely)', possible: ' (possible)', unknown: ' (certainty not stated)' }
  const numbers = cards.map(({ label, value }) => `${label}: ${sentence(value)}`).join('; ')
  const each = data.map((item) => {
    const effect = item.effect === 'unknown' ? 'what happened to it is unknown' : `${item.effect}${certainties[item.certainty]}`
    return `${nameOf(desk, item)}: records ${recordsOf(item)}, ${effect}`
  })
  return [
    ...(cards.length === 0 ? [] : [`What the incident did, in numbers. ${numbers}.`]),
    ...(data.length === 0 ? [] : [`What happened to the data: ${each.join('; ')}.`]),
    ...(more === '' ? [] : [more]),
  ].join(' ')
}
