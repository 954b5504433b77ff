import { describe, expect, it } from 'vitest'
import { killIntake } from './kill-intake.ts'

describe('takeIn()', () => {
  it('keeps every acknowledged item whole through kill -9, and mends by itself', async () => {
    const result = await killIntake({ rounds: 8, files: 800, chance: Math.random })
    expect(result.faults).toEqual([])
    expect(result.killed).toBeGreaterThan(0)
  }, 300_000)
})
