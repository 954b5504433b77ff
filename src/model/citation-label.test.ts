import { describe, expect, it } from 'vitest'
import type { EventCitation, SetCitation } from './citation.ts'
import { citationLabel, labelSources, sourcesOf } from './citation-label.ts'
import { incidentSchema } from './incident.ts'
import { proseOf } from './prose.ts'

const hash = 'ab'.repeat(32)
const evidence = [
  { label: 'E1', sha256: 'cd'.repeat(32) },
  { label: 'E3', sha256: hash },
]

function event(record: number, bytes = `${record}`): EventCitation {
  return { kind: 'event', event: `abab:${record}`, evidence: hash, record, spans: [{ offset: record, length: 1 }], sha256: bytes.padStart(64, '0') }
}

function set(count: number, rule = 'rule'): SetCitation {
  const selector = { rule, ruleHash: rule, where: {} }
  return {
    kind: 'set',
    selector,
    evidence: [hash],
    count,
    first: '2026-03-01T10:00:00Z',
    last: '2026-03-01T11:00:00Z',
    digest: `${rule}${count}`,
    examples: [event(1042)],
  }
}

describe('citationLabel()', () => {
  it('names item and record, and how many more a set holds', () => {
    expect(citationLabel(evidence, event(1042))).toBe('E3:1042')
    expect(citationLabel(evidence, set(412))).toBe('E3:1042 +411')
    expect(citationLabel(evidence, set(1))).toBe('E3:1042')
    expect(citationLabel(evidence, { ...set(412), examples: [] })).toBe('E3 ×412')
    expect(citationLabel([], event(7))).toBe('abababab:7')
  })
})

describe('labelSources()', () => {
  it('lists each source once, by evidence and record, with labels that differ', () => {
    const sources = labelSources(evidence, [set(412), event(99), event(1042), event(99), set(412, 'other'), event(99, 'two')])
    expect(sources.map(({ label }) => label)).toEqual(['E3:99', 'E3:99 (2)', 'E3:1042', 'E3:1042 +411', 'E3:1042 +411 (2)'])
    expect(new Set(sources.map(({ id }) => id)).size).toBe(5)
    expect(sources.every(({ id }) => /^source-[0-9a-f]{16}$/.test(id))).toBe(true)
  })
})

describe('sourcesOf()', () => {
  it('finds citations in elements, moments and prose, and none of what was rejected', () => {
    const document = incidentSchema.parse({
      id: 'INC-2026-0001',
      summary: { text: proseOf('Told', [event(1)]) },
      moments: { compromise: { citations: [event(2)], candidates: [] } },
      systems: [
        { id: 'a', name: 'a', citations: [event(3)] },
        { id: 'b', name: 'b', review: 'rejected', citations: [event(4)] },
      ],
    })
    expect(sourcesOf(document).map(({ label }) => label)).toEqual(['abababab:1', 'abababab:2', 'abababab:3'])
  })
})
