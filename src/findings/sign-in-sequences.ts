import { sha256Hex } from '../base/canonical-json.ts'
import { compareInstantTexts, instantOf } from '../base/instant.ts'
import { plural } from '../base/text.ts'
import { keepCitation } from '../model/event-citation.ts'
import type { Event } from '../model/event.ts'
import type { SessionKeys } from '../model/session-key.ts'
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
  see(member: { event: Event; sessionOf: SessionKeys; bytes: Uint8Array }): void
  result(): readonly SignIns[]
}

/** Keeps what is needed to find sign-ins that follow bursts, also where burst and sign-in stand in different files. */
export function collectSignIns(): SignInCollector {
  const places = new Map<string, Running>()
  return {
    see({ event, sessionOf, bytes }) {
      const attempt = attemptOf(event)
      if (attempt === undefined) return
      let place = places.get(attempt.place)
      if (place === undefined) {
        place = { failures: new Map(), successes: new Map() }
        places.set(attempt.place, place)
        if (places.size > mostPlaces * 2) keepSmallest(places, mostPlaces)
      }
      const second = Number(instantOf(event.time.at) / 1_000_000_000n)
      if (attempt.failed) {
        place.failures.set(second, (place.failures.get(second) ?? 0) + 1)
        return
      }
      place.successes.set(event.id, signInOf({ event, second, session: sessionOf(event).id, bytes }))
      if (place.successes.size > mostSuccesses * 2) keepSmallest(place.successes, mostSuccesses)
    },
    result: () =>
      [...places].map(([place, { failures, successes }]) => ({ place, failures, successes: [...successes.values()].map((signIn) => signIn()) })),
  }
}

const loginPath = /\/(?:log-?in|sign-?in|wp-login\.php|auth|authenticate|sessions?|token)(?:\.\w{1,5})?\/?$/i

/** A sign-in by password: where to, from where, and whether it failed. A sign-in by key follows no guessing and is left out. */
function attemptOf({ ecs, fields, dataset }: Event): { place: string; failed: boolean } | undefined {
  const source = ecs['source.ip']
  const action = ecs['event.action']
  if (source === undefined) return undefined
  if (action === 'ssh_login') {
    const failed = ecs['event.outcome'] === 'failure'
    if (!failed && !/^(?:password|keyboard-interactive)/.test(String(fields['method'] ?? ''))) return undefined
    return { place: `ssh\u0000${ecs['host.name'] ?? ''}\u0000${source}`, failed }
  }
  if (action === 'ConsoleLogin')
    return { place: `console\u0000${ecs['cloud.account.id'] ?? ''}\u0000${source}`, failed: ecs['event.outcome'] === 'failure' }
  return dataset === 'web-access' ? webAttempt(ecs, source) : undefined
}

/** On the web only a refusal (401, 403) is surely a failed sign-in; an answer of 2xx or 3xx to the same path is one that was let in. */
function webAttempt(ecs: Event['ecs'], source: string): { place: string; failed: boolean } | undefined {
  const path = ecs['url.path']
  const status = ecs['http.response.status_code']
  if (ecs['http.request.method'] !== 'POST' || path === undefined || status === undefined || !loginPath.test(path.slice(-200))) return undefined
  const failed = status === 401 || status === 403
  if (!failed && status >= 400) return undefined
  return { place: `web\u0000${ecs['destination.domain'] ?? ''}${path}\u0000${source}`, failed }
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
