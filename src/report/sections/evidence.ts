import type { Acquisition } from '../../model/acquisition.ts'
import { citedByFactId } from '../../model/fact-id.ts'
import { formatNumber, plural } from '../../base/text.ts'
import type { EvidenceItem } from '../../model/evidence-item.ts'
import type { Block, Inline } from '../../model/report.ts'
import { acquisitionsOf } from '../acquisitions.ts'
import { absentInline, labelled, note, tableIf, tableOr } from '../blocks.ts'
import type { Desk } from '../desk.ts'
import { pathWithin } from '../evidence-paths.ts'
import { code, lines, strong, text, words } from '../inline.ts'
import type { Section } from '../outline.ts'
import { partsOf } from '../parts.ts'

/** One line of the appendix: an item, and what was unpacked from it where that is all it holds. */
interface Kept {
  readonly item: EvidenceItem
  readonly content?: EvidenceItem
}

/** Appendix C: every item, where it is kept, for how long, and how it can be recognised. */
export const evidenceAppendix: Section = (desk) => {
  const { evidence } = desk.document
  const kept = keptItems(evidence)
  return [
    ...(evidence.length === 0
      ? []
      : [note('The labels E1, E2 and so on are what citations print. The SHA-256 proves that an item is the one that was read.')]),
    tableOr(
      {
        caption: 'Evidence and where it is kept',
        sheet: 'evidence',
        columns: [
          ['Evidence', 40],
          ['Location', 22],
          ['Retention', 16],
          ['Acquired', 22],
        ],
        rows: kept.map((one) => [identity(desk, one), optional(one.item.location), optional(one.item.retention), acquired(desk, one.item)]),
      },
      desk.missing('/evidence'),
    ),
    ...(evidence.length === 0 ? [] : labelled('Integrity and Reading', readings(desk, kept))),
    ...custody(desk),
  ]
}

/** A compressed file and the one log in it are told together; an archive of many is not. */
function keptItems(evidence: readonly EvidenceItem[]): Kept[] {
  const inside = Map.groupBy(evidence, ({ parent }) => parent)
  const folded = new Set<EvidenceItem>()
  for (const container of evidence) {
    const [content, ...others] = inside.get(container.sha256) ?? []
    if (content !== undefined && others.length === 0 && container.reading === undefined && saysNothingOfItself(content)) folded.add(content)
  }
  return evidence.flatMap((item): Kept[] => {
    if (folded.has(item)) return []
    const content = inside.get(item.sha256)?.find((one) => folded.has(one))
    return [content === undefined ? { item } : { item, content }]
  })
}

/** What a person wrote of the content itself keeps a row of its own. */
function saysNothingOfItself({ source, location, retention, acquisition }: EvidenceItem): boolean {
  return [source, location, retention, ...Object.values(acquisition)].every((value) => value === undefined)
}

function optional(value: string | undefined): Inline[] {
  return value === undefined ? absentInline('Not recorded') : text(value)
}

function identity(desk: Desk, { item, content }: Kept): Inline[] {
  const path = item.path === undefined ? undefined : pathWithin(desk.document.evidence)(item.path)
  return lines([
    words([strong(item.label)], desk.statement([code(item.name)], item)),
    item.source === undefined ? [] : text(item.source),
    path === undefined || path === item.name ? [] : [code(path)],
    ...(item.parent === undefined
      ? []
      : [text(`Inside ${desk.document.evidence.find((other) => other.sha256 === item.parent)?.label ?? item.parent}`)]),
    content === undefined ? [] : words([strong(content.label)], desk.statement('unpacked from it, as it was read', content)),
  ])
}

/** Ways of obtaining an item that its line tells; the chain of custody tells each time it came. */
const mostAcquisitions = 5

function acquired(desk: Desk, item: EvidenceItem): Inline[] {
  const all = acquisitionsOf(item)
  const told = all.slice(0, mostAcquisitions).map((one) => acquisitionLines(desk, one))
  const left = all.length - told.length
  const parts = told.flatMap((one, index) => (index === 0 ? [one] : [text('and again'), one]))
  if (left > 0) parts.push(text(`and in ${plural(left, 'more way')}, which the custody tells`))
  return parts.length === 0 ? absentInline('Not recorded') : lines(parts)
}

function acquisitionLines(desk: Desk, { by, at, tool, query, range, filters, rowCap }: Acquisition): Inline[] {
  return lines([
    at === undefined ? [] : desk.instant(at),
    by === undefined ? [] : text(`by ${by}`),
    tool === undefined ? [] : text(`with ${tool}`),
    query === undefined ? [] : text(`query: ${query}`),
    range === undefined ? [] : text(`range: ${range}`),
    filters === undefined ? [] : text(`filters: ${filters}`),
    rowCap === undefined ? [] : text(`row cap: ${formatNumber(rowCap)}`),
  ])
}

function readings(desk: Desk, kept: readonly Kept[]): Block {
  const both = ({ item, content }: Kept, cell: (one: EvidenceItem) => Inline): Inline[] =>
    lines([item, ...(content === undefined ? [] : [content])].map((one) => [cell(one)]))
  return tableOr(
    {
      caption: 'Hashes of the evidence and how it was read',
      sheet: 'evidence',
      columns: [['Item', 7], ['SHA-256', 35], { title: 'Bytes', width: 13, align: 'right' }, ['Read as', 25], ['Period', 20]],
      rows: kept.map((one) => [
        both(one, ({ label }) => strong(label)),
        both(one, ({ sha256 }) => code(sha256)),
        both(one, ({ size }) => ({ kind: 'text', text: formatNumber(size) })),
        readAs(desk, one.content ?? one.item),
        period(desk, one.content ?? one.item),
      ]),
    },
    '',
  )
}

function readAs(desk: Desk, item: EvidenceItem): Inline[] {
  const { reading } = item
  const cited = text(desk.fact(citedByFactId(item.id))?.text ?? '')
  if (reading === undefined) return lines([absentInline('Kept, not read as a log'), cited])
  const supplied = [
    ...(reading.zone === undefined ? [] : [`zone ${reading.zone}`]),
    ...(reading.year === undefined ? [] : [`year ${reading.year}`]),
    ...(reading.assumed ?? []).map((what) => `${what} assumed`),
  ]
  return lines([
    text(`${reading.format}, version ${reading.version}`),
    text(`${plural(reading.records, 'record')}, ${plural(reading.events, 'event')}, ${plural(reading.problems, 'problem')}`),
    text(supplied.join(', ')),
    cited,
  ])
}

function period(desk: Desk, { reading }: EvidenceItem): Inline[] {
  if (reading?.first === undefined || reading.last === undefined) return absentInline('No dated event')
  return lines([desk.instant(reading.first), desk.instant(reading.last)])
}

function joined(...parts: readonly (string | undefined)[]): string | undefined {
  return parts.filter((part) => part !== undefined).join(', ') || undefined
}

function named(name: string, value: string | undefined): string | undefined {
  return value === undefined ? undefined : `${name} ${value}`
}

function custody(desk: Desk): Block[] {
  const steps = desk.document.evidence.flatMap((item) => item.custody.map((step) => ({ item, step })))
  if (desk.document.evidence.length === 0) return []
  return partsOf(desk, [
    {
      title: 'Custody',
      name: 'steps of custody',
      paths: desk.document.evidence.map((item) => `/evidence/${item.id}/custody`),
      blocks: tableIf({
        caption: 'Chain of custody',
        columns: [
          ['Item', 7],
          ['When', 23],
          ['Action', 12],
          ['By', 16],
          ['To or place', 18],
          ['Purpose', 24],
        ],
        rows: steps.map(({ item, step }) => [
          [strong(item.label)],
          step.at === undefined ? absentInline('Not recorded') : desk.instant(step.at),
          text(step.action),
          optional(step.by),
          optional(joined(step.to, step.place, named('moved to', step.placeTo), step.reference, named('seal', step.seal))),
          optional(joined(step.purpose, named('until', step.until), named('authority:', step.authority), step.note)),
        ]),
      }),
    },
  ])
}
