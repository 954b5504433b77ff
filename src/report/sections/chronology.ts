import type { Block, Inline } from '../../model/report.ts'
import type { TimelineEntry } from '../../model/timeline.ts'
import { listIf, note, tableOr } from '../blocks.ts'
import { type Desk, sentence } from '../desk.ts'
import { phasesFigure } from '../figures/phases.ts'
import { lines, strong, text, words } from '../inline.ts'
import type { Section } from '../outline.ts'
import { decisiveRows } from './decisive-rows.ts'
import { emptyPhase } from './phases.ts'
import { timelineRow } from './timeline-rows.ts'

/** The attack and the response in one table, in the order it happened; then the phases of which nothing is recorded. */
export const chronology: Section = (desk) => {
  const { shown } = desk.entries
  const figure = phasesFigure(desk, shown)
  return [
    ...(figure === undefined ? [] : [{ kind: 'figure', figure } as const]),
    tableOr(
      {
        caption: 'Chronological events',
        columns: [{ title: 'No.', width: 5, align: 'right' }, ['Date/Time', 26], ['Phase', 14], ['Event', 35], ['Evidence Source', 20]],
        rows: shown.map((entry) => row(desk, entry)),
        decisive: decisiveRows(desk.document, shown),
        sheet: 'timeline',
      },
      desk.missing(desk.document.phases.map((phase) => `/phases/${phase.id}/emptyReason`)),
    ),
    ...emptyPhases(desk, shown),
  ]
}

function row(desk: Desk, entry: TimelineEntry): Inline[][] {
  const [number, when, event, source] = timelineRow(desk, entry)
  return [number, when, place(desk, entry), event, source]
}

/** The phase; for the response its stage. */
function place({ document }: Desk, { phase, stage, kind }: TimelineEntry): Inline[] {
  const title = document.phases.find((one) => one.id === phase)?.title ?? 'Without a phase'
  const about = [...(stage === undefined ? [] : [sentence(stage)]), ...(kind === 'communication' || kind === 'decision' ? [sentence(kind)] : [])]
  return about.length === 0 ? text(title) : lines([text(title), text(about.join(', '))])
}

function emptyPhases(desk: Desk, shown: readonly TimelineEntry[]): Block[] {
  const empty = desk.document.phases.filter((phase) => !shown.some((entry) => entry.phase === phase.id))
  if (empty.length === 0 || shown.length === 0) return []
  return [note('Phases without an entry:'), ...listIf(empty.map((phase) => words([strong(`${phase.title}:`)], emptyPhase(desk, phase))))]
}
