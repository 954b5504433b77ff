import { describe, expect, it } from 'vitest'
import type { Event } from '../model/event.ts'
import { compareEvents } from './order.ts'

function event(at: string, offset: number, part = ''): Event {
  const evidence = 'a'.repeat(64)
  const origin = { evidence, path: 'x.log', record: 1, offset, length: 1, format: 'syslog', version: 1 }
  return {
    id: `${evidence.slice(0, 16)}:${offset}${part}`,
    time: { at, precision: 'second', zone: 'Z' },
    dataset: 'syslog',
    message: '',
    ecs: {},
    fields: {},
    origin,
  }
}

describe('compareEvents()', () => {
  it('orders by time whatever the precision, then by place, then by part', () => {
    const events = [
      event('2024-03-05T10:00:01Z', 0),
      event('2024-03-05T10:00:00.500Z', 40),
      event('2024-03-05T10:00:00Z', 30),
      event('2024-03-05T10:00:00Z', 4, '.10'),
      event('2024-03-05T10:00:00Z', 4, '.9'),
    ]
    expect(events.toSorted(compareEvents).map(({ id }) => id.slice(17))).toEqual(['4.9', '4.10', '30', '40', '0'])
  })
})
