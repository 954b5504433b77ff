import type { Sheet } from '../../model/report.ts'
import type { TimelineEntry } from '../../model/timeline.ts'
import type { Desk } from '../desk.ts'
import { evidenceNames } from '../sections/timeline-rows.ts'
import { inOrder, isInTimeline } from '../timeline-entries.ts'
import { citationLabels, sheetOf, tlpOf } from './sheet.ts'

/** Every entry, also those that wait for review: they have no number, and `stands_in` tells them apart. */
export function timelineSheet(desk: Desk): Sheet {
  const phases = new Map(desk.document.phases.map((phase) => [phase.id, phase.title]))
  const nameOf = (list: readonly { readonly id: string; readonly name: string }[]): ((id: string) => string) => {
    const names = new Map(list.map(({ id, name }) => [id, name]))
    return (id) => names.get(id) || id
  }
  const system = nameOf(desk.document.systems)
  const account = nameOf(desk.document.accounts)
  const indicator = nameOf(desk.document.indicators.map(({ id, value }) => ({ id, name: value })))
  return sheetOf<TimelineEntry>(desk, {
    name: 'timeline',
    title: 'Timeline',
    about: 'One entry of the timeline, in the order they happened; "stands_in" tells what still waits for review.',
    items: inOrder(desk.document.timeline),
    columns: [
      ['number', (entry) => desk.entries.numberOf(entry), 'number'],
      ['earliest_utc', ({ occurred }) => occurred.earliest],
      ['latest_utc', ({ occurred }) => occurred.latest],
      ['until_utc', ({ until }) => until?.latest],
      ['precision', ({ occurred }) => occurred.precision],
      ['phase', ({ phase }) => phases.get(phase) ?? phase],
      ['kind', ({ kind }) => kind],
      ['event', ({ text }) => text],
      ['systems', ({ systems }) => systems.map(system)],
      ['accounts', ({ accounts }) => accounts.map(account)],
      ['evidence', (entry) => [entry.source ?? '', ...evidenceNames(desk, entry)].filter((name) => name !== '').join(', ')],
      ['citations', ({ citations }) => citationLabels(desk, citations)],
      ['stands_in', (entry) => (isInTimeline(entry) ? 'timeline' : 'to review')],
      ['review', ({ review }) => review],
      ['basis', ({ basis }) => basis],
      ['confidence', ({ confidence }) => confidence],
      ['milestone', ({ milestone }) => (milestone === true ? 'yes' : '')],
      ['response_stage', ({ stage }) => stage],
      ['tactics', ({ tactics }) => tactics],
      ['techniques', ({ techniques }) => techniques],
      ['indicators', ({ indicators }) => indicators.map(indicator)],
      ['reason', ({ reason }) => reason],
      ['learned_utc', ({ learned }) => learned?.at?.earliest],
      ['learned_by', ({ learned }) => learned?.by],
      ['source_zone', ({ occurred }) => occurred.zone],
      ['assumed', ({ occurred }) => occurred.assumed],
      ['tlp', (entry) => tlpOf(desk, entry)],
      ['id', ({ id }) => id],
    ],
  })
}
