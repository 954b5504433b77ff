import { sha256Hex } from '../base/canonical-json.ts'
import { compareInstantTexts, instantOf } from '../base/instant.ts'
import { secondOf } from '../base/second-of.ts'
import { plural } from '../base/text.ts'
import { keepCitation } from '../model/event-citation.ts'
import type { Event } from '../model/event.ts'
import type { SessionKey, SessionKeys } from '../model/session-key.ts'
import type { Finding, FindingExample, RuleStory } from '../model/finding.ts'
import { findingId } from './group.ts'
import { keepSmallest } from './smallest.ts'
import { fillTemplate, tame } from './template.ts'

/** A burst: at least so many failed sign-ins from one address within the hour before a successful one. */
export const leastFailures = 10
const windowSeconds = 3_600

const mostPlaces = 20_000
const mostSuccesses = 500

const one = 'The account {user.name} was used to sign in from {source.ip}'
const story: RuleStory = {
  role: 'attack',
  one: `${one} after a burst of failed attempts from there.`,
  many: `${one} after a burst of failed attempts from there, {count} times`,
  group: ['user.name', 'source.ip', 'host.name'],
  weight: 'telling',
  detection: 'An alert on a successful sign-in after a burst of failed ones from the same address',
  question: 'Was the password of this account guessed, or did its owner mistype it?',
}

/** What the id and the hash of these findings stand for; the text changes when what is found changes. */
const definition = `Sign-in after at least ${leastFailures} failed sign-ins from the same address to the same place within ${windowSeconds} seconds. Version 1.`
const sequenceRule: Finding['rule'] = {
  id: 'hindcast-sequence-sign-in-after-failures',
  hash: sha256Hex(definition),
  title: 'Sign-in after a burst of failed attempts',
  level: 'high',
  story,
}

/** Sign-ins from one address to one place, as one item tells them: plain data. */
export interface SignIns {
  readonly place: string
  /** Second since 1970 -> failed sign-ins in it. */
  readonly failures: ReadonlyMap<number, number>
  readonly successes: readonly SignIn[]
}

/** A successful sign-in with what a finding of it needs. */
export interface SignIn {
  readonly second: number
  readonly example: FindingExample
  readonly key: Readonly<Record<string, string>>
  readonly values: Readonly<Record<string, readonly string[]>>
  readonly session: string
}

interface Running {
  readonly failures: Map<number, number>
  readonly successes: Map<string, () => SignIn>
}

export interface SignInCollector {
  see(event: Event, bytes: Uint8Array): void
  result(): readonly SignIns[]
}

/** Keeps what is needed to find sign-ins that follow bursts, also where burst and sign-in stand in different files. */
export function collectSignIns(sessionOf: SessionKeys): SignInCollector {
  const places = new Places(sessionOf)
  return {
    see(event, bytes) {
      const source = event.ecs['source.ip']
      if (source === undefined) return
      const result = resultOf(event)
      if (result === 'none') return
      const { failures, successes } = places.of(event, source)
      const second = secondAt(event.time.at)
      if (result === 'failed') {
        failures.set(second, (failures.get(second) ?? 0) + 1)
        return
      }
      successes.set(event.id, signInOf({ event, second, session: sessionOf(event).id, bytes }))
      if (successes.size > mostSuccesses * 2) keepSmallest(successes, mostSuccesses)
    },
    result: () =>
      [...places.byName].map(([place, { failures, successes }]) => ({
        place,
        failures,
        successes: [...successes.values()].map((signIn) => signIn()),
      })),
  }
}

class Places {
  readonly byName = new Map<string, Running>()
  private readonly sessionOf: SessionKeys
  /** A session of SSH has one place: no text need be joined to find it again. */
  private readonly bySession = new Map<SessionKey, Running>()

  constructor(sessionOf: SessionKeys) {
    this.sessionOf = sessionOf
  }

  of(event: Event, source: string): Running {
    if (event.ecs['event.action'] !== sshLogin) return this.named(placeOf(event, source))
    const session = this.sessionOf(event)
    const known = this.bySession.get(session)
    if (known !== undefined) return known
    const name = placeOf(event, source)
    const place = this.named(name)
    if (this.bySession.size >= mostPlaces) this.bySession.clear()
    if (this.byName.get(name) === place) this.bySession.set(session, place)
    return place
  }

  private named(name: string): Running {
    const known = this.byName.get(name)
    if (known !== undefined) return known
    const place = { failures: new Map(), successes: new Map() }
    this.byName.set(name, place)
    if (this.byName.size > mostPlaces * 2) {
      keepSmallest(this.byName, mostPlaces)
      this.bySession.clear()
    }
    return place
  }
}

function secondAt(at: string): number {
  const second = secondOf(at)
  return second > 0 ? second : Number(instantOf(at) / 1_000_000_000n)
}

const sshLogin = 'ssh_login'
const consoleLogin = 'ConsoleLogin'
const loginPath = /\/(?:log-?in|sign-?in|wp-login\.php|auth|authenticate|sessions?|token)(?:\.\w{1,5})?\/?$/i

/** What became of a sign-in by password; `none` for what is no such sign-in. One by key follows no guessing and is left out. */
function resultOf({ ecs, fields, dataset }: Event): 'failed' | 'let in' | 'none' {
  const action = ecs['event.action']
  if (action === sshLogin) {
    if (ecs['event.outcome'] === 'failure') return 'failed'
    const method = String(fields['method'] ?? '')
    return method.startsWith('password') || method.startsWith('keyboard-interactive') ? 'let in' : 'none'
  }
  if (action === consoleLogin) return ecs['event.outcome'] === 'failure' ? 'failed' : 'let in'
  return dataset === 'web-access' ? webResult(ecs) : 'none'
}

/** On the web only a refusal (401, 403) is surely a failed sign-in; an answer of 2xx or 3xx to the same path is one that was let in. */
function webResult(ecs: Event['ecs']): 'failed' | 'let in' | 'none' {
  const path = ecs['url.path']
  const status = ecs['http.response.status_code']
  if (ecs['http.request.method'] !== 'POST' || path === undefined || status === undefined || !loginPath.test(path.slice(-200))) return 'none'
  if (status === 401 || status === 403) return 'failed'
  return status >= 400 ? 'none' : 'let in'
}

/** Where a sign-in went, and where it came from. */
function placeOf({ ecs }: Event, source: string): string {
  const action = ecs['event.action']
  if (action === sshLogin) return `ssh\u0000${ecs['host.name'] ?? ''}\u0000${source}`
  if (action === consoleLogin) return `console\u0000${ecs['cloud.account.id'] ?? ''}\u0000${source}`
  return `web\u0000${ecs['destination.domain'] ?? ''}${ecs['url.path'] ?? ''}\u0000${source}`
}

function signInOf({ event, second, session, bytes }: { event: Event; second: number; session: string; bytes: Uint8Array }): () => SignIn {
  const citation = keepCitation(event, bytes)
  const { ecs, time, message } = event
  const told = ['user.name', 'source.ip', 'host.name', 'event.action', 'user_agent.original', 'cloud.account.id', 'cloud.region', 'url.path'] as const
  const values = Object.fromEntries(told.flatMap((name) => (ecs[name] === undefined ? [] : [[name, [tame(ecs[name])]]])))
  const key = {
    'event.outcome': ecs['event.outcome'] ?? '',
    'user.name': ecs['user.name'] ?? '',
    'source.ip': ecs['source.ip'] ?? '',
    'host.name': ecs['host.name'] ?? '',
  }
  const sentence = sentenceOf(event)
  return () => ({ second, example: { citation: citation(), time, message, sentence }, key, values, session })
}

/** Without its number of failures, which only the merge knows. */
function sentenceOf(event: Event): string {
  if (event.dataset === 'web-access')
    return fillTemplate('A sign-in from {source.ip} to {url.path} was let in (answered {http.response.status_code})', event)
  const to = event.ecs['host.name'] === undefined ? '' : ' to {host.name}'
  return fillTemplate(`The account {user.name} was used to sign in${to} from {source.ip}`, event)
}

/** The findings of all items: for each account, address and host the first sign-in that follows a burst. */
export function findSequences(parts: readonly SignIns[]): Finding[] {
  const places = new Map<string, SignIns[]>()
  for (const part of parts) places.set(part.place, [...(places.get(part.place) ?? []), part])
  const found = new Map<string, Finding>()
  for (const same of places.values()) {
    for (const finding of sequencesAt(same)) {
      const before = found.get(finding.id)
      if (before === undefined || isEarlier(finding, before)) found.set(finding.id, finding)
    }
  }
  return [...found.values()]
}

function isEarlier(a: Finding, b: Finding): boolean {
  const order = compareInstantTexts(a.first.at, b.first.at)
  return order < 0 || (order === 0 && (a.members[0] ?? '') < (b.members[0] ?? ''))
}

function sequencesAt(parts: readonly SignIns[]): Finding[] {
  const failures = new Map<number, number>()
  for (const part of parts) for (const [second, count] of part.failures) failures.set(second, (failures.get(second) ?? 0) + count)
  const seconds = [...failures].sort(([a], [b]) => a - b)
  const sums: number[] = []
  for (const [, count] of seconds) sums.push((sums.at(-1) ?? 0) + count)
  const upTo = (second: number): number => sums[lastAtOrBefore(seconds, second)] ?? 0
  return parts
    .flatMap((part) => part.successes)
    .flatMap((signIn) => {
      const count = upTo(signIn.second) - upTo(signIn.second - windowSeconds)
      return count >= leastFailures ? [findingOf(signIn, count)] : []
    })
}

/** Index of the last second that is not after the given one; -1 where all are. */
function lastAtOrBefore(seconds: readonly (readonly [number, number])[], second: number): number {
  let low = 0
  let high = seconds.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((seconds[middle]?.[0] ?? 0) <= second) low = middle + 1
    else high = middle
  }
  return low - 1
}

function findingOf({ example, key, values, session }: SignIn, failures: number): Finding {
  const { citation, time } = example
  return {
    id: findingId(sequenceRule.id, key),
    rule: sequenceRule,
    techniques: ['T1110'],
    tactics: ['TA0001', 'TA0006'],
    key,
    count: 1,
    first: time,
    last: time,
    members: [citation.event],
    evidence: [citation.evidence],
    sessions: [session],
    left: [],
    examples: [{ ...example, sentence: `${example.sentence} after ${plural(failures, 'failed attempt')} from there within an hour.` }],
    values,
  }
}
