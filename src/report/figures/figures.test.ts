import { describe, expect, it } from 'vitest'
import type { Facts } from '../../model/facts.ts'
import { incidentSchema } from '../../model/incident.ts'
import type { Figure } from '../../model/report.ts'
import { composeReport } from '../compose.ts'
import { drawnTexts, touching } from './drawn-text.ts'
import { answer, attack, ink, mostHeight, paper, shade, soft } from './svg.ts'

const at = (time: string) => ({ earliest: time, latest: time, precision: 'second', zone: 'Z' })

function figures(parts: Record<string, unknown>, facts: Facts = {}): Map<string, Figure> {
  const document = incidentSchema.parse({ id: 'INC-2026-0001', ...parts })
  const { blocks } = composeReport(document, facts, { version: '1', head: '', program: '' })
  return new Map(blocks.flatMap((block) => (block.kind === 'figure' ? [[block.figure.id, block.figure]] : [])))
}

function textsOf(figure: Figure | undefined): string[] {
  return drawnTexts(figure?.svg ?? '').map(({ text }) => text.replaceAll('\u00a0', ' '))
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
  { id: 'c', from: 'vault', to: 'backup', review: 'proposed' },
]

describe('the figures', () => {
  it('are drawn only where there is something to draw', () => {
    expect([...figures({}).keys()]).toEqual([])
    expect([...figures({ moments, timeline: entries, rootCause: { movement: { path } } }).keys()]).toEqual(['glance', 'phases', 'movement'])
  })

  it('hold nothing but shapes and text, without style sheets, and write no text over another', () => {
    for (const { svg } of figures({ moments, timeline: entries, rootCause: { movement: { path } } }).values()) {
      expect(svg.match(/<(?!\/?(?:svg|title|rect|line|text|tspan|polygon|circle|path)\b)/g)).toBeNull()
      expect(svg).not.toMatch(/NaN|undefined|Infinity|href|style=|class=|-0\b/)
      expect(touching(drawnTexts(svg))).toEqual([])
    }
  })
})

describe('glanceFigure()', () => {
  const fact = { label: 'Dwell time', kind: 'duration', value: 3_600_000, text: '1 hour', known: 'exact', formula: '' } as const
  const facts: Facts = { dwell: { ...fact, id: 'dwell', basis: ['/moments/compromise', '/moments/detected'] } }

  it('shows moments in order, the measured intervals, and says what nobody recorded', () => {
    const glance = figures({ moments }, facts).get('glance')
    expect(textsOf(glance)).toEqual([
      'The attack',
      'Compromise 1 March 2026, 10:00',
      'Detected 1 March 2026, 11:00',
      'The response',
      'Undetected (dwell time) 1 hour',
      'Not recorded, so not drawn: first malicious activity, contained, eradicated, recovered and resolved.',
      'the attack',
      'detection and response',
      'hollow: proposed, not reviewed',
      'undetected',
      'Times in UTC, to scale',
    ])
    expect(glance?.alt).toBe(
      'Milestones of the incident on one line of time. The attack: Compromise: 1 March 2026, 10:00 UTC (proposed, not reviewed). The response: Detected: 1 March 2026, 11:00 UTC. Shaded as undetected: from "Compromise" to "Detected". Measured: Undetected (dwell time): 1 hour. Not recorded, so not drawn: first malicious activity, contained, eradicated, recovered and resolved. The distances are to scale.',
    )
  })

  it('gives milestones of one moment one stem', () => {
    const same = { compromise: { at: at('2026-03-01T10:00:00Z') }, firstExfiltration: { at: at('2026-03-01T10:00:00Z') }, detected: moments.detected }
    expect(textsOf(figures({ moments: same }).get('glance')).slice(0, 3)).toEqual([
      'The attack',
      'Compromise',
      'First exfiltration 1 March 2026, 10:00',
    ])
  })

  it('draws an uncertain moment as a bar and tells its range', () => {
    const uncertain = { earliest: '2026-03-01T09:12:00Z', latest: '2026-03-01T09:40:00Z', precision: 'minute', zone: 'Z' }
    const glance = figures({ moments: { ...moments, compromise: { at: uncertain } } }).get('glance')
    expect(textsOf(glance)).toContain('somewhere in this time')
    expect(glance?.alt).toMatch(/Compromise: on 1 March 2026 between 09:12 and 09:40 UTC/)
  })

  it('shades nothing where the detection is not recorded', () => {
    const glance = figures({ moments: { compromise: moments.compromise, contained: moments.detected } }).get('glance')
    expect(textsOf(glance)).not.toContain('undetected')
    expect(glance?.alt).not.toContain('undetected')
  })
})

describe('phasesFigure()', () => {
  it('shows a lane for each phase and says the same in words', () => {
    const phases = figures({ timeline: entries }).get('phases')
    expect(textsOf(phases)).toEqual(
      expect.arrayContaining(['1 Initial Compromise', '0 entries', '2 Discovery/Reconnaissance', '3 entries', '2026-03-01']),
    )
    expect(phases?.alt).toContain('Phase 2, Discovery/Reconnaissance: 3 entries, from 2026-03-01 10:00 UTC to 2026-03-03 10:00 UTC')
  })
})

describe('movementFigure()', () => {
  it('numbers the steps as the table does, names their phase, and prints names as text', () => {
    const timeline = [{ id: 'e', occurred: at('2026-03-01T10:00:00Z'), phase: 'phase-3', text: 'moved' }]
    const movement = figures({ rootCause: { movement: { path } }, timeline }).get('movement')
    expect(textsOf(movement)).toEqual(
      expect.arrayContaining(['1', '2', '3', 'bastion-1', 'ssh', 'method unknown', 'Phase of the timeline', '2026-03-01']),
    )
    expect(movement?.svg).toContain('&lt;web&gt; &amp; &quot;db&quot;')
    expect(movement?.alt).toContain('1: from bastion-1 to <web> & "db" by ssh at 2026-03-01 10:00:00 UTC (entry 1 of the timeline; phase 3); 2: from')
    expect(movement?.alt).toContain('3: from vault to backup, method unknown (proposed, not reviewed)')
  })

  it('draws thirty steps and says how many more the table holds', () => {
    const long = Array.from({ length: 45 }, (_, index) => ({ id: `s${index}`, from: `host-${index % 7}`, to: `host-${(index + 3) % 7}` }))
    const movement = figures({ rootCause: { movement: { path: long } } }).get('movement')
    expect(textsOf(movement)).toContain('30')
    expect(textsOf(movement)).not.toContain('31')
    expect(movement?.alt).toMatch(/The table holds 15 more steps\.$/)
    expect(touching(drawnTexts(movement?.svg ?? ''))).toEqual([])
  })
})

describe('movementFigure() of scattered paths', () => {
  it('stops where the places no longer fit on a page', () => {
    const path = Array.from({ length: 30 }, (_, index) => ({ id: `s${index}`, from: `from-${index}`, to: `to-${index}`, at: '2026-03-01T10:00:00Z' }))
    const movement = figures({ rootCause: { movement: { path } } }).get('movement')
    expect(movement?.alt).toMatch(/The table holds 14 more steps\.$/)
    expect(Number(/height="([\d.]+)"/.exec(movement?.svg ?? '')?.[1])).toBeLessThanOrEqual(mostHeight)
    expect(touching(drawnTexts(movement?.svg ?? ''))).toEqual([])
  })
})

describe('the colours of words', () => {
  it('stand out from white and from the shade by 4.5 to 1', () => {
    for (const colour of [ink, soft, attack, answer]) for (const ground of [paper, shade]) expect(contrast(colour, ground)).toBeGreaterThan(4.5)
    expect(contrast(paper, attack)).toBeGreaterThan(4.5)
  })
})

/** WCAG's contrast of two colours. */
function contrast(a: string, b: string): number {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return (high + 0.05) / (low + 0.05)
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const part = Number.parseInt(colour.slice(start, start + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
