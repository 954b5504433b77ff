import type { Facts } from '../../../model/facts.ts'
import type { Incident } from '../../../model/incident.ts'
import { askAbout } from './about.ts'
import { type Asked, openAsker } from './ask.ts'
import { askDefence, askLessons, askQuestions } from './defence.ts'
import { askDuties } from './duties.ts'
import { askImpact } from './impact.ts'
import { askMoments } from './moments.ts'
import { roleNames, roleOf } from './roles.ts'
import { askScope } from './scope.ts'
import { askStory } from './story.ts'
import { askCommunications, askEvaluation, askWork } from './work.ts'

/** A question of the list, with its number there: from 1, role by role. */
export interface OpenQuestion extends Asked {
  readonly number: number
}

/**
 * What nobody has said yet, as precise questions by role. Derived from the record alone: a question is gone once the record answers it. Give the
 * record without what a person rejected.
 */
export function openQuestions(document: Incident, facts: Facts): OpenQuestion[] {
  const asker = openAsker(document, facts)
  const asked = [
    ...askMoments(asker),
    ...askQuestions(asker, roleOf),
    ...askAbout(asker),
    ...askStory(asker),
    ...askImpact(asker),
    ...askDefence(asker),
    ...askWork(asker),
    ...askEvaluation(asker),
    ...askCommunications(asker),
    ...askDuties(asker),
    ...askLessons(asker),
    ...askScope(asker),
  ]
  const roles = rolesOf(asked)
  const ordered = asked.toSorted((a, b) => roles.indexOf(a.role) - roles.indexOf(b.role))
  return ordered.map((one, index) => ({ ...one, number: index + 1 }))
}

/** Roles in the order they are listed: the known ones first, then those that only this record names. */
export function rolesOf(asked: readonly Pick<Asked, 'role'>[]): string[] {
  const present = [...new Set(asked.map(({ role }) => role))]
  return [...roleNames.filter((name) => present.includes(name)), ...present.filter((name) => !roleNames.includes(name))]
}

/** Path -> the question that asks for it. */
export function questionsByPath(questions: readonly OpenQuestion[]): Map<string, OpenQuestion> {
  return new Map(questions.flatMap((question) => question.paths.map((path) => [path, question] as const)))
}
