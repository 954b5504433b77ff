import { note } from '../blocks.ts'
import type { Section } from '../outline.ts'

/** Says how to read the times. */
export const timelineNote: Section = (desk) => {
  const zone = desk.document.people.displayZone
  const beside = zone === 'UTC' ? '' : `; the time in brackets is that of ${zone}, with its offset`
  const isDoubtful = desk.document.timeline.some(({ occurred }) => occurred.assumed?.includes('zone') === true)
  const doubt = isDoubtful ? ' A time whose zone is assumed may be off by up to 14 hours either way.' : ''
  return [
    note(
      `All times are in UTC, with the digits the source gave${beside}. Where a source stated no zone or year, the entry says what was assumed.${doubt} Labels such as E3:1042 lead to the appendix of sources.`,
    ),
  ]
}
