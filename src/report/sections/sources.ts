import { plural } from '../../base/text.ts'
import type { EventCitation, SetCitation } from '../../model/citation.ts'
import type { Block, Inline } from '../../model/report.ts'
import { absent, note } from '../blocks.ts'
import type { Desk } from '../desk.ts'
import { code, lines, text, words } from '../inline.ts'
import type { Section } from '../outline.ts'

/**
 * Appendix F: what each citation points at, exactly enough to look it up without this program; by evidence item, whose hash stands above.
 * Written last: it lists what was cited before.
 */
export const sourcesAppendix: Section = (desk) => {
  const used = desk.sources.filter((source) => desk.cited.has(source.id))
  if (used.length === 0) return [absent('Not applicable: nothing in this report cites evidence yet.')]
  const groups = Map.groupBy(used, ({ citation }) =>
    citation.kind === 'event' ? citation.evidence : (citation.examples[0]?.evidence ?? citation.evidence[0] ?? ''),
  )
  return [
    note(
      'Offsets count bytes from 0 in the item as it was read (decoded where the file is compressed); the hash of the bytes is a SHA-256. A citation that is intact proves what the evidence says, not that it is true.',
    ),
    ...[...groups].flatMap(([sha256, sources]): Block[] => [
      { kind: 'paragraph', tone: 'label', content: [...itemName(desk, sha256), ...text(' · SHA-256 '), code(sha256)] },
      ...sources.map(({ id, label, citation }): Block => {
        return { kind: 'source', id, label, content: citation.kind === 'event' ? eventSource(citation) : setSource(desk, citation) }
      }),
    ]),
  ]
}

function itemName(desk: Desk, sha256: string): Inline[] {
  const item = desk.document.evidence.find((one) => one.sha256 === sha256)
  return item === undefined ? text('Evidence that is not in the record') : [...text(`${item.label} `), code(item.name)]
}

function eventSource(citation: EventCitation): Inline[] {
  return lines([
    [...text(`Record ${citation.record}, ${spans(citation)}, bytes `), code(citation.sha256)],
    citation.sourceId === undefined ? [] : [...text("The source's own id "), code(citation.sourceId)],
  ])
}

function spans({ spans: all }: EventCitation): string {
  return all.map(({ offset, length }) => `offset ${offset}, length ${length}`).join('; ')
}

function setSource(desk: Desk, citation: SetCitation): Inline[] {
  const { selector, count, first, last, digest, evidence, examples } = citation
  const where = Object.entries(selector.where)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([field, value]) => [...text(`${field} `), ...(value === '' ? text('absent') : [code(value)])])
  return lines([
    words(text(`Set of ${plural(count, 'event')} from`), desk.instant(first), text('to'), desk.instant(last)),
    [...text('Selected by rule '), code(selector.rule), ...text(', rule SHA-256 '), code(selector.ruleHash)],
    where.length === 0 ? [] : [...text('where '), ...where.flatMap((part, index) => [...text(index === 0 ? '' : '; '), ...part])],
    ...(evidence.length === 1 ? [] : [evidence.flatMap((sha256, index) => [...text(index === 0 ? 'in ' : ', '), ...itemName(desk, sha256)])]),
    [...text('Digest of the event ids, SHA-256 '), code(digest)],
    ...examples.map((example) => [...text(`For example ${recordLabel(desk, example)}, ${spans(example)}, bytes `), code(example.sha256)]),
  ])
}

function recordLabel(desk: Desk, { evidence, record }: EventCitation): string {
  return `${desk.document.evidence.find((one) => one.sha256 === evidence)?.label ?? evidence.slice(0, 8)}:${record}`
}
