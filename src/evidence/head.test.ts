import { describe, expect, it } from 'vitest'
import type { FrameSink, Framer } from './framing/framer.ts'
import { defaultFramingLimits } from './framing/framer.ts'
import { openFramer } from './framing/open-framer.ts'
import { frameAgain, headBytes, headOf, sampleObjects, sampleRecords } from './head.ts'

const values = { framing: 'json-values' } as const

/** All that a framer gives of these bytes. */
function given(bytes: Buffer, open: (sink: FrameSink) => Framer | undefined): unknown[] | undefined {
  const found: unknown[] = []
  const framer = open({
    record: (part, offset, unfinished, parsed) => found.push({ text: part.toString('utf8'), offset, unfinished, parsed }),
    broken: (piece) => found.push(piece),
  })
  framer?.push(bytes)
  framer?.end()
  return framer === undefined ? undefined : found
}

const records = Array.from({ length: 30 }, (_, n) => `{"n":${n},"text":"ä } {"}`)

describe('frameAgain()', () => {
  it.each([
    ['lines', Buffer.from(`${records.join('\n')}\n`)],
    ['an envelope', Buffer.from(`{"Records":[${records.join(',')}]}`)],
    ['a byte order mark', Buffer.from(`\ufeff${records.join('\n')}\n`)],
    ['damage between records', Buffer.from(`${records.slice(0, 4).join('\n')}\n{"n":oops\n${records.slice(4).join('\n')}\n`)],
    ['a cut off record', Buffer.from(`${records.join('\n')}\n{"n":3`)],
    ['invalid UTF-8', Buffer.concat([Buffer.from('{"n":"'), Buffer.from([0xc3]), Buffer.from('"}\n{"n":2}\n')])],
    ['nothing', Buffer.from('')],
  ])('gives what cutting a file with %s gives', (_name, bytes) => {
    const head = headOf({ name: 'a.json', bytes, whole: true })
    sampleRecords(head, 'json-values')
    const options = { head, limits: defaultFramingLimits }
    const again = given(bytes, (sink) => frameAgain(values, options, sink))
    expect(again).toEqual(given(bytes, (sink) => openFramer(values, options, sink)))
    expect(given(bytes, (sink) => frameAgain(values, options, sink))).toEqual(again)
  })

  it('leaves to a framer what was not cut, goes beyond the head, or is cut another way', () => {
    const bytes = Buffer.from(records.join('\n'))
    const sink: FrameSink = { record: () => undefined, broken: () => undefined }
    const limits = defaultFramingLimits
    const [whole, part, unseen] = [true, false, true].map((isWhole) => headOf({ name: 'a', bytes, whole: isWhole }))
    if (whole === undefined || part === undefined || unseen === undefined) throw new Error('Three heads were made')
    for (const head of [whole, part]) sampleRecords(head, 'json-values')
    expect(frameAgain(values, { head: whole, limits }, sink)).toBeDefined()
    expect(frameAgain(values, { head: part, limits }, sink)).toBeUndefined()
    expect(frameAgain(values, { head: unseen, limits }, sink)).toBeUndefined()
    expect(frameAgain(values, { head: whole, limits: { recordBytes: 10 } }, sink)).toBeUndefined()
    expect(frameAgain({ framing: 'json-values', continues: () => false }, { head: whole, limits }, sink)).toBeUndefined()
    const long = headOf({ name: 'a', bytes: Buffer.from(`${records[0]}\n`.repeat(headBytes / 20)), whole: true })
    sampleRecords(long, 'json-values')
    expect(frameAgain(values, { head: long, limits }, sink)).toBeUndefined()
  })
})

describe('sampleObjects()', () => {
  it('gives the first objects, with long numbers as their digits, and no damaged ones', () => {
    const head = headOf({ name: 'a', bytes: Buffer.from('{"n":1}\n{"n":oops\n{"n":12345678901234567890}\n{"n":3}\n'), whole: true })
    expect(sampleObjects(head)).toEqual([{ n: 1 }, { n: '12345678901234567890' }, { n: 3 }])
    expect(sampleObjects(head, 1)).toEqual([{ n: 1 }])
  })
})
