import { defang } from '../model/defang.ts'
import { indicatorTypes } from '../model/indicator-sighting.ts'
import type { Sheet } from '../model/report.ts'
import type { TimelineEntry } from '../model/timeline.ts'
import type { Desk } from './desk.ts'
import { evidenceNames, inOrder, isInTimeline } from './sections/timeline-rows.ts'

/** The tables of a record for spreadsheets, in the order the report shows them. */
export function sheets(desk: Desk): Sheet[] {
  return [timeline(desk), indicators(desk)]
}

function timeline(desk: Desk): Sheet {
  const phases = new Map(desk.document.phases.map((phase) => [phase.id, phase.title]))
  const row = (entry: TimelineEntry): string[] => [
    entry.occurred.earliest,
    entry.occurred.latest,
    entry.until?.latest ?? '',
    entry.occurred.precision,
    entry.occurred.zone,
    (entry.occurred.assumed ?? []).join(' '),
    phases.get(entry.phase) ?? entry.phase,
    entry.kind,
    entry.stage ?? '',
    desk.clean(entry.text),
    entry.milestone === true ? 'yes' : '',
    entry.techniques.join(' '),
    desk.clean(entry.systems.join(' ')),
    desk.clean(entry.accounts.join(' ')),
    entry.basis,
    entry.confidence ?? '',
    entry.review ?? '',
    isInTimeline(entry) ? 'timeline' : 'to review',
    desk.clean([entry.source ?? '', ...evidenceNames(desk, entry)].filter((name) => name !== '').join(', ')),
    desk
      .cite(entry.citations)
      .flatMap((inline) => (inline.kind === 'citation' ? [inline.label] : []))
      .join(' '),
    desk.clean(entry.reason ?? ''),
  ]
  return {
    name: 'timeline',
    columns: [
      'earliest_utc',
      'latest_utc',
      'until_utc',
      'precision',
      'source_zone',
      'assumed',
      'phase',
      'kind',
      'response_stage',
      'event',
      'milestone',
      'techniques',
      'systems',
      'accounts',
      'basis',
      'confidence',
      'review',
      'stands_in',
      'evidence',
      'citations',
      'reason',
    ],
    rows: inOrder(desk.document.timeline).map(row),
  }
}

/** Values are defanged: whoever opens the file must not be able to click one. */
function indicators(desk: Desk): Sheet {
  return {
    name: 'indicators',
    columns: ['type', 'value_defanged', 'context', 'first_seen_utc', 'last_seen_utc', 'count', 'tlp', 'review', 'citations'],
    rows: desk.document.indicators.map((item) => {
      const type = indicatorTypes.find((name) => name === item.type)
      return [
        item.type,
        desk.clean(type === undefined ? item.value : defang(type, item.value)),
        desk.clean(item.context ?? ''),
        item.firstSeen ?? '',
        item.lastSeen ?? '',
        item.count === undefined ? '' : String(item.count),
        item.tlp ?? desk.document.classification.tlp,
        item.review ?? '',
        desk
          .cite(item.citations)
          .flatMap((inline) => (inline.kind === 'citation' ? [inline.label] : []))
          .join(' '),
      ]
    }),
  }
}
