import { readdirSync, readFileSync } from 'node:fs'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { describe, expect, it } from 'vitest'
import { computeFacts } from '../../incident/facts/compute-facts.ts'
import { incidentSchema } from '../../model/incident.ts'
import type { Report } from '../../model/report.ts'
import { reportFormats } from '../../render/formats/index.ts'
import { renderMarkdown } from '../../render/formats/markdown.ts'
import { composeReport } from '../../report/compose.ts'
import { inlinesOf } from './block-texts.ts'

const folder = new URL('../../../fixtures/incidents/', import.meta.url)
const goldens = new URL('../../../fixtures/render/', import.meta.url)
const names = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => name.slice(0, -'.json'.length))

function reportOf(name: string): Report {
  const document = incidentSchema.parse(JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8')))
  return composeReport(document, computeFacts(document), { version: '4', head: 'ab'.repeat(32), program: 'Hindcast' })
}

// The headings of the post-mortem people know, in their order; a phase or priority without entries keeps its heading.
const headings = [
  '# Security Incident Post-Mortem Report',
  '## 1. Executive Summary',
  '### Key Facts',
  '### Immediate Actions Taken',
  '### Top Recommendations',
  '## 2. Incident Timeline',
  '### Phase 1: Initial Compromise',
  '### Phase 2: Discovery/Reconnaissance',
  '### Phase 3: Lateral Movement',
  '### Phase 4: Data Access/Exfiltration',
  '### Phase 5: Detection and Response',
  '## 3. Root Cause Analysis',
  '### Technical Cause',
  '### Contributing Factors',
  '### 3.1 How Did They Get In? (Initial Access)',
  '### 3.2 What Did They Find? (Discovery)',
  '### 3.3 How Did They Move? (Lateral Movement)',
  '### 3.4 What Did They Take? (Impact)',
  '### 3.5 When Could We Have Detected It? (Detection Gaps)',
  '### 3.6 Why Was It Not Prevented?',
  '## 4. Containment and Remediation',
  '### Immediate Actions (Completed)',
  '### Short-term Actions (In Progress)',
  '### 4.1 Response Evaluation',
  '### 4.2 Communication',
  '### 4.3 Team Performance',
  '## 5. Recommendations',
  '### Critical Priority (24-48 hours)',
  '### High Priority (1-2 weeks)',
  '### Medium Priority (1-3 months)',
  '### Low Priority (3-6 months)',
  '### Implementation Timeline and Ownership',
  '### Future Testing',
  '## 6. Lessons Learned',
  '### What Went Well',
  '### What Could Be Improved',
  '### Process Changes',
  '## Conclusion',
  '## 7. Appendices',
  '### A. Indicators of Compromise (IOCs)',
  '### B. Affected Systems',
  '### C. Evidence Preservation',
  '### D. Incident Log',
  '### E. Compliance and Regulatory Reporting',
  '### G. Sources',
  '## Document History',
  '## Distribution',
]

describe.each(names)('the report of fixtures/incidents/%s.json', (name) => {
  const report = reportOf(name)
  const text = renderMarkdown(report)

  it('is the golden Markdown', async () => {
    await expect(text).toMatchFileSnapshot(new URL(`${name}.md`, goldens).pathname)
  })

  it.skipIf(name === 'hostile')('has every heading in order', () => {
    let from = 0
    for (const heading of headings) {
      const at = text.split('\n').indexOf(heading, from)
      expect(at, heading).toBeGreaterThanOrEqual(from)
      from = at + 1
    }
  })

  it('leads from every citation to a source and names no heading twice', () => {
    const ids = report.blocks.flatMap((block) => ('id' in block ? [block.id] : []))
    expect(ids).toEqual([...new Set(ids)])
    const links = inlinesOf(report.blocks).flatMap((inline) =>
      inline.kind === 'citation' ? [inline.target] : inline.kind === 'link' && inline.href.startsWith('#') ? [inline.href.slice(1)] : [],
    )
    expect(links.filter((target) => !ids.includes(target))).toEqual([])
    for (const target of links) expect(text).toContain(`<a id="${target}"></a>`)
  })

  it('has no empty table and no cell without words', () => {
    const tables = report.blocks.flatMap((block) => (block.kind === 'table' ? [block] : []))
    expect(tables.filter(({ rows }) => rows.length === 0)).toEqual([])
    for (const { rows, columns } of tables) expect(rows.filter((row) => row.length !== columns.length)).toEqual([])
    const bare = tables.flatMap(({ caption, rows }) => (rows.some((row) => row.some((cell) => cell.length === 0)) ? [caption] : []))
    expect(bare).toEqual([])
  })

  it.skipIf(name === 'hostile')('holds no placeholder in brackets', () => {
    const plain = inlinesOf(report.blocks)
      .map((inline) => ('text' in inline ? inline.text : ''))
      .join('\n')
    expect(plain.match(/\[[A-Z][^\]]*\]/g)).toBeNull()
    expect(plain).not.toMatch(/undefined|NaN|\[object/)
  })

  it.each(reportFormats)(
    'gives the same bytes twice as $name',
    async (format) => {
      const first = await format.render(report)
      expect(first.length).toBeGreaterThan(40)
      expect(Buffer.compare(await format.render(reportOf(name)), first)).toBe(0)
    },
    60_000,
  )
})

/** The only HTML of a report as Markdown: places of links, line breaks in cells, and the words of a figure to open. */
const ownHtml = /^<a id="[\w-]+">$|^<\/a>$|^<br>$|^<details>\n<summary>In words<\/summary>$|^<\/details>$/

describe('a hostile record', () => {
  const report = reportOf('hostile')
  const text = renderMarkdown(report)

  it('prints as text in Markdown: no HTML, link, image or heading of its own', () => {
    const found: string[] = []
    visit(fromMarkdown(text), (node) => {
      if (node.type === 'html' && !ownHtml.test(node.value ?? '')) found.push(`html ${node.value ?? ''}`)
      if (node.type === 'link' && !(node.url ?? '').startsWith('#')) found.push(`link ${node.url ?? ''}`)
      if (node.type === 'image' && !(node.url ?? '').startsWith('figures/')) found.push(`image ${node.url ?? ''}`)
      if (node.type === 'definition') found.push(`definition ${node.url ?? ''}`)
    })
    expect(found).toEqual([])
    const own = report.blocks.filter((block) => block.kind === 'heading').length
    expect(text.split('\n').filter((line) => /^#{1,6} /.test(line)).length - fencedHeadings(text)).toBe(own)
  })

  it('prints as text in HTML: no element but ours', async () => {
    const html = new TextDecoder().decode(await (reportFormats.find((format) => format.name === 'html') ?? expect.fail('no html')).render(report))
    expect(html).not.toMatch(/<script|<img|<b>|<iframe|\son\w+="/i)
    expect(html).not.toMatch(/href="(?!#)/)
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
  })

  it('computes nothing in a spreadsheet', async () => {
    for (const format of reportFormats.filter(({ extension }) => extension === 'csv')) {
      const csv = new TextDecoder().decode(await format.render(report))
      expect(csv).not.toMatch(/(?:^|,|\r\n)"?[=+\-@\t]/)
    }
  })

  it('lets no control or direction character through', () => {
    // oxlint-disable-next-line no-control-regex
    expect(text).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069]/)
  })
})

interface Node {
  readonly type: string
  readonly value?: string
  readonly url?: string
  readonly children?: readonly Node[]
}

function visit(node: Node, see: (node: Node) => void): void {
  see(node)
  for (const child of node.children ?? []) visit(child, see)
}

/** Lines inside fences that look like headings: code is code. */
function fencedHeadings(text: string): number {
  let count = 0
  visit(fromMarkdown(text), (node) => {
    if (node.type === 'code') count += (node.value ?? '').split('\n').filter((line) => /^#{1,6} /.test(line)).length
  })
  return count
}
