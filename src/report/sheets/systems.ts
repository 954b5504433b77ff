import { systemFactId } from '../../model/fact-id.ts'
import type { Sheet } from '../../model/report.ts'
import type { System } from '../../model/system.ts'
import type { TimelineEntry } from '../../model/timeline.ts'
import type { Desk } from '../desk.ts'
import { isInTimeline } from '../timeline-entries.ts'
import { citationLabels, sheetOf, tlpOf } from './sheet.ts'

export function systemsSheet(desk: Desk): Sheet {
  const entries = new Map(desk.document.timeline.map((entry) => [`/timeline/${entry.id}`, entry]))
  const counts = entriesByName(desk.document.timeline)
  const accounts = new Map(desk.document.accounts.map(({ id, name }) => [id, name]))
  // The fact says which entry it rests on; the entry has the time as its source tells it.
  const entryOf = (item: System, end: 'firstActivity' | 'lastActivity'): TimelineEntry | undefined => {
    const fact = desk.fact(systemFactId(item.id, end))
    return fact === undefined || fact.known === 'unknown' ? undefined : entries.get(fact.basis[0] ?? '')
  }
  const lastOf = (entry: TimelineEntry | undefined): string | undefined => (entry?.until ?? entry?.occurred)?.latest
  return sheetOf<System>(desk, {
    name: 'systems',
    title: 'Systems',
    about: 'One affected system, with the first and last malicious activity the timeline tells of it.',
    items: desk.document.systems,
    columns: [
      ['system', ({ name }) => name],
      ['role', ({ role }) => role],
      ['impact', ({ impact }) => impact],
      ['accounts', (item) => item.accounts.map((id) => accounts.get(id) || id)],
      ['first_malicious_utc', (item) => entryOf(item, 'firstActivity')?.occurred.earliest],
      ['last_malicious_utc', (item) => lastOf(entryOf(item, 'lastActivity'))],
      ['timeline_entries', (item) => new Set([...(counts.get(item.id) ?? []), ...(counts.get(item.name) ?? [])]).size, 'number'],
      ['review', ({ review }) => review],
      ['tlp', (item) => tlpOf(desk, item)],
      ['citations', ({ citations }) => citationLabels(desk, citations)],
      ['id', ({ id }) => id],
    ],
  })
}

/** Entries of the timeline by what they name: the id or the name of a system. */
function entriesByName(timeline: readonly TimelineEntry[]): Map<string, TimelineEntry[]> {
  const found = new Map<string, TimelineEntry[]>()
  for (const entry of timeline.filter(isInTimeline)) {
    for (const name of entry.systems) {
      const list = found.get(name)
      if (list === undefined) found.set(name, [entry])
      else list.push(entry)
    }
  }
  return found
}
