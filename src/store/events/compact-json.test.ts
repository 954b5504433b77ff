import { describe, expect, it } from 'vitest'
import { isObject } from '../../base/json.ts'
import { isCompactJson } from './compact-json.ts'
import { chance } from './kit-events.ts'

function isCompact(text: string): boolean {
  const fields: unknown = JSON.parse(text)
  return isObject(fields) && isCompactJson(fields, Buffer.from(text))
}

type Roll = (below: number) => number

const strings = ['""', '"a"', '"1e2"', '"a, b: c"', '"36e2,"', '"\\n"', '"\\u0041"', '"\\/"', '"é"', '"𝄞"', '"\u007f"', '"{}"']
const keys = ['"a"', '"b"', '"k e y"', '"__proto__"', '"1"', '"07"', '"a1"', '""', '"ä"', '"\\u0061"']
const numbers =
  '0 7 -7 10 99 100 1e2 3600 36e2 -36e2 1000 1e3 5e1 100.0 0.5 5e-1 0.1e1 1E2 1e+2 -0 0e1 9007199254740991 9007199254740993 1e21 1e999 12e3'.split(
    ' ',
  )
const blanks = [' ', '\n', '\t ', '  ']

/** Valid JSON of an object, as machines write it or as nobody does. */
function someText(roll: Roll, depth = 0): string {
  const blank = () => (roll(40) === 0 ? (blanks[roll(blanks.length)] ?? '') : '')
  const pick = (of: readonly string[]) => of[roll(4) === 0 ? roll(of.length) : roll(4)] ?? '0'
  const value = (): string => {
    const kind = roll(depth > 2 ? 3 : 5)
    if (kind === 0) return pick(strings)
    if (kind === 1) return pick(numbers)
    if (kind === 2) return ['true', 'false', 'null'][roll(3)] ?? 'null'
    return kind === 3 ? `[${blank()}${Array.from({ length: roll(3) }, value).join(',')}]` : someText(roll, depth + 1)
  }
  const members = Array.from({ length: roll(4) }, () => `${pick(keys)}${blank()}:${blank()}${value()}${blank()}`)
  return `{${members.length === 0 ? blank() : members.join(',')}}`
}

describe('isCompactJson()', () => {
  it('is true of no text that JSON.stringify would write differently, and of most others', () => {
    const roll = chance(5)
    const texts = Array.from({ length: 40_000 }, () => someText(roll))
    const taken = texts.filter(isCompact)
    const compact = texts.filter((text) => JSON.stringify(JSON.parse(text)) === text)
    expect(taken.filter((text) => JSON.stringify(JSON.parse(text)) !== text)).toEqual([])
    expect(taken.length).toBeGreaterThan(compact.length / 3)
    expect(compact.length).toBeGreaterThan(5_000)
  })

  it.each([
    '{}',
    '{"a":[],"b":{},"c":[{},[[]]],"d":[1,"x",null]}',
    '{"maxResults":100,"duration":43200,"port":443,"none":0,"below":-17,"text":"a, b: {\u007f}","yes":true,"no":false,"null":null}',
    '{"large":9007199254740991,"smaller":-999999999999999,"power":10}',
  ])('is true of %s', (text) => {
    expect(isCompact(text)).toBe(true)
  })

  it.each([
    ['white space', '{"a": 1}'],
    ['an escape', '{"a":"\\u0041"}'],
    ['a character beyond ASCII', '{"a":"é"}'],
    ['a key that stands twice', '{"a":1,"a":2}'],
    ['keys that are listed in another order', '{"b":1,"1":2}'],
    ['an exponent as long as the digits', '{"a":36e2}'],
    ['an exponent that makes up for white space', '{"a": 1e3}'],
    ['an exponent that makes up for an escape', '{"a":"\\n","b":1e3}'],
    ['minus nought', '{"a":-0}'],
    ['a fraction without value', '{"a":1.0}'],
  ])('is false of %s', (_, text) => {
    expect(isCompact(text)).toBe(false)
  })

  it('does not follow values that are thousands of levels deep', () => {
    expect(isCompact(`${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`)).toBe(false)
    expect(isCompact(`{"a":${'['.repeat(20_000)}${']'.repeat(20_000)}}`)).toBe(false)
  })
})
