import type { MovementStep } from '../../model/cause.ts'
import type { Figure } from '../../model/report.ts'
import type { Desk } from '../desk.ts'
import { printInstantText } from '../time.ts'
import { arrow, box, drawing, words, wrap } from './svg.ts'

const width = 720
const boxWidth = 150
const boxHeight = 62
const gap = 121
const rowHeight = 92
const perRow = 2
const most = 60

interface Numbered {
  readonly number: number
  readonly step: MovementStep
}

/** The path from identity to identity and system to system, steps numbered as in the table. Undefined without a step. */
export function movementFigure(desk: Desk): Figure | undefined {
  const path = desk.document.rootCause.movement.path
  if (path.length === 0) return undefined
  const shown = path.slice(0, most).map((step, index) => ({ number: index + 1, step }))
  const rows = chains(shown)
  const title = 'Movement path'
  const height = rows.length * rowHeight + (path.length > most ? 40 : 16)
  const parts = rows.flatMap((row, index) => drawRow(desk, row, 10 + index * rowHeight))
  if (path.length > most)
    parts.push(words({ x: 14, y: height - 12, text: 'Only the first steps are drawn; the table lists all.', size: 10, isSoft: true }))
  return { id: 'movement', title, svg: drawing({ width, height }, title, parts), alt: describe(desk, shown, path.length) }
}

/** Steps that follow each other share a row; a row has at most two arrows. */
function chains(steps: readonly Numbered[]): Numbered[][] {
  const rows: Numbered[][] = []
  for (const step of steps) {
    const row = rows.at(-1)
    const before = row?.at(-1)
    if (row !== undefined && row.length < perRow && before?.step.to === step.step.from) row.push(step)
    else rows.push([step])
  }
  return rows
}

function drawRow(desk: Desk, row: readonly Numbered[], y: number): string[] {
  const [first] = row
  if (first === undefined) return []
  return [
    ...drawBox(desk.clean(first.step.from), 14, y),
    ...row.flatMap((one, index) => {
      const x = 14 + index * (boxWidth + gap)
      return [...drawArrow(desk, one, x + boxWidth, y), ...drawBox(desk.clean(one.step.to), x + boxWidth + gap, y)]
    }),
  ]
}

function drawBox(name: string, x: number, y: number): string[] {
  const lines = wrap(name === '' ? 'not named' : name, 22, 3)
  const middle = y + boxHeight / 2 + 4
  return [
    box({ x, y, width: boxWidth, height: boxHeight }),
    ...lines.map((text, index) =>
      words({ x: x + boxWidth / 2, y: middle + (index - (lines.length - 1) / 2) * 15, text, size: 11, anchor: 'middle', bold: true }),
    ),
  ]
}

function drawArrow(desk: Desk, { number, step }: Numbered, x: number, y: number): string[] {
  const middle = y + boxHeight / 2
  const method = wrap(desk.clean(step.method ?? ''), 19, 2)
  const when = step.at === undefined ? [] : [printInstantText(step.at, 'UTC').slice(0, 16)]
  return [
    arrow([x + 4, middle], [x + gap - 4, middle]),
    words({ x: x + gap / 2, y: middle - 7, text: String(number), size: 12, anchor: 'middle', bold: true }),
    ...[...method, ...when].map((text, index) =>
      words({ x: x + gap / 2, y: middle + 15 + index * 12, text, size: 10, anchor: 'middle', isSoft: true }),
    ),
  ]
}

function describe(desk: Desk, steps: readonly Numbered[], total: number): string {
  const told = steps.map(({ number, step }) => {
    const by = step.method === undefined ? '' : ` by ${desk.clean(step.method)}`
    const when = step.at === undefined ? '' : ` at ${printInstantText(step.at, 'UTC')}`
    return `${number}: from ${desk.clean(step.from)} to ${desk.clean(step.to)}${by}${when}`
  })
  return `Steps in order. ${told.join('; ')}.${total > steps.length ? ' The table lists the remaining steps.' : ''}`
}
