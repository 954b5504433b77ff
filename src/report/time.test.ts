import { describe, expect, it } from 'vitest'
import { atWordsOf, printInstantText, printInterval } from './time.ts'

const second = { precision: 'second', zone: 'Z' } as const

describe('printInterval()', () => {
  it.each([
    ['a second', { ...second, earliest: '2026-03-01T10:15:02Z', latest: '2026-03-01T10:15:02Z' }, '2026-03-01 10:15:02 UTC'],
    [
      'the digits of the source',
      { earliest: '2026-03-01T10:15:02.050Z', latest: '2026-03-01T10:15:02.050Z', precision: 'millisecond', zone: 'Z' },
      '2026-03-01 10:15:02.050 UTC',
    ],
    [
      'a minute as one time',
      { earliest: '2026-03-01T10:15:00Z', latest: '2026-03-01T10:15:59.999999999Z', precision: 'minute', zone: 'Z' },
      '2026-03-01 10:15 UTC',
    ],
    [
      'a day without a zone',
      { earliest: '2026-03-01T00:00:00Z', latest: '2026-03-01T23:59:59.999999999Z', precision: 'day', zone: 'Z' },
      '2026-03-01',
    ],
    ['a range', { ...second, earliest: '2026-03-01T10:15:02Z', latest: '2026-03-01T11:00:00Z' }, 'between 2026-03-01 10:15:02 and 11:00:00 UTC'],
  ] as const)('prints %s', (_, interval, text) => {
    expect(printInterval(interval, 'UTC')).toEqual({ text, doubts: [] })
  })

  it('tells a time read in an assumed zone as it was written, with the doubt', () => {
    const written = {
      ...second,
      earliest: '2026-03-01T10:15:02Z',
      latest: '2026-03-01T10:15:02Z',
      zone: 'UTC',
      assumed: ['zone', 'year'] as ('zone' | 'year')[],
    }
    const widened = { ...written, earliest: '2026-02-28T20:15:02Z', latest: '2026-03-02T00:15:02Z' }
    const told = { text: '2026-03-01 10:15:02 UTC', doubts: ['zone (UTC) and year assumed'] }
    expect(printInterval(written, 'UTC')).toEqual(told)
    expect(printInterval(widened, 'UTC')).toEqual(told)
  })
})

describe('printInstantText()', () => {
  it('shows the display zone beside UTC, with the date where it is another', () => {
    expect(printInstantText('2026-03-01T10:15:02Z', 'Europe/Berlin')).toBe('2026-03-01 10:15:02 UTC (11:15:02 +01:00)')
    expect(printInstantText('2026-07-01T23:15:02Z', 'Europe/Berlin')).toBe('2026-07-01 23:15:02 UTC (2026-07-02 01:15:02 +02:00)')
    expect(printInstantText('2026-07-01T01:15:02Z', 'America/St_Johns')).toBe('2026-07-01 01:15:02 UTC (2026-06-30 22:45:02 -02:30)')
  })

  it('prints what is no instant as it stands, and an unknown zone not at all', () => {
    expect(printInstantText('last week', 'UTC')).toBe('last week')
    expect(printInstantText('2026-03-01T10:15:02Z', 'Nowhere/Land')).toBe('2026-03-01 10:15:02 UTC')
  })
})

describe('atWordsOf()', () => {
  it.each([
    ['a second', { ...second, earliest: '2026-03-05T09:12:33Z', latest: '2026-03-05T09:12:33Z' }, 'on 5 March 2026 at 09:12 UTC (10:12 +01:00)'],
    [
      'a range',
      { earliest: '2026-03-05T09:12:00Z', latest: '2026-03-05T09:40:00Z', precision: 'minute', zone: 'Z' },
      'on 5 March 2026 between 09:12 and 09:40 UTC (10:12 to 10:40 +01:00)',
    ],
    ['a day', { earliest: '2026-03-05T00:00:00Z', latest: '2026-03-05T23:59:59.999999999Z', precision: 'day', zone: 'Z' }, 'on 5 March 2026'],
    [
      'a day of another zone',
      { earliest: '2026-10-24T22:00:00Z', latest: '2026-10-25T22:59:59.999999999Z', precision: 'day', zone: 'Europe/Berlin' },
      'on 25 October 2026 (Europe/Berlin)',
    ],
    [
      'days',
      { earliest: '2026-03-05T00:00:00Z', latest: '2026-03-06T23:59:59.999999999Z', precision: 'day', zone: 'Z' },
      'between 5 March 2026 and 6 March 2026',
    ],
    ['a month', { earliest: '2026-03-01T00:00:00Z', latest: '2026-03-31T23:59:59.999999999Z', precision: 'month', zone: 'Z' }, 'in March 2026'],
  ] as const)('puts %s behind a verb', (_, interval, told) => {
    expect(atWordsOf(interval, 'Europe/Berlin')).toBe(told)
  })
})
