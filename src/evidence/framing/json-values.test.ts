import { describe, expect, it } from 'vitest'
import { defaultFramingLimits } from './framer.ts'
import { frameJsonValues } from './json-values.ts'

/** What comes out, in its order; `piece` bytes are given at a time. */
function framed(text: string, piece: number): string[] {
  const out: string[] = []
  const framer = frameJsonValues(defaultFramingLimits, {
    record: (bytes, offset) => out.push(`${offset} ${bytes.toString()}`),
    broken: ({ code, offset, length }) => out.push(`${offset}+${length} ${code}`),
  })
  const bytes = Buffer.from(text)
  for (let at = 0; at < bytes.length; at += piece) framer.push(bytes.subarray(at, at + piece))
  framer.end()
  return out
}

describe('frameJsonValues()', () => {
  it.each([1, 3, 1000])('tells empty arrays that stand where records do, %i bytes at a time', (piece) => {
    expect(framed('[]\n{"a":1}\n[]\nnull\n[ ]\n{"a":2}\n', piece)).toEqual([
      '0+2 not-a-record',
      '3 {"a":1}',
      '11+2 not-a-record',
      '14+4 not-json',
      '19+3 not-a-record',
      '23 {"a":2}',
    ])
  })

  it.each(['[]\n', '[]\n[]\n', '[{"a":1}]\n[]\n', '[]\n[{"a":1}]\n', '{"Records":[]}\n'])(
    'takes %j for an export that found nothing, or a page of it',
    (text) => {
      expect(framed(text, 1000).filter((line) => !line.includes('{'))).toEqual([])
    },
  )

  it('holds back only so many empty arrays', () => {
    expect(framed('[]\n'.repeat(101), 1000)).toHaveLength(101)
  })
})
