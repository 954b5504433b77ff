import { systemFactId } from '../../model/fact-id.ts'
import type { Block } from '../../model/report.ts'
import { absentInline, tableIf } from '../blocks.ts'
import { type Desk, sentence } from '../desk.ts'
import { code, lines, text, words } from '../inline.ts'
import type { Section } from '../outline.ts'
import { type LabelledPart, partsOf } from '../parts.ts'
import { parties } from './impact.ts'

/** Appendix B: systems, the accounts that were used on them, and what was left behind. */
export const systemsAppendix: Section = (desk) =>
  systemsOrMissing(desk, [
    { title: 'Accounts', paths: '/accounts', blocks: accounts(desk) },
    { title: 'Left Behind', name: leftBehindName, paths: '/leftBehind', blocks: leftBehind(desk) },
  ])

const leftBehindName = 'what the attacker left behind'

function systemsOrMissing(desk: Desk, parts: readonly LabelledPart[]): Block[] {
  const known = systems(desk)
  return known.length > 0
    ? [...known, ...partsOf(desk, parts)]
    : partsOf(desk, [{ title: 'Affected Systems', paths: '/systems', blocks: [] }, ...parts])
}

/** Users, customers, partners and networks; the systems, and the accounts that were used on them. */
export const affected: Section = (desk) =>
  partsOf(desk, [
    { title: 'Affected Parties', paths: '/impact/affectedParties', blocks: parties(desk) },
    { title: 'Affected Systems', paths: '/systems', blocks: systems(desk) },
    { title: 'Accounts', paths: '/accounts', blocks: accounts(desk) },
  ])

/** What the attacker created or changed. */
export const leftBehindThings: Section = (desk) =>
  partsOf(desk, [{ title: 'Left Behind', name: leftBehindName, paths: '/leftBehind', blocks: leftBehind(desk) }])

function systems(desk: Desk): Block[] {
  return tableIf({
    caption: 'Affected systems',
    sheet: 'systems',
    columns: [
      ['System', 22],
      ['Role', 18],
      ['Impact', 26],
      ['Accounts', 14],
      ['Malicious activity', 20],
    ],
    rows: desk.document.systems.map((item) => [
      desk.statement([code(item.name)], item),
      item.role === undefined ? absentInline('Not recorded') : text(item.role),
      item.impact === undefined ? absentInline('Not recorded') : text(item.impact),
      item.accounts.length === 0 ? absentInline('None recorded') : text(item.accounts.join(', ')),
      lines([
        words(text('First:'), desk.factText(systemFactId(item.id, 'firstActivity'))),
        words(text('Last:'), desk.factText(systemFactId(item.id, 'lastActivity'))),
      ]),
    ]),
  })
}

function accounts(desk: Desk): Block[] {
  return tableIf({
    caption: 'Accounts and how they were used',
    columns: [
      ['Account', 26],
      ['Kind', 12],
      ['How it was used', 30],
      ['Credentials and addresses', 18],
      ['Malicious use', 14],
    ],
    rows: desk.document.accounts.map((item) => [
      desk.statement([code(item.name)], item),
      text(sentence(item.kind)),
      item.use === undefined ? absentInline('Not recorded') : text(item.use),
      item.credentials.length + item.addresses.length === 0
        ? absentInline('None recorded')
        : lines([...item.credentials, ...item.addresses].map((value) => [code(value)])),
      lines([
        item.firstSeen === undefined ? absentInline('First unknown') : desk.instant(item.firstSeen),
        item.lastSeen === undefined ? absentInline('Last unknown') : desk.instant(item.lastSeen),
      ]),
    ]),
  })
}

function leftBehind(desk: Desk): Block[] {
  return tableIf({
    caption: 'What the attacker created or changed',
    columns: [
      ['What', 20],
      ['Name', 32],
      ['Made at', 20],
      ['Undone', 28],
    ],
    rows: desk.document.leftBehind.map((item) => [
      desk.statement(item.what, item),
      [code(item.name)],
      item.at === undefined ? absentInline('Unknown') : desk.instant(item.at),
      words(
        text(item.undone === 'unknown' ? 'Unknown' : sentence(item.undone)),
        item.undoneAt === undefined ? [] : [...text('at '), ...desk.instant(item.undoneAt)],
        item.undoneBy === undefined ? [] : text(`by ${item.undoneBy}`),
      ),
    ]),
  })
}
