import { describe, expect, it } from 'vitest'
import { incidentSchema } from '../../model/incident.ts'
import { composeReport } from '../compose.ts'

function rowsOf(texts: readonly string[]): string[] {
  const timeline = texts.map((text, index) => ({
    id: `entry-${index}`,
    occurred: { earliest: `2026-03-01T10:0${index}:00Z`, latest: `2026-03-01T10:0${index}:00Z`, precision: 'second', zone: 'Z' },
    phase: 'phase-1',
    text,
    kind: 'attacker',
    basis: 'observed',
    review: 'proposed',
    tier: 'to review',
    reason: 'Unusual.',
    rank: 9 - index,
    citations: [],
  }))
  const report = composeReport(incidentSchema.parse({ id: 'INC-2026-0001', timeline }), {}, { version: '1', head: 'h', program: 'p' })
  const table = report.blocks.find((block) => block.kind === 'table' && block.caption === 'Proposals to review')
  if (table?.kind !== 'table') return []
  return table.rows.map((cells) => cells.map((cell) => cell.map((inline) => ('text' in inline ? inline.text : ' ')).join('')).join(' | '))
}

describe('toReview()', () => {
  it('tells entries once that differ in names and numbers only', () => {
    const rows = rowsOf([1, 2, 3, 4, 5].map((index) => `The server started sh -c /usr/bin/convert /tmp/${index}.png.`))
    expect(rows).toEqual([
      '2026-03-01 10:00:00 to 10:04:00 UTC | The server started sh -c /usr/bin/convert /tmp/1.png. And 4 more entries alike: timeline.csv and the spreadsheet hold each. | Unusual.',
    ])
  })

  it('tells few entries, and what is not alike, one by one', () => {
    expect(
      rowsOf(['Sign-in from 192.0.2.1.', 'Sign-in from 192.0.2.2.', 'Sign-in from 192.0.2.3.', 'A key was created.', 'A user was created.']),
    ).toHaveLength(5)
  })
})
