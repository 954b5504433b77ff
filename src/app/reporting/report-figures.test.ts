import { Resvg } from '@resvg/resvg-js'
import { describe, expect, it } from 'vitest'
import { computeFacts } from '../../incident/facts/compute-facts.ts'
import { type Incident, incidentSchema } from '../../model/incident.ts'
import { momentNames } from '../../model/moment.ts'
import type { Figure } from '../../model/report.ts'
import { composeReport } from '../../report/compose.ts'
import { drawnTexts, touching } from '../../report/figures/drawn-text.ts'
import { mostHeight, width } from '../../report/figures/svg.ts'

/** A small generator of numbers (mulberry32): the same seed gives the same record. */
function dice(seed: number): { below(most: number): number; pick<T>(items: readonly T[]): T } {
  let state = seed
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  const below = (most: number): number => Math.floor(next() * most)
  return {
    below,
    pick(items) {
      const found = items[below(items.length)]
      if (found === undefined) throw new Error('nothing to pick from')
      return found
    },
  }
}

const names = [
  'backup on bastion01',
  'arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_AdministratorAccess_0123456789abcdef/very.long.name@example.org',
  '203.0.113.7',
  '2001:db8::7',
  '顧客データベースのバックアップ管理者アカウント（東京リージョン）',
  'حساب النسخ الاحتياطي على الخادم الرئيسي',
  'חשבון הגיבוי של השרת הראשי',
  '👩‍💻👩‍💻👩‍💻 deploy 🚀🚀🚀🚀🚀🚀🚀🚀',
  '<script>alert(1)</script> & "quoted" \u202eexe.gpj\u0000\u0007',
  'W'.repeat(400),
  '',
  'db-1',
  'Über-Größe Ünïcode Łódź Ελληνικά Кириллица Щука',
]
const techniques = [
  'T1110',
  'T1078.004',
  'T1098.003',
  'T1136.003',
  'T1526',
  'T1580',
  'T1105',
  'T1537',
  'T1486',
  'T1059.004',
  'T1552.001',
  'T1595.002',
  'T1555.006',
]
const steps = [0, 1, 1000, 60_000, 3_600_000, 86_400_000, 40 * 86_400_000, 800 * 86_400_000]

/** A record of a size, with times from equal instants to years apart and names of every kind. */
function recordOf(size: number): Incident {
  const { below, pick } = dice(size)
  let clock = Date.UTC(2026, 0, 1)
  const instant = (): string => {
    clock += pick(steps)
    return new Date(clock).toISOString()
  }
  const interval = () => {
    const earliest = instant()
    const isWide = below(4) === 0
    return { earliest, latest: isWide ? new Date(Date.parse(earliest) + pick(steps)).toISOString() : earliest, precision: 'millisecond', zone: 'Z' }
  }
  const review = (): Record<string, string> => pick<Record<string, string>>([{}, { review: 'proposed' }, { review: 'accepted' }])
  const list = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, index) => make(index))
  const make: Maker = { below, pick, instant, interval, review, list }
  return incidentSchema.parse({
    id: 'INC-2026-0001',
    moments: Object.fromEntries(momentNames.filter(() => below(3) > 0).map((name) => [name, { at: interval(), ...review() }])),
    timeline: entriesOf(size, make),
    rootCause: {
      movement: {
        path: list(size, (index) => ({ id: `s${index}`, from: pick(names), to: pick(names), at: instant(), method: pick(names), ...review() })),
      },
    },
    detection: {
      opportunities: list(size, (index) => ({
        id: `o${index}`,
        point: pick(names),
        potential: 'x',
        ...(below(5) === 0 ? {} : { at: interval() }),
        ...review(),
      })),
    },
    impact: impactOf(size, make),
    recommendations: recommendationsOf(size, make),
  })
}

interface Maker {
  below(most: number): number
  pick<T>(items: readonly T[]): T
  instant(): string
  interval(): Record<string, string>
  review(): Record<string, string>
  list<T>(count: number, item: (index: number) => T): T[]
}

function entriesOf(size: number, { below, pick, interval, review, list }: Maker): unknown[] {
  return list(size, (index) => ({
    id: `e${index}`,
    occurred: interval(),
    phase: `phase-${1 + below(6)}`,
    text: pick(names),
    kind: pick(['attacker', 'attacker', 'response']),
    milestone: below(2) === 0,
    techniques: [pick(techniques), pick(techniques)],
    tactics: [],
    tier: pick(['stated', 'to review']),
    ...review(),
  }))
}

function impactOf(size: number, { below, pick, interval, list }: Maker): Record<string, unknown> {
  return {
    personalData: pick(['yes', 'no', 'unknown']),
    data: list(Math.ceil(size / 3), (index) => ({
      id: `d${index}`,
      type: pick(names),
      effect: pick(['accessed', 'acquired', 'altered', 'lost', 'unknown']),
      certainty: pick(['confirmed', 'likely', 'possible', 'unknown']),
      ...(below(3) === 0 ? {} : { records: below(2_000_000_000), estimate: below(2) === 0 }),
    })),
    affectedParties: list(below(5), (index) => ({ id: `p${index}`, party: pick(names), count: below(1_000_000) })),
    operational: { interruptions: list(below(5), (index) => ({ id: `i${index}`, service: pick(names), from: interval(), to: interval() })) },
    financial: { costs: [{ id: 'c', label: 'x', amount: below(1e9), currency: 'EUR' }] },
  }
}

function recommendationsOf(size: number, { below, pick, review, list }: Maker): unknown[] {
  return list(size, (index) => ({
    id: `r${index}`,
    title: pick(names),
    priority: pick(['critical', 'high', 'medium', 'low']),
    category: pick(['security', 'process', 'training', 'long-term']),
    status: pick(['not started', 'in progress', 'blocked', 'done', 'verified', 'dropped']),
    ...review(),
    ...(below(2) === 0 ? {} : { owner: pick(names) }),
    ...(below(2) === 0 ? {} : { due: '2026-05-01' }),
  }))
}

function figuresOf(document: Incident, outline = 'full'): Figure[] {
  const { blocks } = composeReport(document, computeFacts(document), { version: '1', head: '', program: '', outline })
  return blocks.flatMap((block) => (block.kind === 'figure' ? [block.figure] : []))
}

const sizes = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20, 25, 30, 31, 40, 50, 60]
const all = sizes.flatMap((size) => figuresOf(recordOf(size)).map((figure) => ({ ...figure, size })))

describe('the figures of records of every size', () => {
  it('are drawn, each at least for the larger ones', () => {
    expect([...new Set(all.map(({ id }) => id))].toSorted()).toEqual([
      'glance',
      'impact',
      'movement',
      'opportunities',
      'phases',
      'recommendations',
      'techniques',
    ])
    expect(figuresOf(recordOf(30), 'nine-part').map(({ id }) => id)).toEqual(expect.arrayContaining(['glance', 'phases', 'techniques', 'movement']))
  })

  it('write no text over another', () => {
    expect(all.flatMap(({ id, size, svg }) => touching(drawnTexts(svg)).map((pair) => `${id} of ${size}: ${pair}`))).toEqual([])
  })

  it('keep every text within the drawing, and every drawing on one page', () => {
    for (const { id, size, svg } of all) {
      const height = Number(/viewBox="0 0 \d+ ([\d.]+)"/.exec(svg)?.[1])
      expect({ id, size, isOnPage: height <= mostHeight }).toEqual({ id, size, isOnPage: true })
      const outside = drawnTexts(svg).filter((text) => text.left < 0 || text.right > width || text.top < 0 || text.bottom > height)
      expect({ id, size, outside: outside.map(({ text }) => text) }).toEqual({ id, size, outside: [] })
    }
  })

  it('use no smaller letters than 8 points in print', () => {
    expect(Math.min(...all.flatMap(({ svg }) => drawnTexts(svg).map(({ size }) => size)))).toBe(8)
  })

  it('are well-formed', () => {
    for (const { svg } of all) {
      expect(() => new Resvg(svg, { font: { loadSystemFonts: false } })).not.toThrow()
      expect(svg).not.toMatch(/NaN|undefined|Infinity/)
      expect(drawnTexts(svg).length).toBe(svg.split('<text ').length - 1)
    }
  })

  it('are the same bytes every time', () => {
    for (const size of [1, 9, 60]) {
      const before = all.filter((figure) => figure.size === size).map(({ svg }) => svg)
      expect(figuresOf(recordOf(size)).map(({ svg }) => svg)).toEqual(before)
    }
  })

  it('say in words whatever they say in the drawing', () => {
    const unsaid = all.flatMap(({ id, size, svg, alt }) => {
      // Pictures are drawn one by one, without what joins them.
      const words = `${alt} ${keys}`.replaceAll('\u200d', '').toLowerCase()
      return drawnTexts(svg)
        .flatMap(({ text }) =>
          text
            .replaceAll('\u00a0', ' ')
            .toLowerCase()
            .split(/[\s…]+/),
        )
        .filter((word) => !words.includes(word))
        .map((word) => `${id} of ${size}: ${word}`)
    })
    expect(unsaid).toEqual([])
  })
})

/** Words of the legends, which tell how to read a drawing. */
const keys = [
  'small: acts hollow: proposed, not reviewed; detection and response; undetected; somewhere in this time; size: 1, 2 to 4, 5 to 19, 20 or more entries',
  'times in UTC, to scale, quiet times; when (UTC); phase of the timeline; thick: part of the attack from this step on; address identity system',
  'could have been seen; lead time before the detection; detection not recorded; told in the timeline, with the number of entries; (n) to review: outside of',
  'dashed: no owner named; data records accessed acquired altered lost; confirmed likely possible certainty not stated; and more – * due date',
].join(' ')
