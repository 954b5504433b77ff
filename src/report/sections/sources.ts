import { plural } from '../../base/text.ts'
import type { EventCitation, SetCitation } from '../../model/citation.ts'
import type { CitedSource } from '../../model/citation-label.ts'
import type { Block, Inline } from '../../model/report.ts'
import { absent, note } from '../blocks.ts'
import type { Desk } from '../desk.ts'
import { code, lines, text, words } from '../inline.ts'
import type { Section } from '../outline.ts'

/** Appendix F: what each citation points at, exactly enough to look it up without this program. Written last: it lists what was cited before. */
export const sourcesAppendix: Section = (desk) => {
  const used = desk.sources.filter((source) => desk.cited.has(source.id))
  if (used.length === 0) return [absent('Not applicable: nothing in this report cites evidence yet.')]
  return [
    note(
      'Offsets count bytes from 0 in the item as it was read (decoded where the file is compressed); the hash of the bytes is a SHA-256. A citation that is intact proves what the evidence says, not that it is true.',
    ),
    ...used.map((source): Block => ({ kind: 'source', id: source.id, label: source.label, content: contentOf(desk, source) })),
  ]
}

function contentOf(desk: Desk, { citation }: CitedSource): Inline[] {
  return citation.kind === 'event' ? eventSource(desk, citation) : setSource(desk, citation)
}

function itemName(desk: Desk, sha256: string): Inline[] {
  const item = desk.document.evidence.find((one) => one.sha256 === sha256)
  return item === undefined ? [...text('evidence '), code(sha256)] : [...text(`${item.label} `), code(item.name)]
}

function eventSource(desk: Desk, citation: EventCitation): Inline[] {
  return lines([
    words([...itemName(desk, citation.evidence), ...text(`, record ${citation.record}, ${spans(citation)}`)]),
    [...text('Evidence SHA-256 '), code(citation.evidence)],
    [...text('Bytes SHA-256 '), code(citation.sha256)],
    citation.sourceId === undefined ? [] : [...text("The source's own id "), code(citation.sourceId)],
  ])
}

function spans({ spans: all }: EventCitation): string {
  return all.map(({ offset, length }) => `offset ${offset}, length ${length}`).join('; ')
}

function setSource(desk: Desk, citation: SetCitation): Inline[] {
  const { selector, count, first, last, digest, evidence, examples } = citation
  const where = Object.entries(selector.where).map(([field, value]) =>
    [...text(`${field} `), value === '' ? text('absent')[0] : code(value)].filter((one) => one !== undefined),
  )
  return lines([
    words(text(`Set of ${plural(count, 'event')} from`), desk.instant(first), text('to'), desk.instant(last)),
    [...text('Selected by rule '), code(selector.rule), ...text(', rule SHA-256 '), code(selector.ruleHash)],
    ...(where.length === 0 ? [] : [[...text('where '), ...where.flatMap((part, index) => [...text(index === 0 ? '' : '; '), ...part])]]),
    ...evidence.map((sha256) => [...text('Evidence '), ...itemName(desk, sha256), ...text(', SHA-256 '), code(sha256)]),
    [...text('Digest of the event ids SHA-256 '), code(digest)],
    ...examples.map((example) => [
      ...text('Example: '),
      ...itemName(desk, example.evidence),
      ...text(`, record ${example.record}, ${spans(example)}, bytes SHA-256 `),
      code(example.sha256),
    ]),
  ])
}
