import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { computeFacts } from '../../incident/facts/compute-facts.ts'
import { incidentSchema } from '../../model/incident.ts'
import { defaultOutline, outlineChoices } from '../../model/outline-name.ts'
import type { Block, Report } from '../../model/report.ts'
import { renderMarkdown } from '../../render/formats/markdown.ts'
import { composeReport, outlines } from '../../report/compose.ts'
import { inlinesOf } from './block-texts.ts'

const folder = new URL('../../../fixtures/incidents/', import.meta.url)

function reportOf(name: string, outline: string): Report {
  const document = incidentSchema.parse(JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8')))
  return composeReport(document, computeFacts(document), { version: '4', head: 'ab'.repeat(32), program: 'Hindcast', outline })
}

type Kind<K extends Block['kind']> = Extract<Block, { kind: K }>
const ofKind = <K extends Block['kind']>(report: Report, kind: K): Kind<K>[] => report.blocks.filter((block): block is Kind<K> => block.kind === kind)

// The nine sections and the conclusion of the post-mortem it follows, with all of their parts, in that order.
const headings = [
  '## 1. Incident Overview',
  '### Incident Summary',
  '### Date and Time',
  '### Affected Parties/Systems',
  '## 2. Incident Timeline',
  '### Chronological Events',
  '### Key Milestones',
  '### Delays or Gaps',
  '## 3. Root Cause Analysis',
  '### Technical Cause',
  '### Contributing Factors',
  "### Why It Wasn't Prevented",
  '## 4. Incident Response Evaluation',
  '### Actions Taken',
  '### Effectiveness of Response',
  '### Communication',
  '### Team Performance',
  '## 5. Impact Assessment',
  '### Operational Impact',
  '### Financial Impact',
  '### Data and Security Impact',
  '## 6. Lessons Learned',
  '### Identified Gaps',
  '### What Worked Well',
  '### Future Improvements',
  '## 7. Recommendations and Action Items',
  '### Security Enhancements',
  '### Process Improvements',
  '### Training and Awareness',
  '### Long-Term Changes',
  '## 8. Documentation and Reporting',
  '### Incident Log',
  '### Final Incident Report',
  '### Compliance and Regulatory Reporting',
  '## 9. Follow-Up Actions',
  '### Timeline for Implementation',
  '### Ownership',
  '### Future Testing',
  '## Conclusion',
  '## Appendices',
]

describe.each(['empty', 'small', 'full'])('fixtures/incidents/%s.json in nine parts', (name) => {
  const report = reportOf(name, 'nine-part')
  const text = renderMarkdown(report)

  it('has every heading in order', () => {
    let from = 0
    for (const heading of headings) {
      const at = text.split('\n').indexOf(heading, from)
      expect(at, heading).toBeGreaterThanOrEqual(from)
      from = at + 1
    }
  })

  it('leads from every citation and link to something that is there, and names nothing twice', () => {
    const ids = report.blocks.flatMap((block) => ('id' in block ? [block.id] : []))
    expect(ids).toEqual([...new Set(ids)])
    const links = inlinesOf(report.blocks).flatMap((inline) =>
      inline.kind === 'citation' ? [inline.target] : inline.kind === 'link' && inline.href.startsWith('#') ? [inline.href.slice(1)] : [],
    )
    expect(links.filter((target) => !ids.includes(target))).toEqual([])
  })

  it('shows the figures of the full report, each once, and no empty table', () => {
    const drawn = ofKind(report, 'figure').map(({ figure }) => figure.id)
    const all = ofKind(reportOf(name, defaultOutline), 'figure').map(({ figure }) => figure.id)
    expect(drawn.toSorted()).toEqual(all.toSorted())
    expect(ofKind(report, 'table').filter(({ rows }) => rows.length === 0)).toEqual([])
    expect(text).not.toMatch(/undefined|NaN|\[object/)
  })
})

describe('the chronology', () => {
  it('tells attack and response in one table, in time order, each with its phase', () => {
    const report = reportOf('full', 'nine-part')
    const [table, ...more] = ofKind(report, 'table').filter(({ caption }) => caption === 'Chronological events')
    const whole = ofKind(reportOf('full', defaultOutline), 'table').filter(({ caption }) => caption.startsWith('Timeline: '))
    expect(more).toEqual([])
    expect(table?.rows).toHaveLength(whole.reduce((sum, { rows }) => sum + rows.length, 0))
    const [times, phases] = [1, 2].map((column) =>
      (table?.rows ?? []).map((row) => row[column]?.map((one) => ('text' in one ? one.text : '')).join(' ') ?? ''),
    )
    const moments = (times ?? []).map((told) => /\d{4}-[-\d]+ [\d:]+/.exec(told)?.[0] ?? told)
    expect(moments).toEqual(moments.toSorted())
    expect(phases).toEqual(expect.arrayContaining([expect.stringContaining('Initial Compromise'), expect.stringContaining('Detection and Response')]))
  })
})

describe('recommendations in nine parts', () => {
  it('keep their numbers, stand once each under their category, and again by day and by owner', () => {
    const report = reportOf('full', 'nine-part')
    const numbers = (one: Report, prefix: RegExp) =>
      ofKind(one, 'heading').flatMap(({ number, text }) =>
        number !== undefined && prefix.test(number) ? [`${number.replace(prefix, '')} ${text}`] : [],
      )
    expect(numbers(report, /^R(?=\d)/).toSorted()).toEqual(numbers(reportOf('full', defaultOutline), /^5\.(?=\d)/).toSorted())
    const links = (caption: string) =>
      ofKind(report, 'table')
        .find((table) => table.caption === caption)
        ?.rows.flat(2)
        .filter(({ kind }) => kind === 'link').length
    expect([links('Timeline for implementation'), links('Ownership of the follow-up')]).toEqual([6, 6])
  })
})

describe('the list of outlines', () => {
  it('offers what there is', () => {
    expect(outlines.map(({ name }) => name)).toEqual(outlineChoices.map(({ name }) => name))
  })
})
