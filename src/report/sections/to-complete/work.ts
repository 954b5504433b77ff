import { recommendationNumberFactId } from '../../../model/fact-id.ts'
import type { Recommendation } from '../../../model/recommendation.ts'
import { askAll, askIf, type Asked, type Asker, isBlank, isUntold, missingFields, type Point, pointIf, quoted } from './ask.ts'
import type { RoleName } from './roles.ts'

/** What was done, what is being done and what has to be done: who, when, and how one will know. */
export function askWork(asker: Asker): Asked[] {
  return [...askActions(asker), ...askRecommendations(asker), ...askExercises(asker)]
}

function askActions({ document: { response } }: Asker): Asked[] {
  const { actions, shortTerm } = response
  return [
    ...askIf(actions.length === 0, {
      role: 'Incident lead',
      part: 'immediate-actions',
      path: '/response/actions',
      question: 'What was done to contain, eradicate and recover, when and by whom?',
    }),
    ...askAll({
      role: 'Incident lead',
      part: 'immediate-actions',
      question: 'Who took these actions, and when?',
      points: actions.flatMap((item) =>
        missingFields(`/response/actions/${item.id}`, quoted(item.action || 'An action', 100), [
          [isBlank(item.owner), 'owner', 'by whom'],
          [item.date === undefined, 'date', 'when'],
        ]),
      ),
      alone: ({ text }) => `Who took this action, and when? ${text}.`,
    }),
    ...askIf(shortTerm.length === 0, {
      role: 'Incident lead',
      part: 'short-term-actions',
      path: '/response/shortTerm',
      question: 'Which work has begun and is not finished, who does it, and by when? If none, say so.',
    }),
    ...askAll({
      role: 'Incident lead',
      part: 'short-term-actions',
      question: 'Who finishes these actions, and by when?',
      points: shortTerm
        .filter((item) => item.status !== 'dropped')
        .flatMap((item) =>
          missingFields(`/response/shortTerm/${item.id}`, quoted(item.action || 'An action', 100), [
            [isBlank(item.owner), 'owner', 'owner'],
            [item.due === undefined, 'due', 'due date'],
          ]),
        ),
      alone: ({ text }) => `Who finishes this action, and by when? ${text}.`,
    }),
  ]
}

function askRecommendations(asker: Asker): Asked[] {
  const items = asker.document.recommendations.filter((item) => item.status !== 'dropped')
  const of = (fields: (item: Recommendation) => readonly (readonly [boolean, string, string])[]): Point[] =>
    items.flatMap((item) => missingFields(`/recommendations/${item.id}`, nameOf(asker, item), fields(item)))
  return [
    ...askIf(items.length === 0, {
      role: 'Incident lead',
      part: 'recommendations',
      path: '/recommendations',
      question: 'What has to change so that this does not happen again, and how soon?',
    }),
    ...askAll({
      role: 'Incident lead',
      part: 'implementation',
      question: 'Who owns these recommendations, and by when? A day that is missing is proposed from the priority.',
      points: of((item) => [
        [isBlank(item.owner), 'owner', 'owner'],
        [item.due === undefined, 'due', 'due date'],
      ]),
      alone: ({ text }) => `Who owns this recommendation, and by when? ${text}.`,
    }),
    ...askAll({
      role: 'Incident lead',
      part: 'recommendations',
      question: 'What is missing in these recommendations?',
      points: of((item) => [
        [isBlank(item.title), 'title', 'title'],
        [isBlank(item.risk), 'risk', 'risk addressed'],
        [isBlank(item.action), 'action', 'specific action'],
        [isBlank(item.successCriteria), 'successCriteria', 'success criteria'],
        [isBlank(item.effort), 'effort', 'estimated effort'],
      ]),
      alone: ({ text }) => `What is missing in this recommendation? ${text}.`,
    }),
    ...askAll({
      role: 'Incident lead',
      part: 'recommendations',
      question: 'How and when was it proven that these recommendations are carried out?',
      points: items
        .filter((item) => (item.status === 'done' || item.status === 'verified') && isBlank(item.verification))
        .map((item) => ({ path: `/recommendations/${item.id}/verification`, text: nameOf(asker, item) })),
      alone: ({ text }) => `How and when was it proven that ${text} is carried out?`,
    }),
  ]
}

function nameOf({ facts }: Asker, item: Recommendation): string {
  const number = facts[recommendationNumberFactId(item.id)]?.value
  return `${number === undefined ? '' : `No. ${number} `}${quoted(item.title || 'Untitled recommendation', 100)}`
}

function askExercises({ document: { followUp } }: Asker): Asked[] {
  return [
    ...askIf(followUp.exercises.length === 0, {
      role: 'Incident lead',
      part: 'future-testing',
      path: '/followUp/exercises',
      question: 'Which drill or simulation will show that the improvements hold, and when?',
    }),
    ...askAll({
      role: 'Incident lead',
      part: 'future-testing',
      question: 'What is missing in these planned exercises?',
      points: followUp.exercises.flatMap((item) =>
        missingFields(`/followUp/exercises/${item.id}`, quoted(item.scenario || 'An exercise'), [
          [item.date === undefined, 'date', 'date'],
          [isBlank(item.scenario), 'scenario', 'scenario'],
          [isBlank(item.objectives), 'objectives', 'objectives'],
        ]),
      ),
      alone: ({ text }) => `What is missing in this planned exercise? ${text}.`,
    }),
  ]
}

/** How well the response worked: each judgement is asked of who can give it. */
export function askEvaluation({ document: { response } }: Asker): Asked[] {
  const { evaluation: given } = response
  const path = '/response/evaluation'
  const group = (role: RoleName, part: string, points: readonly Point[]): Asked[] =>
    askAll({ role, part, question: 'Looking back at the response:', points })
  return [
    ...group('Incident lead', 'response-evaluation', [
      ...pointIf(isUntold(given.effectiveness), `${path}/effectiveness`, 'How effective was the response?'),
      ...pointIf(isUntold(given.proceduresFollowed), `${path}/proceduresFollowed`, 'Were the procedures followed, and did they fit?'),
      ...pointIf(isUntold(given.faster), `${path}/faster`, 'What could have been faster or more efficient?'),
      ...pointIf(isBlank(given.promptness), `${path}/promptness`, 'Were alerts answered, and impact and severity determined, promptly?'),
      ...pointIf(isBlank(given.escalation), `${path}/escalation`, 'Was escalation effective?'),
      ...pointIf(isUntold(given.team), `${path}/team`, 'How well did the response team work together?'),
      ...pointIf(isUntold(given.coordination), `${path}/coordination`, 'How well did other departments and the team work together?'),
      ...pointIf(isUntold(given.internalCommunication), `${path}/internalCommunication`, 'How well did internal communication work?'),
    ]),
    ...group(
      'Forensic analysts',
      'response-evaluation',
      pointIf(isBlank(given.forensics), `${path}/forensics`, 'How good and how fast was the forensic analysis?'),
    ),
    ...group('Communications', 'communication', [
      ...pointIf(
        isUntold(given.externalCommunication),
        `${path}/externalCommunication`,
        'How well were stakeholders, customers and authorities told?',
      ),
      ...pointIf(isBlank(given.communication), `${path}/communication`, 'Was internal and external communication effective?'),
    ]),
  ]
}

/** What was said to whom; figures already given; the log of the response. */
export function askCommunications({ document: { response, statements, log } }: Asker): Asked[] {
  return [
    ...askIf(response.communications.length === 0, {
      role: 'Communications',
      part: 'communication',
      path: '/response/communications',
      question: 'Who was told what, when and by whom: staff, customers, partners, authorities? If nobody, say so.',
    }),
    ...askAll({
      role: 'Communications',
      part: 'communication',
      question: 'What is missing in these messages?',
      points: response.communications.flatMap((item) =>
        missingFields(`/response/communications/${item.id}`, `To ${quoted(item.audience || 'an unnamed audience')}`, [
          [item.at === undefined, 'at', 'when'],
          [isBlank(item.by), 'by', 'by whom'],
          [isBlank(item.channel), 'channel', 'through which channel'],
          [isBlank(item.message), 'message', 'what was said'],
        ]),
      ),
      alone: ({ text }) => `What is missing in this message? ${text}.`,
    }),
    ...askAll({
      role: 'Communications',
      part: 'communication',
      question: 'To whom were these figures given, and when?',
      points: statements.flatMap((item) =>
        missingFields(`/statements/${item.id}`, `${item.fact} ${quoted(item.value)}`, [
          [isBlank(item.audience), 'audience', 'to whom'],
          [item.at === undefined, 'at', 'when'],
        ]),
      ),
      alone: ({ text }) => `To whom was this figure given, and when? ${text}.`,
    }),
    ...askIf(log.length === 0, {
      role: 'Incident lead',
      part: 'appendix-log',
      path: '/log',
      question: 'Which alerts, calls, decisions and actions belong in the incident log?',
    }),
  ]
}
