import { describe, expect, it } from 'vitest'
import { intervalFromText } from './interval-from-text.ts'

function read(text: string, zone?: string) {
  const reading = intervalFromText(text, zone)
  if (!reading.ok) return reading.message
  const { earliest, latest, precision, zone: kept } = reading.interval
  return [earliest, latest, precision, kept].join(' | ')
}

describe('intervalFromText()', () => {
  it.each([
    ['2026-03-01 10:15 UTC', '2026-03-01T10:15:00Z | 2026-03-01T10:15:59.999999999Z | minute | UTC'],
    ['2026-03-01T10:15Z', '2026-03-01T10:15:00Z | 2026-03-01T10:15:59.999999999Z | minute | Z'],
    ['2026-03-01 10:15:20.5+02:00', '2026-03-01T08:15:20.500Z | 2026-03-01T08:15:20.500Z | millisecond | +02:00'],
    ['2026-07-01 10:15:00 Europe/Berlin', '2026-07-01T08:15:00Z | 2026-07-01T08:15:00Z | second | Europe/Berlin'],
    ['2026-03-01', '2026-03-01T00:00:00Z | 2026-03-01T23:59:59.999999999Z | day | UTC'],
    ['2026-03-01 America/New_York', '2026-03-01T05:00:00Z | 2026-03-02T04:59:59.999999999Z | day | America/New_York'],
    ['2026-02', '2026-02-01T00:00:00Z | 2026-02-28T23:59:59.999999999Z | month | UTC'],
    ['2026', '2026-01-01T00:00:00Z | 2026-12-31T23:59:59.999999999Z | year | UTC'],
    ['2026-03-01 10:00 to 10:30 UTC', '2026-03-01T10:00:00Z | 2026-03-01T10:30:59.999999999Z | minute | UTC'],
    ['between 2026-03-01 10:00:00Z and 2026-03-02 11:00:00Z', '2026-03-01T10:00:00Z | 2026-03-02T11:00:00Z | second | Z'],
  ])('reads %s', (text, expected) => {
    expect(read(text)).toBe(expected)
  })

  it('keeps both readings of a time at which clocks were set back', () => {
    expect(read('2026-10-25 02:30:00 Europe/Berlin')).toBe('2026-10-25T00:30:00Z | 2026-10-25T01:30:00Z | second | Europe/Berlin')
  })

  it('uses the zone it is given where the text states none', () => {
    expect(read('2026-03-01 10:15:00', 'Asia/Tokyo')).toBe('2026-03-01T01:15:00Z | 2026-03-01T01:15:00Z | second | Asia/Tokyo')
    expect(read('2026-03-01 10:15:00', 'Asia/Tokyo')).not.toBe(read('2026-03-01 10:15:00 UTC', 'Asia/Tokyo'))
  })

  it.each([
    ['2026-03-01 10:15', 'it states no time zone: write "2026-03-01 10:15 UTC" or "2026-03-01 10:15 Europe/Berlin"'],
    ['2026-03-01 10:15 Europe/Berln', '"Europe/Berln" is no time zone: write UTC, +01:00 or a name such as Europe/Berlin'],
    ['2026-03-02 10:00 to 2026-03-01 10:00 UTC', 'the range ends before it begins'],
  ])('says what is wrong with %s', (text, message) => {
    expect(read(text)).toBe(message)
  })

  it.each(['30 February', '2026-02-30 10:00 UTC', 'yesterday', '', '01/03/2026', '2026-13', '2026-03-01 25:00 UTC'])('refuses %j', (text) => {
    expect(read(text)).toMatch(/^wanted a time such as/)
  })
})
