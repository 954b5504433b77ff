import type { Acquisition } from '../../model/acquisition.ts'
import type { Citation } from '../../model/citation.ts'
import { citationKey } from '../../model/citation-label.ts'
import type { CustodyStep, EvidenceItem } from '../../model/evidence-item.ts'
import { citedByFactId } from '../../model/fact-id.ts'
import type { Sheet } from '../../model/report.ts'
import type { Desk } from '../desk.ts'
import { pathWithin } from '../evidence-paths.ts'
import { citingPaths, printPaths } from './cited-in.ts'
import { sheetOf, tlpOf } from './sheet.ts'

export function evidenceSheet(desk: Desk): Sheet {
  const { evidence } = desk.document
  const within = pathWithin(evidence)
  const labels = new Map(evidence.map(({ sha256, label }) => [sha256, label]))
  const citedIn = elementsByItem(desk)
  return sheetOf<EvidenceItem>(desk, {
    name: 'evidence',
    title: 'Evidence',
    about: 'One evidence item: what it is, how it was obtained, kept and read, and what cites it.',
    items: evidence,
    columns: [
      ['label', ({ label }) => label],
      ['name', ({ name }) => name],
      ['path', ({ path }) => (path === undefined ? undefined : within(path))],
      ['sha256', ({ sha256 }) => sha256],
      ['bytes', ({ size }) => size, 'number'],
      ['container', ({ parent }) => (parent === undefined ? undefined : (labels.get(parent) ?? parent))],
      ['source', ({ source }) => source],
      ['acquired_by', ({ acquisition }) => acquisition.by],
      ['acquired_at_utc', ({ acquisition }) => acquisition.at],
      ['acquired_with', ({ acquisition }) => acquisition.tool],
      ['query', ({ acquisition }) => acquisition.query],
      ['range', ({ acquisition }) => acquisition.range],
      ['filters', ({ acquisition }) => acquisition.filters],
      ['row_cap', ({ acquisition }) => acquisition.rowCap, 'number'],
      ['location', ({ location }) => location],
      ['retention', ({ retention }) => retention],
      ['custody', ({ custody }) => custody.map(custodyLine).join('\n')],
      ['read_as', ({ reading }) => (reading === undefined ? 'kept, not read as a log' : `${reading.format} (version ${reading.version})`)],
      ['records', ({ reading }) => reading?.records, 'number'],
      ['events', ({ reading }) => reading?.events, 'number'],
      ['problems', ({ reading }) => reading?.problems, 'number'],
      ['first_event_utc', ({ reading }) => reading?.first],
      ['last_event_utc', ({ reading }) => reading?.last],
      ['given_zone', ({ reading }) => reading?.zone],
      ['given_year', ({ reading }) => (reading?.year === undefined ? undefined : String(reading.year))],
      ['assumed', ({ reading }) => reading?.assumed],
      ['citations', ({ id }) => desk.fact(citedByFactId(id))?.value, 'number'],
      ['cited_in', ({ sha256 }) => printPaths(citedIn.get(sha256) ?? [])],
      ['review', ({ review }) => review],
      ['tlp', (item) => tlpOf(desk, item)],
      ['id', ({ id }) => id],
    ],
  })
}

/** "2026-03-05T10:00:00Z transfer by Mara Lindqvist to Counsel, vault 2: court order". */
function custodyLine({ action, at, by, to, place, placeTo, purpose, acquisition }: CustodyStep): string {
  const where = [to, placeTo ?? place].filter((part) => part !== undefined).join(', ')
  const done = [at ?? 'no time recorded', action, ...(by === undefined ? [] : [`by ${by}`]), ...(where === '' ? [] : [`to ${where}`])].join(' ')
  const line = purpose === undefined ? done : `${done}: ${purpose}`
  return acquisition === undefined ? line : `${line} (${acquisitionWords(acquisition)})`
}

/** "acquired 2026-03-05T09:00:00Z by Rosa Keller, with aws-cli 2.15, row cap: 500". */
function acquisitionWords({ at, by, tool, query, range, filters, rowCap }: Acquisition): string {
  const named = Object.entries({ query, range, filters, 'row cap': rowCap }).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}: ${value}`],
  )
  const who = ['acquired', ...(at === undefined ? [] : [at]), ...(by === undefined ? [] : [`by ${by}`])].join(' ')
  return [who, ...(tool === undefined ? [] : [`with ${tool}`]), ...named].join(', ')
}

/** The elements of the record that cite an item, by its hash; a set cites every item it was selected from. */
function elementsByItem(desk: Desk): Map<string, string[]> {
  const paths = citingPaths(desk.document)
  const found = new Map<string, Set<string>>()
  for (const { key, hashes } of desk.sources.map(({ citation }) => ({ key: citationKey(citation), hashes: hashesOf(citation) }))) {
    for (const hash of hashes) {
      const all = found.get(hash) ?? new Set()
      for (const path of paths.get(key) ?? []) all.add(path)
      found.set(hash, all)
    }
  }
  return new Map([...found].map(([hash, all]) => [hash, [...all]]))
}

function hashesOf(citation: Citation): readonly string[] {
  return citation.kind === 'event' ? [citation.evidence] : citation.evidence
}
