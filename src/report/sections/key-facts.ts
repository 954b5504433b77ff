import { capitalised, lowerFirst } from '../../base/sentence.ts'
import { formatNumber, listOf, plural } from '../../base/text.ts'
import { calendarDay } from '../../base/time-words.ts'
import type { MomentName } from '../../model/moment.ts'
import type { Inline } from '../../model/report.ts'
import { tableOr } from '../blocks.ts'
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
  Resolved: (desk) => momentOr(desk, 'resolved'),
  'Data Affected': dataAffected,
  'Systems Affected': systemsAffected,
  'Affected Parties': affectedParties,
  'Customer Impact': customerImpact,
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

function customerImpact({ document, missingInline }: Desk): Inline[] {
  const told = document.summary.customerImpact
  return told === undefined || told === '' ? missingInline('/summary/customerImpact') : text(told)
}

/** A moment with its marks and evidence, or why it is not there. */
export function momentOr(desk: Desk, name: MomentName): Inline[] {
  const moment = desk.document.moments[name]
  if (moment?.at === undefined) return desk.missingInline(`/moments/${name}`)
  return words(desk.written(moment.at), marks(moment), desk.cite(moment.citations))
}

function incidentDates(desk: Desk): Inline[] {
  const { firstActivity } = desk.document.moments
  const dates = desk.fact('incidentDates')
  if (dates?.known === 'unknown') return desk.missingInline(['/moments/firstActivity', '/moments/contained'])
  return lines([
    desk.factText('incidentDates').map(withWrittenDays),
    firstActivity?.at === undefined ? [] : words(text('First known malicious activity:'), momentOr(desk, 'firstActivity')),
    words(text('Contained:'), momentOr(desk, 'contained')),
  ])
}

function timeToDetection(desk: Desk): Inline[] {
  const fact = desk.fact('timeToDetect')
  if (fact === undefined || fact.known === 'unknown') return desk.missingInline(['/moments/compromise', '/moments/detected'], 'Unknown')
  const [end, start] = fact.formula.split(' minus ')
  return text(capitalised(start === undefined ? fact.text : `${fact.text}, from ${start} to ${end ?? ''}`))
}

/** Facts tell days as ISO 8601; a board reads them with the month in words. */
function withWrittenDays(inline: Inline): Inline {
  if (inline.kind !== 'text') return inline
  return { ...inline, text: capitalised(inline.text.replace(/\b\d{4}-\d{2}-\d{2}\b/g, (day) => calendarDay(day, 'written'))) }
}

const foundBy = { inside: 'found from inside', outside: 'reported from outside', attacker: 'announced by the attacker' }

function detectionDate(desk: Desk): Inline[] {
  const when = momentOr(desk, 'detected')
  const by = desk.document.moments.detected?.by
  const how = desk.document.summary.howDetected
  return lines([words(when, by === undefined ? [] : [badge(foundBy[by])]), how === undefined ? [] : text(how)])
}

function dataAffected({ document, statement, missingInline }: Desk): Inline[] {
  const { data, personalData } = document.impact
  const personal = { yes: 'Personal data affected: yes', no: 'Personal data affected: no', unknown: 'Personal data affected: unknown' }[personalData]
  if (data.length === 0 && personalData === 'unknown') return missingInline(['/impact/data', '/impact/personalData'], 'Unknown')
  if (data.length === 0) return lines([missingInline('/impact/data', 'Unknown'), text(personal)])
  const groups = [...Map.groupBy(data, (item) => JSON.stringify([extent(item), item.review, item.tlp, item.privilege])).values()]
  const rows = groups.flatMap((items) => {
    const [first] = items
    if (first === undefined) return []
    const types = items.map(({ type }, index) => (index === 0 ? type || 'Data of unnamed type' : lowerFirst(type || 'data of unnamed type')))
    return [
      statement(`${types.join('; ')}: ${items.length > 1 && first.records !== undefined ? 'each ' : ''}${extent(first)}`, {
        ...first,
        citations: [],
      }),
    ]
  })
  return lines([...rows, text(personal)])
}

/** How many records, and what happened to them. */
function extent({ records, estimate, effect, certainty }: Desk['document']['impact']['data'][number]): string {
  const count = records === undefined ? 'number of records unknown' : `${estimate === true ? 'about ' : ''}${plural(records, 'record')}`
  return `${count}, ${effect === 'unknown' ? 'whether it was read or copied is not known' : effectWords(effect, certainty)}`
}

/** "accessed (confirmed)", "effect unknown": access is never told as taking. */
export function effectWords(effect: string, certainty: string): string {
  const what = effect === 'unknown' ? 'effect unknown' : effect
  return certainty === 'unknown' ? what : `${what} (${certainty})`
}

/** How many and of what kind; their names are for the appendix. */
function systemsAffected(desk: Desk): Inline[] {
  const named = desk.document.systems.filter((system) => system.name !== '')
  if (named.length === 0) return desk.missingInline('/systems', 'Unknown')
  const roles = [...new Set(named.flatMap(({ role }) => (role === undefined || role === '' ? [] : [role])))]
  const count = plural(named.length, 'system')
  const told = roles.length === 0 ? systemKinds(named.map(({ name }) => name)) : `${count} (${listOf(roles.map(lowerFirst), 6)})`
  const place = desk.see('appendix-systems')
  return place.length === 0 ? text(told) : words(text(`${told}, named in`), place)
}

/** "1 cloud account and 2 other systems", from the names drafts give them. */
function systemKinds(names: readonly string[]): string {
  const cloud = names.filter((name) => name.startsWith('Cloud account ')).length
  const rest = names.length - cloud
  if (cloud === 0) return plural(rest, 'system')
  return listOf([plural(cloud, 'cloud account'), rest === 0 ? '' : plural(rest, 'other system')])
}

function affectedParties({ document, statement, missingInline }: Desk): Inline[] {
  const parties = document.impact.affectedParties
  if (parties.length === 0) return missingInline('/impact/affectedParties', 'Unknown')
  return lines(
    parties.map((party) => {
      const count = party.count === undefined ? 'number unknown' : `${party.estimate === true ? 'about ' : ''}${formatNumber(party.count)}`
      return statement(`${party.party || party.kind}: ${count}${party.note === undefined ? '' : ` (${party.note})`}`, { ...party, citations: [] })
    }),
  )
}

function severity({ document, missingInline }: Desk): Inline[] {
  const { scale, level } = document.severity
  if (level === undefined) return missingInline('/severity/level')
  return text(scale === undefined ? level : `${level}; scale: ${scale}`)
}
