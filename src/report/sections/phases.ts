import { closed } from '../../base/sentence.ts'
import type { Phase } from '../../model/phase.ts'
import type { Block, Inline } from '../../model/report.ts'
import { tableOr } from '../blocks.ts'
import type { Desk } from '../desk.ts'
import { phasesFigure } from '../figures/phases.ts'
import { text } from '../inline.ts'
import type { Section } from '../outline.ts'
import { decisiveRows } from './decisive-rows.ts'
import { timelineRow } from './timeline-rows.ts'

/** One table for each phase, in the order of the record, numbered as they stand. */
export const phases: Section = (desk, { level }) => {
  const { phases: all } = desk.document
  const { shown } = desk.entries
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
        emptyPhase(desk, phase),
      ),
    ]),
    ...(stray.length === 0
      ? []
      : [{ kind: 'heading', level, text: 'Entries without a phase', id: 'phase-none' } as const, table('Entries without a phase', stray, [])]),
  ]

  function table(title: string, entries: typeof shown, reason: Inline[]): Block {
    return tableOr(
      {
        caption: `Timeline: ${title}`,
        columns: [{ title: 'No.', width: 5, align: 'right' }, ['Date/Time', 26], ['Event', 46], ['Evidence Source', 23]],
        rows: entries.map((entry) => timelineRow(desk, entry)),
        decisive: decisiveRows(desk.document, entries),
        sheet: 'timeline',
      },
      { kind: 'paragraph', tone: 'absent', content: reason },
    )
  }
}

/** Why a phase has no entries: as a person said it, else what is asked, with the caution that nothing recorded is not nothing done. */
export function emptyPhase(desk: Desk, phase: Phase): Inline[] {
  if (phase.emptyReason !== undefined) return text(closed(phase.emptyReason))
  const path = `/phases/${phase.id}/emptyReason`
  const reason = phase.tactics.length > 0 ? 'Unknown; nothing recorded does not mean that nothing was done' : undefined
  return [...desk.missingInline(path, reason), ...text('.')]
}
