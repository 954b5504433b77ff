import type { Fact, Facts } from '../../model/facts.ts'
import type { Incident } from '../../model/incident.ts'
import { standing } from './counts.ts'
import { textFact, unknownFact } from './fact.ts'

/** For each figure that was given to someone: whether the record still says it. */
export function statementFacts(document: Incident, facts: Facts): Fact[] {
  return standing(document.statements).map((given) => {
    const now = Object.hasOwn(facts, given.fact) ? facts[given.fact] : undefined
    const head = {
      id: `statements/${given.id}/now`,
      label: `Given to ${given.audience ?? 'someone'}`,
      basis: [`/statements/${given.id}`, ...(now?.basis ?? [])],
      formula: 'The figure given, compared with what the record gives now',
    }
    if (now === undefined) return unknownFact('text', head, `the record computes no figure "${given.fact}"`)
    if (now.known === 'unknown') return textFact(head, `differs: "${given.value}" was given, the record says ${now.text}`)
    return textFact(head, isSame(given.value, now) ? `agrees: ${now.text}` : `differs: "${given.value}" was given, the record now says ${now.text}`)
  })
}

/** The same words, or the same number for a figure that is one number. */
function isSame(given: string, now: Fact): boolean {
  const plain = (text: string) =>
    text
      .trim()
      .toLowerCase()
      .replaceAll(/[\s,]+/g, ' ')
  if (plain(given) === plain(now.text)) return true
  const number = /^-?\d{1,15}(?:\.\d{1,6})?$/.exec(given.trim().replaceAll(/[,\s]/g, ''))
  return number !== null && now.high === undefined && now.kind !== 'duration' && Number(number[0]) === now.value
}
