import { compareInstantTexts } from '../../../base/instant.ts'
import { citationKey } from '../../../model/citation-label.ts'
import type { Incident } from '../../../model/incident.ts'
import type { Question } from '../../../model/question.ts'
import type { TimelineEntry } from '../../../model/timeline.ts'
import { askAll, askIf, type Asked, type Asker, isBlank, isTold, isUntold, missingFields, pointIf, quoted } from './ask.ts'

/** Why it was neither prevented nor seen. */
export function askDefence(asker: Asker): Asked[] {
  return [...askControls(asker), ...askDetection(asker)]
}

/** "… “Key used from a new address” at 2026-03-05 09:12:33 UTC": the first act that tells most. */
function firstTelling({ document, time }: Asker): string | undefined {
  const acts = document.timeline.filter((entry) => entry.kind === 'attacker' && isTold(entry))
  const pool = acts.some((entry) => entry.milestone === true) ? acts.filter((entry) => entry.milestone === true) : acts
  const [first] = pool.toSorted((a, b) => compareInstantTexts(a.occurred.earliest, b.occurred.earliest))
  return first === undefined ? undefined : `${quoted(first.text)} at ${time(first.occurred)}`
}

function askControls(asker: Asker): Asked[] {
  const { narrative, controls } = asker.document.rootCause.notPrevented
  const act = firstTelling(asker)
  const which =
    act === undefined
      ? 'Which controls should have stopped the attack, and what became of each?'
      : `Which control should have stopped or seen ${act}, and did it?`
  return [
    ...askAll({
      role: 'Detection engineering',
      part: 'not-prevented',
      question: 'About prevention:',
      points: [
        ...pointIf(isUntold(narrative), '/rootCause/notPrevented/narrative', 'Why did the existing controls not prevent the incident?'),
        ...pointIf(controls.length === 0, '/rootCause/notPrevented/controls', which),
      ],
    }),
    ...askAll({
      role: 'Detection engineering',
      part: 'not-prevented',
      question: 'What became of these controls?',
      points: controls.flatMap((item) =>
        missingFields(`/rootCause/notPrevented/controls/${item.id}`, quoted(item.control || 'A control'), [
          [isBlank(item.expected), 'expected', 'what it was expected to do'],
          [item.outcome === 'unknown', 'outcome', 'worked, failed, absent or bypassed'],
          [isBlank(item.explanation), 'explanation', 'why'],
        ]),
      ),
      alone: ({ text }) => `What became of this control? ${text}.`,
    }),
  ]
}

function askDetection(asker: Asker): Asked[] {
  const { narrative, opportunities, loggingGaps, alertingGaps } = asker.document.detection
  const act = firstTelling(asker)
  const hint = act === undefined ? '' : ` The first telling act is ${act}.`
  return [
    ...askAll({
      role: 'Detection engineering',
      part: 'detection-gaps',
      question: 'About detection:',
      points: [
        ...pointIf(isUntold(narrative), '/detection/narrative', `When could the attack have been detected, and why was it not?${hint}`),
        ...pointIf(opportunities.length === 0, '/detection/opportunities', 'At which points of the attack could something have shown it?'),
        ...pointIf(loggingGaps.length === 0, '/detection/loggingGaps', 'What was not logged that would have shown it? If nothing, say so.'),
        ...pointIf(alertingGaps.length === 0, '/detection/alertingGaps', 'What was logged and raised no alert? If nothing, say so.'),
      ],
    }),
    ...askAll({
      role: 'Detection engineering',
      part: 'detection-gaps',
      question: 'Why was each of these opportunities missed?',
      points: opportunities
        .filter((item) => isBlank(item.whyMissed))
        .map((item) => {
          const at = item.at === undefined ? '' : ` at ${asker.time(item.at)}`
          return { path: `/detection/opportunities/${item.id}/whyMissed`, text: `${item.point || 'A point of the attack'}${at}` }
        }),
      alone: ({ text }) => `Why was this opportunity to detect the attack missed? ${text}.`,
    }),
  ]
}

/** Kept apart from what the machine can see: the team's own lessons. */
export function askLessons({ document: { lessons } }: Asker): Asked[] {
  const lists = [
    ['wentWell', 'What went well: which tools, strategies or people helped?'],
    ['couldImprove', 'What could be improved?'],
    ['luck', 'Where did chance help?'],
    ['gaps', 'Which weaknesses in measures, processes or response did the incident reveal?'],
    ['improvements', 'What will make prevention, detection and response better in future?'],
    ['processChanges', 'Which processes will change?'],
  ] as const
  return askAll({
    role: 'Incident lead',
    part: 'lessons',
    question: 'What the team learned:',
    points: lists.flatMap(([key, text]) => pointIf(lessons[key].length === 0, `/lessons/${key}`, text)),
  })
}

/** Questions that somebody has asked already and nobody has answered. */
export function askQuestions(asker: Asker, roleOf: (words: string | undefined) => string): Asked[] {
  const entries = entriesByCitation(asker.document)
  return asker.document.questions
    .filter((item) => item.state === 'open' && !isBlank(item.question))
    .flatMap((item) => {
      const examined = isBlank(item.examined) ? '' : ` Examined so far: ${item.examined}.`
      return askIf(true, {
        role: roleOf(item.role),
        part: 'open-questions',
        path: `/questions/${item.id}/answer`,
        question: `${item.question}${subject(asker, item, entries)}${examined}`,
      })
    })
}

type EntriesByCitation = ReadonlyMap<string, TimelineEntry>

/** The first entry of the record that cites something, by what it cites. */
function entriesByCitation({ timeline }: Incident): EntriesByCitation {
  return new Map(timeline.toReversed().flatMap((entry) => entry.citations.map((citation) => [citationKey(citation), entry] as const)))
}

/** What the question is about, where it cites what an entry of the timeline cites: drafted questions say "this account". */
function subject({ time }: Asker, { citations }: Question, entries: EntriesByCitation): string {
  const entry = citations.map((citation) => entries.get(citationKey(citation))).find((one) => one !== undefined)
  return entry === undefined ? '' : ` It is about ${quoted(entry.text, 140)} at ${time(entry.occurred)}.`
}
