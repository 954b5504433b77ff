import { plural } from '../../base/text.ts'
import { attackVersion, compareTactics, resolveTactic, techniqueOf } from '../../model/attack/attack.ts'
import { techniqueOfFactId } from '../../model/fact-id.ts'
import type { Figure } from '../../model/report.ts'
import type { Desk } from '../desk.ts'
import { legend } from './legend.ts'
import { shorten, widthOf, wrap } from './measure.ts'
import { attack, box, drawing, ink, line, mostHeight, paper, shade, small, smallBold, soft, strong, width, words } from './svg.ts'

/** A technique of one tactic and how many entries tell it. */
interface Seen {
  readonly id: string
  readonly name: string
  /** Entries of the timeline. */
  readonly stated: number
  /** Proposed entries that wait in the list to review. */
  readonly toReview: number
}

interface Row {
  readonly tactic: string
  readonly techniques: readonly Seen[]
}

const names = { from: 8, to: 122 }
const chips = { from: 130, to: width - 8 }
const chipHeight = 15
const leading = 19
const padding = 5
const longestName = 200

/** The techniques of ATT&CK by tactic, in the order of the matrix, with the number of entries that tell each. Undefined where none is named. */
export function techniquesFigure(desk: Desk): Figure | undefined {
  const rows = rowsOf(desk)
  if (rows.length === 0) return undefined
  const laid = fit(rows)
  const height = laid.reduce((sum, row) => sum + heightOf(row), 0)
  let y = 0
  const drawn = laid.flatMap((row, index) => {
    const top = y
    y += heightOf(row)
    return drawRow(row, top, index % 2 === 0)
  })
  const hasOpen = rows.some((row) => row.techniques.some((one) => one.toReview > 0))
  const key = legend(
    [
      {
        text: 'told in the timeline, with the number of entries',
        room: 16,
        mark: ([x, at]) => chipShape(x - 8, at - 4.5, { wide: 16, high: 9, isOpen: false }),
      },
      ...(hasOpen
        ? [
            {
              text: '(n) to review: proposed entries outside of the timeline',
              room: 16,
              mark: ([x, at]: readonly [number, number]) => chipShape(x - 8, at - 4.5, { wide: 16, high: 9, isOpen: true }),
            },
          ]
        : []),
      { text: `MITRE ATT&CK ${attackVersion}` },
    ],
    height + 8,
  )
  const title = 'ATT&CK techniques by tactic'
  return { id: 'techniques', title, svg: drawing(height + 8 + key.height + 4, title, [...drawn, ...key.parts]), alt: describe(rows) }
}

function rowsOf({ facts }: Desk): Row[] {
  const byTactic = new Map<string, Map<string, Seen>>()
  for (const fact of Object.values(facts)) {
    const found = techniqueOfFactId(fact.id)
    if (found === undefined || fact.value === undefined) continue
    const own = byTactic.get(found.tactic) ?? new Map<string, Seen>()
    byTactic.set(found.tactic, own)
    const seen = own.get(found.technique) ?? { id: found.technique, name: techniqueOf(found.technique)?.name ?? '', stated: 0, toReview: 0 }
    own.set(found.technique, { ...seen, [found.tier]: fact.value })
  }
  return [...byTactic]
    .sort(([a], [b]) => compareTactics(a, b))
    .map(([id, own]) => ({ tactic: resolveTactic(id)?.name ?? id, techniques: [...own.values()].sort((a, b) => (a.id < b.id ? -1 : 1)) }))
}

interface Chip {
  readonly x: number
  readonly row: number
  readonly width: number
  readonly name: string
  readonly seen: Seen
}

interface LaidRow extends Row {
  readonly chips: readonly Chip[]
  readonly lines: number
  /** Techniques that have no room: the timeline names them. */
  readonly left: number
}

/** Rows with as many lines of techniques as one page holds. */
function fit(rows: readonly Row[]): LaidRow[] {
  for (let most = 30; most > 1; most--) {
    const laid = rows.map((row) => layRow(row, most))
    if (laid.reduce((sum, row) => sum + heightOf(row), 0) <= mostHeight - 40) return laid
  }
  return rows.map((row) => layRow(row, 1))
}

function layRow(row: Row, most: number): LaidRow {
  const placed: Chip[] = []
  let x = chips.from
  let at = 0
  for (const seen of row.techniques) {
    const name = shorten(`${seen.id} ${seen.name}`, longestName, small)
    const wide = padding * 2 + widthOf(name, small) + 4 + widthOf(countText(seen), smallBold)
    if (x > chips.from && x + wide > chips.to) {
      x = chips.from
      at++
    }
    placed.push({ x, row: at, width: wide, name, seen })
    x += wide + 5
  }
  const shown = placed.filter((chip) => chip.row < most)
  const left = placed.length - shown.length
  return { ...row, chips: shown, left, lines: Math.min(at + 1, most) + (left > 0 ? 1 : 0) }
}

function heightOf({ lines }: LaidRow): number {
  return Math.max(lines * leading, 20) + 6
}

function countText({ stated, toReview }: Seen): string {
  return [...(stated > 0 ? [String(stated)] : []), ...(toReview > 0 ? [`(${toReview})`] : [])].join(' ')
}

function drawRow(row: LaidRow, y: number, isShaded: boolean): string[] {
  const high = heightOf(row)
  const title = wrap(row.tactic, { width: names.to - names.from, lines: 2 }, strong)
  return [
    ...(isShaded ? [box({ x: 0, y, width, height: high }, { fill: shade })] : []),
    ...title.map((text, index) => words({ x: names.from, y: y + 15.5 + index * 10.5, text, face: strong })),
    ...row.chips.flatMap((chip) => {
      const top = y + 5 + chip.row * leading
      const isOpen = chip.seen.stated === 0
      return [
        chipShape(chip.x, top, { wide: chip.width, high: chipHeight, isOpen }),
        words({ x: chip.x + padding, y: top + 10.4, text: chip.name }),
        words({ x: chip.x + chip.width - padding, y: top + 10.4, text: countText(chip.seen), face: smallBold, anchor: 'end' }),
      ]
    }),
    ...(row.left === 0
      ? []
      : [words({ x: chips.from, y: y + 5 + (row.lines - 1) * leading + 10.4, text: `and ${plural(row.left, 'more technique')}`, fill: soft })]),
  ]
}

/** Solid with a bar at its left, or dashed where nobody has reviewed it. */
function chipShape(x: number, y: number, { wide, high, isOpen }: { wide: number; high: number; isOpen: boolean }): string {
  const area = { x, y, width: wide, height: high }
  if (isOpen) return box(area, { fill: paper, stroke: soft, dash: '2.5 2', width: 0.9 })
  return box(area, { fill: paper, stroke: ink, width: 0.9 }) + line([x + 1, y], [x + 1, y + high], { stroke: attack, width: 2.4 })
}

function describe(rows: readonly Row[]): string {
  const told = rows.map(({ tactic, techniques }) => {
    const each = techniques.map(({ id, name, stated, toReview }) => {
      const counts = [...(stated > 0 ? [plural(stated, 'entry', 'entries')] : []), ...(toReview > 0 ? [`(${toReview}) to review`] : [])]
      return `${id} ${name}, ${counts.join(' and ')}`
    })
    return `${tactic}: ${each.join('; ')}.`
  })
  return `Techniques of MITRE ATT&CK ${attackVersion} by tactic, with the entries that tell each; a number in brackets counts proposed entries that wait for review. ${told.join(' ')}`
}
