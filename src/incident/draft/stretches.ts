import { plural } from '../../base/text.ts'
import type { Finding } from '../../model/finding.ts'
import type { Harvest } from '../../model/harvest.ts'
import type { Session } from '../../model/session.ts'
import { hasZone } from './clocks.ts'
import { established, withoutRoleSession } from './presence.ts'
import { namesOf } from './persons.ts'
import { isPrivateAddress } from './sign-ins.ts'

/**
 * Stretches of hours in which somebody's accounts, taken together over all sources, were used unlike at any other time: for acts never seen of them
 * before or after, in bulk, in roles they never took, at hours they are never at work. Place and client may be the owner's own, so this only says
 * where to look.
 */
export interface Stretch {
  readonly person: string
  readonly score: number
  readonly reason: string
  /** All that happened in it. */
  readonly acts: readonly Finding[]
  /** Of these, what is worth a look each: sums of what a session did, notable acts, and acts in bulk. */
  readonly findings: readonly Finding[]
  /** Ids of the sessions that lie wholly in it. */
  readonly sessions: readonly string[]
}

const hourMs = 3_600_000
const dayMs = 24 * hourMs
/** How long a stretch may last. */
const longestMs = 12 * hourMs
/** Days of work from which on habits are known. */
const leastDays = 3
/** From here on a stretch is worth a look. */
const leastScore = 7
/** From here on its acts are stated: nearly everything about it has to be unlike the person's use at any other time. */
const statedScore = 11
/** More stretches than this would bury what matters. */
const mostStretches = 3
const mostFindings = 20
/** Acts from which on something is done in bulk, and how many times more than on any other day. */
const bulk = { least: 12, times: 3 } as const

/** One finding of a person's account. */
interface Act {
  readonly finding: Finding
  readonly from: number
  readonly until: number
  /** Account and role under which it was done. */
  readonly identities: readonly string[]
  readonly sessions: readonly Session[]
}

/** Whether a stretch stands out so far that its acts are told as the attack's, though place and client may be the owner's. */
export function isStated({ score }: Stretch): boolean {
  return score >= statedScore
}

/** The most unusual stretches of people with habits, most unusual first. */
export function stretchesOf(harvest: Harvest): Stretch[] {
  const people = actsByPerson(harvest)
  return [...people]
    .flatMap(([person, acts]) => stretchOf(person, acts) ?? [])
    .sort((a, b) => b.score - a.score || (a.person < b.person ? -1 : 1))
    .slice(0, mostStretches)
}

function actsByPerson({ findings, sessions }: Harvest): Map<string, Act[]> {
  const byId = new Map(sessions.map((session) => [session.id, session]))
  const people = new Map<string, Act[]>()
  for (const finding of findings) {
    if (finding.rule.story === undefined || finding.rule.story.role === 'response') continue
    // Hours are compared over all sources here, which only clocks of a known zone allow.
    const own = finding.sessions.flatMap((id) => byId.get(id) ?? []).filter(hasZone)
    const names = new Set(own.map(personOf))
    const [name] = names
    if (names.size !== 1 || name === undefined) continue
    const identities = [...new Set(own.map(roleOf))]
    const act = { finding, from: Date.parse(finding.first.at), until: Date.parse(finding.last.at), identities, sessions: own }
    people.set(name, [...(people.get(name) ?? []), act])
  }
  return people
}

/** The person a session tells of: of an assumed role, the name of the session, which the role's own name would hide. */
function personOf(session: Session): string | undefined {
  return namesOf(session)[0]
}

function roleOf({ principal, user, host }: Session): string {
  return host === undefined ? withoutRoleSession(principal ?? user ?? '') : `${user ?? ''}@${host}`
}

function stretchOf(person: string, acts: readonly Act[]): Stretch | undefined {
  const events = acts.reduce((sum, { finding }) => sum + (finding.rule.story?.role === 'context' ? finding.count : 0), 0)
  const days = new Set(acts.flatMap(({ finding }) => finding.examples.map(({ time }) => Math.floor(Date.parse(time.at) / dayMs))))
  if (events < established || days.size < leastDays) return undefined
  const starts = acts.filter((act) => addressOf(act) !== '' && !isPrivateAddress(addressOf(act))).sort((a, b) => a.from - b.from)
  const windows = starts.map((first) => weighWindow(person, acts, first)).filter((stretch) => stretch !== undefined)
  return windows.reduce<Stretch | undefined>((best, one) => (best === undefined || one.score > best.score ? one : best), undefined)
}

/** Acts from one address within the longest time of a stretch, and those on hosts meanwhile, which carry none or one inside of the network. */
function windowOf(acts: readonly Act[], first: Act): Act[] {
  const address = addressOf(first)
  const there = acts.filter((act) => addressOf(act) === address && act.from >= first.from && act.until <= first.from + longestMs)
  const until = Math.max(...there.map((act) => act.until)) + aroundMs
  const elsewhere = acts.filter((act) => {
    const own = addressOf(act)
    return (own === '' || isPrivateAddress(own)) && act.from >= first.from && act.until <= until
  })
  return [...there, ...elsewhere]
}

function weighWindow(person: string, acts: readonly Act[], first: Act): Stretch | undefined {
  const inside = windowOf(acts, first)
  const within = new Set(inside)
  const outside = acts.filter((act) => !within.has(act))
  const fresh = freshRules(inside, outside)
  if (fresh.length === 0) return undefined
  const bulky = inside.filter((act) => isBulk(act, outside))
  const tactics = new Set(inside.filter(({ finding }) => finding.rule.story?.role === 'attack').flatMap(({ finding }) => finding.tactics.slice(0, 1)))
  const roles = newRoles(inside, outside)
  const isOdd = areOddHours(inside, outside)
  const score =
    Math.min(
      5,
      fresh.reduce((sum, act) => sum + pointsOf(act.finding), 0),
    ) +
    Math.min(4, bulky.length * 2) +
    (tactics.size >= 4 ? 1 : 0) +
    Math.min(2, roles.length) +
    (isOdd ? 2 : 0)
  if (score < leastScore) return undefined
  const reasons = [
    `${plural(fresh.length, 'kind')} of acts that the accounts of ${person} were not used for at any other time`,
    ...(bulky.length === 0 ? [] : ['data fetched in bulk']),
    ...(roles.length === 0 ? [] : ['a role or host not used at any other time']),
    ...(isOdd ? ['hours in which they are otherwise not used'] : []),
  ]
  const close = around(inside, [...fresh, ...bulky])
  return {
    person,
    score,
    reason: `within twelve hours, ${reasons.join(', ')}, though place and client may be the owner’s`,
    acts: close.map(({ finding }) => finding),
    findings: close
      .filter((act) => isWorthALook(act, bulky))
      .map(({ finding }) => finding)
      .slice(0, mostFindings),
    sessions: sessionsWithin(close),
  }
}

/** How far from what is unlike any other time an act may lie. */
const aroundMs = hourMs / 2

/** Acts close to what is unlike any other time; the rest of the window is left to its owner. */
function around(inside: readonly Act[], telling: readonly Act[]): Act[] {
  const from = Math.min(...telling.map((act) => act.from)) - aroundMs
  const until = Math.max(...telling.map((act) => act.until)) + aroundMs
  return inside.filter((act) => act.from >= from && act.until <= until)
}

function sessionsWithin(acts: readonly Act[]): string[] {
  const from = Math.min(...acts.map((act) => act.from))
  const until = Math.max(...acts.map((act) => act.until))
  const sessions = new Set(acts.flatMap((act) => act.sessions))
  return [...sessions].filter(({ first, last }) => Date.parse(first.at) >= from && Date.parse(last.at) <= until).map(({ id }) => id)
}

function addressOf({ finding }: Act): string {
  return finding.key['source.ip'] ?? finding.values['source.ip']?.[0] ?? ''
}

function isWorthALook(act: Act, bulky: readonly Act[]): boolean {
  const story = act.finding.rule.story
  return story?.role === 'context' || story?.weight !== 'ordinary' || bulky.includes(act)
}

/** One act of each attack rule that this person's accounts matched in the window only. */
function freshRules(inside: readonly Act[], outside: readonly Act[]): Act[] {
  const known = new Set(outside.map(({ finding }) => finding.rule.id))
  const fresh = new Map<string, Act>()
  for (const act of inside) {
    if (act.finding.rule.story?.role === 'attack' && !known.has(act.finding.rule.id)) fresh.set(act.finding.rule.id, act)
  }
  return [...fresh.values()]
}

function pointsOf({ rule, key }: Finding): number {
  const points = { telling: 3, notable: 1.5, ordinary: 0.5 }[rule.story?.weight ?? 'ordinary']
  return key['event.outcome'] === 'failure' ? points / 2 : points
}

/** Collecting far more than on any other occasion. */
function isBulk({ finding }: Act, outside: readonly Act[]): boolean {
  if (finding.rule.story?.role !== 'attack' || finding.count < bulk.least) return false
  if (!finding.tactics.some((tactic) => tactic === 'TA0009' || tactic === 'TA0010')) return false
  const most = Math.max(0, ...outside.filter((other) => other.finding.rule.id === finding.rule.id).map((other) => other.finding.count))
  return finding.count >= most * bulk.times
}

function newRoles(inside: readonly Act[], outside: readonly Act[]): string[] {
  const known = new Set(outside.flatMap(({ identities }) => identities))
  return [...new Set(inside.flatMap(({ identities }) => identities))].filter((role) => !known.has(role))
}

/** Whether most of it lies in hours of the day (UTC) in which this person's accounts are used on no other day. */
function areOddHours(inside: readonly Act[], outside: readonly Act[]): boolean {
  const usual = new Set(outside.flatMap(({ finding }) => finding.examples.map(({ time }) => new Date(time.at).getUTCHours())))
  const hours = inside.flatMap(({ finding }) => finding.examples.map(({ time }) => new Date(time.at).getUTCHours()))
  return hours.filter((at) => !usual.has(at)).length > hours.length / 2
}
