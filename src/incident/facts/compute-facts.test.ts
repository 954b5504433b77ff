import { describe, expect, it } from 'vitest'
import { factsSchema } from '../../model/facts.ts'
import { emptyIncident, incidentSchema } from '../../model/incident.ts'
import { computeFacts } from './compute-facts.ts'
import { numberedRecommendations } from './recommendations.ts'

const at = (time: string) => ({ earliest: `2026-03-${time}:00Z`, latest: `2026-03-${time}:00Z`, precision: 'second', zone: 'Z' })
const record = (fields: Record<string, unknown>) => incidentSchema.parse({ id: 'INC-2026-0001', ...fields })
const text = (fields: Record<string, unknown>, id: string) => computeFacts(record(fields))[id]?.text

describe('computeFacts()', () => {
  it('gives facts that carry their own id and name paths of the record, for an empty record too', () => {
    const facts = factsSchema.parse(computeFacts(emptyIncident('INC-2026-0001')))
    expect(Object.entries(facts).filter(([id, fact]) => id !== fact.id || fact.label === '' || fact.formula === '')).toEqual([])
    expect(Object.values(facts).flatMap(({ basis }) => basis.filter((path) => !path.startsWith('/')))).toEqual([])
    expect(facts['review']?.text).toBe('')
    expect(facts['entriesReviewed']?.text).toBe('0 of 0 entries')
  })

  it('counts what a person has looked at', () => {
    const entry = (id: string, review?: string) => ({ id, review, text: id, phase: 'phase-1', occurred: at('01T10:00') })
    const timeline = [entry('a', 'proposed'), entry('b', 'accepted'), entry('c', 'rejected'), entry('d')]
    expect(text({ timeline }, 'entriesReviewed')).toBe('3 of 4 entries')
    expect(text({ timeline }, 'review')).toBe('machine-proposed, 3 of 4 entries reviewed')
    expect(text({ timeline: timeline.slice(1) }, 'review')).toBe('')
    expect(text({ timeline }, 'phases/phase-1/entries')).toBe('3 entries')
  })

  it('tells the dates of the incident', () => {
    expect(text({}, 'incidentDates')).toBe('unknown: no moment of the incident is recorded')
    expect(text({ moments: { firstActivity: { at: at('01T10:00') } } }, 'incidentDates')).toBe('since 2026-03-01; the end is not recorded')
    expect(text({ moments: { firstActivity: { at: at('01T10:00') }, contained: { at: at('03T10:00') } } }, 'incidentDates')).toBe(
      '2026-03-01 to 2026-03-03 (contained)',
    )
  })

  it('names what lies between consecutive moments', () => {
    const moments = { detected: { at: at('01T10:00') }, contained: { at: at('01T12:00') }, declared: { at: at('01T13:10') } }
    const facts = computeFacts(record({ moments }))
    expect(Object.keys(facts).filter((id) => id.startsWith('gaps/'))).toEqual(['gaps/detected-contained', 'gaps/contained-declared'])
    expect(facts['gaps/contained-declared']?.text).toBe('declared 1 hour 10 minutes after the containment')
  })

  it('adds up records, and says where a number is missing', () => {
    const data = [
      { id: 'a', type: 'mail', records: 1_200, estimate: true },
      { id: 'b', type: 'keys', records: 34 },
    ]
    expect(text({ impact: { data } }, 'recordsAffected')).toBe('about 1,234 records')
    expect(text({ impact: { data: [...data, { id: 'c', type: 'logs' }] } }, 'recordsAffected')).toBe(
      'about 1,234 records or more (number unknown for 1 data type)',
    )
    expect(text({ impact: { data: [{ id: 'c', type: 'logs' }] } }, 'recordsAffected')).toBe('unknown: no number of records is recorded')
    expect(text({ impact: { data: [{ ...data[0], review: 'rejected' }, data[1]] } }, 'recordsAffected')).toBe('34 records')
    expect(
      text(
        {
          impact: {
            affectedParties: [
              { id: 'a', party: 'Customers', count: 40 },
              { id: 'b', kind: 'staff' },
            ],
          },
        },
        'affectedParties',
      ),
    ).toBe('Customers (40) and staff (number unknown)')
  })

  it('keeps currencies apart, recoveries too, and improvements out of the loss', () => {
    const cost = (id: string, amount: number | undefined, more = {}) => ({ id, label: id, amount, currency: 'EUR', status: 'paid', ...more })
    const costs = [
      cost('a', 0.1),
      cost('b', 0.2, { recovered: 0.1 }),
      cost('c', 500, { category: 'improvement' }),
      cost('d', 70, { currency: 'USD', status: 'estimate' }),
    ]
    const facts = computeFacts(record({ impact: { financial: { costs } } }))
    expect(facts['costs/gross/EUR']).toMatchObject({ value: 0.3, text: 'EUR 0.30', unit: 'EUR' })
    expect(facts['costs/net/EUR']?.text).toBe('EUR 0.20')
    expect(facts['costs/improvements/EUR']?.text).toBe('EUR 500')
    expect(facts['costs/gross/USD']?.text).toBe('about USD 70')
    expect(text({ impact: { financial: { costs: [cost('a', 5), cost('b', undefined)] } } }, 'costs/gross/EUR')).toBe(
      'at least EUR 5 (amount unknown for 1 cost)',
    )
  })

  it('adds up downtime and knows nothing where a row has no end', () => {
    const row = (id: string, from: string, to?: string) => ({
      id,
      service: id,
      kind: 'downtime',
      from: at(from),
      to: to === undefined ? undefined : at(to),
    })
    const interruptions = [row('shop', '01T10:00', '01T12:30'), row('mail', '02T10:00', '02T10:45')]
    expect(text({ impact: { operational: { interruptions } } }, 'downtime')).toBe('3 hours 15 minutes')
    expect(text({ impact: { operational: { interruptions } } }, 'impact/operational/interruptions/mail/duration')).toBe('45 minutes')
    expect(text({ impact: { operational: { interruptions: [row('shop', '01T10:00')] } } }, 'downtime')).toBe('unknown: the end is not recorded')
  })

  it("finds the first and last malicious activity of a system in the attacker's entries", () => {
    const entry = (id: string, time: string, more = {}) => ({ id, text: id, phase: 'phase-1', occurred: at(time), systems: ['web-1'], ...more })
    const timeline = [
      entry('b', '02T10:00', { until: at('02T18:00') }),
      entry('a', '01T10:00'),
      entry('response', '03T10:00', { kind: 'response' }),
      entry('wrong', '04T10:00', { review: 'rejected' }),
      entry('maybe', '01T08:00', { review: 'proposed', tier: 'to review' }),
    ]
    const fields = {
      systems: [
        { id: 's1', name: 'web-1' },
        { id: 's2', name: 'db-1' },
      ],
      timeline,
    }
    expect(text(fields, 'systems/s1/firstActivity')).toBe('2026-03-01 10:00:00 UTC')
    expect(text(fields, 'systems/s1/lastActivity')).toBe('2026-03-02 18:00:00 UTC')
    expect(text(fields, 'systems/s2/firstActivity')).toBe("unknown: no entry of the attacker's names it")
  })

  it('measures how early each opportunity lay', () => {
    const fields = {
      moments: { detected: { at: at('03T10:00') } },
      detection: { opportunities: [{ id: 'o', point: 'sign-in', at: at('01T09:00') }] },
    }
    expect(text(fields, 'detection/opportunities/o/leadTime')).toBe('2 days 1 hour')
  })

  it('counts what cites each evidence item', () => {
    const item = (digit: string) => ({ id: digit, label: `E${digit}`, name: digit, sha256: digit.repeat(64), size: 1 })
    const citation = { kind: 'event', event: 'e', evidence: '1'.repeat(64), record: 1, spans: [{ offset: 0, length: 1 }], sha256: '' }
    const systems = [
      { id: 'a', citations: [citation] },
      { id: 'b', review: 'rejected', citations: [citation] },
    ]
    expect(text({ evidence: [item('1'), item('2')], systems }, 'evidence/1/citedBy')).toBe('1 citation')
    expect(text({ evidence: [item('1'), item('2')], systems }, 'evidence/2/citedBy')).toBe('0 citations')
  })

  it('says where a figure that was given differs from the record', () => {
    const data = [{ id: 'a', type: 'mail', records: 1_234 }]
    const given = (fact: string, value: string) =>
      text({ impact: { data }, statements: [{ id: 's', fact, value, audience: 'customers' }] }, 'statements/s/now')
    expect(given('recordsAffected', '1,234')).toBe('agrees: 1,234 records')
    expect(given('recordsAffected', '900')).toBe('differs: "900" was given, the record now says 1,234 records')
    expect(given('__proto__', '1')).toBe('unknown: the record computes no figure "__proto__"')
  })
})

describe('numberedRecommendations()', () => {
  const recommendations = [
    { id: 'low', priority: 'low' },
    { id: 'critical', priority: 'critical' },
    { id: 'frozen', priority: 'medium', number: 1 },
    { id: 'rejected', priority: 'critical', review: 'rejected' },
    { id: 'also-critical', priority: 'critical', acceptedOn: '2026-01-30' },
  ]

  it('numbers by priority and keeps frozen numbers', () => {
    const numbered = numberedRecommendations(record({ recommendations }))
    expect(numbered.map(({ number, recommendation }) => `${number} ${recommendation.id}`)).toEqual([
      '1 frozen',
      '2 critical',
      '3 also-critical',
      '4 low',
    ])
    expect(text({ recommendations }, 'recommendations/low/number')).toBe('5.4')
  })

  it('proposes due dates from acceptance, else from the report, else from the declaration', () => {
    expect(text({ recommendations }, 'recommendations/also-critical/due')).toBe('2026-02-01 (proposed)')
    expect(text({ recommendations }, 'recommendations/low/due')).toBe('unknown: no day to count from is recorded')
    expect(text({ recommendations, people: { reportDate: '2026-03-01' } }, 'recommendations/critical/due')).toBe('2026-03-03 (proposed)')
    expect(text({ recommendations, moments: { declared: { at: at('01T10:00') } } }, 'recommendations/low/due')).toBe('2026-08-28 (proposed)')
    expect(text({ recommendations: [{ id: 'set', due: '2026-05-01' }] }, 'recommendations/set/due')).toBe('2026-05-01')
  })
})
