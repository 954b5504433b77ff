import { formatNumber } from '../../base/text.ts'
import type { MomentName } from '../../model/moment.ts'
import type { Inline } from '../../model/report.ts'
import { absentInline, tableOr } from '../blocks.ts'
import { type Desk, marks } from '../desk.ts'
import { badge, lines, strong, text, words } from '../inline.ts'
import type { Section } from '../outline.ts'

const states = {
  ongoing: 'Ongoing',
  contained: 'Contained',
  eradicated: 'Eradicated: what the attacker left is gone, services are not all back',
  remediated: 'Remediated',
  closed: 'Closed',
} as const

type FactName =
  | 'Incident Date(s)'
  | 'Detection Date'
  | 'Time to Detection'
  | 'Resolved'
  | 'Data Affected'
  | 'Systems Affected'
  | 'Affected Parties'
  | 'Customer Impact'
  | 'Severity'
  | 'Current Status'

const facts: Readonly<Record<FactName, (desk: Desk) => Inline[]>> = {
  'Incident Date(s)': incidentDates,
  'Detection Date': detectionDate,
  'Time to Detection': timeToDetection,
  Resolved: (desk) => momentOr(desk, 'resolved', 'Not recorded: the incident lead has not recorded when the incident was over.'),
  'Data Affected': dataAffected,
  'Systems Affected': systemsAffected,
  'Affected Parties': affectedParties,
  'Customer Impact': ({ document }) => textOr(document.summary.customerImpact, 'Not recorded: nobody has described yet what customers felt.'),
  Severity: severity,
  'Current Status': ({ document }) => text(states[document.state]),
}

/** Every key fact. */
export const keyFacts: Section = keyFactsOf('Key facts of the incident', [
  'Incident Date(s)',
  'Detection Date',
  'Time to Detection',
  'Resolved',
  'Data Affected',
  'Systems Affected',
  'Affected Parties',
  'Customer Impact',
  'Severity',
  'Current Status',
])

/** Some of the key facts, in a table. */
export function keyFactsOf(caption: string, names: readonly FactName[]): Section {
  return (desk) => [
    tableOr(
      {
        caption,
        columns: [
          ['Attribute', 26],
          ['Value', 74],
        ],
        rows: names.map((name) => [[strong(name)], facts[name](desk)]),
      },
      '',
    ),
  ]
}

function textOr(value: string | undefined, reason: string): Inline[] {
  return value === undefined || value === '' ? absentInline(reason) : text(value)
}

/** A moment with its marks and evidence, or why it is not there. */
export function momentOr(desk: Desk, name: MomentName, reason: string): Inline[] {
  const moment = desk.document.moments[name]
  if (moment?.at === undefined) return absentInline(reason)
  return words(desk.time(moment.at), marks(moment), desk.cite(moment.citations))
}

function incidentDates(desk: Desk): Inline[] {
  const contained = desk.document.moments.contained?.at
  return lines([
    desk.factText('incidentDates'),
    words(text('First known malicious activity:'), momentOr(desk, 'firstActivity', 'not recorded; no malicious activity has been dated yet')),
    words(
      text('Contained:'),
      contained === undefined
        ? absentInline('not recorded; the incident lead has not recorded when the attacker could act no more')
        : momentOr(desk, 'contained', ''),
    ),
  ])
}

function timeToDetection(desk: Desk): Inline[] {
  const fact = desk.fact('timeToDetect')
  const formula = fact === undefined || fact.known === 'unknown' ? [] : text(`(${fact.formula})`)
  return words(desk.factText('timeToDetect'), formula)
}

const foundBy = { inside: 'found from inside', outside: 'reported from outside', attacker: 'announced by the attacker' }

function detectionDate(desk: Desk): Inline[] {
  const when = momentOr(desk, 'detected', 'Not recorded: the incident lead has not recorded when the organisation became aware.')
  const by = desk.document.moments.detected?.by
  const how = desk.document.summary.howDetected
  return lines([words(when, by === undefined ? [] : [badge(foundBy[by])]), how === undefined ? [] : text(how)])
}

function dataAffected({ document, statement }: Desk): Inline[] {
  const { data, personalData } = document.impact
  const personal = { yes: 'Personal data affected: yes', no: 'Personal data affected: no', unknown: 'Personal data affected: unknown' }[personalData]
  if (data.length === 0) return lines([absentInline('Unknown: nobody has recorded yet which data was affected.'), text(personal)])
  const rows = data.map((item) => {
    const records =
      item.records === undefined ? 'number of records unknown' : `${item.estimate === true ? 'about ' : ''}${formatNumber(item.records)} records`
    return statement(`${item.type || 'Data of unnamed type'}: ${records}, ${effectWords(item.effect, item.certainty)}`, { ...item, citations: [] })
  })
  return lines([...rows, text(personal)])
}

/** "accessed (confirmed)", "effect unknown": access is never told as taking. */
export function effectWords(effect: string, certainty: string): string {
  const what = effect === 'unknown' ? 'effect unknown' : effect
  return certainty === 'unknown' ? what : `${what} (${certainty})`
}

function systemsAffected({ document }: Desk): Inline[] {
  const named = document.systems.filter((system) => system.name !== '')
  if (named.length === 0) return absentInline('Unknown: no affected system has been recorded yet.')
  const shown = named
    .slice(0, 12)
    .map((system) => system.name)
    .join(', ')
  return text(named.length > 12 ? `${shown} and others, all listed in appendix B` : shown)
}

function affectedParties({ document, statement }: Desk): Inline[] {
  const parties = document.impact.affectedParties
  if (parties.length === 0) return absentInline('Unknown: nobody has recorded yet which users, customers or partners were affected.')
  return lines(
    parties.map((party) => {
      const count = party.count === undefined ? 'number unknown' : `${party.estimate === true ? 'about ' : ''}${formatNumber(party.count)}`
      return statement(`${party.party || party.kind}: ${count}${party.note === undefined ? '' : ` (${party.note})`}`, { ...party, citations: [] })
    }),
  )
}

function severity({ document }: Desk): Inline[] {
  const { scale, level } = document.severity
  if (level === undefined) return absentInline('Not recorded: the incident lead has not rated the incident yet.')
  return text(scale === undefined ? level : `${level} (${scale})`)
}
