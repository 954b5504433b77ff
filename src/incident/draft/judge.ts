import type { Finding } from '../../model/finding.ts'
import type { Harvest } from '../../model/harvest.ts'
import type { Session } from '../../model/session.ts'
import { namesOf, personsOf } from './persons.ts'
import { hasZone, isSameClock } from './clocks.ts'
import { groupBy } from './group-by.ts'
import { isPrivateAddress } from './sign-ins.ts'
import { type Habits, habitsOf, type Presence, presencesOf } from './presence.ts'
import type { Stretch } from './stretches.ts'
import { intruderScore, weigh, weighPerson } from './weigh.ts'

/** How far a session's doings differ from ordinary work, and why, in words for a person. */
export interface Judgement {
  readonly session: Session
  readonly score: number
  readonly reasons: readonly string[]
  /** True where the session itself is out of the ordinary; false where only its acts are. */
  readonly strange: boolean
}

/**
 * Judges every session; a session that used what an intruder's session issued or created is an intruder's too, and so is one that lies in a stretch in
 * which nothing of a person's use was like theirs.
 */
export function judgeSessions(harvest: Harvest, stretches: readonly Stretch[] = []): Map<string, Judgement> {
  const presences = presencesOf(harvest)
  const habits = habitsOf(presences, harvest.findings)
  const judged = new Map<string, Judgement>()
  for (const presence of presences) {
    const weight = weigh(presence, habits)
    for (const session of presence.sessions) judged.set(session.id, { session, ...weight })
  }
  joinPersons(presences, habits, judged)
  inherit({ harvest, judged })
  joinCompany(judged)
  followKeys(harvest, judged)
  if (followAccounts(presences, judged)) inherit({ harvest, judged })
  if (holdStretches({ harvest, stretches, judged })) inherit({ harvest, judged })
  return judged
}

/** One account used from one new address in several sources is weighed as one; each source alone shows a part of it. */
function joinPersons(presences: readonly Presence[], habits: Habits, judged: Map<string, Judgement>): void {
  for (const person of personsOf(presences)) {
    const judgements = person.presences.flatMap(({ sessions }) => sessions.flatMap(({ id }) => judged.get(id) ?? []))
    const strange = judgements.filter((judgement) => judgement.strange)
    if (strange.length === 0 || judgements.every(isIntruder)) continue
    const weight = weighPerson(person, habits)
    if (weight.score < intruderScore) continue
    for (const judgement of judgements) {
      if (isIntruder(judgement) && judgement.strange) continue
      judged.set(judgement.session.id, { ...judgement, score: weight.score, strange: true, reasons: [...weight.reasons, ...judgement.reasons] })
    }
  }
}

/** Sessions that lie wholly in a stretch; those that began before are told by their acts in it only. */
function holdStretches({ harvest, stretches, judged }: { harvest: Harvest; stretches: readonly Stretch[]; judged: Map<string, Judgement> }): boolean {
  const reasons = new Map(stretches.flatMap(({ sessions, reason }) => sessions.map((id): [string, string] => [id, reason])))
  return (
    harvest.sessions.filter((session) => {
      const reason = reasons.get(session.id)
      return reason !== undefined && raise({ judged, session, reason })
    }).length > 0
  )
}

/** How close to an intruder's session another of the same account from the same address has to begin. */
const companyMs = 2 * 3_600_000

/**
 * Sessions of an account that begin, in whatever source, from the same address and at the same time as one that an intruder's hands are known in. What
 * was open before is left alone: it may be its owner's.
 */
function joinCompany(judged: Map<string, Judgement>): void {
  const held = new Map<string, Judgement[]>()
  for (const judgement of judged.values()) {
    if (!isIntruder(judgement) || !judgement.strange || judgement.session.address === undefined || !succeeded(judgement)) continue
    for (const name of namesOf(judgement.session)) {
      const key = `${name}\u0000${judgement.session.address}`
      held.set(key, [...(held.get(key) ?? []), judgement])
    }
  }
  for (const { session } of [...judged.values()].filter((judgement) => !isIntruder(judgement))) {
    const holder = namesOf(session)
      .flatMap((name) => held.get(`${name}\u0000${session.address ?? ''}`) ?? [])
      .find((candidate) => isCompany(session, candidate.session))
    if (holder === undefined) continue
    raise({ judged, session, reason: `the same account was used from ${session.address ?? ''} in an intruder’s session at that time` })
  }
}

function isCompany(session: Session, holder: Session): boolean {
  if (!isSameClock(session, holder)) return false
  const [from, until] = [Date.parse(holder.first.at) - companyMs, Date.parse(holder.last.at) + companyMs]
  return Date.parse(session.first.at) >= from && Date.parse(session.first.at) <= until && Date.parse(session.last.at) <= until + sameHandsMs
}

/** A file of SSH keys in somebody's home: `/home/<account>/.ssh/…`. */
const homeOfKey = /\/home\/([\w.-]{1,64})\/\.ssh\//g
/** How long after it was read or copied a key is expected to be used. */
const keyUsedMs = 24 * 3_600_000

/** Weighs sign-ins from inside of the network heavier, where the account's own key had just been read on another host in acts that stand out. */
function followKeys({ findings, sessions }: Harvest, judged: Map<string, Judgement>): void {
  for (const finding of findings) {
    const host = finding.key['host.name'] ?? finding.values['host.name']?.[0]
    if (host === undefined || finding.rule.story?.role !== 'attack' || !finding.sessions.some((id) => isIntruder(judged.get(id)))) continue
    const owners = new Set((finding.values['process.command_line'] ?? []).flatMap((line) => [...line.matchAll(homeOfKey)].map(([, name]) => name)))
    for (const session of sessions) {
      const before = judged.get(session.id)
      const begun = Date.parse(session.first.at)
      if (before === undefined || session.host === undefined || session.host === host || !owners.has(session.user) || !hasZone(session)) continue
      if (!isPrivateAddress(session.address ?? '') || begun < Date.parse(finding.first.at) || begun > Date.parse(finding.last.at) + keyUsedMs)
        continue
      if (isIntruder(before) && before.strange) continue
      const reason = `a key of the account ${session.user ?? ''} had been read on ${host} shortly before`
      judged.set(session.id, { session, score: before.score + sameHands, reasons: [...before.reasons, reason], strange: true })
    }
  }
}

/** How long after an intruder's last seen line the same account on another host counts as the same hands. */
const sameHandsMs = 12 * 3_600_000

/** What the use of an account in an intruder's hands adds to a presence on another host. */
const sameHands = 3

/** What it adds where the account came to the other host by a way it never took. */
const newWay = 3
/** How long after the last line of a visit it counts as open: going on from there adds as much. */
const openMs = 3_600_000

function cameBefore({ user, address, first }: Session, presences: readonly Presence[]): boolean {
  return presences.some(({ sessions }) =>
    sessions.some((session) => session.user === user && session.address === address && session.first.at < first.at),
  )
}

/** Weighs presences of an account on other hosts, that begin while an intruder holds it on one, heavier. True where that made an intruder. */
function followAccounts(presences: readonly Presence[], judged: Map<string, Judgement>): boolean {
  const held = [...judged.values()].filter((judgement) => isIntruder(judgement) && judgement.session.host !== undefined && succeeded(judgement))
  const addresses = new Set(held.flatMap(({ session }) => session.address ?? []))
  let found = false
  for (const { sessions } of presences) {
    const [first] = sessions
    const before = first === undefined ? undefined : judged.get(first.id)
    if (first?.host === undefined || before === undefined || isIntruder(before)) continue
    // Going on from host to host stays inside of the network; whoever comes from outside came by a way of their own.
    if (first.address !== undefined && !isPrivateAddress(first.address) && !addresses.has(first.address)) continue
    const holder = held.find(({ session }) => session.user === first.user && session.host !== first.host && isWithin(first, session))
    if (holder === undefined) continue
    const isNewWay = first.address !== undefined && !cameBefore(first, presences)
    const isOpen = Date.parse(first.first.at) <= Date.parse(holder.session.last.at) + openMs && first.address !== undefined
    const score = before.score + sameHands + (isNewWay || isOpen ? newWay : 0)
    const reasons = [
      `the account ${first.user ?? ''} was in an intruder’s hands on ${holder.session.host ?? ''} at that time`,
      ...(isNewWay ? [`it had not come from ${first.address ?? ''} before`] : []),
      ...before.reasons,
    ]
    for (const session of sessions) judged.set(session.id, { session, score, reasons, strange: true })
    found ||= score >= intruderScore
  }
  return found
}

function succeeded({ session }: Judgement): boolean {
  return session.count > session.failures
}

function isWithin(session: Session, holder: Session): boolean {
  if (!isSameClock(session, holder)) return false
  const begun = Date.parse(session.first.at)
  return begun >= Date.parse(holder.first.at) && begun <= Date.parse(holder.last.at) + sameHandsMs
}

/** Follows what sessions handed out or created, both ways, until nothing new is found. */
function inherit({ harvest, judged }: { harvest: Harvest; judged: Map<string, Judgement> }): void {
  const links = linksOf(harvest)
  for (let changed = true; changed; ) {
    changed = false
    for (const link of links) changed = follow(link, judged) || changed
  }
}

/** One session issued the credential, or created the account, that another used. */
interface Link {
  readonly parent: Session
  readonly child: Session
  readonly how: string
}

function linksOf(harvest: Harvest): Link[] {
  const byId = new Map(harvest.sessions.map((session) => [session.id, session]))
  const byCredential = groupBy(harvest.sessions, (session) => session.credential)
  const byUser = groupBy(harvest.sessions, (session) => session.user)
  const issued = harvest.issues.flatMap((issue) => {
    return linksFrom({
      parent: byId.get(issue.session),
      children: byCredential.get(issue.credential),
      how: `the credential was issued by ${issue.method}`,
    })
  })
  const created = createdAccounts(harvest.findings).flatMap(({ session, name, at }) => {
    const children = (byUser.get(name) ?? []).filter((child) => child.first.at >= at)
    return linksFrom({ parent: byId.get(session), children, how: `the account "${name}" was created` })
  })
  return [...issued, ...created]
}

function linksFrom({ parent, children, how }: { parent: Session | undefined; children: readonly Session[] | undefined; how: string }): Link[] {
  if (parent === undefined) return []
  return (children ?? []).filter((child) => child.id !== parent.id).map((child) => ({ parent, child, how }))
}

const accountMakers = /^(?:createuser|createloginprofile|user_added)$/i

function createdAccounts(findings: readonly Finding[]): { session: string; name: string; at: string }[] {
  return findings
    .filter((finding) => finding.left.length > 0 && finding.values['event.action']?.some((action) => accountMakers.test(action)))
    .flatMap((finding) => finding.sessions.flatMap((session) => finding.left.map((name) => ({ session, name, at: finding.first.at }))))
}

/**
 * What an intruder's session handed out is an intruder's. Backwards it holds only where address and client are the same too: an
 * administrator may have made an account that was misused later.
 */
function follow({ parent, child, how }: Link, judged: Map<string, Judgement>): boolean {
  const above = judged.get(parent.id)
  const below = judged.get(child.id)
  if (isIntruder(above) && above?.strange === true) return raise({ judged, session: child, reason: `${how} by a session judged an intruder’s` })
  if (!isIntruder(below) || parent.address === undefined || parent.address !== child.address || parent.agent !== child.agent) return false
  return raise({ judged, session: parent, reason: `${how} in this session, and used by one judged an intruder’s` })
}

function isIntruder(judgement: Judgement | undefined): boolean {
  return judgement !== undefined && judgement.score >= intruderScore
}

function raise({ judged, session, reason }: { judged: Map<string, Judgement>; session: Session; reason: string }): boolean {
  const now = judged.get(session.id)
  // What stood out by its acts only is, from here on, told whole.
  if (isIntruder(now) && now?.strange === true) return false
  judged.set(session.id, { session, score: Math.max(now?.score ?? 0, intruderScore), reasons: [...(now?.reasons ?? []), reason], strange: true })
  return true
}
