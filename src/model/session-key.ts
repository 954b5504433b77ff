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

/** Remembers what it derived, so that ids cost one look-up for most events, and none where several collectors ask for the same event. */
export function createSessionKeys(): SessionKeys {
  const known = new Map<string, SessionKey>()
  let last: { event: Event; key: SessionKey } | undefined
  return (event) => {
    if (last?.event === event) return last.key
    const text = joined(event)
    let key = known.get(text)
    if (key === undefined) {
      if (known.size >= mostRemembered) known.clear()
      key = sessionKeyOf(event)
      known.set(text, key)
    }
    last = { event, key }
    return key
  }
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
