import type { Incident } from '../../model/incident.ts'
import { plainText } from '../../model/prose.ts'
import { oneLine, type StarterLines, yamlScalar } from './starter-lines.ts'

/** Causes and the four parts of the root cause analysis. */
export function askCauses(lines: StarterLines, document: Incident): void {
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

/** What it cost and whom it hit. */
export function askImpact(lines: StarterLines, document: Incident): void {
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

/** What was done, said and how well it worked. */
export function askResponse(lines: StarterLines, document: Incident): void {
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

/** Recommendations, lessons and exercises. */
export function askRecommendations(lines: StarterLines, document: Incident): void {
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

/** Questions the evidence leaves open. */
export function askQuestions(lines: StarterLines, document: Incident): void {
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

/** Duties to notify. */
export function askDuties(lines: StarterLines, document: Incident): void {
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

/** Where evidence comes from, and what is missing. */
export function askEvidence(lines: StarterLines, document: Incident): void {
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

/** Recipients and the conclusion. */
export function askClosing(lines: StarterLines): void {
  lines
    .ask('Who may have the report?')
    .group('distribution', (below) => below.offer('statement:').group('recipients', (rows) => rows.offer('-')))
    .ask('What does the organisation take from this, and what does it promise?')
    .group('conclusion', (below) => below.offer('reflection:').offer('commitment:'))
}

function drafted(narrative: Incident['summary']['text']): string[] {
  return narrative === undefined ? [] : [`Drafted: ${oneLine(plainText(narrative), 300)}`]
}
