import { describe, expect, it } from 'vitest'
import { endOfPrecision, instantOf, type Precision } from './instant.ts'
import { columnLines } from './time-column.ts'
import type { TimeSpan } from './time-words.ts'

const point = (time: string, precision: Precision = 'second'): TimeSpan => ({
  earliest: instantOf(time),
  latest: endOfPrecision(instantOf(time), precision),
  precision,
  zone: 'Z',
})
const berlin = 'Europe/Berlin'

describe('columnLines()', () => {
  it.each([
    ['a second', point('2026-03-05T09:12:33Z'), berlin, ['2026-03-05 09:12:33 UTC', '(10:12:33 +01:00)']],
    ['a second without another zone', point('2026-03-05T09:12:33Z'), 'UTC', ['2026-03-05 09:12:33 UTC']],
    ['a second in an unknown zone', point('2026-03-05T09:12:33Z'), 'Nowhere/Land', ['2026-03-05 09:12:33 UTC']],
    ['another day there', point('2026-03-05T23:30Z', 'minute'), berlin, ['2026-03-05 23:30 UTC', '(2026-03-06 00:30 +01:00)']],
    [
      'the digits of the source',
      point('2026-03-05T09:12:33.214000Z', 'microsecond'),
      berlin,
      ['2026-03-05 09:12:33.214000 UTC', '(10:12:33.214000 +01:00)'],
    ],
    ['a day', point('2026-03-05T00:00:00Z', 'day'), berlin, ['2026-03-05']],
    [
      'a range',
      { ...point('2026-03-05T09:12:00Z', 'minute'), latest: instantOf('2026-03-05T09:40:00Z') },
      berlin,
      ['between 2026-03-05 09:12 and 09:40 UTC', '(10:12 to 10:40 +01:00)'],
    ],
  ] as const)('tells %s', (_, span, zone, lines) => {
    expect(columnLines(span, undefined, zone)).toEqual(lines)
  })

  it.each([
    ['2026-04-28T01:21:00Z', '2026-04-28T01:40:12Z', ['2026-04-28 01:21:00 to 01:40:12 UTC', '(03:21:00 to 03:40:12 +02:00)']],
    ['2026-04-22T05:28:23Z', '2026-04-30T19:17:28Z', ['2026-04-22 05:28:23 to', '2026-04-30 19:17:28 UTC', '(07:28:23 and 21:17:28 +02:00)']],
    ['2026-04-27T22:42:32Z', '2026-04-27T23:01:54Z', ['2026-04-27 22:42:32 to 23:01:54 UTC', '(2026-04-28 00:42:32 to 01:01:54 +02:00)']],
    [
      '2026-04-27T22:42:32Z',
      '2026-04-28T01:31:54Z',
      ['2026-04-27 22:42:32 to', '2026-04-28 01:31:54 UTC', '(2026-04-28 00:42:32 to 03:31:54 +02:00)'],
    ],
    [
      '2026-04-27T21:50:00Z',
      '2026-04-27T22:10:00Z',
      ['2026-04-27 21:50:00 to 22:10:00 UTC', '(2026-04-27 23:50:00 to', '2026-04-28 00:10:00 +02:00)'],
    ],
    // The clocks were changed between the two.
    ['2026-03-29T00:30:00Z', '2026-03-29T01:30:00Z', ['2026-03-29 00:30:00 to 01:30:00 UTC', '(01:30:00 +01:00 to 03:30:00 +02:00)']],
    ['2026-04-28T01:21:00Z', '2026-04-28T01:21:00.900Z', ['2026-04-28 01:21:00 UTC', '(03:21:00 +02:00)']],
  ])('tells a day once from %s to %s', (from, until, lines) => {
    expect(columnLines(point(from), point(until), berlin)).toEqual(lines)
  })

  it('gives each end the digits it has', () => {
    expect(columnLines(point('2026-04-28T01:21:07Z'), point('2026-04-28T01:40:00Z', 'minute'))).toEqual(['2026-04-28 01:21:07 to 01:40 UTC'])
    expect(columnLines(point('2026-04-28T01:40:00Z', 'minute'), point('2026-04-28T01:40:20Z'))).toEqual(['2026-04-28 01:40 to 01:40:20 UTC'])
  })

  it('tells an end that is itself uncertain in its own words', () => {
    const range = { ...point('2026-04-28T01:12:00Z', 'minute'), latest: instantOf('2026-04-28T01:30:00Z') }
    expect(columnLines(range, point('2026-04-28T02:00:00Z'), berlin)).toEqual([
      'between 2026-04-28 01:12 and 01:30 UTC',
      '(03:12 to 03:30 +02:00)',
      'until 2026-04-28 02:00:00 UTC',
      '(04:00:00 +02:00)',
    ])
    expect(columnLines(point('2026-04-26T00:00:00Z', 'day'), point('2026-04-28T00:00:00Z', 'day'))).toEqual(['2026-04-26', 'until 2026-04-28'])
  })
})
