import { describe, expect, it } from 'vitest'
import { findSlips, isClosed } from './slips.ts'

describe('findSlips()', () => {
  it.each([
    ['There were 1 events', 'number', '1 events'],
    ['There was 1 stated entries', 'number', '1 stated entries'],
    ['It was seen 1 times', 'number', '1 times'],
    ['There were 2 event', 'number', '2 event'],
    ['About 1,200 record', 'number', '1,200 record'],
    ['0 entry', 'number', '0 entry'],
    ['1 account were used', 'agreement', '1 account were'],
    ['The 2 accounts was used', 'agreement', '2 accounts was'],
    ['two  spaces', 'spacing', '  '],
    ['a word , and', 'spacing', 'd ,'],
    ['( in brackets)', 'spacing', '( '],
    ['The end..', 'punctuation', '..'],
    ['One, two and .', 'punctuation', 'and .'],
    ['nothing ()', 'punctuation', '()'],
    ['It is undefined', 'value', 'undefined'],
    ['NaN bytes', 'value', 'NaN'],
    ['[object Object]', 'value', '[object '],
    ['by {user.name}', 'value', '{user.name}'],
    ['from null', 'value', 'null'],
    ['the the account', 'repetition', 'the the'],
    ['between 10:00 UTC and 10:00 UTC.', 'range', 'between 10:00 UTC and 10:00 UTC'],
    ['It ended. then it began', 'capital', '. t'],
    ['It was a IAM user', 'article', 'a IAM'],
    ['It was an user', 'article', 'an user'],
    ['an URL', 'article', 'an URL'],
    ['a hour', 'article', 'a hour'],
  ] as const)('finds in "%s" the slip of %s "%s"', (text, kind, found) => {
    expect(findSlips(text)).toContainEqual({ kind, found })
  })

  it.each([
    'One account was used; 2 accounts were not, and 1 entry is proposed.',
    'It was seen once, on 5 March 2026 between 09:12 and 09:40 UTC (10:12 to 10:40 +01:00).',
    'An IAM user, a URL, an hour, a user, an SSH key and an 8-hour delay.',
    'Levels such as e.g. the first… and so on.',
    '1,000 records in 11 sessions of 1 account.',
    'between 2026-03-05 09:12 and 09:40 UTC',
    'version 1.2 of 2026-03-01 entry',
  ])('finds nothing in "%s"', (text) => {
    expect(findSlips(text)).toEqual([])
  })
})

describe('isClosed()', () => {
  it.each([
    ['The end.', true],
    ['Why?', true],
    ['So (it said)', true],
    ['The end', false],
    ['', false],
  ])('"%s": %s', (text, told) => {
    expect(isClosed(text)).toBe(told)
  })
})
