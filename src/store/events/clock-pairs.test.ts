import { describe, expect, it } from 'vitest'
import type { EcsFields } from '../../model/event.ts'
import { gatherClockPairs } from './clock-pairs.ts'
import { type BytedEvent, eventWith, sha256Of } from './kit-events.ts'
import { withSegments } from './kit-ledger.ts'

const start = Date.parse('2026-03-01T10:00:00Z')

function seen(source: { name: string; precision?: 'second' | 'millisecond' | 'hour'; lateMs?: number }, keys: readonly EcsFields[]): BytedEvent[] {
  const { name, precision = 'millisecond', lateMs = 0 } = source
  return keys.map((ecs, index) => {
    const iso = new Date(start + index * 60_000 - lateMs).toISOString()
    const at = precision === 'millisecond' ? iso : `${iso.slice(0, 19)}Z`
    const event = eventWith({
      evidence: sha256Of(name),
      offset: index,
      time: { at, precision, zone: 'Z' },
      dataset: name,
      ecs: { 'host.name': `${name}-1`, ...ecs },
    })
    return { event, bytes: Buffer.from(`${name} ${index}`) }
  })
}

const connection = (port: number): EcsFields => ({ 'source.ip': '192.0.2.7', 'source.port': port })

describe('gatherClockPairs()', () => {
  it('pairs what two sources both saw once', () =>
    withSegments(async ({ place, add }) => {
      await add(seen({ name: 'proxy' }, [connection(1), connection(2), connection(3), connection(3), connection(4)]))
      await add(seen({ name: 'web', precision: 'second', lateMs: 90_000 }, [connection(1), connection(2), connection(3), connection(9)]))
      await add(seen({ name: 'coarse', precision: 'hour' }, [connection(1)]))
      const source = (dataset: string) => ({ dataset, host: `${dataset}-1` })
      const pair = (ms: number) => ({ a: source('proxy'), b: source('web'), aMs: start + ms, bMs: start + ms - 90_000, stepMs: 1000 })
      const pairs = await gatherClockPairs(place)
      expect(pairs.toSorted((one, two) => one.aMs - two.aMs)).toEqual([pair(0), pair(60_000)])
    }))

  it('finds none further apart than zones are, or in nothing', () =>
    withSegments(async ({ place, add }) => {
      expect(await gatherClockPairs(place)).toEqual([])
      await add(seen({ name: 'proxy' }, [connection(1)]))
      await add(seen({ name: 'web', lateMs: 27 * 3_600_000 }, [connection(1)]))
      expect(await gatherClockPairs(place)).toEqual([])
    }))
})
