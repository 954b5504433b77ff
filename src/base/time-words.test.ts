import { describe, expect, it } from 'vitest'
import { endOfPrecision, instantOf, type Precision } from './instant.ts'
import { atWords, calendarDay, instantWords, periodWords, spanWords } from './time-words.ts'

describe('instantWords()', () => {
  it.each([
    ['2026-03-05T09:12:33Z', 'second', '2026-03-05 09:12:33 UTC', '5 March 2026, 09:12 UTC'],
    ['2026-03-05T09:12:00Z', 'minute', '2026-03-05 09:12 UTC', '5 March 2026, 09:12 UTC'],
    ['2026-03-05T09:12:33.050Z', 'millisecond', '2026-03-05 09:12:33.050 UTC', '5 March 2026, 09:12 UTC'],
    ['2026-03-05T09:12:33.050001Z', 'microsecond', '2026-03-05 09:12:33.050001 UTC', '5 March 2026, 09:12 UTC'],
    ['2026-03-05T09:12:33.000000001Z', 'nanosecond', '2026-03-05 09:12:33.000000001 UTC', '5 March 2026, 09:12 UTC'],
    ['2026-03-05T00:00:00Z', 'second', '2026-03-05 00:00:00 UTC', '5 March 2026, 00:00 UTC'],
    ['2026-03-05T23:59:59Z', 'second', '2026-03-05 23:59:59 UTC', '5 March 2026, 23:59 UTC'],
    ['2026-12-31T23:59:59Z', 'second', '2026-12-31 23:59:59 UTC', '31 December 2026, 23:59 UTC'],
    ['2027-01-01T00:00:00Z', 'second', '2027-01-01 00:00:00 UTC', '1 January 2027, 00:00 UTC'],
    ['2028-02-29T12:00:00Z', 'minute', '2028-02-29 12:00 UTC', '29 February 2028, 12:00 UTC'],
    ['2026-03-05T00:00:00Z', 'day', '2026-03-05', '5 March 2026'],
    ['2026-03-01T00:00:00Z', 'month', '2026-03', 'March 2026'],
    ['2026-01-01T00:00:00Z', 'year', '2026', '2026'],
    ['2026-03-05T09:00:00Z', 'hour', 'between 2026-03-05 09:00 and 09:59 UTC', 'on 5 March 2026 between 09:00 and 09:59 UTC'],
    ['2026-03-05T23:00:00Z', 'hour', 'between 2026-03-05 23:00 and 23:59 UTC', 'on 5 March 2026 between 23:00 and 23:59 UTC'],
    ['1969-12-31T23:59:59Z', 'second', '1969-12-31 23:59:59 UTC', '31 December 1969, 23:59 UTC'],
  ] as const)('%s to the %s is "%s" or "%s"', (at, precision, iso, written) => {
    expect(instantWords(instantOf(at), precision)).toBe(iso)
    expect(instantWords(instantOf(at), precision, { style: 'written' })).toBe(written)
  })

  it.each([
    // Winter and summer; the last second before and the first after each change of the clock.
    ['2026-01-15T10:15:02Z', 'Europe/Berlin', '2026-01-15 10:15:02 UTC (11:15:02 +01:00)'],
    ['2026-07-15T10:15:02Z', 'Europe/Berlin', '2026-07-15 10:15:02 UTC (12:15:02 +02:00)'],
    ['2026-03-29T00:59:59Z', 'Europe/Berlin', '2026-03-29 00:59:59 UTC (01:59:59 +01:00)'],
    ['2026-03-29T01:00:00Z', 'Europe/Berlin', '2026-03-29 01:00:00 UTC (03:00:00 +02:00)'],
    ['2026-10-25T00:30:00Z', 'Europe/Berlin', '2026-10-25 00:30:00 UTC (02:30:00 +02:00)'],
    ['2026-10-25T01:30:00Z', 'Europe/Berlin', '2026-10-25 01:30:00 UTC (02:30:00 +01:00)'],
    ['2026-12-31T23:30:00Z', 'Europe/Berlin', '2026-12-31 23:30:00 UTC (2027-01-01 00:30:00 +01:00)'],
    ['2028-02-28T23:30:00Z', 'Europe/Berlin', '2028-02-28 23:30:00 UTC (2028-02-29 00:30:00 +01:00)'],
    ['2026-01-15T10:15:02Z', 'America/New_York', '2026-01-15 10:15:02 UTC (05:15:02 -05:00)'],
    ['2026-07-15T10:15:02Z', 'America/New_York', '2026-07-15 10:15:02 UTC (06:15:02 -04:00)'],
    ['2026-03-08T06:59:59Z', 'America/New_York', '2026-03-08 06:59:59 UTC (01:59:59 -05:00)'],
    ['2026-03-08T07:00:00Z', 'America/New_York', '2026-03-08 07:00:00 UTC (03:00:00 -04:00)'],
    ['2026-11-01T05:30:00Z', 'America/New_York', '2026-11-01 05:30:00 UTC (01:30:00 -04:00)'],
    ['2026-11-01T06:30:00Z', 'America/New_York', '2026-11-01 06:30:00 UTC (01:30:00 -05:00)'],
    ['2026-01-01T03:00:00Z', 'America/New_York', '2026-01-01 03:00:00 UTC (2025-12-31 22:00:00 -05:00)'],
    ['2026-03-05T09:12:33Z', 'Asia/Kolkata', '2026-03-05 09:12:33 UTC (14:42:33 +05:30)'],
    ['2026-03-05T18:30:00Z', 'Asia/Kolkata', '2026-03-05 18:30:00 UTC (2026-03-06 00:00:00 +05:30)'],
    ['2026-03-05T18:29:59Z', 'Asia/Kolkata', '2026-03-05 18:29:59 UTC (23:59:59 +05:30)'],
    ['2026-03-05T09:12:33Z', 'Asia/Kathmandu', '2026-03-05 09:12:33 UTC (14:57:33 +05:45)'],
    ['2026-07-01T01:15:02Z', 'America/St_Johns', '2026-07-01 01:15:02 UTC (2026-06-30 22:45:02 -02:30)'],
    ['2026-01-15T10:15:02Z', 'Australia/Lord_Howe', '2026-01-15 10:15:02 UTC (21:15:02 +11:00)'],
    ['2026-07-15T10:15:02Z', 'Australia/Lord_Howe', '2026-07-15 10:15:02 UTC (20:45:02 +10:30)'],
    ['2026-03-05T12:00:00Z', 'Pacific/Kiritimati', '2026-03-05 12:00:00 UTC (2026-03-06 02:00:00 +14:00)'],
    ['2026-03-05T09:00:00Z', 'Pacific/Pago_Pago', '2026-03-05 09:00:00 UTC (2026-03-04 22:00:00 -11:00)'],
    ['2026-03-05T09:12:33Z', '+02:00', '2026-03-05 09:12:33 UTC (11:12:33 +02:00)'],
    ['2026-03-05T09:12:33Z', 'UTC', '2026-03-05 09:12:33 UTC'],
    ['2026-03-05T09:12:33Z', 'Nowhere/Land', '2026-03-05 09:12:33 UTC'],
  ] as const)('shows %s in %s', (at, displayZone, told) => {
    expect(instantWords(instantOf(at), 'second', { displayZone })).toBe(told)
  })

  it.each([
    ['2026-03-05T09:12:33Z', 'Europe/Berlin', '5 March 2026, 09:12 UTC (10:12 +01:00)'],
    ['2026-03-05T23:12:33Z', 'Europe/Berlin', '5 March 2026, 23:12 UTC (6 March 2026, 00:12 +01:00)'],
    ['2026-12-31T23:59:59Z', 'Asia/Kolkata', '31 December 2026, 23:59 UTC (1 January 2027, 05:29 +05:30)'],
  ] as const)('writes %s out with %s beside it', (at, displayZone, told) => {
    expect(instantWords(instantOf(at), 'second', { displayZone, style: 'written' })).toBe(told)
  })

  it('shows no zone beside a day: a day has none', () => {
    expect(instantWords(instantOf('2026-03-05T00:00:00Z'), 'day', { displayZone: 'Europe/Berlin' })).toBe('2026-03-05')
  })
})

describe('spanWords()', () => {
  const span = (earliest: string, latest: string, precision: Precision, zone?: string) => ({
    earliest: instantOf(earliest),
    latest: instantOf(latest),
    precision,
    ...(zone === undefined ? {} : { zone }),
  })

  it.each([
    ['2026-03-05T09:12:33Z', '2026-03-05T09:12:33Z', 'second', '2026-03-05 09:12:33 UTC', '5 March 2026, 09:12 UTC'],
    ['2026-03-05T09:12:00Z', '2026-03-05T09:12:59.999999999Z', 'minute', '2026-03-05 09:12 UTC', '5 March 2026, 09:12 UTC'],
    [
      '2026-03-05T09:12:00Z',
      '2026-03-05T09:40:00Z',
      'minute',
      'between 2026-03-05 09:12 and 09:40 UTC',
      'on 5 March 2026 between 09:12 and 09:40 UTC',
    ],
    ['2026-03-05T09:12:01Z', '2026-03-05T09:12:59Z', 'second', 'between 2026-03-05 09:12:01 and 09:12:59 UTC', '5 March 2026, 09:12 UTC'],
    [
      '2026-03-05T00:00:00Z',
      '2026-03-05T23:59:00Z',
      'minute',
      'between 2026-03-05 00:00 and 23:59 UTC',
      'on 5 March 2026 between 00:00 and 23:59 UTC',
    ],
    [
      '2026-03-05T23:59:00Z',
      '2026-03-06T00:00:00Z',
      'minute',
      'between 2026-03-05 23:59 and 2026-03-06 00:00 UTC',
      'between 5 March 2026, 23:59 UTC and 6 March 2026, 00:00 UTC',
    ],
    [
      '2026-12-31T23:50:00Z',
      '2027-01-01T00:10:00Z',
      'minute',
      'between 2026-12-31 23:50 and 2027-01-01 00:10 UTC',
      'between 31 December 2026, 23:50 UTC and 1 January 2027, 00:10 UTC',
    ],
    [
      '2028-02-29T23:50:00Z',
      '2028-03-01T00:10:00Z',
      'minute',
      'between 2028-02-29 23:50 and 2028-03-01 00:10 UTC',
      'between 29 February 2028, 23:50 UTC and 1 March 2028, 00:10 UTC',
    ],
    [
      '2026-03-05T09:00:00Z',
      '2026-03-05T09:59:59.999999999Z',
      'hour',
      'between 2026-03-05 09:00 and 09:59 UTC',
      'on 5 March 2026 between 09:00 and 09:59 UTC',
    ],
    [
      '2026-03-05T09:00:00Z',
      '2026-03-05T11:59:59.999999999Z',
      'hour',
      'between 2026-03-05 09:00 and 11:59 UTC',
      'on 5 March 2026 between 09:00 and 11:59 UTC',
    ],
    ['2026-03-05T00:00:00Z', '2026-03-05T23:59:59.999999999Z', 'day', '2026-03-05', '5 March 2026'],
    ['2026-03-05T00:00:00Z', '2026-03-07T23:59:59.999999999Z', 'day', 'between 2026-03-05 and 2026-03-07', 'between 5 March 2026 and 7 March 2026'],
    ['2026-03-01T00:00:00Z', '2026-03-31T23:59:59.999999999Z', 'month', '2026-03', 'March 2026'],
    ['2026-02-01T00:00:00Z', '2026-03-31T23:59:59.999999999Z', 'month', 'between 2026-02 and 2026-03', 'between February 2026 and March 2026'],
    ['2026-01-01T00:00:00Z', '2026-12-31T23:59:59.999999999Z', 'year', '2026', '2026'],
    ['2026-03-05T10:00:00Z', '2026-03-05T09:00:00Z', 'minute', '2026-03-05 10:00 UTC', '5 March 2026, 10:00 UTC'],
  ] as const)('%s to %s by the %s is "%s"', (earliest, latest, precision, iso, written) => {
    expect(spanWords(span(earliest, latest, precision))).toBe(iso)
    expect(spanWords(span(earliest, latest, precision), { style: 'written' })).toBe(written)
  })

  it.each([
    ['2026-02-28T23:00:00Z', '2026-03-01T22:59:59.999999999Z', 'Europe/Berlin', '2026-03-01 Europe/Berlin', '1 March 2026 (Europe/Berlin)'],
    ['2026-03-01T05:00:00Z', '2026-03-02T04:59:59.999999999Z', 'America/New_York', '2026-03-01 America/New_York', '1 March 2026 (America/New_York)'],
    ['2026-03-28T23:00:00Z', '2026-03-29T21:59:59.999999999Z', 'Europe/Berlin', '2026-03-29 Europe/Berlin', '29 March 2026 (Europe/Berlin)'],
    ['2026-02-28T18:30:00Z', '2026-03-01T18:29:59.999999999Z', 'Asia/Kolkata', '2026-03-01 Asia/Kolkata', '1 March 2026 (Asia/Kolkata)'],
    ['2026-03-01T00:00:00Z', '2026-03-01T23:59:59.999999999Z', 'Z', '2026-03-01', '1 March 2026'],
    ['2026-03-01T00:00:00Z', '2026-03-01T23:59:59.999999999Z', 'Nowhere/Land', '2026-03-01', '1 March 2026'],
  ] as const)('reads the day from %s to %s in the zone of its source, %s', (earliest, latest, zone, iso, written) => {
    expect(spanWords(span(earliest, latest, 'day', zone))).toBe(iso)
    expect(spanWords(span(earliest, latest, 'day', zone), { style: 'written' })).toBe(written)
  })

  it.each([
    ['2026-03-05T09:12:00Z', '2026-03-05T09:40:00Z', 'Europe/Berlin', 'between 2026-03-05 09:12 and 09:40 UTC (10:12 to 10:40 +01:00)'],
    ['2026-03-05T09:12:00Z', '2026-03-05T09:40:00Z', 'Asia/Kolkata', 'between 2026-03-05 09:12 and 09:40 UTC (14:42 to 15:10 +05:30)'],
    ['2026-03-29T00:30:00Z', '2026-03-29T01:30:00Z', 'Europe/Berlin', 'between 2026-03-29 00:30 and 01:30 UTC (01:30 +01:00 to 03:30 +02:00)'],
    ['2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z', 'Europe/Berlin', 'between 2026-10-25 00:30 and 01:30 UTC (02:30 +02:00 to 02:30 +01:00)'],
    ['2026-11-01T05:30:00Z', '2026-11-01T06:30:00Z', 'America/New_York', 'between 2026-11-01 05:30 and 06:30 UTC (01:30 -04:00 to 01:30 -05:00)'],
    ['2026-03-05T22:30:00Z', '2026-03-05T23:30:00Z', 'Europe/Berlin', 'between 2026-03-05 22:30 and 23:30 UTC (23:30 to 2026-03-06 00:30 +01:00)'],
    ['2026-03-05T23:10:00Z', '2026-03-05T23:30:00Z', 'Europe/Berlin', 'between 2026-03-05 23:10 and 23:30 UTC (2026-03-06 00:10 to 00:30 +01:00)'],
    [
      '2026-12-31T22:30:00Z',
      '2027-01-01T01:30:00Z',
      'Europe/Berlin',
      'between 2026-12-31 22:30 and 2027-01-01 01:30 UTC (2026-12-31 23:30 to 2027-01-01 02:30 +01:00)',
    ],
  ] as const)('shows %s to %s in %s', (earliest, latest, displayZone, told) => {
    expect(spanWords(span(earliest, latest, 'minute'), { displayZone })).toBe(told)
  })

  it('tells an hour of a zone with half hours as what it is in UTC', () => {
    const hour = span('2026-03-05T04:30:00Z', '2026-03-05T05:29:59.999999999Z', 'hour', 'Asia/Kolkata')
    expect(spanWords(hour, { displayZone: 'Asia/Kolkata' })).toBe('between 2026-03-05 04:30 and 05:29 UTC (10:00 to 10:59 +05:30)')
  })

  it('never says "between" of two ends that read the same, at any precision', () => {
    for (const precision of ['year', 'month', 'day', 'hour', 'minute', 'second', 'millisecond', 'nanosecond'] as const) {
      for (const at of ['2026-03-29T00:59:59Z', '2026-12-31T23:59:59Z', '2028-02-29T00:00:00Z']) {
        const one = { earliest: instantOf(at), latest: endOfPrecision(instantOf(at), precision), precision }
        for (const style of ['iso', 'written'] as const)
          expect(spanWords(one, { style }), `${at} ${precision}`).not.toMatch(/between (.+) and \1(?: |$)/)
      }
    }
  })
})

describe('periodWords(), atWords()', () => {
  it.each([
    ['2026-03-05T09:12:33Z', '2026-03-05T09:40:01Z', 'between 2026-03-05 09:12:33 and 09:40:01 UTC', 'on 5 March 2026 between 09:12 and 09:40 UTC'],
    ['2026-03-05T09:12:33Z', '2026-03-05T09:12:33.900Z', 'at 2026-03-05 09:12:33 UTC', 'on 5 March 2026 at 09:12 UTC'],
    ['2026-03-05T09:12:01Z', '2026-03-05T09:12:59Z', 'between 2026-03-05 09:12:01 and 09:12:59 UTC', 'on 5 March 2026 at 09:12 UTC'],
    [
      '2026-03-05T23:59:59Z',
      '2026-03-06T00:00:00Z',
      'between 2026-03-05 23:59:59 and 2026-03-06 00:00:00 UTC',
      'between 5 March 2026, 23:59 UTC and 6 March 2026, 00:00 UTC',
    ],
  ])('%s to %s is "%s" or "%s"', (first, last, iso, written) => {
    expect(periodWords(instantOf(first), instantOf(last))).toBe(iso)
    expect(periodWords(instantOf(first), instantOf(last), { style: 'written' })).toBe(written)
  })

  it.each([
    ['second', 'at 2026-03-05 09:12:33 UTC', 'on 5 March 2026 at 09:12 UTC'],
    ['minute', 'at 2026-03-05 09:12 UTC', 'on 5 March 2026 at 09:12 UTC'],
    ['hour', 'between 2026-03-05 09:12 and 10:12 UTC', 'on 5 March 2026 between 09:12 and 10:12 UTC'],
    ['day', 'on 2026-03-05', 'on 5 March 2026'],
    ['month', 'in 2026-03', 'in March 2026'],
    ['year', 'in 2026', 'in 2026'],
  ] as const)('puts the right word before a time to the %s', (precision, iso, written) => {
    const at = instantOf('2026-03-05T09:12:33Z')
    expect(atWords(at, precision)).toBe(iso)
    expect(atWords(at, precision, { style: 'written' })).toBe(written)
  })
})

describe('calendarDay()', () => {
  it.each([
    ['2026-03-05', '5 March 2026'],
    ['2026-12-31', '31 December 2026'],
    ['2028-02-29', '29 February 2028'],
    ['soon', 'soon'],
    ['', ''],
  ])('writes "%s" as "%s"', (day, told) => {
    expect(calendarDay(day, 'written')).toBe(told)
    expect(calendarDay(day)).toBe(day)
  })
})
