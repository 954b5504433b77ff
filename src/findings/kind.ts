import { endNumber } from '../base/end-number.ts'
import type { EcsName, Event } from '../model/event.ts'
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

/** Fields whose values a finding keeps and that differ from event to event: counted one by one. `readOwn` reads them in this order. */
export const ownFields = ['user.target.name', 'file.path', 'url.path', 'destination.ip', 'process.command_line'] as const satisfies readonly EcsName[]

/** What is said of some fields, each at its place; nothing where the field is absent or empty. */
export type Told = readonly (string | undefined)[]

/**
 * Events of one session that agree in their outcome and in all steady fields. Logs repeat themselves: there are far fewer kinds than events, so whatever
 * follows from these fields alone is derived once a kind and looked up by the kind itself.
 */
export interface Kind {
  readonly session: SessionKey
  /** Values of the steady fields. */
  readonly told: Told
  /** False for one that holds long texts: it is never given out again, and nobody should keep it. */
  readonly isKept: boolean
  /** What whoever counts events of this kind at the moment found for it, so that it is at hand with the kind. */
  near: unknown
}

const mostKinds = 50_000
/** Kinds that share a number and are compared one by one. */
const mostOfNumber = 16
const longestText = 500

/** Finds the kind of an event; two of them may stand for the same values where one was forgotten between. */
export function createKinds(sessionOf: SessionKeys): (event: Event) => Kind {
  const byNumber = new Map<number, KnownKind>()
  const texts = new Map<string, string>()
  let kept = 0
  return (event) => {
    const number = numberOf(event)
    let first = byNumber.get(number)
    for (let known = first; known !== undefined; known = known.next) if (known.isOf(event)) return known
    if (kept >= mostKinds) {
      byNumber.clear()
      texts.clear()
      kept = 0
      first = undefined
    }
    const made = new KnownKind(event, sessionOf(event), texts)
    if (!made.isKept) return made
    kept += 1
    made.follow(first)
    byNumber.set(number, made)
    return made
  }
}

/** Mostly another for another kind, and found without hashing long texts. */
function numberOf({ ecs, actor }: Event): number {
  const who = Math.imul(endNumber(actor?.credential ?? actor?.principal), 31) + endNumber(ecs['user.name'])
  const where = Math.imul(endNumber(ecs['source.ip'] ?? ecs['source.domain']), 31) + endNumber(ecs['host.name'])
  const what = Math.imul(endNumber(ecs['event.action']), 31) + endNumber(ecs['cloud.region'])
  const how = Math.imul(endNumber(ecs['user_agent.original']), 31) + (ecs['http.response.status_code'] ?? 0)
  const result = Math.imul(endNumber(ecs['event.outcome']), 31) + endNumber(ecs['error.code'])
  return (Math.imul(who, 961) + Math.imul(where, 29_791) + Math.imul(what, 923_521) + Math.imul(how, 28_629_151) + result) | 0
}

/** A kind with all values in which its events agree, as fields of their own: they are compared for every event. */
class KnownKind implements Kind {
  readonly session: SessionKey
  readonly told: Told
  readonly isKept: boolean
  near: unknown = undefined
  next: KnownKind | undefined
  private depth = 1
  private readonly dataset: string
  private readonly principal: string | undefined
  private readonly credential: string | undefined
  private readonly outcome: string | undefined
  private readonly user: string | undefined
  private readonly ip: string | undefined
  private readonly domain: string | undefined
  private readonly host: string | undefined
  private readonly action: string | undefined
  private readonly provider: string | undefined
  private readonly agent: string | undefined
  private readonly account: string | undefined
  private readonly region: string | undefined
  private readonly error: string | undefined
  private readonly destination: string | undefined
  private readonly status: number | undefined

  /** `texts`: kinds share texts, so that comparing with them stays within few lines of the processor's cache. */
  constructor({ dataset, ecs, actor }: Event, session: SessionKey, texts: Map<string, string>) {
    const one = (text: string | undefined): string | undefined => (text === undefined ? undefined : sharedText(texts, text))
    this.session = session
    this.dataset = dataset
    this.principal = one(actor?.principal)
    this.credential = one(actor?.credential)
    this.outcome = ecs['event.outcome']
    this.user = one(ecs['user.name'])
    this.ip = one(ecs['source.ip'])
    this.domain = one(ecs['source.domain'])
    this.host = one(ecs['host.name'])
    this.action = one(ecs['event.action'])
    this.provider = one(ecs['event.provider'])
    this.agent = one(ecs['user_agent.original'])
    this.account = one(ecs['cloud.account.id'])
    this.region = one(ecs['cloud.region'])
    this.error = one(ecs['error.code'])
    this.destination = one(ecs['destination.domain'])
    this.status = ecs['http.response.status_code']
    this.told = steadyFields.map((name) => one(toldValue(ecs[name])))
    const lengths = [this.principal, this.credential, ...this.told].map((text) => text?.length ?? 0)
    this.isKept = lengths.every((length) => length <= longestText)
  }

  /** Comes before others of its number, unless there are too many of them. */
  follow(others: KnownKind | undefined): void {
    if (others === undefined || others.depth >= mostOfNumber) return
    this.next = others
    this.depth = others.depth + 1
  }

  isOf({ dataset, ecs, actor }: Event): boolean {
    return (
      this.action === ecs['event.action'] &&
      this.ip === ecs['source.ip'] &&
      this.user === ecs['user.name'] &&
      this.credential === actor?.credential &&
      this.outcome === ecs['event.outcome'] &&
      this.region === ecs['cloud.region'] &&
      this.error === ecs['error.code'] &&
      this.status === ecs['http.response.status_code'] &&
      this.provider === ecs['event.provider'] &&
      this.destination === ecs['destination.domain'] &&
      this.domain === ecs['source.domain'] &&
      this.account === ecs['cloud.account.id'] &&
      this.principal === actor?.principal &&
      this.host === ecs['host.name'] &&
      this.dataset === dataset &&
      this.agent === ecs['user_agent.original']
    )
  }
}

function sharedText(texts: Map<string, string>, text: string): string {
  if (text.length > longestText) return text
  const known = texts.get(text)
  if (known !== undefined) return known
  texts.set(text, text)
  return text
}

/** Reads what an event says of the fields of its own into `told`, which has a place for each; false where it says nothing of any, as most do. */
export function readOwn({ ecs }: Event, told: (string | undefined)[]): boolean {
  const target = toldText(ecs['user.target.name'])
  const file = toldText(ecs['file.path'])
  const path = toldText(ecs['url.path'])
  const ip = toldText(ecs['destination.ip'])
  const command = toldText(ecs['process.command_line'])
  if (target === undefined && file === undefined && path === undefined && ip === undefined && command === undefined) return false
  told[0] = target
  told[1] = file
  told[2] = path
  told[3] = ip
  told[4] = command
  return true
}

function toldText(value: string | undefined): string | undefined {
  return value === '' ? undefined : value
}

function toldValue(value: string | number | undefined): string | undefined {
  return typeof value === 'number' ? String(value) : toldText(value)
}
