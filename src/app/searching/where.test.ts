import { describe, expect, it } from 'vitest'
import { AppError } from '../../base/error.ts'
import type { Event } from '../../model/event.ts'
import { compileWhere } from './where.ts'

const now = Date.UTC(2026, 2, 1, 12)
const event: Event = {
  id: '0011223344556677:0',
  time: { at: '2026-03-01T10:30:00.123456789Z', precision: 'nanosecond', zone: 'Z' },
  dataset: 'jsonl',
  message: 'Service restarted',
  ecs: { 'host.name': 'web-1' },
  fields: {},
  origin: { evidence: '0'.repeat(64), path: 'a.jsonl', record: 1, offset: 0, length: 2, format: 'jsonl', version: 1 },
}

describe('compileWhere()', () => {
  it.each([
    ['host:web-1 restarted', true],
    ['-host:web-1', false],
    ['time>=-2h', true],
    ['time>=-1h', false],
    ['time:2026-03-01T10:30:00.123456Z', true],
    ['time<2026-03-01T10:30:00.123456Z', false],
  ])('%s: %s', (text, isKept) => {
    expect(compileWhere(text, now)(event)).toBe(isKept)
  })

  it('keeps times before 1970 apart', () => {
    const old = { ...event, time: { ...event.time, at: '1969-12-31T23:59:59.999999999Z' } }
    expect(compileWhere('time:1969', now)(old)).toBe(true)
    expect(compileWhere('time>=1970', now)(old)).toBe(false)
  })

  it('shows each mistake where it is', () => {
    expect(() => compileWhere('host:web-1 usr:alice', now)).toThrow(AppError)
    expect(() => compileWhere('host:web-1 usr:alice', now)).toThrow(
      'There is no field "usr"\nhost:web-1 usr:alice\n           ^^^\nYou may have meant user',
    )
  })
})
