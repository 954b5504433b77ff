import { describe, expect, it } from 'vitest'
import { type Condition, parseCondition } from './condition.ts'
import { RuleFault, Unsupported } from './rule.ts'

const names = ['a', 'b', 'c', 'filter_one', 'filter_two', '_hidden']

/** The condition with every group in parentheses. */
function show(condition: Condition): string {
  switch (condition.kind) {
    case 'selection':
      return condition.name
    case 'not':
      return `!${show(condition.of)}`
    case 'count':
      return `${condition.least}of(${condition.of.map(show).join(' ')})`
    default:
      return `(${condition.of.map(show).join(condition.kind === 'and' ? ' & ' : ' | ')})`
  }
}

describe('parseCondition()', () => {
  it.each([
    ['a', 'a'],
    ['a or b and not c', '(a | (b & !c))'],
    ['not a and b', '(!a & b)'],
    ['not (a or b)', '!(a | b)'],
    ['(a or b) and c', '((a | b) & c)'],
    ['A AND b'.toLowerCase(), '(a & b)'],
    ['a AND NOT b', '(a & !b)'],
    ['1 of filter_*', '(filter_one | filter_two)'],
    ['any of filter_*', '(filter_one | filter_two)'],
    ['all of filter_*', '(filter_one & filter_two)'],
    ['2 of filter_*', '2of(filter_one filter_two)'],
    ['a and not 1 of filter_*', '(a & !(filter_one | filter_two))'],
    ['1 of them', '(a | b | c | filter_one | filter_two)'],
    ['all of *_two', 'filter_two'],
  ])('reads "%s"', (text, expected) => {
    expect(show(parseCondition(text, names))).toBe(expected)
  })

  it.each(['', 'a and', 'and a', '(a', 'a)', 'a b', 'd', '1 of d*', 'none of a', 'them', 'a*', '1 of'])('refuses "%s"', (text) => {
    expect(() => parseCondition(text, names)).toThrow(RuleFault)
  })

  it('tells aggregations apart from faults', () => {
    expect(() => parseCondition('a | count() by user > 5', names)).toThrow(Unsupported)
  })

  it('refuses nesting without end', () => {
    expect(() => parseCondition(`${'('.repeat(5_000)}a`, names)).toThrow(RuleFault)
  })
})
