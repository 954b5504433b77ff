import { formatInstant, instantOf } from '../base/instant.ts'
import { citationLabel } from '../model/citation-label.ts'
import type { Incident } from '../model/incident.ts'
import type { Interval } from '../model/interval.ts'
import { type MomentName, momentMeanings } from '../model/moment.ts'
import { StarterLines, yamlScalar } from './yaml/starter-lines.ts'
import { askCauses, askClosing, askDuties, askEvidence, askImpact, askQuestions, askRecommendations, askResponse } from './yaml/starter-sections.ts'

/**
 * A commented incident.yaml that asks for what only people can say, section by section, with what the draft found as candidates. As it is it says
 * nothing: read, it gives no change. A line becomes an answer when its "#" is taken away.
 */
export function starterYaml(document: Incident): string {
  const lines = new StarterLines()
  lines
    .ask(
      `What only people know about ${document.id}. Fill in what you can and give the file again: hindcast draft … --incident incident.yaml`,
      'Lines that begin with "#" and a space explain; lines that begin with "#" alone become answers when you take the "#" away.',
      'Times: 2026-03-01 10:15 UTC, 2026-03-01 10:15 Europe/Berlin, 2026-03-01 (a day), 2026-03-01 10:00 to 10:30 UTC.',
      'Longer texts are Markdown behind "|". Rows of lists are texts or groups of fields.',
    )
    .gap()
  heading(lines, document)
  moments(lines, document)
  askCauses(lines, document)
  askImpact(lines, document)
  askResponse(lines, document)
  askRecommendations(lines, document)
  askQuestions(lines, document)
  askDuties(lines, document)
  askEvidence(lines, document)
  askClosing(lines)
  return lines.toString()
}

function heading(lines: StarterLines, { title, type, state, people }: Incident): void {
  lines
    .ask('Your name: it stands in the history beside what this file says.')
    .offer('author:')
    .ask('The zone of times below that state none, for instance Europe/Berlin.')
    .offer('timezone:')
    .gap()
    .ask('What is the incident called, and what kind of incident is it ("Leaked cloud credentials")?')
    .offer(`title: ${filled(title)}`)
    .offer(`type: ${filled(type)}`)
    .ask('How severe was it, on which scale? Where does it stand: ongoing, contained, eradicated, remediated or closed?')
    .group('severity', (below) => below.offer('level:').offer('scale:'))
    .offer(`state: ${state}`)
    .ask('Who may read the report? Confidential, Internal or Public; TLP:RED, AMBER+STRICT, AMBER, GREEN or CLEAR.')
    .group('classification', (below) => below.offer('level:').offer('tlp:'))
    .ask('Who led the response, who wrote this report, who had which role?')
    .group('people', (below) =>
      below
        .offer(`lead: ${filled(people.lead)}`)
        .offer('authors: []')
        .offer('reportDate:')
        .offer('displayZone:')
        .group('roles', (roles) => roles.offer('Incident commander:').offer('Communications:').offer('Forensics:')),
    )
    .gap()
    .ask('For executives, in one to three paragraphs: what did it do to the business?')
    .group('summary', (below) =>
      below
        .offer('text: |')
        .offer('  ')
        .ask('What did customers notice?')
        .offer('customerImpact:')
        .ask('Who or what noticed the incident first?')
        .offer('howDetected:'),
    )
    .gap()
}

/** In the order people are asked; moments the evidence can bound come last. */
const asked: readonly (readonly [MomentName, string])[] = [
  ['detected', 'When did the organisation become aware? "by" is inside, outside or attacker'],
  ['acknowledged', 'When did somebody take up the alert?'],
  ['declared', 'When was it declared an incident?'],
  ['notified', 'When was the first one outside told?'],
  ['contained', 'When could the attacker act no more?'],
  ['eradicated', 'When was everything gone that the attacker left?'],
  ['recovered', 'When was the service back at its level before?'],
  ['resolved', 'When was the incident over?'],
  ['closed', 'When was the file closed?'],
  ['alertRaised', 'When did a control raise the first alert?'],
  ['impactStart', 'When did the business first feel it?'],
]

function moments(lines: StarterLines, document: Incident): void {
  lines.ask('Moments that no log can decide. Every duration of the report is computed from them.').group('moments', (below) => {
    for (const [name, question] of asked) {
      const moment = document.moments[name]
      below.ask(question)
      for (const candidate of moment?.candidates ?? []) {
        const labels = candidate.citations.map((citation) => citationLabel(document.evidence, citation))
        below.ask(`Candidate: ${writtenTime(candidate.at)}: ${candidate.reason}${labels.length === 0 ? '' : ` [${labels.join(', ')}]`}`)
      }
      const at = moment?.at ?? moment?.candidates[0]?.at
      const time = at === undefined ? '' : ` ${writtenTime(at)}`
      below.offer(name === 'detected' ? `detected: { at:${time === '' ? ' ' : time}, by: , note: }` : `${name}:${time}`)
    }
    for (const name of ['firstActivity', 'compromise', 'firstLateralMovement'] as const) {
      const moment = document.moments[name]
      if (moment?.at === undefined) continue
      below.ask(`${momentMeanings[name].title}: the draft proposes ${writtenTime(moment.at)}. Another time replaces it, with its evidence.`)
      below.offer(`${name}: ${writtenTime(moment.at)}`)
    }
  })
  lines.gap()
}

function filled(text: string | undefined): string {
  return text === undefined || text === '' ? '' : yamlScalar(text)
}

/** An interval as it can be written in the file. */
function writtenTime(at: Interval): string {
  const from = shortTime(at.earliest, at.precision)
  const to = shortTime(at.latest, at.precision)
  return from === to ? from : `${from} to ${to}`
}

function shortTime(instant: string, precision: Interval['precision']): string {
  const text = formatInstant(instantOf(instant), precision).replace('T', ' ').slice(0, -1)
  if (precision === 'day') return text.slice(0, 10)
  return `${precision === 'minute' || precision === 'hour' ? text.slice(0, 16) : text} UTC`
}
