import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { killRound, prepareFaults } from './kill-segments.ts'

describe('segments', () => {
  it('are whole or not there after their writer was killed, ten times', { timeout: 300_000 }, async () => {
    const data = await mkdtemp(join(tmpdir(), 'hindcast-kill-'))
    try {
      await prepareFaults(data)
      const acknowledged: string[] = []
      for (let round = 1; round <= 10; round += 1) {
        const check = await killRound(data, { seed: round, afterMs: (round * 397) % 900, acknowledged })
        expect([round, check.wrong]).toEqual([round, []])
        expect(check.rows).toBeGreaterThanOrEqual(acknowledged.length * 150)
      }
      expect(acknowledged.length).toBeGreaterThanOrEqual(10)
    } finally {
      await rm(data, { recursive: true, force: true })
    }
  })
})
