import type { EcsFields, EcsName, Event } from '../model/event.ts'
import type { SessionKey, SessionKeys } from '../model/session-key.ts'

/** Fields whose values a finding keeps and that events of one session mostly share: counted by kind. */
export const steadyFields = [
  'user.name',
  'source.ip',
  'source.domain',
  'host.name',
  'event.action',
  'event.provider',
  'user_agent.original',
  'cloud.account.id',
  'cloud.region',
  'error.code',
  'destination.domain',
  'http.response.status_code',
] as const satisfies readonly EcsName[]

/** Fields whose values a finding keeps and that differ from event to event: counted one by one. */
export const ownFields = ['user.target.name', 'file.path', 'url.path', 'destination.ip', 'process.command_line'] as const satisfies readonly EcsName[]

/** What is said of some fields, each at its place; nothing where the field is absent or empty. */
export type Told = readonly (string | undefined)[]

/**
 * Events of one session that agree in their outcome and in all steady fields. Logs repeat themselves: there are far fewer kinds than events, so whatever
 * follows from these fields alone is derived once a kind and looked up by the kind itself.
 */
export interface Kind {
  /** Id of the session. */
  readonly session: string
  /** Values of the steady fields. */
  readonly told: Told
  /** False for one that holds long texts: it is never given out again, and nobody should keep it. */
  readonly isKept: boolean
}

type Alike = Pick<EcsFields, 'event.outcome' | (typeof steadyFields)[number]>

interface Known {
  readonly kind: Kind
  readonly ecs: Alike
}

const mostKinds = 50_000
/** Kinds of one session and one action that are remembered. */
const mostOfAction = 32
const longestText = 500

/** Finds the kind of an event; two of them may stand for the same values where one was forgotten between. */
export function createKinds(sessionOf: SessionKeys): (event: Event) => Kind {
  const bySession = new Map<SessionKey, Map<string, Known[]>>()
  let kept = 0
  return (event) => {
    const { ecs } = event
    const session = sessionOf(event)
    const action = ecs['event.action'] ?? ''
    let byAction = bySession.get(session)
    const alike = byAction?.get(action)
    if (alike !== undefined) for (const known of alike) if (areAlike(known.ecs, ecs)) return known.kind
    const known = knownOf(session, ecs)
    if (!known.kind.isKept) return known.kind
    if (kept >= mostKinds) {
      bySession.clear()
      byAction = undefined
      kept = 0
    }
    kept += 1
    if (byAction === undefined) bySession.set(session, (byAction = new Map()))
    if (alike === undefined || alike.length >= mostOfAction) byAction.set(action, [known])
    else alike.push(known)
    return known.kind
  }
}

/** In the order in which events of one session and one action mostly differ. */
function areAlike(a: Alike, b: EcsFields): boolean {
  return (
    a['event.outcome'] === b['event.outcome'] &&
    a['cloud.region'] === b['cloud.region'] &&
    a['error.code'] === b['error.code'] &&
    a['http.response.status_code'] === b['http.response.status_code'] &&
    a['event.provider'] === b['event.provider'] &&
    a['destination.domain'] === b['destination.domain'] &&
    a['source.ip'] === b['source.ip'] &&
    a['source.domain'] === b['source.domain'] &&
    a['cloud.account.id'] === b['cloud.account.id'] &&
    a['user.name'] === b['user.name'] &&
    a['host.name'] === b['host.name'] &&
    a['event.action'] === b['event.action'] &&
    a['user_agent.original'] === b['user_agent.original']
  )
}

function knownOf({ id: session }: SessionKey, event: EcsFields): Known {
  const told = steadyFields.map((name) => toldValue(event, name))
  const ecs: Alike = Object.fromEntries(['event.outcome' as const, ...steadyFields].map((name) => [name, event[name]]))
  return { kind: { session, told, isKept: told.every((value) => value === undefined || value.length <= longestText) }, ecs }
}

/** What an event says of the fields of its own; nothing where it says nothing of any, as most do. */
export function readOwn({ ecs }: Event): Told | undefined {
  let told: (string | undefined)[] | undefined
  for (let place = 0; place < ownFields.length; place += 1) {
    const name = ownFields[place]
    const value = name === undefined ? undefined : toldValue(ecs, name)
    if (value === undefined) continue
    told ??= ownFields.map(() => undefined)
    told[place] = value
  }
  return told
}

function toldValue(ecs: EcsFields, name: EcsName): string | undefined {
  const value = ecs[name]
  if (typeof value === 'string') return value === '' ? undefined : value
  return value === undefined ? undefined : String(value)
}
