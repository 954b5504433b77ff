import { describe, expect, it } from 'vitest'
import { parseObject } from './json-record.ts'
import { mayHoldLongNumber, quoteLongNumbers } from './long-numbers.ts'

/** A text that stands in the record as it is. */
function readBack(value: string): unknown {
  const parsed = parseObject(`{"a":${value},"b":[{"c":${value}},${value}]}`)
  if ('failed' in parsed) return parsed.failed.problem
  expect(parsed.object['b']).toEqual([{ c: parsed.object['a'] }, parsed.object['a']])
  return parsed.object['a']
}

describe('parseObject()', () => {
  it.each([
    '12345678901234567890',
    '-12345678901234567890',
    '9007199254740992',
    '-9007199254740993',
    '1700000000123456789',
    '1000000000000000000000000',
    '0.1234567890123456789',
    '1700000000.123456789',
    '0.10000000000000001',
    '12345678901234567890.5e-3',
    '1.2345678901234567890E+10',
    '1.234567890123456e400',
    '1e400',
    '-1E+400',
    '1e0400',
    '2e308',
    '1e-400',
    '1.234e-323',
  ])('keeps %s as the text of its digits', (digits) => {
    expect(readBack(digits)).toBe(digits)
  })

  it.each([
    ['9007199254740991', 9007199254740991],
    ['-9007199254740991', -9007199254740991],
    ['1700000000123456', 1700000000123456],
    ['0.30000000000000004', 0.1 + 0.2],
    ['1700000000.1234567', 1700000000.1234567],
    ['2.50000000000000000000', 2.5],
    ['0.00000000000000000000025', 2.5e-22],
    ['2.2250738585072014e-308', 2.2250738585072014e-308],
    ['1e21', 1e21],
    ['1e308', 1e308],
    ['-1.5E-300', -1.5e-300],
    ['5e-324', 5e-324],
    ['0e400', 0],
    ['1e+0021', 1e21],
    ['"1e400"', '1e400'],
    ['0.0000000000000000', 0],
    ['"12345678901234567890"', '12345678901234567890'],
  ])('reads %s as what it is', (written, value) => {
    expect(readBack(written)).toBe(value)
  })

  it('changes no text and no key, however they are quoted', () => {
    const own = { 'a\\': ', 12345678901234567890,', 'b"': '": 12345678901234567890}', '12345678901234567890': '\\"[12345678901234567890]' }
    const json = JSON.stringify({ ...own, big: 0 }).replace('"big":0', '"big":12345678901234567890')
    expect(parseObject(json)).toEqual({ object: { ...own, big: '12345678901234567890' } })
    expect(quoteLongNumbers(JSON.stringify(own))).toBe(JSON.stringify(own))
  })

  it.each(['{12345678901234567890:1}', '{"a":012345678901234567890}', '{"a":12345678901234567890.}', '{"a":12345678901234567890x}'])(
    'makes no record of %s',
    (text) => {
      expect(parseObject(text)).toMatchObject({ failed: { problem: { code: 'not-json' } } })
    },
  )

  it('reads deep and long records as any other', () => {
    const deep = parseObject(`{"a":${'['.repeat(20_000)}12345678901234567890${']'.repeat(20_000)}}`)
    let inner: unknown = 'object' in deep ? deep.object['a'] : undefined
    while (Array.isArray(inner)) inner = inner[0]
    expect(inner).toBe('12345678901234567890')
    const many = parseObject(`{"a":[${'12345678901234567890,'.repeat(100_000)}1]}`)
    expect('object' in many && Array.isArray(many.object['a']) && many.object['a'].slice(-2)).toEqual(['12345678901234567890', 1])
    const digits = '7'.repeat(300_000)
    expect(parseObject(`{"a":${digits},"b":"${'\\\\'.repeat(300_000)}"}`)).toMatchObject({ object: { a: digits } })
  })
})

describe('mayHoldLongNumber()', () => {
  it('finds a wide exponent of a number, and none in an identifier', () => {
    for (const end of ['}', ',"a":1}', ' }', '\r\n}']) expect(mayHoldLongNumber(`{"k":1e400${end}`)).toBe(true)
    expect(mayHoldLongNumber('{"k":[0,1e-400]}')).toBe(true)
    expect(mayHoldLongNumber('{"k":"4b1e400f-2e333-1e400","n":1e30}')).toBe(false)
  })

  it('finds a run of 16 digits wherever it stands', () => {
    for (let before = 0; before < 40; before += 1) {
      const text = `{"${'k'.repeat(before)}":1234567890123456}`
      expect(mayHoldLongNumber(text), text).toBe(true)
      expect(mayHoldLongNumber(text.replace(':1', ': -1')), text).toBe(true)
      expect(mayHoldLongNumber(text.replace('56}', '}')), text).toBe(false)
      expect(mayHoldLongNumber(text.replace(':1', ':"1').replace('}', '"}')), text).toBe(false)
    }
  })
})
