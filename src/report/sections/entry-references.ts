import type { Inline } from '../../model/report.ts'
import type { TimelineEntry } from '../../model/timeline.ts'
import type { Desk } from '../desk.ts'
import { text } from '../inline.ts'

const mostNamed = 3

/** "46, 48": the numbers of entries, each a link to the table that holds it. Nothing where none of them stands in the timeline. */
export function entryNumbers(desk: Desk, entries: readonly TimelineEntry[]): Inline[] {
  return listed(linksTo(desk, entries), ', ')
}

/** "entry 46", "entries 46 and 48". */
export function entryWords(desk: Desk, entries: readonly TimelineEntry[]): Inline[] {
  const links = linksTo(desk, entries)
  return links.length === 0 ? [] : [...text(links.length === 1 ? 'entry ' : 'entries '), ...listed(links, ' and ')]
}

/** "(entry 46)", for behind a statement. */
export function entriesInBrackets(desk: Desk, entries: readonly TimelineEntry[]): Inline[] {
  const told = entryWords(desk, entries)
  return told.length === 0 ? [] : [...text('('), ...told, ...text(')')]
}

/** The first few, and how many more there are. */
function listed(links: readonly Inline[][], last: string): Inline[] {
  const shown = links.slice(0, mostNamed)
  const left = links.length - shown.length
  const joined = shown.flatMap((link, index) => [...text(index === 0 ? '' : index === links.length - 1 ? last : ', '), ...link])
  return left === 0 ? joined : [...joined, ...text(` and ${left} more`)]
}

function linksTo(desk: Desk, entries: readonly TimelineEntry[]): Inline[][] {
  return entries.flatMap((entry) => {
    const number = desk.entries.numberOf(entry)
    return number === undefined ? [] : [[{ kind: 'link', text: String(number), href: `#${tableOf(desk, entry)}` } as const]]
  })
}

/** The heading over the table an entry stands in: that of all of them, else that of its phase. */
function tableOf({ outline, document }: Desk, { phase }: TimelineEntry): string {
  if (outline.parts.some(({ id, title }) => id === 'phases' && title !== undefined)) return 'phases'
  const index = document.phases.findIndex((one) => one.id === phase)
  return index === -1 ? 'phase-none' : `phase-${index + 1}`
}
