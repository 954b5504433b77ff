import { describe, expect, it } from 'vitest'
import { defaultFramingLimits } from './framer.ts'
import { JsonSeam } from './json-seam.ts'
import { maxDepth } from './json-scan.ts'
import { frameJsonValues } from './json-values.ts'

/** A file whose first records teach the seam, and what is guessed of the one that starts at `start`. */
function guessAt(text: string, { end, start }: { end: number; start: number }) {
  const bytes = Buffer.from(text)
  const seam = new JsonSeam()
  seam.learn(bytes, end, start)
  return seam.guess(bytes, start)
}

/** The records of a text that comes in pieces, with what was parsed on the way. */
function framed(text: string, piece = 1_000_000): { records: string[]; parsed: unknown[]; broken: string[] } {
  const out = { records: new Array<string>(), parsed: new Array<unknown>(), broken: new Array<string>() }
  const framer = frameJsonValues(defaultFramingLimits, {
    record(bytes, offset, _unfinished, parsed) {
      out.records.push(`${offset} ${bytes.toString()}`)
      if (parsed !== undefined) out.parsed.push(parsed.value)
    },
    broken: ({ code, offset, length }) => out.broken.push(`${offset}+${length} ${code}`),
  })
  const bytes = Buffer.from(text)
  for (let at = 0; at < bytes.length; at += piece) framer.push(bytes.subarray(at, at + piece))
  framer.end()
  return out
}

describe('JsonSeam', () => {
  it('finds the end of an element at the next seam, with what it says', () => {
    expect(guessAt('{"a":1},{"a":"},"},{"a":3}', { end: 7, start: 8 })).toEqual({ end: 18, parsed: { text: '{"a":"},"}', value: { a: '},' } } })
  })

  it.each([
    ['nothing follows', '{"a":1}\n{"a":2}', { end: 7, start: 8 }],
    ['the seam stands inside the element', '{"a":1},{"a":[{"a":1},{"a":2}]},{"a":3}', { end: 7, start: 8 }],
    ['what stands before the seam is damaged', '{"a":1}\n{"a":tru}\n{"a":3}', { end: 7, start: 8 }],
    ['elements open with no key', '{}\n{}\n{}', { end: 2, start: 3 }],
  ])('leaves it to a scan where %s', (_why, text, place) => {
    expect(guessAt(text, place)).toBeUndefined()
  })

  it('leaves it to a scan where an element may be too deep', () => {
    const deep = `{"a":${'['.repeat(maxDepth)}${']'.repeat(maxDepth)}}`
    expect(guessAt(`{"a":1}\n${deep}\n{"a":3}`, { end: 7, start: 8 })).toBeUndefined()
  })
})

describe('frameJsonValues() with guesses', () => {
  const records = Array.from({ length: 50 }, (_, n) => `{"a":${n},"items":[{"a":"}"},{"b":"{\\"a\\""}],"text":"}\\n{"}`)

  it.each([
    ['lines', records.join('\n')],
    ['an envelope', `{"Records":[${records.join(',')}]}`],
    ['an array, pretty', `[\n  ${records.join(',\n  ')}\n]\n`],
  ])('gives the records of %s whatever the pieces, most of them parsed', (_name, text) => {
    const whole = framed(text)
    expect(whole.records.map((record) => record.replace(/^\d+ /, ''))).toEqual(records)
    expect(whole.parsed.length).toBeGreaterThan(40)
    expect(whole.parsed).toContainEqual(JSON.parse(records[20] ?? ''))
    for (const piece of [1, 7, 300]) expect(framed(text, piece)).toMatchObject({ records: whole.records, broken: [] })
  })

  it('gives up on a file whose guesses are wrong, and loses nothing', () => {
    const nested = Array.from({ length: 100 }, (_, n) => `{"a":[{"a":${n}},{"a":2}]}`)
    const found = framed(`[${nested.join(',')}]`)
    expect(found).toMatchObject({ parsed: [], broken: [] })
    expect(found.records).toHaveLength(100)
  })

  it('still tells damage between sound records', () => {
    const found = framed(`${records.slice(0, 5).join('\n')}\n{"a":oops\n${records.slice(5, 9).join('\n')}\n`)
    expect(found.records).toHaveLength(9)
    expect(found.broken).toHaveLength(1)
  })
})
