import { hashJson } from '../base/canonical-json.ts'
import { isObject } from '../base/json.ts'
import { formatNumber } from '../base/text.ts'
import { type Citation, citationSchema } from './citation.ts'
import type { EvidenceItem } from './evidence-item.ts'
import type { Incident } from './incident.ts'

type Labelled = Pick<EvidenceItem, 'label' | 'sha256'>

/** One thing that is cited: a row of the appendix of sources. */
export interface CitedSource {
  /** Safe as an anchor: `source-` and the first characters of the citation's hash. */
  readonly id: string
  /** `E3:1042`, or `E3:1042 +411` for a set; a letter is appended where two sources would share a label. */
  readonly label: string
  readonly citation: Citation
}

/**
 * How a citation is printed: the label of its evidence item and the number of its record (`E3:1042`); for a set the first record and how many
 * more there are (`E3:1042 +411`). An item that is not in the list prints the beginning of its hash instead of a label.
 */
export function citationLabel(evidence: readonly Labelled[], citation: Citation): string {
  if (citation.kind === 'event') return `${itemLabel(evidence, citation.evidence)}:${citation.record}`
  const [first] = citation.examples
  if (first === undefined) return `${itemLabel(evidence, citation.evidence[0] ?? '')} ×${formatNumber(citation.count)}`
  const label = citationLabel(evidence, first)
  return citation.count === 1 ? label : `${label} +${formatNumber(citation.count - 1)}`
}

/** The same for two citations that point at the same bytes or the same set. */
export function citationKey(citation: Citation): string {
  if (citation.kind === 'event') return `${citation.event} ${citation.sha256}`
  return `${citation.selector.ruleHash} ${citation.digest}`
}

/** Safe as an anchor in every form of the report. */
export function citationAnchor(citation: Citation): string {
  return `source-${hashJson(citationKey(citation)).slice(0, 16)}`
}

/** Everything a record cites, once each, in the order of evidence and record, with labels that differ. Rejected elements cite nothing. */
export function sourcesOf(document: Incident): readonly CitedSource[] {
  return labelSources(document.evidence, citationsIn(document))
}

/** Gives each of these citations its anchor and a label of its own. */
export function labelSources(evidence: readonly Labelled[], citations: readonly Citation[]): readonly CitedSource[] {
  const unique = new Map(citations.map((citation) => [citationKey(citation), citation]))
  const places = new Map(evidence.map((item, index) => [item.sha256, index]))
  const sorted = [...unique].map(([key, citation]) => ({ key, citation, place: placeOf(citation, places) })).sort(bySource)
  const times = new Map<string, number>()
  return sorted.map(({ citation }) => {
    const label = citationLabel(evidence, citation)
    const used = times.get(label) ?? 0
    times.set(label, used + 1)
    return { id: citationAnchor(citation), label: used === 0 ? label : `${label} (${used + 1})`, citation }
  })
}

interface Placed {
  readonly key: string
  readonly citation: Citation
  readonly place: readonly [item: number, record: number, count: number]
}

function placeOf(citation: Citation, places: ReadonlyMap<string, number>): Placed['place'] {
  const first = citation.kind === 'event' ? citation : citation.examples[0]
  const item = first?.evidence ?? (citation.kind === 'set' ? citation.evidence[0] : undefined) ?? ''
  return [places.get(item) ?? places.size, first?.record ?? 0, citation.kind === 'event' ? 1 : citation.count]
}

function bySource(a: Placed, b: Placed): number {
  return a.place[0] - b.place[0] || a.place[1] - b.place[1] || a.place[2] - b.place[2] || (a.key < b.key ? -1 : 1)
}

function itemLabel(evidence: readonly Labelled[], sha256: string): string {
  return evidence.find((item) => item.sha256 === sha256)?.label ?? sha256.slice(0, 8)
}

/** Every citation below a value, in document order: in lists of citations and as nodes of prose. */
function citationsIn(value: unknown): Citation[] {
  if (Array.isArray(value)) return value.flatMap(citationsIn)
  if (!isObject(value) || value['review'] === 'rejected') return []
  if (value['kind'] === 'event' || value['kind'] === 'set') {
    const read = citationSchema.safeParse(value)
    if (read.success) return [read.data]
  }
  return Object.values(value).flatMap(citationsIn)
}
