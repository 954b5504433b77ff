import { describe, expect, it } from 'vitest'
import type { Facts } from '../../model/facts.ts'
import { incidentSchema } from '../../model/incident.ts'
import type { Figure } from '../../model/report.ts'
import { composeReport } from '../compose.ts'
import { escapeXml, wrap } from './svg.ts'

const at = (time: string) => ({ earliest: time, latest: time, precision: 'second', zone: 'Z' })
const gap = {
  id: 'gaps/compromise-detected',
  label: '',
  kind: 'duration',
  value: 3_600_000,
  text: '',
  known: 'exact',
  basis: [],
  formula: '',
} as const

function figures(parts: Record<string, unknown>, facts: Facts = {}): Map<string, Figure> {
  const document = incidentSchema.parse({ id: 'INC-2026-0001', ...parts })
  const { blocks } = composeReport(document, facts, { version: '1', head: '', program: '' })
  return new Map(blocks.flatMap((block) => (block.kind === 'figure' ? [[block.figure.id, block.figure]] : [])))
}

const moments = { compromise: { at: at('2026-03-01T10:00:00Z'), review: 'proposed' }, detected: { at: at('2026-03-01T11:00:00Z') } }
const entries = ['<b>', 'two', 'three'].map((text, index) => ({
  id: `e${index}`,
  occurred: at(`2026-03-0${index + 1}T10:00:00Z`),
  phase: 'phase-2',
  text,
}))
const path = [
  { id: 'a', from: 'bastion-1', to: '<web> & "db"', method: 'ssh', at: '2026-03-01T10:00:00Z' },
  { id: 'b', from: '<web> & "db"', to: 'vault' },
  { id: 'c', from: 'vault', to: 'backup' },
]

describe('the figures', () => {
  it('are drawn only where there is something to draw', () => {
    expect([...figures({}).keys()]).toEqual([])
    expect([...figures({ moments, timeline: entries, rootCause: { movement: { path } } }).keys()]).toEqual(['glance', 'phases', 'movement'])
  })

  it('show moments in order, the measured interval between them and the time before detection', () => {
    const glance = figures({ moments }, { [gap.id]: { ...gap, basis: [] } }).get('glance')
    expect(glance?.svg.indexOf('Compromise, 2026-03-01 10:00')).toBeLessThan(glance?.svg.indexOf('Detected, 2026-03-01 11:00') ?? 0)
    expect(glance?.svg).toContain('>1h</text>')
    expect(glance?.svg).toContain('>undetected</text>')
    expect(glance?.svg).toContain('class="attack hollow"')
    expect(glance?.alt).toBe('Milestones in order. Compromise (proposed): 2026-03-01 10:00:00 UTC; Detected: 2026-03-01 11:00:00 UTC.')
  })

  it('count entries by phase and say the same in words', () => {
    const phases = figures({ timeline: entries }).get('phases')
    expect(phases?.svg.match(/class="(?:attack|ink stroke)"/g)?.length).toBe(3 + 2)
    expect(phases?.alt).toContain('Phase 2, Discovery/Reconnaissance: 3 entries from 2026-03-01 10:00 UTC to 2026-03-03 10:00 UTC')
    expect(phases?.alt).toContain('Phase 1, Initial Compromise: no entries')
  })

  it('number the steps of movement, and print names as text', () => {
    const movement = figures({ rootCause: { movement: { path } } }).get('movement')
    for (const number of ['1', '2', '3']) expect(movement?.svg).toContain(`>${number}</text>`)
    expect(movement?.svg).toContain('&lt;web&gt; &amp; &quot;db&quot;')
    expect(movement?.alt).toContain('1: from bastion-1 to <web> & "db" by ssh at 2026-03-01 10:00:00 UTC; 2: from')
  })

  it('hold nothing but shapes and text', () => {
    for (const { svg } of figures({ moments, timeline: entries, rootCause: { movement: { path } } }).values()) {
      expect(svg.match(/<(?!\/?(?:svg|title|rect|line|text|polygon|circle)\b)/g)).toBeNull()
      expect(svg).not.toMatch(/NaN|undefined|href|style=/)
    }
  })
})

describe('wrap()', () => {
  it('breaks at spaces, cuts long names, and shows what it left out', () => {
    expect(wrap('one two three', 7, 3)).toEqual(['one two', 'three'])
    expect(wrap('a'.repeat(25), 10, 2)).toEqual(['a'.repeat(10), `${'a'.repeat(9)}…`])
    expect(wrap('', 10, 2)).toEqual([])
  })
})

describe('escapeXml()', () => {
  it('escapes markup and replaces what XML cannot hold', () => {
    expect(escapeXml('<a b="c">&\u0000\ud800')).toBe('&lt;a b=&quot;c&quot;&gt;&amp;\ufffd\ufffd')
  })
})
