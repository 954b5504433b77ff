import { describe, expect, it } from 'vitest'
import type { Event } from '../model/event.ts'
import { collectCoverage, mergeCoverage } from './coverage.ts'

function eventAt(at: string, evidence = 'a'.repeat(64)): Event {
  return {
    id: at,
    time: { at, precision: 'second', zone: 'Z' },
    dataset: 'syslog',
    message: '',
    ecs: { 'host.name': 'web01' },
    fields: {},
    origin: { evidence, path: 'x', record: 1, offset: 0, length: 1, format: 'syslog', version: 1 },
  }
}

function hourly(from: string, count: number): Event[] {
  const start = Date.parse(from)
  return Array.from({ length: count }, (_, index) => eventAt(new Date(start + index * 3_600_000).toISOString().replace('.000', '')))
}

describe('collectCoverage()', () => {
  it('finds the one long silence of a source that otherwise writes every hour', () => {
    const coverage = collectCoverage()
    for (const event of [...hourly('2026-03-01T00:00:00Z', 30), ...hourly('2026-03-02T20:00:00Z', 30)]) coverage.see(event)
    const [source] = mergeCoverage(coverage.result())
    expect(source?.silences).toEqual([{ from: '2026-03-02T06:00:00Z', to: '2026-03-02T20:00:00Z' }])
    expect(source?.events).toBe(60)
  })

  it('says nothing of silence where too little is known', () => {
    const coverage = collectCoverage()
    for (const event of [...hourly('2026-03-01T00:00:00Z', 3), ...hourly('2026-03-09T00:00:00Z', 3)]) coverage.see(event)
    expect(mergeCoverage(coverage.result())[0]?.silences).toEqual([])
  })
})

describe('mergeCoverage()', () => {
  it('gives the same whatever the order and cut of the items', () => {
    const events = hourly('2026-03-01T00:00:00Z', 40)
    const whole = collectCoverage()
    for (const event of events) whole.see(event)
    const early = collectCoverage()
    const late = collectCoverage()
    for (const [index, event] of events.entries()) (index < 17 ? early : late).see(event)
    expect(mergeCoverage([...late.result(), ...early.result()])).toEqual(mergeCoverage(whole.result()))
  })
})
