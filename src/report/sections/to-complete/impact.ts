import type { DataImpact } from '../../../model/impact.ts'
import { askAll, askIf, type Asked, type Asker, isBlank, isUntold, missingFields, pointIf, quoted } from './ask.ts'

/** What the incident did to data, systems, operations, people and money. */
export function askImpact(asker: Asker): Asked[] {
  return [...askDamage(asker), ...askData(asker), ...askOperations(asker), ...askMoney(asker), ...askParties(asker)]
}

function askDamage({ document: { impact } }: Asker): Asked[] {
  return askAll({
    role: 'Forensic analysts',
    part: 'impact',
    question: 'About the damage:',
    points: [
      ...pointIf(isUntold(impact.narrative), '/impact/narrative', 'What was taken, changed or destroyed, and what was only within reach?'),
      ...pointIf(
        isUntold(impact.security.narrative),
        '/impact/security/narrative',
        'How far were confidentiality, integrity and availability lost, and is any of it still exposed?',
      ),
    ],
  })
}

function askData({ document: { impact, systems } }: Asker): Asked[] {
  const reach =
    systems.length === 0 ? '' : ` within reach on ${systems.length === 1 ? quoted(systems[0]?.name ?? '') : `the ${systems.length} affected systems`}`
  return [
    ...askIf(impact.data.length === 0, {
      role: 'System owners',
      part: 'impact',
      path: '/impact/data',
      question: `Which kinds of data were${reach === '' ? ' affected' : reach}, and how many records of each?`,
    }),
    ...askAll({
      role: 'System owners',
      part: 'impact',
      question: 'What exactly happened to these data?',
      points: impact.data.flatMap((item) => dataPoints(item)),
      alone: ({ text }) => `What exactly happened to these data? ${text}.`,
    }),
    ...askIf(impact.personalData === 'unknown', {
      role: 'Counsel and privacy officer',
      part: 'impact',
      path: '/impact/personalData',
      question: personalData(impact.data),
    }),
  ]
}

function dataPoints(item: DataImpact) {
  return missingFields(`/impact/data/${item.id}`, quoted(item.type || 'Data of unnamed type'), [
    [item.records === undefined, 'records', 'how many records'],
    [item.effect === 'unknown', 'effect', 'accessed, acquired, altered or lost'],
    [item.certainty === 'unknown', 'certainty', 'how certain that is'],
    [item.sensitivity === 'unknown', 'sensitivity', 'how sensitive'],
  ])
}

function personalData(data: readonly DataImpact[]): string {
  const [first] = data
  if (first === undefined) return 'Was personal data affected, of whom, and of how many people?'
  const others = data.length === 1 ? '' : ` and the other data recorded`
  return `Is personal data among ${quoted(first.type || 'the data')}${others}, of whom, and of how many people?`
}

function askOperations({ document: { impact } }: Asker): Asked[] {
  const { narrative, interruptions } = impact.operational
  return [
    ...askIf(isUntold(narrative) && interruptions.length === 0, {
      role: 'System owners',
      part: 'operational-impact',
      path: '/impact/operational/interruptions',
      question: 'Which services were down, interrupted or delayed, from when to when? If none, say so.',
    }),
    ...askAll({
      role: 'System owners',
      part: 'operational-impact',
      question: 'When did these interruptions begin and end?',
      points: interruptions.flatMap((item) =>
        missingFields(`/impact/operational/interruptions/${item.id}`, quoted(item.service || 'A service'), [
          [item.from === undefined, 'from', 'its beginning'],
          [item.to === undefined, 'to', 'its end'],
        ]),
      ),
      alone: ({ text }) => `When did this interruption begin and end? ${text}.`,
    }),
  ]
}

function askMoney({ document: { impact } }: Asker): Asked[] {
  const { narrative, costs } = impact.financial
  const { financial, regulatory, reputational } = impact.business
  return [
    ...askAll({
      role: 'Finance',
      part: 'financial-impact',
      question: 'About money:',
      points: [
        ...pointIf(
          costs.length === 0 && isUntold(narrative),
          '/impact/financial/costs',
          'What did it cost: work of the response, outside help, lost business, penalties, and what was recovered?',
        ),
        ...pointIf(isBlank(financial), '/impact/business/financial', 'What does it mean for the finances of the business?'),
        ...costs
          .filter((cost) => cost.amount === undefined && cost.low === undefined && cost.high === undefined)
          .map((cost) => ({
            path: `/impact/financial/costs/${cost.id}/amount`,
            text: `How much is ${quoted(cost.label || cost.category)} (${cost.currency})?`,
          })),
      ],
    }),
    ...askIf(isBlank(regulatory), {
      role: 'Counsel and privacy officer',
      part: 'impact',
      path: '/impact/business/regulatory',
      question: 'What does it mean towards regulators and contracts?',
    }),
    ...askIf(isBlank(reputational), {
      role: 'Communications',
      part: 'impact',
      path: '/impact/business/reputational',
      question: 'What does it mean for the reputation: press, customers, partners?',
    }),
  ]
}

function askParties({ document: { impact } }: Asker): Asked[] {
  return [
    ...askIf(impact.affectedParties.length === 0, {
      role: 'Counsel and privacy officer',
      part: 'affected-parties',
      path: '/impact/affectedParties',
      question: 'Which users, customers, partners or networks were affected, and how many of each?',
    }),
    ...askAll({
      role: 'Counsel and privacy officer',
      part: 'affected-parties',
      question: 'How many of these were affected?',
      points: impact.affectedParties
        .filter((item) => item.count === undefined)
        .map((item) => ({ path: `/impact/affectedParties/${item.id}/count`, text: item.party || item.kind })),
      alone: ({ text }) => `How many of ${quoted(text)} were affected?`,
    }),
  ]
}
