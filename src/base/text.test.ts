import { describe, expect, it } from 'vitest'
import { agree, clauses, formatNumber, listOf, plural, pluralOf, timesWords } from './text.ts'

describe('pluralOf()', () => {
  it.each([
    ['account', 'accounts'],
    ['system', 'systems'],
    ['event', 'events'],
    ['day', 'days'],
    ['key', 'keys'],
    ['entry', 'entries'],
    ['query', 'queries'],
    ['policy', 'policies'],
    ['party', 'parties'],
    ['affected party', 'affected parties'],
    ['category', 'categories'],
    ['address', 'addresses'],
    ['process', 'processes'],
    ['access', 'accesses'],
    ['alias', 'aliases'],
    ['box', 'boxes'],
    ['branch', 'branches'],
    ['hash', 'hashes'],
    ['analysis', 'analyses'],
    ['hypothesis', 'hypotheses'],
    ['index', 'indices'],
    ['person', 'people'],
    ['criterion', 'criteria'],
    ['series', 'series'],
    ['sign-in', 'sign-ins'],
    ['log-in', 'log-ins'],
    ['failed sign-in', 'failed sign-ins'],
    ['evidence item', 'evidence items'],
    ['log source', 'log sources'],
    ['kind of act', 'kinds of act'],
    ['line of the incident log', 'lines of the incident log'],
    ['step of the movement path', 'steps of the movement path'],
    ['thing left behind', 'things left behind'],
    ['notification duty', 'notification duties'],
    ['attempt to sign in', 'attempts to sign in'],
    ['group of events', 'groups of events'],
    ['further group of events', 'further groups of events'],
    ['person on duty', 'people on duty'],
    ['service account', 'service accounts'],
    ['virus', 'viruses'],
    ['bypass', 'bypasses'],
    ['minute', 'minutes'],
    ['byte', 'bytes'],
    ['reply', 'replies'],
    ['survey', 'surveys'],
    ['API', 'APIs'],
  ])('of "%s" is "%s"', (one, many) => {
    expect(pluralOf(one)).toBe(many)
  })
})

describe('plural()', () => {
  it.each([
    [0, 'account', '0 accounts'],
    [1, 'account', '1 account'],
    [2, 'account', '2 accounts'],
    [1, 'entry', '1 entry'],
    [0, 'entry', '0 entries'],
    [999, 'record', '999 records'],
    [1000, 'record', '1,000 records'],
    [200_000, 'event', '200,000 events'],
    [1_234_567, 'event', '1,234,567 events'],
    [1.5, 'day', '1.5 days'],
    [-1, 'day', '-1 days'],
  ])('%d %s is "%s"', (count, one, told) => {
    expect(plural(count, one)).toBe(told)
  })

  it('takes the plural that is given', () => {
    expect(plural(2, 'corpus', 'corpora')).toBe('2 corpora')
    expect(plural(1, 'corpus', 'corpora')).toBe('1 corpus')
  })
})

describe('agree()', () => {
  it.each([
    [0, 'were'],
    [1, 'was'],
    [2, 'were'],
    [1000, 'were'],
    [1.5, 'were'],
  ])('%d takes "%s"', (count, verb) => {
    expect(agree(count, 'was', 'were')).toBe(verb)
  })
})

describe('timesWords()', () => {
  it.each([
    [0, '0 times'],
    [1, 'once'],
    [2, 'twice'],
    [3, '3 times'],
    [1_200, '1,200 times'],
  ])('%d is "%s"', (count, told) => {
    expect(timesWords(count)).toBe(told)
  })
})

describe('formatNumber()', () => {
  it.each([
    [0, '0'],
    [7, '7'],
    [999, '999'],
    [1000, '1,000'],
    [12_345, '12,345'],
    [200_000, '200,000'],
    [1_000_000, '1,000,000'],
    [0.5, '0.5'],
    [1 / 3, '0.33'],
    [2.999, '3'],
    [-1234, '-1,234'],
  ])('%d is "%s"', (value, told) => {
    expect(formatNumber(value)).toBe(told)
  })
})

describe('clauses()', () => {
  it.each([
    [[], ''],
    [['a and b'], 'a and b'],
    [['a and b', 'c'], 'a and b, and c'],
    [['a', 'b and c', 'd'], 'a, b and c, and d'],
    [['a', '', 'd'], 'a, and d'],
  ])('%j is "%s"', (items, told) => {
    expect(clauses(items)).toBe(told)
  })
})

describe('listOf()', () => {
  it.each([
    [[], undefined, ''],
    [['a'], undefined, 'a'],
    [['a', 'b'], undefined, 'a and b'],
    [['a', 'b', 'c'], undefined, 'a, b and c'],
    [['a', 'b', 'c', 'd'], undefined, 'a, b, c and d'],
    [['a', '', 'c'], undefined, 'a and c'],
    [['', ''], undefined, ''],
    [['a', 'b', 'c'], 3, 'a, b and c'],
    [['a', 'b', 'c'], 2, 'a, b and 1 more'],
    [['a', 'b', 'c', 'd'], 1, 'a and 3 more'],
    [['a', 'b'], 0, '2'],
  ])('%j, at most %s, is "%s"', (items, most, told) => {
    expect(listOf(items, most)).toBe(told)
  })

  it('writes a large rest with separators', () => {
    const many = Array.from({ length: 1_202 }, (_, index) => `n${index}`)
    expect(listOf(many, 2)).toBe('n0, n1 and 1,200 more')
  })
})
