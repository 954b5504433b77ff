import { formatInstant, instantOf } from '../base/instant.ts'
import { citationLabel } from '../model/citation-label.ts'
import type { Incident } from '../model/incident.ts'
import type { Interval } from '../model/interval.ts'
import { type MomentName, momentMeanings } from '../model/moment.ts'
import { plainText } from '../model/prose.ts'
import { oneLine, StarterLines, yamlScalar } from './yaml/starter-lines.ts'

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
  causes(lines, document)
  impact(lines, document)
  response(lines, document)
  recommendations(lines, document)
  questions(lines, document)
  duties(lines, document)
  evidence(lines, document)
  closing(lines)
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

function causes(lines: StarterLines, document: Incident): void {
  lines
    .ask('Why could it happen? Recommendations and controls point at causes by their statement.')
    .group('causes', (below) => {
      for (const { statement } of document.causes) below.ask(`Recorded: ${statement}`)
      below.offer('- statement:').offer('  kind: technical cause').offer('  category:').offer('- statement:').offer('  kind: contributing factor')
    })
    .ask('How did they get in, what did they find, how did they move, and why was it not prevented? (Markdown)')
    .group('rootCause', (below) => {
      const { initialAccess, discovery, movement } = document.rootCause
      below
        .group('initialAccess', (part) =>
          part
            .ask(...drafted(initialAccess.narrative))
            .offer('narrative:')
            .offer('factors: []'),
        )
        .group('discovery', (part) => part.ask(...drafted(discovery.narrative)).offer('narrative:'))
        .group('movement', (part) => part.ask(...drafted(movement.narrative)).offer('narrative:'))
        .group('notPrevented', (part) =>
          part
            .offer('narrative:')
            .ask('Each control that stood in the way: what it was expected to do, and whether it worked, failed, was absent or bypassed.')
            .group('controls', (rows) => rows.offer('- control:').offer('  expected:').offer('  outcome:').offer('  explanation:')),
        )
    })
    .gap()
}

function impact(lines: StarterLines, document: Incident): void {
  lines
    .ask('What did it cost, whom did it hit?')
    .group('impact', (below) => {
      below.offer('narrative:').ask('Was personal data affected: yes, no or unknown?').offer('personalData:')
      below.ask('Which data, how many records, what happened to them: accessed, acquired, altered or lost?').group('data', (rows) => {
        for (const { type } of document.impact.data) if (type !== '') rows.ask(`Proposed: ${type}`)
        rows.offer('- type:').offer('  records:').offer('  estimate:').offer('  sensitivity:').offer('  effect:').offer('  certainty:')
      })
      below.ask('Who was affected, how many?').group('affectedParties', (rows) => rows.offer('- party:').offer('  kind:').offer('  count:'))
      below.group('operational', (part) =>
        part.ask('What was down, and when?').group('interruptions', (rows) => rows.offer('- service:').offer('  from:').offer('  to:')),
      )
      below.group('financial', (part) =>
        part.group('costs', (rows) => rows.offer('- label:').offer('  amount:').offer('  currency:').offer('  status:')),
      )
      below.group('business', (part) => part.offer('financial:').offer('regulatory:').offer('reputational:'))
    })
    .gap()
}

function response(lines: StarterLines, document: Incident): void {
  lines
    .ask('What was done against the attack, by whom, and how well did the response work?')
    .group('response', (below) => {
      below.group('actions', (rows) => {
        for (const { action } of document.response.actions.slice(0, 20)) rows.ask(`Recorded: ${action}`)
        rows.offer('- action:').offer('  stage:').offer('  date:').offer('  owner:')
      })
      below.group('shortTerm', (rows) => rows.offer('- action:').offer('  due:').offer('  owner:'))
      below.group('communications', (rows) => rows.offer('- audience:').offer('  direction:').offer('  at:').offer('  by:').offer('  message:'))
      below.group('evaluation', (part) => {
        for (const key of [
          'effectiveness',
          'proceduresFollowed',
          'faster',
          'promptness',
          'forensics',
          'escalation',
          'communication',
          'team',
          'coordination',
        ])
          part.offer(`${key}:`)
      })
    })
    .gap()
}

function recommendations(lines: StarterLines, document: Incident): void {
  lines
    .ask('Who owns which recommendation, and since when? The due date is proposed from the priority and the day of acceptance.')
    .group('recommendations', (below) => {
      for (const { title, priority } of document.recommendations) {
        if (title !== '')
          below
            .offer(`- title: ${yamlScalar(title)}`)
            .offer(`  priority: ${priority}`)
            .offer('  owner:')
            .offer('  acceptedOn:')
            .offer('  due:')
      }
      below
        .offer('- title:')
        .offer('  priority:')
        .offer('  category:')
        .offer('  risk:')
        .offer('  action:')
        .offer('  owner:')
        .offer('  successCriteria:')
        .offer('  causes: []')
    })
    .gap()
    .ask('What was learned?')
    .group('lessons', (below) => {
      for (const key of ['wentWell', 'couldImprove', 'luck', 'processChanges', 'gaps', 'improvements']) below.group(key, (rows) => rows.offer('-'))
    })
    .ask('When will this be exercised?')
    .group('followUp', (below) => below.group('exercises', (rows) => rows.offer('- scenario:').offer('  date:').offer('  objectives:')))
    .gap()
}

function questions(lines: StarterLines, document: Incident): void {
  const open = document.questions.filter(({ state, question, review }) => state === 'open' && question !== '' && review !== 'rejected')
  lines
    .ask('Questions the evidence leaves open.')
    .group('questions', (below) => {
      for (const { question, role } of open) {
        below
          .ask(...(role === undefined ? [] : [`For: ${role}`]))
          .offer(`- question: ${yamlScalar(question)}`)
          .offer('  state:')
          .offer('  answer:')
          .offer('  examined:')
      }
    })
    .gap()
}

function duties(lines: StarterLines, document: Incident): void {
  lines
    .ask('Which duties to notify apply? A person decides: applies, does not apply or undetermined. Triggers are the times the law counts from.')
    .group('notifications', (below) => {
      for (const { duty, decision } of document.notifications) below.ask(`Recorded: ${duty} ${decision}`)
      below
        .offer('- duty: eu-gdpr-33')
        .offer('  decision:')
        .offer('  decidedBy:')
        .offer('  reason:')
        .offer('  triggers:')
        .offer('    awareness:')
        .offer('  stages:')
        .offer('    authority:')
    })
    .gap()
}

function evidence(lines: StarterLines, document: Incident): void {
  lines
    .ask('How was each item obtained, where is it kept, and for how long?')
    .group('evidence', (below) => {
      for (const { label, name } of document.evidence.slice(0, 200)) {
        below
          .ask(label)
          .offer(`${JSON.stringify(oneLine(name, 400))}:`)
          .offer('  source:')
          .offer('  acquisition: { by: , at: , tool: }')
          .offer('  location:')
          .offer('  retention:')
      }
    })
    .ask('What could not be obtained, and why?')
    .group('scope', (below) => below.group('notObtained', (rows) => rows.offer('- what:').offer('  why:')))
    .gap()
}

function closing(lines: StarterLines): void {
  lines
    .ask('Who may have the report?')
    .group('distribution', (below) => below.offer('statement:').group('recipients', (rows) => rows.offer('-')))
    .ask('What does the organisation take from this, and what does it promise?')
    .group('conclusion', (below) => below.offer('reflection:').offer('commitment:'))
}

function filled(text: string | undefined): string {
  return text === undefined || text === '' ? '' : yamlScalar(text)
}

function drafted(narrative: Incident['summary']['text']): string[] {
  return narrative === undefined ? [] : [`Drafted: ${oneLine(plainText(narrative), 300)}`]
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
