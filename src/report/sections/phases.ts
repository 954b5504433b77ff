import type { Block } from '../../model/report.ts'
import { tableOr } from '../blocks.ts'
import { phasesFigure } from '../figures/phases.ts'
import type { Section } from '../outline.ts'
import { decisiveRows } from './decisive-rows.ts'
import { inOrder, isInTimeline, timelineRow } from './timeline-rows.ts'

/** One table for each phase, in the order of the record, numbered as they stand. */
export const phases: Section = (desk, { level }) => {
  const { phases: all, timeline } = desk.document
  const shown = timeline.filter(isInTimeline)
  const known = new Set(all.map((phase) => phase.id))
  const figure = phasesFigure(desk, shown)
  const stray = shown.filter((entry) => !known.has(entry.phase))
  return [
    ...(figure === undefined ? [] : [{ kind: 'figure', figure } as const]),
    ...all.flatMap((phase, index): Block[] => [
      { kind: 'heading', level, text: `Phase ${index + 1}: ${phase.title}`, id: `phase-${index + 1}` },
      table(
        phase.title,
        shown.filter((entry) => entry.phase === phase.id),
        phase.emptyReason ?? emptyPhase(phase.tactics.length > 0),
      ),
    ]),
    ...(stray.length === 0
      ? []
      : [{ kind: 'heading', level, text: 'Entries without a phase', id: 'phase-none' } as const, table('Entries without a phase', stray, '')]),
  ]

  function table(title: string, entries: typeof shown, reason: string): Block {
    const ordered = inOrder(entries)
    return tableOr(
      {
        caption: `Timeline: ${title}`,
        columns: [
          ['Date/Time', 27],
          ['Event', 49],
          ['Evidence Source', 24],
        ],
        rows: ordered.map((entry) => timelineRow(desk, entry)),
        decisive: decisiveRows(desk.document, ordered),
        sheet: 'timeline',
      },
      reason,
    )
  }
}

/** Why a phase has no entries; `hasTactics` tells phases of the attack from that of the response. */
export function emptyPhase(hasTactics: boolean): string {
  return hasTactics
    ? 'Unknown: no activity of this phase is recorded, which does not mean that there was none.'
    : 'Not recorded: nobody has recorded yet how the incident was detected and what the response did.'
}
