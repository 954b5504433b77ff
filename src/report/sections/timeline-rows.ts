import { instantOf, precisions } from '../../base/instant.ts'
import { periodWords } from '../../base/time-words.ts'
import { formatNumber } from '../../base/text.ts'
import type { Inline } from '../../model/report.ts'
import type { TimelineEntry } from '../../model/timeline.ts'
import { absentInline } from '../blocks.ts'
import type { Desk } from '../desk.ts'
import { code, lines, strong, text, words } from '../inline.ts'

const mostNamed = 6

/** The number of the entry, when it was, what happened, and where that is known from. */
export function timelineRow(desk: Desk, entry: TimelineEntry): [number: Inline[], when: Inline[], event: Inline[], source: Inline[]] {
  return [text(String(desk.entries.numberOf(entry) ?? '')), when(desk, entry), event(desk, entry), source(desk, entry)]
}

export function when(desk: Desk, { occurred, until }: TimelineEntry): Inline[] {
  return desk.timeColumn(occurred, until)
}

function event(desk: Desk, entry: TimelineEntry): Inline[] {
  const act = actOf(entry)
  const told: Inline[] = entry.milestone === true ? [strong(act)] : text(act)
  const techniques = entry.techniques.map((id) => [code(id)])
  const learned = entry.learned
  const known: Inline[] =
    learned === undefined || (learned.at === undefined && learned.by === undefined)
      ? []
      : words(text('Learned'), learned.at === undefined ? [] : desk.time(learned.at), learned.by === undefined ? [] : text(`by ${learned.by}`))
  return lines([desk.statement(told, { ...entry, citations: [] }), words(...techniques, unnamed(entry)), known])
}

/** The words of an entry, without a period at their end that is the very one its column tells. */
export function actOf({ text: told, occurred, until }: TimelineEntry): string {
  if (until === undefined) return told
  const coarsest = Math.min(precisions.indexOf(occurred.precision), precisions.indexOf(until.precision), precisions.indexOf('second'))
  const period = periodWords(instantOf(occurred.earliest), instantOf(until.earliest), { precision: precisions[coarsest] ?? 'second' })
  return told.endsWith(` ${period}.`) ? `${told.slice(0, -period.length - 2)}.` : told
}

/** Systems, accounts and indicators of the entry that its words do not name already. */
function unnamed({ text: told, systems, accounts, indicators }: TimelineEntry): Inline[] {
  const named = [...new Set([...systems, ...accounts, ...indicators])].filter((name) => name !== '' && !told.includes(name))
  const shown = named.slice(0, mostNamed).flatMap((name, index) => [...text(index === 0 ? '' : ', '), code(name)])
  return named.length > mostNamed ? [...shown, ...text(` and ${formatNumber(named.length - mostNamed)} more`)] : shown
}

/** The log or system it comes from, and each citation. */
function source(desk: Desk, entry: TimelineEntry): Inline[] {
  const names = evidenceNames(desk, entry)
  const named = [...(entry.source === undefined ? [] : [entry.source]), ...names.filter((name) => name !== entry.source)]
  if (named.length === 0) return absentInline(entry.basis === 'reported' ? 'Reported; no evidence cited' : 'No evidence cited')
  return words(text(named.join(', ')), desk.cite(entry.citations))
}

export function evidenceNames({ document }: Desk, { citations }: Pick<TimelineEntry, 'citations'>): string[] {
  const hashes = new Set(citations.flatMap((citation) => (citation.kind === 'event' ? [citation.evidence] : citation.evidence)))
  return document.evidence.filter((item) => hashes.has(item.sha256)).map((item) => item.name)
}
