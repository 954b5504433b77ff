import type { EventCitation, SetCitation } from '../../model/citation.ts'
import { citationKey, citationLabel } from '../../model/citation-label.ts'
import type { Sheet } from '../../model/report.ts'
import type { Desk } from '../desk.ts'
import { citingPaths, printPaths } from './cited-in.ts'
import { sheetOf } from './sheet.ts'

/** A citation, or one of the events a set shows as examples. */
type Row =
  | { readonly kind: 'event'; readonly label: string; readonly citation: EventCitation; readonly citedIn: readonly string[] }
  | { readonly kind: 'set'; readonly label: string; readonly citation: SetCitation; readonly citedIn: readonly string[] }
  | { readonly kind: 'example'; readonly label: string; readonly citation: EventCitation; readonly set: string }

/** Everything the record cites, exactly enough to look it up without this program. */
export function sourcesSheet(desk: Desk): Sheet {
  const items = new Map(desk.document.evidence.map((item) => [item.sha256, item]))
  const evidenceOf = ({ citation }: Row): readonly string[] => (citation.kind === 'event' ? [citation.evidence] : citation.evidence)
  return sheetOf<Row>(desk, {
    name: 'sources',
    title: 'Sources',
    about: 'One citation: the bytes of one event, or a set of events with its examples in the rows below. Offsets count bytes from 0.',
    items: rows(desk),
    columns: [
      ['label', ({ label }) => label],
      ['kind', ({ kind }) => kind],
      ['evidence', (row) => evidenceOf(row).map((hash) => items.get(hash)?.label ?? hash)],
      ['evidence_name', (row) => evidenceOf(row).map((hash) => items.get(hash)?.name ?? 'not in the record')],
      ['evidence_sha256', (row) => evidenceOf(row)],
      ['record', (row) => single(row)?.record, 'number'],
      ['offset', (row) => single(row)?.spans[0]?.offset, 'number'],
      ['length', (row) => single(row)?.spans[0]?.length, 'number'],
      [
        'further_spans',
        (row) =>
          single(row)
            ?.spans.slice(1)
            .map(({ offset, length }) => `offset ${offset}, length ${length}`),
      ],
      ['span_sha256', (row) => single(row)?.sha256],
      ['source_event_id', (row) => single(row)?.sourceId],
      ['event_id', (row) => single(row)?.event],
      ['set_events', (row) => set(row)?.count, 'number'],
      ['set_first_utc', (row) => set(row)?.first],
      ['set_last_utc', (row) => set(row)?.last],
      ['set_rule', (row) => set(row)?.selector.rule],
      ['set_rule_sha256', (row) => set(row)?.selector.ruleHash],
      ['set_where', (row) => where(set(row)?.selector.where ?? {})],
      ['set_digest', (row) => set(row)?.digest],
      ['example_of', (row) => (row.kind === 'example' ? row.set : undefined)],
      ['cited_in', (row) => (row.kind === 'example' ? undefined : printPaths(row.citedIn))],
    ],
  })
}

function rows(desk: Desk): Row[] {
  const paths = citingPaths(desk.document)
  return desk.sources.flatMap(({ label, citation }): Row[] => {
    const citedIn = paths.get(citationKey(citation)) ?? []
    if (citation.kind === 'event') return [{ kind: 'event', label, citation, citedIn }]
    const examples = citation.examples.map((example): Row => {
      return { kind: 'example', label: citationLabel(desk.document.evidence, example), citation: example, set: label }
    })
    return [{ kind: 'set', label, citation, citedIn }, ...examples]
  })
}

function single(row: Row): EventCitation | undefined {
  return row.kind === 'set' ? undefined : row.citation
}

function set(row: Row): SetCitation | undefined {
  return row.kind === 'set' ? row.citation : undefined
}

/** Fields and their values; "absent" for a field the events must not have. */
function where(fields: Readonly<Record<string, string>>): string[] {
  return Object.entries(fields)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([field, value]) => (value === '' ? `${field} absent` : `${field} = ${value}`))
}
