import { describe, expect, it } from 'vitest'
import type { Block, Inline } from '../model/report.ts'
import { label, listIf, tableIf } from './blocks.ts'
import { badge, text, words } from './inline.ts'
import { sayProposedOnce } from './say-once.ts'

const proposed = (told: string): Inline[] => words(text(told), [badge('proposed')])

function table(...cells: readonly (readonly Inline[])[]): Block[] {
  return tableIf({
    caption: 'Things',
    columns: [
      ['Thing', 60],
      ['Place', 40],
    ],
    rows: cells.map((cell) => [cell, text('here')]),
  })
}

describe('sayProposedOnce()', () => {
  it('puts the mark of every row into a remark above', () => {
    const [remark, left] = sayProposedOnce(table(proposed('a'), proposed('b')))
    expect(remark).toMatchObject({ tone: 'note', content: text('Proposed from the evidence, all 2; nobody has reviewed them yet.') })
    expect(left).toEqual(table(text('a'), text('b'))[0])
  })

  it('puts the mark of every point into the label above', () => {
    const [above, left] = sayProposedOnce([label('Seen'), ...listIf([proposed('a'), proposed('b')])])
    expect(above).toMatchObject({ tone: 'label', content: [...text('Seen'), ...text(' '), badge('all proposed')] })
    expect(left).toEqual(listIf([text('a'), text('b')])[0])
  })

  it('keeps each mark where one row was reviewed', () => {
    const mixed = table(proposed('a'), text('b'))
    expect(sayProposedOnce(mixed)).toEqual(mixed)
  })

  it('keeps the mark of a single row', () => {
    const single = table(proposed('a'))
    expect(sayProposedOnce(single)).toEqual(single)
  })

  it('keeps every other mark and the evidence behind it', () => {
    const item = words(text('a'), [badge('inferred')], [badge('proposed')], [{ kind: 'citation', label: 'E1:1', target: 'source-1' }])
    const [, left] = sayProposedOnce(table(item, item))
    const told = words(text('a'), [badge('inferred')], [{ kind: 'citation', label: 'E1:1', target: 'source-1' }])
    expect(left).toEqual(table(told, told)[0])
  })
})
