import { describe, expect, it } from 'vitest'
import { incidentSchema } from '../../model/incident.ts'
import { computeFacts } from './compute-facts.ts'

const at = { earliest: '2026-03-01T10:00:00Z', latest: '2026-03-01T10:00:00Z', precision: 'second', zone: 'Z' }

function counts(timeline: readonly Record<string, unknown>[]): Record<string, string> {
  const entries = timeline.map((entry, index) => ({ id: `e${index}`, occurred: at, phase: 'phase-1', text: 'x', ...entry }))
  const facts = computeFacts(incidentSchema.parse({ id: 'INC-2026-0001', timeline: entries }))
  return Object.fromEntries(Object.values(facts).flatMap(({ id, text }) => (id.startsWith('attack/') ? [[id, text]] : [])))
}

describe('techniqueFacts()', () => {
  it('counts entries by tactic and technique, in the order of the matrix, apart from those to review', () => {
    const found = counts([
      { techniques: ['T1580'], tactics: ['TA0007'] },
      { techniques: ['T1580', 'T1580'], tactics: ['discovery'] },
      { techniques: ['T1078.004'], tactics: ['TA0003', 'TA0001'] },
      { techniques: ['T1078.004'], tactics: ['TA0001'], review: 'proposed', tier: 'to review' },
      { techniques: ['T1078.004'], tactics: ['TA0001'], review: 'rejected' },
    ])
    expect(Object.entries(found)).toEqual([
      ['attack/TA0001/T1078.004/stated', '1 entry'],
      ['attack/TA0001/T1078.004/toReview', '1 entry'],
      ['attack/TA0003/T1078.004/stated', '1 entry'],
      ['attack/TA0007/T1580/stated', '2 entries'],
    ])
  })

  it('counts for the first tactic where the entry names none of the technique, follows former ids, leaves unknown ones out', () => {
    expect(counts([{ techniques: ['T1580'], tactics: ['TA0001'] }])).toEqual({ 'attack/TA0007/T1580/stated': '1 entry' })
    expect(Object.keys(counts([{ techniques: ['T1562.008'] }]))).toEqual(['attack/TA0112/T1685.002/stated'])
    expect(counts([{ techniques: ['T9999', 'nonsense'] }])).toEqual({})
  })
})
