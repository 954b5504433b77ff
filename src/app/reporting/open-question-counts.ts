import { computeFacts } from '../../incident/facts/compute-facts.ts'
import type { Incident } from '../../model/incident.ts'
import { openQuestionsOf } from '../../report/compose.ts'
import { rolesOf } from '../../report/sections/to-complete/open-questions.ts'

/** How many questions a record leaves open, by the role that can answer, in the order of the report. */
export function openQuestionCounts(document: Incident): [role: string, count: number][] {
  const questions = openQuestionsOf(document, computeFacts(document))
  return rolesOf(questions).map((role) => [role, questions.filter((one) => one.role === role).length])
}
