import { listOf, plural } from '../../base/text.ts'
import type { EventCitation, SetCitation } from '../../model/citation.ts'
import type { CitedSource } from '../../model/citation-label.ts'
import type { Block, Inline } from '../../model/report.ts'
import { absent, labelled, note, tableIf } from '../blocks.ts'
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
      'Offsets count bytes from 0 in the item as it was read (decoded where the file is compressed); the hash of the bytes is a SHA-256. A citation that is intact proves what the evidence says, not that it is true. The hash of each example of a set stands in sources.csv and in the spreadsheet.',
    ),
    ...[...groups].flatMap(([sha256, sources]): Block[] => [
      { kind: 'paragraph', tone: 'label', content: [...itemName(desk, sha256), ...text(' · SHA-256 '), code(sha256)] },
      ...sources.map(({ id, label, citation }): Block => {
        return { kind: 'source', id, label, content: citation.kind === 'event' ? eventSource(citation) : setSource(desk, citation) }
      }),
    ]),
    ...rulesOf(used),
  ]
}

function itemName(desk: Desk, sha256: string): Inline[] {
  const item = desk.document.evidence.find((one) => one.sha256 === sha256)
  return item === undefined ? text('Evidence that is not in the record') : [...text(`${item.label} `), code(item.name)]
}

function eventSource(citation: EventCitation): Inline[] {
  const own = citation.sourceId === undefined ? [] : [...text("; the source's own id "), code(citation.sourceId)]
  return [...text(`Record ${citation.record}, ${spans(citation)}, bytes `), code(citation.sha256), ...own]
}

function spans({ spans: all }: EventCitation): string {
  return all.map(({ offset, length }) => `offset ${offset}, length ${length}`).join('; ')
}

function setSource(desk: Desk, citation: SetCitation): Inline[] {
  const { selector, count, first, last, digest, evidence, examples } = citation
  const where = Object.entries(selector.where)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([field, value]) => [...text(`${field} `), ...(value === '' ? text('absent') : [code(value)])])
  const shown = examples.map((example) => `${recordLabel(desk, example)} (${spans(example)})`)
  return lines([
    words(text(`Set of ${plural(count, 'event')} from`), desk.instant(first), text('to'), desk.instant(last)),
    [...text('Selected by rule '), code(selector.rule), ...where.flatMap((part, index) => [...text(index === 0 ? ' where ' : '; '), ...part])],
    evidence.length === 1 ? [] : text(`in ${listOf(itemLabels(desk, evidence))}`),
    [...text('Digest of the event ids, SHA-256 '), code(digest)],
    shown.length === 0 ? [] : text(`For example ${listOf(shown)}`),
  ])
}

/** Each rule once: a rule selects many sets. */
function rulesOf(sources: readonly CitedSource[]): Block[] {
  const rules = new Map(
    sources.flatMap(({ citation }) => (citation.kind === 'set' ? [[citation.selector.ruleHash, citation.selector.rule] as const] : [])),
  )
  const sorted = [...rules].sort(([, a], [, b]) => (a < b ? -1 : 1))
  return sorted.length === 0
    ? []
    : labelled(
        'Rules That Selected Sets',
        tableIf({
          caption: 'Rules that selected sets, by the hash of their text',
          columns: [
            ['Rule', 40],
            ['SHA-256', 60],
          ],
          rows: sorted.map(([hash, rule]) => [[code(rule)], [code(hash)]]),
        }),
      )
}

/** In the order of the appendix of evidence. */
function itemLabels({ document }: Desk, hashes: readonly string[]): string[] {
  const known = document.evidence.filter(({ sha256 }) => hashes.includes(sha256))
  const strange = hashes.filter((hash) => !known.some(({ sha256 }) => sha256 === hash))
  return [...known.map(({ label }) => label), ...strange.map((hash) => hash.slice(0, 8))]
}

function recordLabel(desk: Desk, { evidence, record }: EventCitation): string {
  return `${desk.document.evidence.find((one) => one.sha256 === evidence)?.label ?? evidence.slice(0, 8)}:${record}`
}
