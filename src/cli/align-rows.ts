import { clip } from '../base/text.ts'
import type { Terminal } from './command.ts'

export interface AlignedColumn {
  readonly title: string
  /** True for numbers. */
  readonly right?: boolean
}

/** Columns wider than that are cut, but for the last one. */
const widest = 60

/** Rows under their titles, each column as wide as its widest cell; the last one takes what is left of a terminal. Cells hold no control characters. */
export function alignRows(
  terminal: Pick<Terminal, 'paint' | 'columns'>,
  columns: readonly AlignedColumn[],
  rows: readonly (readonly string[])[],
): string {
  const widths = columns.map(({ title }, at) => rows.reduce((most, row) => Math.max(most, Math.min(widest, (row[at] ?? '').length)), title.length))
  const front = widths.slice(0, -1).reduce((sum, width) => sum + width + 2, 0)
  const room = terminal.columns === undefined ? Number.POSITIVE_INFINITY : Math.max(20, terminal.columns - front)
  const line = (cells: readonly string[]): string => {
    const parts = columns.map(({ right }, at) => {
      const cell = cells[at] ?? ''
      if (at === columns.length - 1) return clip(cell, room)
      const width = widths[at] ?? 0
      const cut = clip(cell, width)
      return right === true ? cut.padStart(width) : cut.padEnd(width)
    })
    return parts.join('  ').trimEnd()
  }
  return `${[terminal.paint('bold', line(columns.map(({ title }) => title))), ...rows.map(line)].join('\n')}\n`
}
