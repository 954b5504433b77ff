import { endNumber } from '../base/end-number.ts'
import { derivedId } from '../base/id.ts'
import type { Event } from './event.ts'
import type { Session } from './session.ts'

/** What makes a session one: equal for all of its events. */
export type SessionKey = Pick<Session, 'id' | 'dataset' | 'host' | 'principal' | 'user' | 'credential' | 'address' | 'agent'>

/** Distributions whose name in a client's description says more than the client's own. */
const attackSystem = /\b(kali|parrot|pentoo|blackarch)\b/i
const longestAgent = 80
/** Tools that give each run an id of its own. */
const runId = /[_-][0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
const mostRemembered = 50_000

/** Finds the session an event belongs to. Keeps the last event it saw: one serves one thread. */
export type SessionKeys = (event: Event) => SessionKey

/** Sessions that share a number and are compared one by one. */
const mostOfNumber = 16

/** Remembers what it derived, so that ids cost one look-up for most events, and none where several collectors ask for the same event. */
export function createSessionKeys(): SessionKeys {
  const known = new Map<string, SessionKey>()
  const byNumber = new Map<number, Seen[]>()
  let last: { event: Event; key: SessionKey } | undefined
  const keyOf = (event: Event): SessionKey => {
    const text = joined(event)
    let key = known.get(text)
    if (key !== undefined) return key
    if (known.size >= mostRemembered) {
      known.clear()
      byNumber.clear()
    }
    key = sessionKeyOf(event)
    known.set(text, key)
    return key
  }
  return (event) => {
    if (last?.event === event) return last.key
    const number = numberOf(event)
    const alike = byNumber.get(number)
    let seen = alike === undefined ? undefined : seenBefore(alike, event)
    if (seen === undefined) {
      seen = seenOf(event, keyOf(event))
      if (byNumber.size >= mostRemembered) byNumber.clear()
      if (alike === undefined || alike.length >= mostOfNumber) byNumber.set(number, [seen])
      else alike.push(seen)
    }
    last = { event, key: seen.key }
    return seen.key
  }
}

/** What an event said whose session is known. */
interface Seen {
  readonly dataset: string
  readonly host: string | undefined
  readonly principal: string | undefined
  readonly user: string | undefined
  readonly credential: string | undefined
  readonly address: string | undefined
  readonly agent: string | undefined
  readonly key: SessionKey
}

function seenOf(event: Event, key: SessionKey): Seen {
  const { dataset, ecs, actor } = event
  const [host, user, agent] = [ecs['host.name'], ecs['user.name'], ecs['user_agent.original']]
  return { dataset, host, principal: actor?.principal, user, credential: actor?.credential, address: addressOf(event), agent, key }
}

function seenBefore(all: readonly Seen[], event: Event): Seen | undefined {
  for (const seen of all) if (areAlike(seen, event)) return seen
  return undefined
}

function areAlike(seen: Seen, event: Event): boolean {
  const { dataset, ecs, actor } = event
  return (
    seen.agent === ecs['user_agent.original'] &&
    seen.credential === actor?.credential &&
    seen.address === addressOf(event) &&
    seen.user === ecs['user.name'] &&
    seen.principal === actor?.principal &&
    seen.host === ecs['host.name'] &&
    seen.dataset === dataset
  )
}

/** Mostly another for another session, and found without hashing long texts: from how they end, where names, addresses and clients differ. */
function numberOf(event: Event): number {
  const { ecs, actor } = event
  const who = Math.imul(endNumber(actor?.credential ?? actor?.principal), 31) + endNumber(ecs['user.name'])
  const where = Math.imul(endNumber(addressOf(event)), 31) + endNumber(ecs['host.name'])
  return (Math.imul(who, 961) + Math.imul(where, 29_791) + endNumber(ecs['user_agent.original'])) | 0
}

/** Everything a session's key is made of. */
function joined(event: Event): string {
  const { dataset, ecs, actor } = event
  const who = `${actor?.principal ?? ''}\u0000${ecs['user.name'] ?? ''}\u0000${actor?.credential ?? ''}`
  return `${dataset}\u0000${ecs['host.name'] ?? ''}\u0000${who}\u0000${addressOf(event) ?? ''}\u0000${ecs['user_agent.original'] ?? ''}`
}

/** The session of one event. */
export function sessionKeyOf(event: Event): SessionKey {
  const { dataset, ecs, actor } = event
  const host = ecs['host.name']
  const principal = actor?.principal
  const user = ecs['user.name']
  const credential = actor?.credential
  const address = addressOf(event)
  const agent = agentName(ecs['user_agent.original'])
  return {
    id: derivedId('session', dataset, host ?? '', principal ?? user ?? '', credential ?? '', address ?? '', agent ?? ''),
    dataset,
    ...(host === undefined ? {} : { host }),
    ...(principal === undefined ? {} : { principal }),
    ...(user === undefined ? {} : { user }),
    ...(credential === undefined ? {} : { credential }),
    ...(address === undefined ? {} : { address }),
    ...(agent === undefined ? {} : { agent }),
  }
}

/** The address, else the name the source has for where the call came from. */
function addressOf({ ecs }: Event): string | undefined {
  return ecs['source.ip'] ?? ecs['source.domain']
}

/** `aws-cli/2.15.0 Python/3.11` -> `aws-cli`; `[S3Console/0.4]` -> `S3Console`; `Boto3/1.9 … kali …` -> `Boto3 (kali)`. */
export function agentName(agent: string | undefined): string | undefined {
  if (agent === undefined) return undefined
  const first = /^[[\s"']{0,4}([^\s/,;()[\]]{1,80})/.exec(agent.slice(0, 200))?.[1] ?? agent.slice(0, longestAgent)
  const name = first.replace(runId, '')
  const system = attackSystem.exec(agent.slice(0, 2_000))?.[1]
  if (system === undefined || name.toLowerCase().includes(system.toLowerCase())) return name
  return `${name} (${system.toLowerCase()})`
}
