import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { type BytesReading, readBytes } from '../read-bytes.ts'
import { formats } from './index.ts'

const fixtures = fileURLToPath(new URL('../../../fixtures/evidence/', import.meta.url))
const pieces = ['"', '{', '}', '[', ']', ',', '\n', '\\', ':', '{"Records":[', '\u0000', '\u00ff', '  ', '"a":', '\r\n']

/** Whole numbers below `limit` that look random and are the same in every run (mulberry32). */
function createDice(seed: number): (limit: number) => number {
  let state = seed
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * limit)
  }
}

function damage(bytes: Buffer, dice: (limit: number) => number): Buffer {
  let damaged = bytes
  for (let count = dice(6); count >= 0; count -= 1) {
    const at = dice(damaged.length)
    const piece = Buffer.from(pieces[dice(pieces.length)] ?? '', 'latin1')
    damaged = Buffer.concat([damaged.subarray(0, at), piece, damaged.subarray(at + (dice(3) === 0 ? dice(40) : dice(2)))])
  }
  return damaged
}

function shapeOf({ records, problems }: BytesReading): unknown {
  return { records: records.map(({ record, events }) => [record.offset, record.length, events.length]), problems }
}

/** Bytes that are in no record and no problem, line ends and byte order mark left out. */
function lostBytes(bytes: Buffer, { records, problems }: BytesReading): number[] {
  const seen = Buffer.alloc(bytes.length)
  for (const { record } of records) seen.fill(1, record.offset, record.offset + record.length)
  for (const { offset = 0, length = 0 } of problems) seen.fill(1, offset, offset + length)
  return [...bytes.keys()].filter((at) => seen[at] === 0 && ![10, 13, 0xef, 0xbb, 0xbf].includes(bytes[at] ?? 0))
}

describe.each(formats)('$name under damage', (format) => {
  const folder = join(fixtures, format.name)
  const inputs = readdirSync(folder).map((one) => {
    const file = readdirSync(join(folder, one)).find((name) => name.startsWith('input.')) ?? 'input.missing'
    return readFileSync(join(folder, one, file))
  })

  it('reads the same whatever the pieces, and loses no byte', () => {
    const dice = createDice(formats.indexOf(format) + 1)
    for (let round = 0; round < 60; round += 1) {
      const bytes = damage(inputs[dice(inputs.length)] ?? Buffer.alloc(0), dice)
      const whole = readBytes({ name: 'x', bytes, format, year: 2024 })
      const inPieces = readBytes({ name: 'x', bytes, format, year: 2024, chunkBytes: 1 + dice(50) })
      expect(shapeOf(inPieces), `round ${round}`).toEqual(shapeOf(whole))
      // An envelope around JSON records is neither a record nor a problem.
      if (format.framing !== 'json-values') expect(lostBytes(bytes, whole), `round ${round}`).toEqual([])
    }
  })
})
