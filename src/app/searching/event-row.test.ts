import { describe, expect, it } from 'vitest'
import type { FoundEvent } from '../../store/events/event-store.ts'
import { eventRow } from './event-row.ts'
import { exportHeader, exportLine } from './export-lines.ts'

const evidence = 'ab'.repeat(32)
const found: FoundEvent = {
  event: {
    id: `${'ab'.repeat(8)}:12`,
    time: { at: '2026-03-01T10:00:00.250Z', precision: 'millisecond', zone: '+01:00' },
    dataset: 'jsonl',
    message: `=cmd() ${'x'.repeat(3_000)}`,
    ecs: { 'user.name': '\u202ealice', 'source.port': 22 },
    fields: { request: [{ bucket: 'a' }, { bucket: 'b' }], 'x.y': null, 'p.q': { r: 7 } },
    origin: { evidence, path: 'a.jsonl', record: 2, offset: 12, length: 40, format: 'jsonl', version: 1 },
  },
  time: 1_772_359_203_450_000n,
  correction: { offsetMs: 3_200, uncertaintyMs: 150 },
  duplicateOf: `${'cd'.repeat(8)}:0`,
}

describe('eventRow()', () => {
  it('tells the corrected time with the digits of the source, and what the source told', () => {
    expect(eventRow(found)).toMatchObject({
      time: '2026-03-01T10:00:03.450Z',
      recorded: '2026-03-01T10:00:00.250Z',
      correction: { offsetMs: 3_200, uncertaintyMs: 150 },
      duplicateOf: `${'cd'.repeat(8)}:0`,
      evidence,
      record: 2,
    })
    expect(eventRow(found).message.length).toBe(2_000)
  })

  it('holds the own fields that are asked for, every element of a list', () => {
    const columns = [
      { name: 'fields.request.bucket', path: ['request', 'bucket'] },
      { name: 'fields."p.q".r', path: ['p.q', 'r'] },
      { name: 'fields."x.y"', path: ['x.y'] },
    ]
    expect(eventRow(found, columns).own).toEqual({ 'fields.request.bucket': 'a, b', 'fields."p.q".r': '7' })
  })
})

describe('exportLine()', () => {
  it('leaves nothing out, and no spreadsheet or terminal is moved by it', () => {
    const [time, told, ...rest] = exportLine('csv', found).split(',')
    expect([time, told, rest.slice(0, 2)]).toEqual(['2026-03-01T10:00:03.450Z', '2026-03-01T10:00:00.250Z', ['3200', '150']])
    expect(rest[2]).toMatch(/^'=cmd/)
    expect(exportLine('csv', found)).not.toContain('\u202e')
    expect(exportLine('csv', found).split('"{')[0]?.split(',').length).toBe(exportHeader('csv').trimEnd().split(',').length)
    expect(JSON.parse(exportLine('jsonl', found))).toMatchObject({
      time: '2026-03-01T10:00:03.450Z',
      '@timestamp': '2026-03-01T10:00:00.250Z',
      correction: { offset_ms: 3_200, uncertainty_ms: 150 },
      'user.name': '\u202ealice',
      fields: found.event.fields,
    })
    expect(exportLine('jsonl', found)).not.toContain('\u202e')
  })
})
