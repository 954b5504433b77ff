import { countWords } from '../../base/quantity.ts'
import { capitalised } from '../../base/sentence.ts'
import { agree } from '../../base/text.ts'
import type { Block } from '../../model/report.ts'
import { note, paragraph } from '../blocks.ts'
import type { Desk } from '../desk.ts'
import { text } from '../inline.ts'
import type { Section } from '../outline.ts'

/** Says how to read the times, and what waits outside of the account. */
export const timelineNote: Section = (desk) => {
  const zone = desk.document.people.displayZone
  const beside = zone === 'UTC' ? '' : `; the time in brackets is that of ${zone}, with its offset`
  const isDoubtful = desk.document.timeline.some(({ occurred }) => occurred.assumed?.includes('zone') === true)
  const doubt = isDoubtful ? ' A time whose zone is assumed may be off by up to 14 hours either way.' : ''
  const numbered =
    desk.entries.shown.length === 0
      ? ''
      : ' Entries are numbered in the order they happened, over all phases; other sections call them by these numbers.'
  return [
    note(
      `All times are in UTC, with the digits the source gave${beside}. Where a source stated no zone or year, the entry says what was assumed.${doubt} Labels such as E3:1042 lead to the appendix of sources.${numbered}`,
    ),
    ...waiting(desk),
  ]
}

function waiting(desk: Desk): Block[] {
  const count = desk.document.timeline.filter(({ review, tier }) => review === 'proposed' && tier === 'to review').length
  if (count === 0) return []
  const told = `${capitalised(countWords(count, 'further proposal'))} ${agree(count, 'waits', 'wait')} for a person to look at ${agree(count, 'it', 'them')} and ${agree(count, 'is', 'are')} no part of this account: `
  return [paragraph([...text(told), ...desk.see('to-review'), ...text('.')])]
}
