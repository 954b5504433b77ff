import { describe, expect, it } from 'vitest'
import { fitsPath, parseZoneChoice, zoneFor } from './zones.ts'

describe('zoneFor()', () => {
  it('takes the first rule that fits, else the zone for all', () => {
    const choice = parseZoneChoice(['UTC', 'auth.log=Europe/Berlin', 'web/*.log=+02:00'])
    expect(zoneFor(choice, './evidence/auth.log')).toBe('Europe/Berlin')
    expect(zoneFor(choice, 'evidence/auth.log.gz')).toBe('Europe/Berlin')
    expect(zoneFor(choice, 'evidence/web/access.log')).toBe('+02:00')
    expect(zoneFor(choice, 'evidence/other.log')).toBe('UTC')
    expect(zoneFor(parseZoneChoice(['auth.log=UTC']), 'x.log')).toBeUndefined()
  })

  it('refuses a zone nobody knows', () => {
    expect(() => parseZoneChoice(['auth.log=Mars/Olympus'])).toThrow('Unknown time zone "Mars/Olympus"')
  })
})

describe('fitsPath()', () => {
  it.each([
    ['auth.log', 'a/auth.log', true],
    ['auth.log', 'a/myauth.log', false],
    ['auth.log*', 'a/auth.log.1.gz', true],
    ['a/auth.log', '/x/a/auth.log', true],
    ['host?/x', 'host1/x', true],
    ['*', 'anything', true],
    ['', 'x', false],
    [`${'*a'.repeat(30)}b`, 'a'.repeat(5000), false],
  ])('%s against %s', (pattern, path, fits) => {
    expect(fitsPath(pattern, path)).toBe(fits)
  })
})
