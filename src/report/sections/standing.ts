import { countWords, numberWord } from '../../base/quantity.ts'
import { sentences } from '../../base/sentence.ts'
import { agree } from '../../base/text.ts'
import type { Fact } from '../../model/facts.ts'
import type { MomentName } from '../../model/moment.ts'
import { atWordsOf } from '../time.ts'
import type { Desk } from '../desk.ts'

/**
 * Where the incident stands, for a board, from the record alone: when it was detected and contained and how long that took, what was done, what is
 * recommended, what is still asked. Empty where the record holds nothing to tell it from.
 */
export function standing(desk: Desk): string {
  const { moments, timeline, response } = desk.document
  if (timeline.length === 0 && response.actions.length === 0 && Object.values(moments).every((moment) => moment.at === undefined)) return ''
  return sentences(detection(desk), ending(desk), work(desk), advice(desk), openQuestions(desk))
}

function detection(desk: Desk): string {
  const at = when(desk, 'detected')
  if (at === undefined && when(desk, 'contained') === undefined)
    return 'When the organisation became aware of the incident, and whether and when the attack was contained, is not recorded yet'
  if (at === undefined) return 'When the organisation became aware of the incident is not recorded yet'
  return `The organisation became aware ${at}${after(desk.fact('timeToDetect'), { compromise: 'after the compromise', firstActivity: 'after the first act that is known' })}`
}

/** The furthest stage that is recorded; the incident is never told as over where only containment is. */
function ending(desk: Desk): string | undefined {
  const contained = when(desk, 'contained')
  if (contained === undefined && when(desk, 'detected') === undefined) return undefined
  if (contained === undefined) return 'Whether and when the attack was contained is not recorded yet'
  const told = `The attack was contained ${contained}${after(desk.fact('timeToContain'), { detected: 'later' })}`
  const resolved = when(desk, 'resolved')
  const recovered = when(desk, 'recovered')
  if (resolved !== undefined) return `${told}; the incident was over ${resolved}`
  return recovered === undefined ? told : `${told}; services were back ${recovered}`
}

function work({ document }: Desk): string | undefined {
  const all = [...document.response.actions, ...document.response.shortTerm].filter(({ status }) => status !== 'dropped')
  if (all.length === 0) return undefined
  const done = all.filter(({ status }) => status === 'done' || status === 'verified').length
  const rest = all.length - done
  const first = `${countWords(done, 'action')} of the response ${agree(done, 'is', 'are')} recorded as done`
  return rest === 0 ? first : `${first}, ${numberWord(rest)} ${agree(rest, 'is', 'are')} not finished`
}

function advice({ document }: Desk): string | undefined {
  const all = document.recommendations.filter(({ status }) => status !== 'dropped')
  if (all.length === 0) return undefined
  const critical = all.filter(({ priority }) => priority === 'critical').length
  const urgent =
    critical === 0
      ? ''
      : `, ${critical === all.length ? (all.length === 1 ? 'critical' : 'all critical') : `${numberWord(critical)} of them critical`}`
  return `${countWords(all.length, 'recommendation')} ${agree(all.length, 'follows', 'follow')} from it${urgent}`
}

function openQuestions({ openQuestions: open }: Desk): string | undefined {
  return open.length === 0
    ? undefined
    : `${countWords(open.length, 'question')} that only people can answer ${agree(open.length, 'is', 'are')} still open`
}

/** ", 8 hours 2 minutes after the compromise"; nothing where the record cannot tell. `starts` are the words for what it was measured from. */
function after(fact: Fact | undefined, starts: Readonly<Record<string, string>>): string {
  if (fact === undefined || fact.known === 'unknown' || fact.value === undefined) return ''
  const words = Object.entries(starts).find(([name]) => fact.basis.includes(`/moments/${name}`))?.[1]
  return words === undefined ? '' : `, ${fact.text} ${words}`
}

function when(desk: Desk, name: MomentName): string | undefined {
  const at = desk.document.moments[name]?.at
  return at === undefined ? undefined : atWordsOf(at, desk.document.people.displayZone)
}
