import { describe, expect, it } from 'vitest'
import { emptyIncident } from '../../model/incident.ts'
import { momentsSchema } from '../../model/moment.ts'
import { type TimelineEntry, timelineEntrySchema } from '../../model/timeline.ts'
import { decisiveRows } from './decisive-rows.ts'

const occurred = { earliest: '2026-03-01T10:00:00Z', latest: '2026-03-01T10:00:00Z', precision: 'second', zone: 'Z' }
const citation = {
  kind: 'event',
  event: 'event-1',
  evidence: 'ab'.repeat(32),
  record: 1,
  spans: [{ offset: 0, length: 1 }],
  sha256: 'cd'.repeat(32),
}

function entry(id: string, more: object = {}): TimelineEntry {
  return timelineEntrySchema.parse({ id, occurred, phase: 'phase-1', text: id, review: 'proposed', ...more })
}

describe('decisiveRows()', () => {
  it('ranks milestones and moments, ends of phases, first uses, and what a person accepted', () => {
    const entries = [
      entry('begin', { techniques: ['T1078'] }),
      entry('again', { techniques: ['T1078'] }),
      entry('accepted', { review: 'accepted' }),
      entry('new system', { systems: ['db-1'] }),
      entry('same system', { systems: ['db-1'] }),
      entry('milestone', { milestone: true }),
      entry('moment', { citations: [citation] }),
      entry('end'),
      entry('other phase', { phase: 'phase-2' }),
    ]
    const moment = { at: occurred, citations: [citation], candidates: [] }
    expect(decisiveRows({ moments: momentsSchema.parse({ detected: moment }) }, entries).map((index) => entries[index]?.text)).toEqual([
      'milestone',
      'moment',
      'begin',
      'end',
      'other phase',
      'new system',
      'accepted',
    ])
  })

  it('finds nothing in nothing', () => {
    expect(decisiveRows(emptyIncident('INC-2026-0001'), [])).toEqual([])
  })
})
