import { describe, expect, it } from 'vitest'
import { isObject, type JsonObject } from '../../base/json.ts'
import { fieldsText, readableText } from './fields-text.ts'

function parsed(text: string): JsonObject {
  const value: unknown = JSON.parse(text)
  return isObject(value) ? value : {}
}

describe('fieldsText()', () => {
  it.each([
    '{"a":1e999,"b":[-1e999,-0,0],"c":{"d":[]}}',
    '{"text":"é 𝄞 \\u0000 \\ud800 \\" \\\\ud800","n":1.5e-7,"none":null,"yes":true}',
    `${'{"list":[1,'.repeat(20_000)}-0${']}'.repeat(20_000)}`,
    `${'{"a":'.repeat(30_000)}{"b":"\\ud800","c":1e999,"d":[null,{}]}${'}'.repeat(30_000)}`,
  ])('writes what it was read from', (text) => {
    expect(fieldsText(parsed(text)) === text).toBe(true)
  })

  it('leaves out what is not there', () => {
    expect(fieldsText({ a: undefined, b: { c: undefined } })).toBe('{"b":{}}')
  })
})

describe('readableText()', () => {
  it('puts U+FFFD in the place of lone surrogates, and only of them', () => {
    expect(readableText('{"\\ud800":"x\\udfff\\\\ud800","y":"\\\\\\ud801"}')).toBe('{"\ufffd":"x\ufffd\\\\ud800","y":"\\\\\ufffd"}')
    expect([readableText('{"a":"\\\\ud800"}'), readableText('{"a":"\\u0000"}'), readableText('{}')]).toEqual([undefined, undefined, undefined])
  })
})
