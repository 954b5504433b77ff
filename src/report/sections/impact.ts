import { interruptionFactId } from '../../model/fact-id.ts'
import { formatNumber } from '../../base/text.ts'
import type { Block } from '../../model/report.ts'
import { absent, absentInline, labelled, listOr, paragraph, tableOr } from '../blocks.ts'
import { type Desk, sentence } from '../desk.ts'
import { lines, strong, text, words } from '../inline.ts'
import type { Section } from '../outline.ts'
import { costs } from './costs.ts'
import { effectWords } from './key-facts.ts'

/** 3.4: what they took and what it did to data, systems, operations, money and business. */
export const impact: Section = (desk) => [
  ...narrative(desk),
  ...labelled('Data Impact', dataImpact(desk)),
  ...labelled('Data and Security Impact', security(desk)),
  ...labelled('System Impact', systemImpact(desk)),
  ...labelled('Operational Impact', operational(desk)),
  ...labelled('Financial Impact', costs(desk)),
  ...labelled('Business Impact', businessNotes(desk, ['Financial', 'Regulatory', 'Reputation'])),
  ...labelled('Affected Parties', parties(desk)),
]

/** What the incident did, and what it means for the business beside money. */
export const impactOverview: Section = (desk) => [
  ...narrative(desk),
  ...labelled('Business Impact', businessNotes(desk, ['Regulatory', 'Reputation'])),
]

/** What stood still, and which systems were touched. */
export const operationalImpact: Section = (desk) => [...operational(desk), ...labelled('System Impact', systemImpact(desk))]

/** Money. */
export const financialImpact: Section = (desk) => [...costs(desk), ...labelled('Business Impact', businessNotes(desk, ['Financial']))]

/** What was lost, exposed or compromised, and whether personal data was among it. */
export const dataAndSecurityImpact: Section = (desk) => [...security(desk), ...labelled('Data Impact', dataImpact(desk))]

/** Users, customers, partners and networks that were hit. */
export const affectedParties: Section = (desk) => labelled('Affected Parties', parties(desk))

function narrative({ document, prose }: Desk): Block[] {
  const told = document.impact.narrative
  if (told !== undefined) return prose(told)
  return [absent('Not recorded: nobody has described the damage yet. Access that the logs show is not told as taking.')]
}

function dataImpact({ document, statement }: Desk): Block[] {
  const personal = {
    yes: 'Personal data was affected.',
    no: 'Personal data was not affected.',
    unknown: 'Unknown: whether personal data was affected has not been decided yet; the data protection officer decides.',
  }[document.impact.personalData]
  return [
    tableOr(
      {
        caption: 'Data impact',
        columns: [['Data Type', 34], { title: 'Records Affected', width: 18, align: 'right' }, ['Sensitivity', 16], ['Effect', 32]],
        rows: document.impact.data.map((item) => [
          statement(item.note === undefined ? text(item.type) : lines([text(item.type), text(item.note)]), item),
          item.records === undefined ? absentInline('Unknown') : text(`${item.estimate === true ? 'about ' : ''}${formatNumber(item.records)}`),
          text(sentence(item.sensitivity)),
          text(sentence(effectWords(item.effect, item.certainty))),
        ]),
      },
      'Unknown: nobody has recorded yet which data was accessed, acquired, altered or lost.',
    ),
    document.impact.personalData === 'unknown' ? absent(personal) : paragraph(personal),
  ]
}

function security({ document, prose }: Desk): Block[] {
  const narrative = document.impact.security.narrative
  return narrative === undefined ? [absent('Not recorded: nobody has assessed the extent of loss, exposure or compromise yet.')] : prose(narrative)
}

function systemImpact({ document, statement }: Desk): Block {
  const items = document.impact.systems.map((item) => statement([strong(`${item.system}: `), ...text(item.impact || 'impact not recorded')], item))
  return listOr(items, 'Unknown: the impact on systems has not been recorded yet.')
}

function operational(desk: Desk): Block[] {
  const { narrative, interruptions } = desk.document.impact.operational
  return [
    ...(narrative === undefined ? [] : desk.prose(narrative)),
    tableOr(
      {
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
      },
      'Unknown: no downtime, interruption or delay has been recorded yet, and nobody has stated that there was none.',
    ),
  ]
}

type BusinessNote = 'Financial' | 'Regulatory' | 'Reputation'

function businessNotes({ document }: Desk, names: readonly BusinessNote[]): Block {
  const { financial, regulatory, reputational } = document.impact.business
  const notes: Record<BusinessNote, readonly [value: string | undefined, missing: string]> = {
    Financial: [financial, 'finance has not assessed it yet'],
    Regulatory: [regulatory, 'the compliance officer has not assessed it yet'],
    Reputation: [reputational, 'communications has not assessed it yet'],
  }
  const items = names.map((name) => {
    const [value, missing] = notes[name]
    return words([strong(`${name}:`)], value === undefined ? absentInline(`Not recorded: ${missing}.`) : text(value))
  })
  return { kind: 'list', ordered: false, items }
}

function parties({ document, statement }: Desk): Block {
  return tableOr(
    {
      caption: 'Affected parties',
      columns: [['Party', 34], ['Kind', 16], { title: 'Number', width: 16, align: 'right' }, ['Note', 34]],
      rows: document.impact.affectedParties.map((item) => [
        statement(item.party || sentence(item.kind), item),
        text(sentence(item.kind)),
        item.count === undefined ? absentInline('Unknown') : text(`${item.estimate === true ? 'about ' : ''}${formatNumber(item.count)}`),
        text(item.note ?? 'None'),
      ]),
    },
    'Unknown: nobody has recorded yet which users, customers, partners or networks were affected.',
  )
}
