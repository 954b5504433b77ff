import type { Finding } from '../../model/finding.ts'
import type { Session } from '../../model/session.ts'
import { isSameClock } from './clocks.ts'
import { groupBy } from './group-by.ts'
import type { Presence } from './presence.ts'

/** How an account came to a host, compared with how it came to any host before. */
export interface SignIn {
  readonly score: number
  readonly reasons: readonly string[]
  /** True where it came from an address it never came from. */
  readonly strange: boolean
  /** Acts of the account on the host, which carry no address themselves, during the visit. */
  readonly acts: readonly Finding[]
}

/** What accounts do on hosts: sign-ins by account, and acts without an address by account and host. */
export interface HostHabits {
  readonly signInsOf: ReadonlyMap<string, readonly Session[]>
  readonly usersAt: ReadonlyMap<string, ReadonlySet<string>>
  readonly actsOf: ReadonlyMap<string, readonly Finding[]>
}

/** Sign-ins and days from which on the habits of an account are known. */
const knownEvents = 3
const knownMs = 2 * 86_400_000
/** How long after the last line of a sign-in acts of the account belong to it. */
const visitMs = 2 * 3_600_000

export function hostHabitsOf(sessions: readonly Session[], findings: readonly Finding[]): HostHabits {
  const signIns = sessions.filter((session) => {
    const { host, user, address } = session
    return host !== undefined && user !== undefined && address !== undefined && signedIn(session) > 0
  })
  const usersAt = new Map<string, Set<string>>()
  for (const session of signIns) {
    const { user, address } = session
    if (signedIn(session) >= knownEvents || isPrivateAddress(address ?? ''))
      usersAt.set(address ?? '', (usersAt.get(address ?? '') ?? new Set<string>()).add(user ?? ''))
  }
  const acts = findings.filter((finding) => valueOf(finding, 'source.ip') === '' && valueOf(finding, 'host.name') !== '')
  return {
    signInsOf: groupBy(signIns, ({ user }) => user),
    usersAt,
    actsOf: groupBy(acts, (finding) => `${valueOf(finding, 'user.name')}@${valueOf(finding, 'host.name')}`),
  }
}

/** Weighs how an account signed in to a host; undefined where the presence is no sign-in, or not from a new place. */
export function weighSignIn(presence: Presence, habits: HostHabits): SignIn | undefined {
  const [first] = presence.sessions
  if (first?.host === undefined || first.user === undefined || first.address === undefined) return undefined
  if (presence.sessions.every((session) => signedIn(session) === 0)) return undefined
  const { host, user, address } = first
  const before = (habits.signInsOf.get(user) ?? []).filter((session) => isSameClock(session, first) && session.first.at < first.first.at)
  const isKnown = before.reduce((sum, session) => sum + signedIn(session), 0) >= knownEvents && spanOf(before) >= knownMs
  const others = [...(habits.usersAt.get(address) ?? [])].filter((other) => other !== user)
  if (!isKnown || others.length > 0 || before.some((session) => session.address === address)) return undefined
  const places = new Set(before.map((session) => session.address))
  const isSettled = places.size === 1
  const isNewHost = !before.some((session) => session.host === host)
  return {
    score: 2 + (isSettled ? (isPrivateAddress(address) ? 2 : 3) : 0) + (isNewHost ? 1 : 0),
    reasons: [
      isSettled
        ? `the account ${user} had always come from ${[...places][0] ?? ''} before, and now came from ${address}`
        : `the account ${user} had not signed in from ${address} before`,
      ...(isNewHost ? [`it had not signed in to ${host} before`] : []),
    ],
    strange: true,
    acts: actsDuring(presence, habits.actsOf.get(`${user}@${host}`) ?? []),
  }
}

/** How often the account was let in: a connection that ends before a sign-in is none. */
function signedIn({ actions }: Session): number {
  const login = actions['ssh_login']
  return login === undefined ? 0 : login.count - login.failures
}

/** True for addresses that only mean something inside of a network. */
export function isPrivateAddress(address: string): boolean {
  return /^(?:10\.|127\.|192\.168\.|169\.254\.|172\.(?:1[6-9]|2\d|3[01])\.|f[cd][0-9a-f]{2}:|fe80:|::1$)/i.test(address)
}

function spanOf(sessions: readonly Session[]): number {
  const firsts = sessions.map((session) => Date.parse(session.first.at))
  const lasts = sessions.map((session) => Date.parse(session.last.at))
  return sessions.length === 0 ? 0 : Math.max(...lasts) - Math.min(...firsts)
}

function actsDuring(presence: Presence, acts: readonly Finding[]): Finding[] {
  return acts.filter((act) =>
    presence.sessions.some((session) => {
      return Date.parse(act.first.at) >= Date.parse(session.first.at) && Date.parse(act.last.at) <= Date.parse(session.last.at) + visitMs
    }),
  )
}

function valueOf(finding: Finding, field: string): string {
  return finding.key[field] ?? finding.values[field]?.[0] ?? ''
}
