import { describe, expect, it } from 'vitest'
import type { Block, Report } from '../model/report.ts'
import { shorten } from './shorten.ts'
import { madeUpReport } from './made-up-report.ts'

const report = (...blocks: Block[]): Report => madeUpReport(blocks)

/** A table of numbered rows, each citing a source of its own; a row weighs some 170. */
function table(count: number, more: Partial<Extract<Block, { kind: 'table' }>> = {}): Block {
  const rows = Array.from({ length: count }, (_, index) => [
    [{ kind: 'text', text: `row ${index}` } as const],
    [{ kind: 'text', text: 'x'.repeat(60) } as const, { kind: 'citation', label: `E1:${index}`, target: `source-${index}` } as const],
  ])
  return {
    kind: 'table',
    caption: 'Numbers',
    columns: [
      { title: 'N', width: 1 },
      { title: 'Words', width: 2 },
    ],
    rows,
    ...more,
  }
}

const sources = (count: number): Block[] =>
  Array.from({ length: count }, (_, index) => ({
    kind: 'source',
    id: `source-${index}`,
    label: `E1:${index}`,
    content: [{ kind: 'text', text: 'Record' }],
  }))
const label: Block = { kind: 'paragraph', tone: 'label', content: [{ kind: 'text', text: 'E1 auth.log' }] }
const wide = { tables: 1e9, sources: 1e9 }

function firstCells(block: Block | undefined): string[] {
  return block?.kind === 'table'
    ? block.rows.map((row) => row.map((cell) => cell.map((one) => ('text' in one ? one.text : '')).join('')).join('|'))
    : []
}

describe('shorten()', () => {
  it('leaves what fits as it is', () => {
    const whole = report(table(200), label, ...sources(200))
    expect(shorten(whole, wide).blocks).toEqual(whole.blocks)
    expect(shorten(report(table(60), label, ...sources(60)), { tables: 1, sources: 1 }).blocks).toHaveLength(62)
  })

  it('keeps decisive rows, tells how many are missing where, and names the files that hold all', () => {
    const cut = shorten(report(table(1_000, { decisive: [990, 500, 0], sheet: 'timeline' })), { tables: 11_000, sources: 1e9 })
    const [remark, left] = cut.blocks
    expect(remark).toMatchObject({ kind: 'paragraph', tone: 'note' })
    expect(JSON.stringify(remark)).toMatch(/The decisive \d+ of 1,000 rows .* report\.xlsx \(sheet “timeline”\) and timeline\.csv hold all/)
    const printed = firstCells(left)
    expect(printed[0]).toMatch(/^row 0\|/)
    expect(printed.filter((row) => /^row (?:500|990)\|/.test(row))).toHaveLength(2)
    const missing = printed.flatMap((row) => /^…\|(\d+) rows? left out/.exec(row)?.[1] ?? [])
    expect(printed.at(-1)).toBe('…|9 rows left out')
    expect(missing.reduce((sum, count) => sum + Number(count), 0) + printed.length - missing.length).toBe(1_000)
  })

  it('shares the room: a short need is met, the rest is split', () => {
    const cut = shorten(report(table(70), table(5_000), table(5_000)), { tables: 200_000, sources: 1e9 })
    const lengths = cut.blocks.flatMap((block) => (block.kind === 'table' ? [block.rows.length] : []))
    expect(lengths[0]).toBe(70)
    expect(Math.abs((lengths[1] ?? 0) - (lengths[2] ?? 0))).toBeLessThan(2)
    expect(lengths[1]).toBeGreaterThan(300)
  })

  it('keeps the sources of what is printed, and drops the names of items without any', () => {
    const blocks = [
      table(1_000),
      label,
      ...sources(100),
      { ...label, content: [{ kind: 'text', text: 'E2' } as const] },
      ...sources(1_000).slice(900),
    ]
    const cut = shorten(report(...blocks), { tables: 15_000, sources: 1e9 })
    const printed = cut.blocks.flatMap((block) => (block.kind === 'source' ? [block.id] : []))
    expect(printed.length).toBeGreaterThan(60)
    expect(printed.length).toBeLessThan(110)
    expect(JSON.stringify(cut.blocks)).toContain('E1 auth.log')
    expect(JSON.stringify(cut.blocks)).not.toContain('"E2"')
    expect(JSON.stringify(cut.blocks)).toContain('sources.csv hold all of them')
  })

  it('cuts once', () => {
    const cut = shorten(report(table(1_000)), { tables: 11_000, sources: 1e9 })
    expect(shorten(cut, { tables: 1, sources: 1 })).toBe(cut)
  })
})
