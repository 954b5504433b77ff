import { compareInstantTexts } from '../../base/instant.ts'
import { listOf } from '../../base/text.ts'
import { citationsOf } from '../../model/finding-citation.ts'
import type { Finding } from '../../model/finding.ts'
import type { Harvest } from '../../model/harvest.ts'
import type { Session } from '../../model/session.ts'
import type { Step } from './movement.ts'
import { isPrivateAddress } from './sign-ins.ts'
import type { Tiers } from './tiers.ts'

/* Steps that go through a server: from a web site to the account it runs under, from there to the role of the machine and to other hosts. */

/** A step that leads to a session, which then needs no entry of its own. */
export interface StepTo {
  readonly step: Step
  readonly child: Session
}

const minuteMs = 60_000
const dayMs = 86_400_000

/** Where stated acts on hosts were done, and as whom. */
interface Held {
  readonly host: string
  readonly user: string
  readonly finding: Finding
}

function heldOf(tiers: Tiers): Held[] {
  return tiers.stated.flatMap(({ finding }) => {
    const [host, user] = [valueOf(finding, 'host.name'), valueOf(finding, 'user.name')]
    const isAct = finding.rule.story?.role === 'attack' && valueOf(finding, 'source.ip') === '' && finding.key['event.outcome'] !== 'failure'
    return isAct && host !== '' && user !== '' ? [{ host, user, finding }] : []
  })
}

/** From an address that names no account to the host that answered it, and to the account that ran commands while it did. */
export function webSteps({ sessions }: Harvest, tiers: Tiers): Step[] {
  const held = heldOf(tiers)
  const visitors = tiers.intruders.map(({ session }) => session).filter(({ user, principal }) => user === undefined && principal === undefined)
  const addresses = [...new Set(visitors.flatMap(({ address }) => address ?? []))]
  return addresses.flatMap((address) => {
    const answered = tiers.stated.filter(({ finding }) => isAnswered(finding, address)).map(({ finding }) => finding)
    const hosts = new Set(sessions.filter((session) => session.address === address && session.user === undefined).flatMap(({ host }) => host ?? []))
    const ran = answered
      .flatMap((request) => held.filter((one) => hosts.has(one.host) && isWhile(one.finding, request)).map((one) => ({ ...one, request })))
      .sort((a, b) => compareInstantTexts(b.finding.first.at, a.finding.first.at))
    const first = earliest(answered)
    // Whoever was only handed something has entered nothing.
    if (first === undefined || ran.length === 0) return []
    const accounts = new Map(ran.map((one) => [`${one.user} on ${one.host}`, one]))
    const way = [...new Set(ran.map(({ host }) => host))].map((host) => requestStep({ address, host, first }))
    return [...way, ...[...accounts].map(([place, one]) => commandStep({ address, place, ...one }))]
  })
}

function isAnswered(finding: Finding, address: string): boolean {
  const { story } = finding.rule
  return (
    valueOf(finding, 'source.ip') === address && story?.role === 'attack' && story.weight !== 'ordinary' && finding.key['event.outcome'] !== 'failure'
  )
}

/** Whether an act began while requests were answered, give or take a minute of two clocks. */
function isWhile(act: Finding, requests: Finding): boolean {
  const begun = Date.parse(act.first.at)
  return begun >= Date.parse(requests.first.at) - minuteMs && begun <= Date.parse(requests.last.at) + minuteMs
}

function requestStep({ address, host, first }: { address: string; host: string; first: Finding }): Step {
  return {
    kind: 'entry',
    from: address,
    to: host,
    at: first.first.at,
    time: first.first,
    method: 'Requests to the web site or application that were answered',
    credential: undefined,
    citations: citationsOf(first),
  }
}

function commandStep({ address, place, finding, request }: Held & { address: string; place: string; request: Finding }): Step {
  const path = valueOf(request, 'url.path')
  return {
    kind: 'reach',
    from: address,
    to: place,
    at: finding.first.at,
    time: finding.first,
    method: `Commands that ran while requests${path === '' ? '' : ` to ${path}`} were answered`,
    credential: undefined,
    citations: [...citationsOf(request), ...citationsOf(finding)],
  }
}

/** Where the services of clouds hand a machine the credentials of its role. */
const metadata = /(?:169\.254\.169\.254|fd00:ec2::254|metadata\.google\.internal)/
const roleNamed = /\/security-credentials\/([\w+=,.@-]{1,64})/g

/** The session of a role that a machine holds is called after the machine. */
const machine = /:assumed-role\/[^/]{1,200}\/i-[0-9a-f]{8,17}$/

/**
 * From the account of a server to the role of its machine: where the role was named to the metadata service, or the role is a machine's and no other host
 * was held when it came into use elsewhere.
 */
export function metadataSteps(tiers: Tiers): StepTo[] {
  const held = heldOf(tiers)
  return tiers.intruders.flatMap(({ session: child }) => {
    if (child.host !== undefined || child.user === undefined || !machine.test(child.principal ?? '')) return []
    const before = held.filter(({ finding }) => isSoonAfter(child, finding))
    const named = before.find(({ finding }) => linesOf(finding).some((line) => metadata.test(line) && namesRole(line, child.user ?? '')))
    const asked = before.find(({ finding }) => linesOf(finding).some((line) => metadata.test(line)))
    const onlyHost = new Set(before.map(({ host }) => host)).size === 1
    const from = named ?? (onlyHost ? (asked ?? before[0]) : undefined)
    return from === undefined ? [] : [{ child, step: roleStep({ from, child, isRead: (named ?? asked) !== undefined }) }]
  })
}

function roleStep({ from, child, isRead }: { from: Held; child: Session; isRead: boolean }): Step {
  const where = child.address === undefined ? 'used elsewhere' : `used from ${child.address}`
  return {
    kind: 'reach',
    from: `${from.user} on ${from.host}`,
    to: child.user ?? '',
    at: child.first.at,
    time: child.first,
    method: isRead
      ? `Credentials of the machine’s role read from its metadata service, then ${where}`
      : `Credentials of a machine’s role, ${where} while ${from.host} was held; how they were taken is not in this evidence`,
    credential: child.credential,
    citations: [...citationsOf(from.finding), child.firstEvent],
  }
}

function linesOf({ values }: Finding): readonly string[] {
  return values['process.command_line'] ?? []
}

function namesRole(line: string, role: string): boolean {
  return [...line.matchAll(roleNamed)].some(([, name]) => name === role)
}

/** Accounts that were given new credentials in stated acts: what was made for them opens them. */
export function madeSteps(tiers: Tiers): Step[] {
  return tiers.stated.flatMap(({ finding }) => {
    const makes = finding.values['event.action']?.some((action) => /^Create(?:AccessKey|LoginProfile)$/.test(action)) === true
    const from = valueOf(finding, 'user.name')
    if (!makes || from === '' || finding.key['event.outcome'] === 'failure') return []
    return (finding.values['user.target.name'] ?? [])
      .filter((to) => to !== from)
      .map((to) => ({
        kind: 'reach' as const,
        from,
        to,
        at: finding.first.at,
        time: finding.first,
        method: `Credentials made for it (${listOf(finding.values['event.action'] ?? [], 3)})`,
        credential: undefined,
        citations: citationsOf(finding),
      }))
  })
}

/** From host to host by sign-ins that are stated, where the session as a whole is not judged an intruder's: its owner used it on other days. */
export function statedSignIns(tiers: Tiers): Step[] {
  const signIns = tiers.stated
    .map(({ finding }) => finding)
    .filter((finding) => finding.values['event.action']?.includes('ssh_login') === true && finding.key['event.outcome'] !== 'failure')
  return signIns.flatMap((finding): Step[] => {
    const [host, user, address] = [valueOf(finding, 'host.name'), valueOf(finding, 'user.name'), valueOf(finding, 'source.ip')]
    if (host === '' || user === '' || address === '') return []
    const step = { to: `${user} on ${host}`, at: finding.first.at, time: finding.first, credential: undefined, citations: citationsOf(finding) }
    if (!isPrivateAddress(address)) return [{ ...step, kind: 'entry', from: address, method: 'Sign-in from this address' }]
    const before = signIns
      .filter((other) => valueOf(other, 'host.name') !== host && valueOf(other, 'user.name') === user && isJustBefore(other, finding))
      .toSorted((a, b) => compareInstantTexts(b.first.at, a.first.at))[0]
    if (before === undefined) return []
    const from = `${user} on ${valueOf(before, 'host.name')}`
    return [{ ...step, kind: 'hop', from, method: `Sign-in from ${address} with the account held on the other host` }]
  })
}

function isJustBefore(earlier: Finding, later: Finding): boolean {
  const begun = Date.parse(later.first.at)
  return Date.parse(earlier.first.at) < begun && Date.parse(earlier.last.at) + dayMs / 2 >= begun
}

/** From the only host that was held to another, where a sign-in came from inside of the network. */
export function insideSteps(tiers: Tiers): StepTo[] {
  const held = heldOf(tiers)
  const signIns = tiers.intruders.filter(
    ({ session }) => session.host !== undefined && session.user !== undefined && isPrivateAddress(session.address ?? ''),
  )
  return signIns.flatMap(({ session: child }) => {
    const before = held.filter(({ host, finding }) => host !== child.host && isSoonAfter(child, finding))
    const hosts = [...new Set(before.map(({ host }) => host))]
    const from = before.toSorted((a, b) => (a.finding.first.at < b.finding.first.at ? 1 : -1))[0]
    if (from === undefined || hosts.length !== 1) return []
    const step: Step = {
      kind: 'hop',
      from: `${from.user} on ${from.host}`,
      to: `${child.user ?? ''} on ${child.host ?? ''}`,
      at: child.first.at,
      time: child.first,
      method: `Sign-in from ${child.address ?? ''}, inside of the network, while ${listOf(hosts)} was held`,
      credential: child.credential,
      citations: [child.firstEvent, ...citationsOf(from.finding)],
    }
    return [{ child, step }]
  })
}

function isSoonAfter(session: Session, act: Finding): boolean {
  const begun = Date.parse(session.first.at)
  return begun >= Date.parse(act.first.at) && begun <= Date.parse(act.last.at) + dayMs
}

function earliest(findings: readonly Finding[]): Finding | undefined {
  return findings.toSorted((a, b) => (a.first.at < b.first.at ? -1 : 1))[0]
}

function valueOf(finding: Finding, field: string): string {
  return finding.key[field] ?? finding.values[field]?.[0] ?? ''
}
