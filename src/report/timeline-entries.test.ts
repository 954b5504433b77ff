import { describe, expect, it } from 'vitest'
import type { EventCitation, SetCitation } from '../model/citation.ts'
import { type Incident, incidentSchema } from '../model/incident.ts'
import type { MovementStep } from '../model/cause.ts'
import type { Block, Inline } from '../model/report.ts'
import { composeReport, outlines } from './compose.ts'
import { stepEntryFinder } from './step-entries.ts'
import { numberEntries } from './timeline-entries.ts'

const hash = 'cd'.repeat(32)
const event = (record: number): EventCitation => ({
  kind: 'event',
  event: `cdcd:${record}`,
  evidence: hash,
  record,
  spans: [{ offset: record, length: 1 }],
  sha256: `${record}`.padStart(64, '0'),
})
const set = (...examples: number[]): SetCitation => ({
  kind: 'set',
  selector: { rule: 'r', ruleHash: 'r', where: {} },
  evidence: [hash],
  count: 40,
  first: '2026-03-01T10:00:00Z',
  last: '2026-03-01T11:00:00Z',
  digest: examples.join(),
  examples: examples.map(event),
})
const at = (minute: string) => ({ earliest: `2026-03-01T10:${minute}:00Z`, latest: `2026-03-01T10:${minute}:00Z`, precision: 'second', zone: 'Z' })
const act = (id: string, minute: string, more: Record<string, unknown> = {}): Record<string, unknown> => ({
  id,
  occurred: at(minute),
  phase: 'phase-1',
  text: `Act ${id}`,
  ...more,
})

function incident(parts: Record<string, unknown>): Incident {
  return incidentSchema.parse({ id: 'INC-2026-0001', ...parts })
}

function idsOf(parts: readonly { readonly id: string }[]): string[] {
  return parts.map(({ id }) => id)
}

describe('numberEntries()', () => {
  it('numbers what stands in the timeline by time, over all phases, and nothing that waits for review', () => {
    const { timeline } = incident({
      timeline: [
        act('late', '30'),
        act('waiting', '05', { review: 'proposed', tier: 'to review' }),
        act('early', '10', { phase: 'phase-4' }),
        act('same', '30', { phase: 'phase-2' }),
      ],
    })
    const entries = numberEntries(timeline)
    expect(idsOf(entries.shown)).toEqual(['early', 'late', 'same'])
    expect(timeline.map((entry) => entries.numberOf(entry))).toEqual([2, undefined, 1, 3])
  })

  it('finds entries by what they cite, else by the examples of what they cite', () => {
    const { timeline } = incident({
      timeline: [
        act('many', '01', { citations: [set(1, 9)] }),
        act('one', '02', { citations: [event(9)] }),
        act('two', '03', { citations: [event(9)] }),
      ],
    })
    const { citing } = numberEntries(timeline)
    expect(idsOf(citing([event(9)]))).toEqual(['one', 'two'])
    expect(idsOf(citing([event(77), event(1), event(9)]))).toEqual(['many'])
    expect(idsOf(citing([set(1, 9)]))).toEqual(['many'])
    expect(citing([event(5)])).toEqual([])
    expect(citing([])).toEqual([])
  })
})

describe('stepEntryFinder()', () => {
  const finds = (timeline: readonly unknown[], step: Partial<MovementStep>): string[] => {
    const document = incident({ timeline, accounts: [{ id: 'a1', name: 'deploy' }], rootCause: { movement: { path: [{ id: 's', ...step }] } } })
    const [read] = document.rootCause.movement.path
    if (read === undefined) expect.fail('the record lost its step')
    return idsOf(stepEntryFinder(document, numberEntries(document.timeline))(read))
  }
  const step = { from: 'web-1', to: 'deploy', at: '2026-03-01T10:10:00Z' }

  it('takes the entry that cites the same evidence, whatever else was at that moment', () => {
    const timeline = [act('named', '10', { accounts: ['deploy'] }), act('cited', '20', { citations: [event(1)] })]
    expect(finds(timeline, { ...step, citations: [event(1)] })).toEqual(['cited'])
  })

  it('takes, of one moment, the entries that name an end of the step, else the only one', () => {
    const named = [act('other', '10'), act('by-id', '10', { accounts: ['a1'] }), act('by-text', '10', { text: 'From web-1 onward' })]
    expect(finds(named, step)).toEqual(['by-id', 'by-text'])
    expect(finds([act('alone', '10')], step)).toEqual(['alone'])
    expect(finds([act('one', '10'), act('two', '10')], step)).toEqual([])
    expect(finds([act('earlier', '09')], step)).toEqual([])
    expect(finds([act('alone', '10')], { ...step, at: 'some time' })).toEqual([])
  })

  it('never takes the response for a step of the attack', () => {
    const timeline = [act('answer', '10', { kind: 'response', citations: [event(1)], accounts: ['deploy'] })]
    expect(finds(timeline, { ...step, citations: [event(1)] })).toEqual([])
  })
})

describe('the numbers of entries in a report', () => {
  const document = incident({
    timeline: [
      act('second', '20', { phase: 'phase-3', citations: [event(2)] }),
      act('first', '10', { milestone: true }),
      act('third', '30', { citations: [event(3)] }),
      act('fourth', '40', { citations: [event(3)] }),
    ],
    moments: { firstLateralMovement: { at: at('20'), citations: [event(2)], candidates: [] } },
    detection: { opportunities: [{ id: 'o', point: 'Sign-in', potential: 'An alert', phase: 'phase-1', citations: [event(3)] }] },
    rootCause: {
      movement: {
        path: [
          { id: 's', from: 'web-1', to: 'db-1', citations: [event(2)] },
          { id: 't', from: 'db-1', to: 'vault' },
        ],
      },
    },
  })

  it.each(outlines.map(({ name }) => name))('are the same in each place that tells of an entry, outline %s', (outline) => {
    const { blocks, sheets } = composeReport(document, {}, { version: '1', head: 'h', program: 'p', outline })
    const tables = blocks.flatMap((block) => (block.kind === 'table' ? [block] : []))
    const column = (caption: RegExp, index: number): string[] =>
      tables.flatMap((table) => (caption.test(table.caption) ? table.rows.map((row) => wordsOf(row[index] ?? [])) : []))
    expect(column(/^(?:Timeline: |Chronological)/, 0)).toEqual(outline === 'full' ? ['1', '3', '4', '2'] : ['1', '2', '3', '4'])
    expect(column(/^Movement path/, 1)).toEqual(['2', 'None'])
    expect(column(/^Key milestones/, 2).join()).toContain('cdcdcdcd:2')
    expect(column(/^Key milestones/, 2).join()).toContain('(entry 2)')
    expect(column(/^Detection opportunities/, 0).join()).toContain('Phase 1, entries 3 and 4')
    expect(JSON.stringify(blocks)).toContain('1: from web-1 to db-1, method unknown (entry 2 of the timeline; phase 3)')
    expect(listedWords(blocks).find((item) => item.includes('Act first'))).toMatch(/\(entry 1\)$/)
    const sheet = sheets.find(({ name }) => name === 'timeline')
    expect(sheet?.rows.map((row) => [row[sheet.columns.indexOf('number')], row[sheet.columns.indexOf('id')]])).toEqual([
      ['1', 'first'],
      ['2', 'second'],
      ['3', 'third'],
      ['4', 'fourth'],
    ])
  })

  it.each(outlines.map(({ name }) => name))('lead to a heading that is there, outline %s', (outline) => {
    const { blocks } = composeReport(document, {}, { version: '1', head: 'h', program: 'p', outline })
    const headings = new Set(blocks.flatMap((block) => (block.kind === 'heading' ? [`#${block.id}`] : [])))
    const links = [...JSON.stringify(blocks).matchAll(/"kind":"link","text":"\d+","href":"([^"]+)"/g)].map(([, href]) => href ?? '')
    expect(links.length).toBeGreaterThan(4)
    for (const href of links) expect(headings).toContain(href)
  })
})

function wordsOf(content: readonly Inline[]): string {
  return content.map((inline) => ('text' in inline ? inline.text : 'label' in inline ? inline.label : ' ')).join('')
}

function listedWords(blocks: readonly Block[]): string[] {
  return blocks.flatMap((block) => (block.kind === 'list' ? block.items.map(wordsOf) : []))
}
