import { interruptionFactId } from '../../model/fact-id.ts'
import { formatNumber } from '../../base/text.ts'
import type { Block } from '../../model/report.ts'
import { absentInline, listIf, paragraph, picture, tableIf } from '../blocks.ts'
import { type Desk, sentence } from '../desk.ts'
import { impactFigure } from '../figures/impact.ts'
import { lines, strong, text, words } from '../inline.ts'
import type { Section } from '../outline.ts'
import { narrated, type Narrative, partsOf } from '../parts.ts'
import { costs } from './costs.ts'
import { effectWords } from './key-facts.ts'

/** 3.4: what they took and what it did to data, systems, operations, money and business. */
export const impact: Section = (desk) => [
  ...picture(impactFigure(desk)),
  ...narrated(desk, narrative(desk), [
    { title: 'Data Impact', paths: ['/impact/data', '/impact/personalData'], blocks: dataImpact(desk) },
    { title: 'Data and Security Impact', paths: '/impact/security/narrative', blocks: security(desk) },
    { title: 'System Impact', paths: systemPaths(desk), blocks: systemImpact(desk) },
    { title: 'Operational Impact', paths: interruptionsPath, blocks: operational(desk) },
    { title: 'Financial Impact', paths: costsPath, blocks: costs(desk) },
    { title: 'Business Impact', paths: Object.values(businessPaths), blocks: businessNotes(desk, ['Financial', 'Regulatory', 'Reputation']) },
    { title: 'Affected Parties', paths: '/impact/affectedParties', blocks: parties(desk) },
  ]),
]

/** What the incident did, and what it means for the business beside money. */
export const impactOverview: Section = (desk) => [
  ...picture(impactFigure(desk)),
  ...narrated(desk, narrative(desk), [
    {
      title: 'Business Impact',
      paths: [businessPaths.Regulatory, businessPaths.Reputation],
      blocks: businessNotes(desk, ['Regulatory', 'Reputation']),
    },
  ]),
]

/** What stood still, and which systems were touched. */
export const operationalImpact: Section = (desk) => {
  const told = operational(desk)
  return [
    ...told,
    ...partsOf(desk, [
      ...(told.length > 0 ? [] : [{ title: 'Downtime, interruptions and delays', paths: interruptionsPath, blocks: [] }]),
      { title: 'System Impact', paths: systemPaths(desk), blocks: systemImpact(desk) },
    ]),
  ]
}

/** Money. */
export const financialImpact: Section = (desk) => {
  const told = costs(desk)
  const business = { title: 'Business Impact', paths: businessPaths.Financial, blocks: businessNotes(desk, ['Financial']) }
  return told.length > 0 ? [...told, ...partsOf(desk, [business])] : partsOf(desk, [{ title: 'Costs', paths: costsPath, blocks: [] }, business])
}

/** What was lost, exposed or compromised, and whether personal data was among it. */
export const dataAndSecurityImpact: Section = (desk) => {
  const told = security(desk)
  const data = { title: 'Data Impact', paths: ['/impact/data', '/impact/personalData'], blocks: dataImpact(desk) }
  if (told.length > 0) return [...told, ...partsOf(desk, [data])]
  return partsOf(desk, [{ title: 'Extent of loss, exposure or compromise', paths: '/impact/security/narrative', blocks: [] }, data])
}

const interruptionsPath = '/impact/operational/interruptions'
const costsPath = '/impact/financial/costs'
const businessPaths = {
  Financial: '/impact/business/financial',
  Regulatory: '/impact/business/regulatory',
  Reputation: '/impact/business/reputational',
} as const

/** What the incident did to a system may stand with the system. */
function systemPaths({ document }: Desk): string[] {
  return ['/systems', ...document.systems.map((item) => `/systems/${item.id}/impact`)]
}

/** Access that the logs show is never told as taking. */
function narrative({ document }: Desk): Narrative {
  return { prose: document.impact.narrative, path: '/impact/narrative', name: 'what was taken or damaged' }
}

const personal = { yes: 'Personal data was affected.', no: 'Personal data was not affected.' } as const

function dataImpact({ document, statement, missing }: Desk): Block[] {
  const { data, personalData } = document.impact
  if (data.length === 0 && personalData === 'unknown') return []
  return [
    ...tableIf({
      caption: 'Data impact',
      columns: [['Data Type', 34], { title: 'Records Affected', width: 18, align: 'right' }, ['Sensitivity', 16], ['Effect', 32]],
      rows: data.map((item) => [
        statement(item.note === undefined ? text(item.type) : lines([text(item.type), text(item.note)]), item),
        item.records === undefined ? absentInline('Unknown') : text(`${item.estimate === true ? 'about ' : ''}${formatNumber(item.records)}`),
        text(sentence(item.sensitivity)),
        text(sentence(effectWords(item.effect, item.certainty))),
      ]),
    }),
    personalData === 'unknown' ? missing('/impact/personalData', 'Unknown whether personal data was affected') : paragraph(personal[personalData]),
  ]
}

function security({ document, prose }: Desk): Block[] {
  const told = document.impact.security.narrative
  return told === undefined ? [] : prose(told)
}

function systemImpact({ document, statement }: Desk): Block[] {
  const items = document.impact.systems.map((item) => statement([strong(`${item.system}: `), ...text(item.impact || 'impact not recorded')], item))
  return listIf(items)
}

function operational(desk: Desk): Block[] {
  const { narrative: told, interruptions } = desk.document.impact.operational
  return [
    ...(told === undefined ? [] : desk.prose(told)),
    ...tableIf({
      caption: 'Downtime, interruptions and delays',
      columns: [
        ['Service', 28],
        ['Kind', 14],
        ['From', 21],
        ['Until', 21],
        ['Duration', 16],
      ],
      rows: interruptions.map((item) => [
        desk.statement(item.note === undefined ? text(item.service) : lines([text(item.service), text(item.note)]), item),
        text(sentence(item.kind)),
        item.from === undefined ? absentInline('Unknown') : desk.time(item.from),
        item.to === undefined ? absentInline('Not over, or not recorded') : desk.time(item.to),
        desk.factText(interruptionFactId(item.id)),
      ]),
    }),
  ]
}

type BusinessNote = 'Financial' | 'Regulatory' | 'Reputation'

/** Each note, or who is asked for it; nothing where there is none at all. */
function businessNotes(desk: Desk, names: readonly BusinessNote[]): Block[] {
  const { financial, regulatory, reputational } = desk.document.impact.business
  const notes = { Financial: financial, Regulatory: regulatory, Reputation: reputational }
  if (names.every((name) => notes[name] === undefined)) return []
  return listIf(
    names.map((name) => {
      const value = notes[name]
      return words([strong(`${name}:`)], value === undefined ? desk.missingInline(businessPaths[name]) : text(value))
    }),
  )
}

/** Users, customers, partners and networks that were hit. */
export function parties({ document, statement }: Desk): Block[] {
  return tableIf({
    caption: 'Affected parties',
    columns: [['Party', 34], ['Kind', 16], { title: 'Number', width: 16, align: 'right' }, ['Note', 34]],
    rows: document.impact.affectedParties.map((item) => [
      statement(item.party || sentence(item.kind), item),
      text(sentence(item.kind)),
      item.count === undefined ? absentInline('Unknown') : text(`${item.estimate === true ? 'about ' : ''}${formatNumber(item.count)}`),
      text(item.note ?? 'None'),
    ]),
  })
}
