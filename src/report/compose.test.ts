import { describe, expect, it } from 'vitest'
import type { EventCitation } from '../model/citation.ts'
import type { Fact } from '../model/facts.ts'
import { emptyIncident, type Incident, incidentSchema } from '../model/incident.ts'
import type { Block, Report } from '../model/report.ts'
import { composeReport } from './compose.ts'

const context = { version: '1', head: 'ab'.repeat(32), program: 'Hindcast' }
const hash = 'cd'.repeat(32)
const citation: EventCitation = {
  kind: 'event',
  event: 'cdcd:12',
  evidence: hash,
  record: 3,
  spans: [{ offset: 12, length: 40 }],
  sha256: 'ef'.repeat(32),
}
const occurred = { earliest: '2026-03-01T10:15:02Z', latest: '2026-03-01T10:15:02Z', precision: 'second', zone: 'Z' }

function incident(parts: Record<string, unknown>): Incident {
  return incidentSchema.parse({ id: 'INC-2026-0001', ...parts })
}

function words(report: Report): string {
  return JSON.stringify(report.blocks)
}

function rowsUnder(report: Report, title: string): readonly (readonly unknown[])[] {
  const at = report.blocks.findIndex((block) => block.kind === 'heading' && block.text === title)
  const table = report.blocks.slice(at).find((block): block is Extract<Block, { kind: 'table' }> => block.kind === 'table')
  return table?.rows ?? []
}

describe('composeReport()', () => {
  it('leaves out what a person rejected, and the sources only that cites', () => {
    const entry = { id: 'e1', occurred, phase: 'phase-1', text: 'Rejected act', review: 'rejected', citations: [citation] }
    const report = composeReport(incident({ timeline: [entry] }), {}, context)
    expect(words(report)).not.toContain('Rejected act')
    expect(report.blocks.some((block) => block.kind === 'source')).toBe(false)
    expect(report.sheets.find(({ name }) => name === 'timeline')?.rows).toEqual([])
  })

  it('keeps weaker proposals out of the timeline until a person accepts them', () => {
    const entry = {
      id: 'e1',
      occurred,
      phase: 'phase-1',
      text: 'An act',
      tier: 'to review',
      reason: 'Unusual hour',
      review: 'proposed',
      basis: 'observed',
    }
    const proposed = composeReport(incident({ timeline: [entry] }), {}, context)
    expect(rowsUnder(proposed, 'Proposals to Review')).toHaveLength(1)
    expect(words(proposed)).toContain('nothing recorded does not mean that nothing was done')
    const accepted = composeReport(incident({ timeline: [{ ...entry, review: 'accepted' }] }), {}, context)
    expect(rowsUnder(accepted, 'Phase 1: Initial Compromise')).toHaveLength(1)
    expect(words(accepted)).toContain('no proposal is waiting')
  })

  it('prints the label of each citation and its source with every detail', () => {
    const evidence = [{ id: 'ev', label: 'E7', name: 'auth.log', sha256: hash, size: 100 }]
    const report = composeReport(incident({ evidence, lessons: { wentWell: [{ id: 'l', text: 'Seen', citations: [citation] }] } }), {}, context)
    const source = report.blocks.find((block) => block.kind === 'source')
    expect(source).toMatchObject({ kind: 'source', label: 'E7:3' })
    expect(words(report)).toContain(`{"kind":"citation","label":"E7:3","target":"${source?.kind === 'source' ? source.id : ''}"}`)
    for (const detail of [hash, 'Record 3, offset 12, length 40', 'ef'.repeat(32)]) expect(words(report)).toContain(detail)
  })

  it('defangs known indicators wherever they stand, figures and links included', () => {
    const text = { type: 'text', text: 'here', marks: [{ type: 'link', attrs: { href: 'https://bad.example/x' } }] }
    const report = composeReport(
      incident({
        title: 'Calls from 203.0.113.7',
        indicators: [
          { id: 'a', type: 'ipv4', value: '203.0.113.7' },
          { id: 'b', type: 'domain', value: 'bad.example' },
        ],
        summary: {
          text: {
            type: 'doc',
            content: [
              { type: 'paragraph', content: [text] },
              { type: 'codeBlock', content: [{ type: 'text', text: 'curl bad.example' }] },
            ],
          },
        },
        rootCause: { movement: { path: [{ id: 'm', from: '203.0.113.7', to: 'web-1' }] } },
        timeline: [{ id: 'e', occurred, phase: 'phase-1', text: 'Sign-in from 203.0.113.7', source: 'bad.example' }],
      }),
      {},
      context,
    )
    expect(JSON.stringify(report)).not.toMatch(/203\.0\.113\.7|bad\.example/)
    expect(report.title).toBe('Calls from 203[.]0[.]113[.]7')
    expect(words(report)).toContain('here (hxxps://bad[.]example/x)')
  })

  it('never prints why a notification duty applies or not', () => {
    const notification = { id: 'n', duty: 'eu-gdpr-33', decision: 'does not apply', decidedBy: 'Counsel', reason: 'Advice of counsel' }
    const report = composeReport(incident({ notifications: [notification] }), {}, context)
    expect(words(report)).toContain('Does not apply')
    expect(JSON.stringify(report)).not.toContain('Advice of counsel')
  })

  it('says that entries wait for review, as the facts count them', () => {
    const fact: Fact = {
      id: 'review',
      label: 'Review',
      kind: 'text',
      text: 'machine-proposed, 3 of 41 entries reviewed',
      known: 'exact',
      basis: [],
      formula: '',
    }
    expect(composeReport(emptyIncident('INC-2026-0001'), { review: fact }, context).reviewNotice).toBe(fact.text)
    expect(composeReport(emptyIncident('INC-2026-0001'), { review: { ...fact, text: '' } }, context).reviewNotice).toBeUndefined()
  })

  it('refuses an outline nobody knows', () => {
    expect(() => composeReport(emptyIncident('INC-2026-0001'), {}, { ...context, outline: 'short' })).toThrow(
      'There is no outline "short"; there is "full"',
    )
  })

  it('makes control and direction characters visible', () => {
    const report = composeReport(incident({ title: 'bell\u0007 and \u202egnp.exe' }), {}, context)
    expect(report.title).toBe('bell\\u0007 and \\u202egnp.exe')
  })
})
