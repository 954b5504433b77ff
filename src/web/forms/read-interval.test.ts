import { describe, expect, it } from 'vitest'
import { intervalSchema } from '../../model/interval.ts'
import { readInterval } from './read-interval.ts'

function read(text: string, zone = 'UTC') {
  const found = readInterval(text, zone)
  return found.ok ? `${found.interval.earliest} ${found.interval.latest} ${found.interval.precision} ${found.interval.zone}` : found.problem
}

describe('readInterval()', () => {
  it.each([
    ['2026-03-01 10:15 Europe/Berlin', '2026-03-01T09:15:00Z 2026-03-01T09:15:59Z minute Europe/Berlin'],
    ['2026-07-01 10:15 Europe/Berlin', '2026-07-01T08:15:00Z 2026-07-01T08:15:59Z minute Europe/Berlin'],
    ['2026-03-01T10:15:02Z', '2026-03-01T10:15:02Z 2026-03-01T10:15:02Z second Z'],
    ['2026-03-01 10:15 +02:00', '2026-03-01T08:15:00Z 2026-03-01T08:15:59Z minute +02:00'],
    ['2026-03-01', '2026-03-01T00:00:00Z 2026-03-01T23:59:59Z day UTC'],
    ['2026-02', '2026-02-01T00:00:00Z 2026-02-28T23:59:59Z month UTC'],
    ['2026', '2026-01-01T00:00:00Z 2026-12-31T23:59:59Z year UTC'],
    ['between 2026-03-01 09:12 and 09:40 UTC', '2026-03-01T09:12:00Z 2026-03-01T09:40:59Z minute UTC'],
    ['2026-03-01 09:12 – 2026-03-02 10:00', '2026-03-01T09:12:00Z 2026-03-02T10:00:59Z minute UTC'],
    ['2026-03-01 23:00 to 2026-03-02', '2026-03-01T23:00:00Z 2026-03-02T23:59:59Z minute UTC'],
  ])('`readInterval()` reads "%s"', (text, told) => {
    expect(read(text)).toBe(told)
  })

  it('reads a time without a zone in the zone it is given', () => {
    expect(read('2026-03-01 10:15', 'America/New_York')).toBe('2026-03-01T15:15:00Z 2026-03-01T15:15:59Z minute America/New_York')
  })

  it('covers both readings of an hour that came twice', () => {
    expect(read('2026-10-25 02:30 Europe/Berlin')).toBe('2026-10-25T00:30:00Z 2026-10-25T01:30:59Z minute Europe/Berlin')
  })

  it.each([
    '2026-02-30 10:15',
    '2026-13',
    'yesterday',
    '',
    '2026-03-01 10:15 Europe/Nowhere',
    '2026-03-02 to 2026-03-01',
    '2026-01-01 to 2026-01-02 to 2026-01-03',
  ])('says what is wrong with "%s"', (text) => {
    expect(read(text)).toMatch(/no date and time that exists|no time zone|before the first/)
  })

  it('`readInterval()` takes the last word of plain words for no zone', () => {
    expect(read('5 March around noon')).toMatch(/^"5 March around noon" is no date and time that exists/)
    expect(read('2026-03-05 12:00 Noon')).toMatch(/^"Noon" is no time zone/)
  })

  it('gives what the record accepts', () => {
    const found = readInterval('2026-03-01 10:15 to 11:00 Europe/Berlin', 'UTC')
    expect(intervalSchema.safeParse(found.ok ? found.interval : undefined).success).toBe(true)
  })
})
