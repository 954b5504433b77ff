import { describe, expect, it } from 'vitest'
import type { EventCitation, SetCitation } from '../../model/citation.ts'
import type { Fact } from '../../model/facts.ts'
import { incidentSchema } from '../../model/incident.ts'
import { proseOf } from '../../model/prose.ts'
import { type SheetName, sheetNames } from '../../model/report.ts'
import { composeReport } from '../compose.ts'

const hash = 'cd'.repeat(32)
const evidence = [{ id: 'ev', label: 'E7', name: 'auth.log', sha256: hash, size: 12_345, custody: [] }]
const event: EventCitation = {
  kind: 'event',
  event: 'cdcd:12',
  evidence: hash,
  record: 3,
  spans: [
    { offset: 12, length: 40 },
    { offset: 90, length: 5 },
  ],
  sha256: 'ef'.repeat(32),
  sourceId: 'a-b',
}
const set: SetCitation = {
  kind: 'set',
  selector: { rule: 'ssh-failed', ruleHash: '12'.repeat(32), where: { 'user.name': 'root', 'source.ip': '203.0.113.7', 'host.name': '' } },
  evidence: [hash],
  count: 412,
  first: '2026-03-01T10:15:02Z',
  last: '2026-03-01T11:00:00Z',
  digest: '34'.repeat(32),
  examples: [event],
}
const occurred = { earliest: '2026-03-01T10:15:02Z', latest: '2026-03-01T10:15:02.999Z', precision: 'second', zone: 'Z' }
const fact = (id: string, parts: Partial<Fact>): Fact => ({
  id,
  label: id,
  kind: 'instant',
  text: '',
  known: 'exact',
  basis: [],
  formula: '',
  ...parts,
})

/** The rows of one sheet of a record, as objects without their empty cells. */
function rowsOf(name: SheetName, record: Record<string, unknown>, facts: readonly Fact[] = []): Record<string, string>[] {
  const document = incidentSchema.parse({ id: 'INC-2026-0001', ...record })
  const byId = Object.fromEntries(facts.map((one) => [one.id, one]))
  const { sheets } = composeReport(document, byId, { version: '1', head: 'ab'.repeat(32), program: 'Hindcast' })
  const sheet = sheets.find((one) => one.name === name) ?? expect.fail(`no sheet ${name}`)
  return sheet.rows.map((row) => Object.fromEntries(row.flatMap((cell, index) => (cell === '' ? [] : [[sheet.columns[index] ?? '', cell]]))))
}

describe('sheets()', () => {
  it('gives every sheet, with as many cells in a row as there are columns, and no column twice', () => {
    const document = incidentSchema.parse({ id: 'INC-2026-0001', evidence, systems: [{ id: 's', name: 'web-1', citations: [event] }] })
    const { sheets } = composeReport(document, {}, { version: '1', head: 'h', program: 'p' })
    expect(sheets.map(({ name }) => name)).toEqual(sheetNames)
    for (const { name, columns, numbers, rows } of sheets) {
      expect(new Set(columns).size, name).toBe(columns.length)
      expect(columns, name).toEqual(expect.arrayContaining([...numbers]))
      for (const row of rows) expect(row.length, name).toBe(columns.length)
    }
  })

  it('tells entries that wait for review from those of the timeline, names instead of ids', () => {
    const entry = { id: 'e1', occurred, phase: 'phase-1', text: 'Call from 203.0.113.7', systems: ['s1', 'db-2'], indicators: ['i1'], tlp: 'TLP:RED' }
    const rows = rowsOf('timeline', {
      systems: [{ id: 's1', name: 'web 1' }],
      indicators: [{ id: 'i1', type: 'ipv4', value: '203.0.113.7' }],
      timeline: [entry, { ...entry, id: 'e2', review: 'proposed', tier: 'to review' }, { ...entry, id: 'e3', review: 'rejected' }],
    })
    expect(rows).toMatchObject([
      {
        id: 'e1',
        stands_in: 'timeline',
        systems: 'web 1; db-2',
        indicators: '203[.]0[.]113[.]7',
        event: 'Call from 203[.]0[.]113[.]7',
        tlp: 'TLP:RED',
      },
      { id: 'e2', stands_in: 'to review', review: 'proposed' },
    ])
  })

  it('lists what was done, begun, recommended and rehearsed, with who set each date', () => {
    const facts = [
      fact('recommendations/r1/number', { text: '5.1', value: 1 }),
      fact('recommendations/r1/due', { text: '2026-04-01 (proposed)' }),
      fact('recommendations/r2/number', { text: '5.2', value: 2 }),
      fact('recommendations/r2/due', { text: 'unknown: no day to count from is recorded', known: 'unknown' }),
    ]
    const rows = rowsOf(
      'actions',
      {
        causes: [{ id: 'c1', kind: 'technical cause', statement: 'A key lay in a repository' }],
        response: {
          actions: [{ id: 'a1', action: 'Key revoked', date: occurred, owner: 'Cloud team' }],
          shortTerm: [{ id: 'b1', action: 'Rotate the others', due: '2026-03-09' }],
        },
        recommendations: [
          { id: 'r2', title: 'Train' },
          { id: 'r1', title: 'Scan', action: 'Scan each push', priority: 'critical', causes: ['c1'], successCriteria: 'No key for 90 days' },
        ],
        followUp: {
          exercises: [{ id: 'x1', scenario: 'Another key leaks', date: '2026-09-01', objectives: 'Found in an hour', result: 'In 20 minutes' }],
        },
      },
      facts,
    )
    expect(rows).toMatchObject([
      {
        kind: 'immediate action',
        title: 'Key revoked',
        stage: 'containment',
        status: 'done',
        done_earliest_utc: occurred.earliest,
        owner: 'Cloud team',
      },
      { kind: 'short-term action', title: 'Rotate the others', due: '2026-03-09', due_set_by: 'the team', status: 'not started' },
      {
        kind: 'recommendation',
        number: '5.1',
        due: '2026-04-01',
        due_set_by: 'proposed from the priority',
        answers_causes: 'A key lay in a repository',
      },
      { kind: 'recommendation', number: '5.2', title: 'Train' },
      {
        kind: 'exercise',
        title: 'Another key leaks',
        due: '2026-09-01',
        success_criteria: 'Found in an hour',
        verification: 'In 20 minutes',
        status: 'done',
      },
    ])
    expect(rows[3]).not.toHaveProperty('due')
  })

  it('says of evidence how it was obtained, kept and read, and what cites it', () => {
    const [item] = evidence
    const custody = [
      {
        id: 'k1',
        action: 'collect',
        at: '2026-03-05T10:00:00Z',
        by: 'Rosa Keller',
        acquisition: { by: 'Jonas Weber', tool: 'scp 9.6', rowCap: 500 },
      },
      { id: 'k2', action: 'transfer', to: 'Counsel', place: 'vault 2', purpose: 'court order' },
    ]
    const reading = { format: 'sshd', version: 2, records: 10, events: 9, problems: 1, year: 2026 }
    const rows = rowsOf(
      'evidence',
      {
        evidence: [{ ...item, custody, reading, acquisition: { by: 'Rosa Keller', rowCap: 1000 } }],
        timeline: [{ id: 'e1', occurred, phase: 'phase-1', text: 'An act', citations: [set] }],
        summary: { text: proseOf('So it was', [event]) },
      },
      [fact('evidence/ev/citedBy', { kind: 'count', value: 2 })],
    )
    expect(rows).toMatchObject([
      {
        label: 'E7',
        bytes: '12345',
        acquired_by: 'Rosa Keller',
        row_cap: '1000',
        custody:
          '2026-03-05T10:00:00Z collect by Rosa Keller (acquired by Jonas Weber, with scp 9.6, row cap: 500)\nno time recorded transfer to Counsel, vault 2: court order',
        read_as: 'sshd (version 2)',
        given_year: '2026',
        citations: '2',
        cited_in: '/summary/text; /timeline/e1',
      },
    ])
  })

  it('lists every citation, a set before its examples, exactly enough to look it up', () => {
    const rows = rowsOf('sources', {
      evidence,
      indicators: [{ id: 'i1', type: 'ipv4', value: '203.0.113.7' }],
      timeline: [{ id: 'e1', occurred, phase: 'phase-1', text: 'An act', citations: [set] }],
      systems: [{ id: 's1', name: 'web-1', citations: [event] }],
    })
    const bytes = { record: '3', offset: '12', length: '40', further_spans: 'offset 90, length 5', span_sha256: event.sha256, source_event_id: 'a-b' }
    expect(rows).toMatchObject([
      { label: 'E7:3', kind: 'event', evidence: 'E7', evidence_name: 'auth.log', evidence_sha256: hash, ...bytes, cited_in: '/systems/s1' },
      {
        label: 'E7:3 +411',
        kind: 'set',
        set_events: '412',
        set_rule: 'ssh-failed',
        set_where: 'host.name absent; source.ip = 203[.]0[.]113[.]7; user.name = root',
        cited_in: '/timeline/e1',
      },
      { label: 'E7:3', kind: 'example', example_of: 'E7:3 +411', ...bytes },
    ])
  })

  it('takes first and last activity of a system from the entries the facts rest on', () => {
    const until = { ...occurred, earliest: '2026-03-02T00:00:00Z', latest: '2026-03-02T00:00:00.5Z' }
    const rows = rowsOf(
      'systems',
      {
        systems: [
          { id: 's1', name: 'web-1', accounts: ['a1'] },
          { id: 's2', name: 'db-1' },
        ],
        accounts: [{ id: 'a1', name: 'deploy' }],
        timeline: [{ id: 'e1', occurred, until, phase: 'phase-1', text: 'An act', systems: ['s1', 'web-1'] }],
      },
      [
        fact('systems/s1/firstActivity', { basis: ['/timeline/e1'] }),
        fact('systems/s1/lastActivity', { basis: ['/timeline/e1'] }),
        fact('systems/s2/firstActivity', { known: 'unknown', basis: ['/timeline'] }),
      ],
    )
    expect(rows).toMatchObject([
      { system: 'web-1', accounts: 'deploy', first_malicious_utc: occurred.earliest, last_malicious_utc: until.latest, timeline_entries: '1' },
      { system: 'db-1', timeline_entries: '0' },
    ])
    expect(rows[1]).not.toHaveProperty('first_malicious_utc')
  })
})
