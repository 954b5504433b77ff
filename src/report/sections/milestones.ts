import { compareInstantTexts } from '../../base/instant.ts'
import { listOf } from '../../base/text.ts'
import type { Fact } from '../../model/facts.ts'
import { momentMeanings, momentNames } from '../../model/moment.ts'
import type { Block, Inline } from '../../model/report.ts'
import { absent, labelled, listOr, tableOr } from '../blocks.ts'
import { type Desk, marks, sentence } from '../desk.ts'
import { lines, text, words } from '../inline.ts'
import type { Section } from '../outline.ts'
import { entriesInBrackets } from './entry-references.ts'

/** The moments of the incident, what lies between them, and the acts people marked as milestones. */
export const milestones: Section = (desk) => [moments(desk), ...candidates(desk), ...intervals(desk), ...markedEntries(desk)]

function moments(desk: Desk): Block {
  const known = momentNames.flatMap((name) => {
    const moment = desk.document.moments[name]
    return moment?.at === undefined ? [] : [{ moment, at: moment.at, meaning: momentMeanings[name] }]
  })
  return tableOr(
    {
      caption: 'Key milestones',
      columns: [
        ['Date/Time', 28],
        ['Milestone', 26],
        ['What it means', 46],
      ],
      rows: known
        .toSorted((a, b) => compareInstantTexts(a.at.earliest, b.at.earliest))
        .map(({ moment, at, meaning }) => [
          desk.timeColumn(at),
          words(text(meaning.title), marks(moment)),
          words(
            text(`${meaning.description}.`),
            moment.note === undefined ? [] : text(moment.note),
            desk.cite(moment.citations),
            entriesInBrackets(desk, desk.entries.citing(moment.citations)),
          ),
        ]),
    },
    desk.missing(['/moments/firstActivity', '/moments/detected']),
  )
}

/** What evidence suggests for moments that only people can set. */
function candidates(desk: Desk): Block[] {
  const open = momentNames.flatMap((name) => {
    const moment = desk.document.moments[name]
    return moment === undefined || moment.at !== undefined ? [] : moment.candidates.map((candidate) => ({ name, candidate }))
  })
  if (open.length === 0) return []
  const rows = open.map(({ name, candidate }): Inline[][] => [
    text(momentMeanings[name].title),
    desk.timeColumn(candidate.at),
    words(text(candidate.reason), desk.cite(candidate.citations), entriesInBrackets(desk, desk.entries.citing(candidate.citations))),
  ])
  return labelled(
    'Candidates a person has to decide on',
    tableOr(
      {
        caption: 'Candidates for moments that only people can set',
        columns: [
          ['Moment', 20],
          ['Date/Time', 30],
          ['What suggests it', 50],
        ],
        rows,
      },
      '',
    ),
  )
}

const measured = [
  'timeToDetect',
  'dwell',
  'breakout',
  'timeToExfiltrate',
  'exfiltrationLasted',
  'timeToAlert',
  'detectionLatency',
  'timeToAcknowledge',
  'timeToDeclare',
  'timeToNotify',
  'timeToContain',
  'exposure',
  'timeToEradicate',
  'timeToRecover',
  'timeToResolve',
  'timeToClose',
]

function intervals(desk: Desk): Block[] {
  const facts = measured.flatMap((id) => desk.fact(id) ?? [])
  const known = facts.filter((fact) => fact.known !== 'unknown')
  const missing = unmeasured(facts)
  const table = tableOr(
    {
      caption: 'Intervals computed from the milestones',
      columns: [
        ['Interval', 26],
        ['Duration', 34],
        ['Computed as', 40],
      ],
      rows: known.map((fact) => [text(fact.label), desk.factText(fact.id), text(sentence(fact.formula))]),
    },
    'Unknown: an interval needs two milestones whose times are certain enough.',
  )
  return labelled('Measured Intervals', known.length === 0 || missing === '' ? table : [table, absent(`Unknown: ${missing}.`)])
}

/** "time to detect and dwell time (the compromise is not recorded); time to close (…)": those that lack the same thing together. */
function unmeasured(facts: readonly Fact[]): string {
  const unknown = facts.filter((fact) => fact.known === 'unknown')
  const byReason = Map.groupBy(unknown, (fact) => fact.text.replace(/^unknown: /, ''))
  return [...byReason].map(([reason, some]) => `${listOf(some.map(({ label }) => label.toLowerCase()))} (${reason})`).join('; ')
}

function markedEntries(desk: Desk): Block[] {
  const marked = desk.document.timeline.filter((entry) => entry.milestone === true && entry.tier !== 'to review')
  if (marked.length === 0) return []
  return labelled(
    'Acts marked as milestones',
    listOr(
      marked.map((entry) =>
        lines([words(desk.time(entry.occurred), text(entry.text), desk.cite(entry.citations), entriesInBrackets(desk, [entry]))]),
      ),
      '',
    ),
  )
}
