import { describe, expect, it } from 'vitest'
import { createRate } from './rate.ts'

describe('createRate()', () => {
  it('says nothing before there is anything to tell from', () => {
    const rate = createRate()
    expect(rate.perSecond()).toBe(0)
    rate.note(5, 100)
    expect(rate.perSecond()).toBe(0)
    rate.note(5, 200)
    expect(rate.perSecond()).toBe(0)
  })

  it('tells the rate of the last seconds, not of all', () => {
    const rate = createRate()
    for (let second = 0; second <= 60; second += 1) rate.note(second * 1000, second * 10)
    for (let second = 1; second <= 30; second += 1) rate.note((60 + second) * 1000, 600 + second * 500)
    expect(rate.perSecond()).toBeCloseTo(500)
  })

  it('stays exact when it is told very often', () => {
    const rate = createRate()
    for (let ms = 0; ms <= 3_000; ms += 1) rate.note(ms, ms * 2)
    expect(rate.perSecond()).toBeCloseTo(2_000)
  })
})
