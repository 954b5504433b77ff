import type { Finding } from '../../model/finding.ts'
import { isPrivateAddress } from './sign-ins.ts'
import type { Judgement } from './judge.ts'

/** When intruders were signed in: by account on a host, and by host. Milliseconds since 1970. */
export interface Visits {
  readonly byAccount: ReadonlyMap<string, readonly Visit[]>
  readonly byHost: ReadonlyMap<string, readonly Visit[]>
  /** Account, whatever the host: from its sign-in to an hour after its last seen line. */
  readonly byUser: ReadonlyMap<string, readonly Visit[]>
}

interface Visit {
  readonly from: number
  readonly until: number
}

const hour = 3_600_000

/** How long after the last seen line of an intruder's session acts of the same account count as the same visit. */
const sameAccountMs = 12 * hour
/** The same for acts of nobody in particular (root, no name) on the same host. */
const sameHostMs = hour

export function visitsOf(intruders: readonly Judgement[]): Visits {
  const byAccount = new Map<string, Visit[]>()
  const byHost = new Map<string, Visit[]>()
  const byUser = new Map<string, Visit[]>()
  for (const { session } of intruders) {
    if (session.host === undefined || session.user === undefined || session.address === undefined) continue
    if (session.count === session.failures) continue
    const from = Date.parse(session.first.at)
    const last = Date.parse(session.last.at)
    const account = `${session.user}@${session.host}`
    byAccount.set(account, [...(byAccount.get(account) ?? []), { from, until: last + sameAccountMs }])
    byUser.set(session.user, [...(byUser.get(session.user) ?? []), { from, until: last + sameHostMs }])
    byHost.set(session.host, [...(byHost.get(session.host) ?? []), { from, until: last + sameHostMs }])
  }
  return { byAccount, byHost, byUser }
}

/** Why a finding may belong to hands that went on from another host; it may as well be the owner's. */
export function onwardReason(finding: Finding, visits: Visits): string | undefined {
  const [host, user] = [valueOf(finding, 'host.name'), valueOf(finding, 'user.name')]
  if (host === '' || user === '' || !isInside(valueOf(finding, 'source.ip')) || !isWithin(finding, visits.byUser.get(user))) return undefined
  return 'The same account was in an intruder’s hands on a host at that time; they may have gone on from there.'
}

/** Why a finding without an address of its own belongs to an intruder's visit; undefined where it does not. */
export function visitReason(finding: Finding, visits: Visits): string | undefined {
  const isOrdinary = finding.rule.story?.weight === 'ordinary'
  const host = valueOf(finding, 'host.name')
  const user = valueOf(finding, 'user.name')
  if (valueOf(finding, 'source.ip') !== '' || host === '') return undefined
  // What is ordinary for the owner of the account is told only close to the intruder's last seen line.
  const visit = isOrdinary ? visits.byHost.get(host) : visits.byAccount.get(`${user}@${host}`)
  if (visits.byAccount.has(`${user}@${host}`) && isWithin(finding, visit))
    return 'The same account was signed in on this host from an address judged an intruder’s.'
  if (isOrdinary) return undefined
  const nobody = user === '' || user === 'root'
  return nobody && isWithin(finding, visits.byHost.get(host))
    ? 'It happened on this host while a session judged an intruder’s was open, or within an hour after.'
    : undefined
}

/** No address, or one that means something only inside of a network. */
function isInside(address: string): boolean {
  return address === '' || isPrivateAddress(address)
}

function valueOf(finding: Finding, field: string): string {
  return finding.key[field] ?? finding.values[field]?.[0] ?? ''
}

function isWithin(finding: Finding, visits: readonly Visit[] | undefined): boolean {
  const from = Date.parse(finding.first.at)
  const until = Date.parse(finding.last.at)
  return (visits ?? []).some((visit) => from >= visit.from && until <= visit.until)
}
