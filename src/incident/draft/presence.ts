import type { Finding } from '../../model/finding.ts'
import type { Harvest } from '../../model/harvest.ts'
import { groupBy } from './group-by.ts'
import { type HostHabits, hostHabitsOf } from './sign-ins.ts'
import type { Session } from '../../model/session.ts'

/**
 * One identity at one address with one client, whatever credentials it used: what is judged together. Where the identity was never
 * at the address before, all its clients there are one presence; so are all requests of one address that name no identity.
 */
export interface Presence {
  readonly identity: string | undefined
  readonly address: string | undefined
  readonly sessions: readonly Session[]
  /** Findings with a part in any of the sessions. */
  readonly findings: readonly Finding[]
}

/** What is usual for identities and addresses. */
export interface Habits {
  readonly presencesOf: ReadonlyMap<string, readonly Presence[]>
  /** Address -> identities with an established record there, and since when (milliseconds since 1970). */
  readonly identitiesAt: ReadonlyMap<string, ReadonlyMap<string, number>>
  /** Path of what looks like a web shell -> how many addresses asked for it. */
  readonly shellUsers: ReadonlyMap<string, number>
  /** What accounts do on hosts. */
  readonly hosts: HostHabits
  /** First and last event of all sessions, milliseconds since 1970. */
  readonly period: { readonly begins: number; readonly ends: number }
}

/** Enough events elsewhere that an identity's habits are known. */
export const established = 20

/**
 * The identity a session used: its principal (of a role, the role, whatever the session is called, but where people sign in through a directory the
 * session is the person), else its user on its host; none for the anonymous.
 */
export function identityOf(session: Session): string | undefined {
  const { principal, user, host } = session
  if (principal?.includes(':assumed-role/AWSReservedSSO_') === true) return principal
  if (principal !== undefined) return withoutRoleSession(principal)
  return user === undefined ? undefined : `${user}@${host ?? ''}`
}

/** Of an assumed role, the role, whatever its session is called; any other principal as it is. */
export function withoutRoleSession(principal: string): string {
  return principal.replace(/(:assumed-role\/[^/]{1,200})\/.*$/, '$1')
}

/** Groups sessions into presences. */
export function presencesOf(harvest: Harvest): Presence[] {
  const identities = groupBy(harvest.sessions, identityOf)
  const groups = new Map<string, Session[]>()
  for (const session of harvest.sessions) {
    const key = presenceKey(session, identities)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [session])
    else group.push(session)
  }
  const findings = findingsBySession(harvest.findings)
  return [...groups.values()].map((sessions) => ({
    identity: sessions[0] === undefined ? undefined : identityOf(sessions[0]),
    address: sessions[0]?.address,
    sessions,
    findings: [...new Set(sessions.flatMap((session) => findings.get(session.id) ?? []))],
  }))
}

function presenceKey(session: Session, identities: ReadonlyMap<string, readonly Session[]>): string {
  const identity = identityOf(session)
  const place = `${session.dataset}\u0000${session.host ?? ''}\u0000${identity ?? ''}\u0000${session.address ?? ''}`
  // Whoever signs in nowhere is known by address only, in all logs of requests: no identities are joined by it.
  if (identity === undefined && session.address !== undefined) return session.dataset === 'syslog' ? place : `\u0000${session.address}`
  if (identity === undefined || session.address === undefined) return `${place}\u0000${session.agent ?? ''}`
  const all = identities.get(identity) ?? []
  const atHome = all.some((other) => other.address === session.address && other.first.at === earliest(all))
  return atHome ? `${place}\u0000${session.agent ?? ''}` : place
}

function earliest(sessions: readonly Session[]): string | undefined {
  return sessions[0]?.first.at
}

/** What is usual, as far as the evidence tells. */
export function habitsOf(presences: readonly Presence[], findings: readonly Finding[]): Habits {
  const identitiesAt = new Map<string, Map<string, number>>()
  let begins = Number.POSITIVE_INFINITY
  let ends = Number.NEGATIVE_INFINITY
  for (const presence of presences) {
    for (const session of presence.sessions) {
      begins = Math.min(begins, Date.parse(session.first.at))
      ends = Math.max(ends, Date.parse(session.last.at))
    }
    const { address, identity } = presence
    if (address === undefined || identity === undefined || succeeded(presence) < established) continue
    const there = identitiesAt.get(address) ?? new Map<string, number>()
    identitiesAt.set(address, there.set(identity, Math.min(there.get(identity) ?? Number.POSITIVE_INFINITY, Date.parse(beganAt(presence)))))
  }
  const sessions = presences.flatMap((presence) => presence.sessions)
  return {
    presencesOf: groupBy(presences, (presence) => presence.identity),
    identitiesAt,
    shellUsers: addressesByPath(findings),
    hosts: hostHabitsOf(sessions, findings),
    period: { begins, ends },
  }
}

function addressesByPath(findings: readonly Finding[]): Map<string, number> {
  const byPath = new Map<string, Set<string>>()
  for (const { key } of findings) {
    const [path, address] = [key['url.path'], key['source.ip']]
    if (path !== undefined && address !== undefined && key['event.outcome'] !== 'failure')
      byPath.set(path, (byPath.get(path) ?? new Set<string>()).add(address))
  }
  return new Map([...byPath].map(([path, addresses]) => [path, addresses.size]))
}

export function countOf(presence: Presence): number {
  return presence.sessions.reduce((sum, session) => sum + session.count, 0)
}

export function failuresOf(presence: Presence): number {
  return presence.sessions.reduce((sum, session) => sum + session.failures, 0)
}

export function succeeded(presence: Presence): number {
  return countOf(presence) - failuresOf(presence)
}

/** Time of its first event, ISO UTC: sessions come in order of time. */
export function beganAt(presence: Presence): string {
  return presence.sessions[0]?.first.at ?? ''
}

/** The account in words. */
export function nameOf(presence: Presence): string {
  const [session] = presence.sessions
  return session?.user ?? session?.principal ?? 'used'
}

function findingsBySession(findings: readonly Finding[]): Map<string, Finding[]> {
  const bySession = new Map<string, Finding[]>()
  for (const finding of findings) {
    for (const id of finding.sessions) {
      const list = bySession.get(id)
      if (list === undefined) bySession.set(id, [finding])
      else list.push(finding)
    }
  }
  return bySession
}
