import { describe, expect, it } from 'vitest'
import { createTimeReader } from './time.ts'

describe('createTimeReader()', () => {
  it.each([
    ['2024-03-05T10:00:00Z', '2024-03-05T10:00:00Z', 'second', 'Z'],
    ['2024-03-05T10:00:00.5Z', '2024-03-05T10:00:00.500Z', 'millisecond', 'Z'],
    ['2024-03-05T10:00:00.1234567Z', '2024-03-05T10:00:00.123456700Z', 'nanosecond', 'Z'],
    ['2024-03-05 10:00:00,123+02:00', '2024-03-05T08:00:00.123Z', 'millisecond', '+02:00'],
    ['2024-03-05T10:00:00 -0730', '2024-03-05T17:30:00Z', 'second', '-07:30'],
    ['2024-12-31T23:59:60Z', '2025-01-01T00:00:00Z', 'second', 'Z'],
    ['10/Oct/2000:13:55:36 -0700', '2000-10-10T20:55:36Z', 'second', '-07:00'],
    ['Tue, 05 Mar 2024 10:00:00 +0100', '2024-03-05T09:00:00Z', 'second', '+01:00'],
    ['Tue Mar  5 10:00:00 UTC 2024', '2024-03-05T10:00:00Z', 'second', 'Z'],
    ['2024-03-05 10:00:00.123 +0000 UTC', '2024-03-05T10:00:00.123Z', 'millisecond', 'Z'],
    ['1709632800', '2024-03-05T10:00:00Z', 'second', 'Z'],
    ['1709632800123', '2024-03-05T10:00:00.123Z', 'millisecond', 'Z'],
    ['1709632800123456', '2024-03-05T10:00:00.123456Z', 'microsecond', 'Z'],
    ['1709632800123456789', '2024-03-05T10:00:00.123456789Z', 'nanosecond', 'Z'],
    ['1709632800.25', '2024-03-05T10:00:00.250Z', 'millisecond', 'Z'],
  ])('reads %s', (text, at, precision, zone) => {
    expect(createTimeReader(undefined).read(text)).toEqual({ at, precision, zone })
  })

  it.each([
    ['2024/03/05 10:00:00', '2024-03-05T10:00:00Z', 'second'],
    ['3/5/2024 1:05:06 PM', '2024-03-05T13:05:06Z', 'second'],
    ['Mar 5, 2024 12:00 AM', '2024-03-05T00:00:00Z', 'minute'],
    ['2024-03-05 10:00', '2024-03-05T10:00:00Z', 'minute'],
  ])('reads %s without a zone as UTC and says that this is assumed', (text, at, precision) => {
    expect(createTimeReader(undefined).read(text)).toEqual({ at, precision, zone: 'UTC', assumed: ['zone'] })
  })

  it.each([
    '2024-02-30T10:00:00Z',
    '2023-02-29 10:00:00',
    '2024-03-05T24:00:00Z',
    '2024-13-05T10:00:00Z',
    '1601-01-01T00:00:00Z',
    '2227-12-31T23:01:01+00:00',
    '13/Jun/2024',
    '5/3/2024 10:00',
    'yesterday',
    '12345678901234567890',
  ])('calls %s a problem', (text) => {
    expect(createTimeReader(undefined).read(text)).toMatchObject({ code: 'bad-time' })
  })

  it('reads local times in the zone that was given, in summer and in winter', () => {
    const times = createTimeReader('Europe/Berlin')
    expect(times.read('2024-01-10 10:00:00')).toEqual({ at: '2024-01-10T09:00:00Z', precision: 'second', zone: 'Europe/Berlin' })
    expect(times.read('2024-07-10 10:00:00')).toEqual({ at: '2024-07-10T08:00:00Z', precision: 'second', zone: 'Europe/Berlin' })
    expect(times.read('2024-07-10T10:00:00Z')).toMatchObject({ at: '2024-07-10T10:00:00Z', zone: 'Z' })
  })

  it('gives both instants of an hour that happened twice, and one for its neighbours', () => {
    const times = createTimeReader('Europe/Berlin')
    expect(times.read('2024-10-27 02:30:00')).toMatchObject({ at: '2024-10-27T00:30:00Z', latest: '2024-10-27T01:30:00Z' })
    expect(times.read('2024-10-27 01:59:59')).toEqual({ at: '2024-10-26T23:59:59Z', precision: 'second', zone: 'Europe/Berlin' })
    expect(times.read('2024-10-27 03:00:00')).toEqual({ at: '2024-10-27T02:00:00Z', precision: 'second', zone: 'Europe/Berlin' })
  })

  it('reads an hour that never was with the offset before the change, and half-hour changes time by time', () => {
    expect(createTimeReader('Europe/Berlin').read('2024-03-31 02:30:00')).toMatchObject({ at: '2024-03-31T01:30:00Z' })
    const howe = createTimeReader('Australia/Lord_Howe')
    expect(howe.read('2024-04-07 01:45:00')).toMatchObject({ at: '2024-04-06T14:45:00Z', latest: '2024-04-06T15:15:00Z' })
    expect(howe.read('2024-04-07 01:15:00')).not.toHaveProperty('latest')
  })
})
