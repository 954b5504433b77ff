import { describe, expect, it } from 'vitest'
import { secondOf } from './second-of.ts'

describe('secondOf()', () => {
  it('counts seconds since 1970, over leap years and turns of centuries', () => {
    for (let day = Date.UTC(1896, 0, 1); day < Date.UTC(2110, 0, 1); day += 86_400_000 * 23) {
      const at = new Date(day + ((day / 86_400_000) % 86_400) * 1000).toISOString()
      expect(secondOf(at), at).toBe(Date.parse(at) / 1000)
    }
  })

  it('leaves the fraction out', () => {
    const second = Date.UTC(2026, 2, 14, 9, 59, 59) / 1000
    for (const fraction of ['', '.9', '.999', '.999999999']) expect(secondOf(`2026-03-14T09:59:59${fraction}Z`)).toBe(second)
  })

  it.each(['', '2026-03-14', '2026-03-14T09:00Z', '+012026-03-14T09:00:00Z', '2026-03-14 09:00:00Z', '2026-03-14T09:00:00+02:00'])(
    'reads no time written like "%s"',
    (at) => {
      expect(secondOf(at)).toBeNaN()
    },
  )
})
