import { compareInstantTexts } from '../base/instant.ts'
import { textAt, objectAt } from '../base/json.ts'
import type { EventCitation } from '../model/citation.ts'
import type { Event, EventTime } from '../model/event.ts'
import { citeEvent, keepCitation } from '../model/event-citation.ts'
import { createSessionKeys, type SessionKey, type SessionKeys } from '../model/session-key.ts'
import type { Issue, Session } from '../model/session.ts'

/** The sessions of some evidence, and the credentials that one identity handed to another. Plain data: crosses threads. */
export interface Movement {
  readonly sessions: readonly Session[]
  readonly issues: readonly Issue[]
  /** Events of sessions that were not kept because there were too many. */
  readonly notKept: number
}

export interface SessionCollector {
  /** Takes one event and the bytes of its record, which may be overwritten after the call. */
  see(event: Event, bytes: Uint8Array): void
  result(): Movement
}

/** Beyond these, the ones with the smallest ids are kept: the same ones in whatever order and cut the evidence comes. */
const mostSessions = 50_000
const mostIssues = 100_000
const mostActions = 300
const mostKeys = 50_000
const rest = '…'

interface Running {
  readonly key: SessionKey
  count: number
  failures: number
  first: EventTime
  firstId: string
  firstEvent: () => EventCitation
  last: EventTime
  bytesOut: number
  /** The action of the event before, which most often is that of the next, and what is counted of it. */
  action: string
  counted: Counted
  readonly actions: Map<string, Counted>
}

interface Counted {
  count: number
  failures: number
}

/** Groups events into sessions while they are read. */
export function collectSessions(keyOf: SessionKeys = createSessionKeys()): SessionCollector {
  const sessions = new Map<string, Running>()
  /** The sessions again, by the key that events of one session mostly share: finding them so hashes and compares no text. */
  const byKey = new Map<SessionKey, Running>()
  const issues = new Map<string, Issue>()
  let highest: string | undefined
  let notKept = 0
  return {
    see(event, bytes) {
      if (!hasIdentity(event)) return
      const key = keyOf(event)
      let running = byKey.get(key)
      if (running === undefined) {
        if (highest !== undefined && key.id > highest) {
          notKept += 1
          return
        }
        running = sessions.get(key.id) ?? begin({ key, event, bytes })
        sessions.set(key.id, running)
        if (byKey.size >= mostKeys) byKey.clear()
        byKey.set(key, running)
      }
      add(running, event, bytes)
      const issue = issueOf(event, key, bytes)
      if (issue !== undefined) keepEarliest(issues, issue)
      if (sessions.size <= mostSessions * 2) return
      const cut = keepSmallest(sessions, mostSessions)
      byKey.clear()
      highest = cut.highest
      notKept += cut.dropped.reduce((sum, session) => sum + session.count, 0)
    },
    result: () => mergeMovement([{ sessions: [...sessions.values()].map(sessionOf), issues: [...issues.values()], notKept }]),
  }
}

/** Somebody acted, or somebody came from somewhere: what has neither is no session. */
function hasIdentity({ ecs, actor }: Event): boolean {
  return actor !== undefined || ecs['user.name'] !== undefined || ecs['source.ip'] !== undefined
}

/** A session without events yet that begins with this one. */
function begin({ key, event, bytes }: { key: SessionKey; event: Event; bytes: Uint8Array }): Running {
  const { id, time } = event
  const action = actionOf(event)
  const counted: Counted = { count: 0, failures: 0 }
  const actions = new Map([[action, counted]])
  const firstEvent = keepCitation(event, bytes)
  return { key, count: 0, failures: 0, first: time, firstId: id, firstEvent, last: time, bytesOut: 0, action, counted, actions }
}

function add(running: Running, event: Event, bytes: Uint8Array): void {
  const { time, ecs } = event
  // What comes after the last event is not before the first: logs mostly are in order, and one comparison tells.
  const order = compareInstantTexts(time.at, running.last.at)
  if (order > 0) running.last = time
  else if (isBefore(time, event.id, running.first, running.firstId)) {
    running.first = time
    running.firstId = event.id
    running.firstEvent = keepCitation(event, bytes)
  }
  const action = actionOf(event)
  if (action !== running.action) {
    running.action = action
    running.counted = countedOf(running.actions, action)
  }
  const { counted } = running
  running.count += 1
  counted.count += 1
  if (ecs['event.outcome'] === 'failure') {
    running.failures += 1
    counted.failures += 1
  }
  running.bytesOut += ecs['source.bytes'] ?? 0
}

function actionOf({ ecs }: Event): string {
  return ecs['event.action'] ?? ''
}

function countedOf(actions: Running['actions'], name: string): Counted {
  const known = actions.get(name)
  if (known !== undefined) return known
  const counted: Counted = { count: 0, failures: 0 }
  actions.set(name, counted)
  if (actions.size > mostActions * 2) keepSmallest(actions, mostActions)
  return counted
}

/** Keeps the entries with the smallest keys: what was dropped once can never belong to them later, so their counts are exact. */
function keepSmallest<T>(entries: Map<string, T>, most: number): { highest: string | undefined; dropped: T[] } {
  const names = [...entries.keys()].sort()
  const dropped: T[] = []
  for (const name of names.slice(most)) {
    const entry = entries.get(name)
    if (entry !== undefined) dropped.push(entry)
    entries.delete(name)
  }
  return { highest: names[most - 1], dropped }
}

function isBefore(time: EventTime, id: string, other: EventTime, otherId: string): boolean {
  const order = compareInstantTexts(time.at, other.at)
  return order < 0 || (order === 0 && id < otherId)
}

function sessionOf(running: Running): Session {
  const { key, count, failures, first, last, bytesOut, firstEvent } = running
  return { ...key, count, failures, first, last, bytesOut, actions: boundActions(running), firstEvent: firstEvent() }
}

/** At most 300 actions by name; the others are one sum under "…". */
function boundActions({ count, failures, actions }: Pick<Running, 'count' | 'failures' | 'actions'>): Session['actions'] {
  const kept = [...actions]
    .filter(([name]) => name !== rest)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .slice(0, mostActions)
  const left = {
    count: count - kept.reduce((sum, [, action]) => sum + action.count, 0),
    failures: failures - kept.reduce((sum, [, action]) => sum + action.failures, 0),
  }
  return Object.fromEntries(left.count > 0 ? [...kept, [rest, left]] : kept)
}

/** How calls that hand out credentials name who the credential acts as. */
function issueOf(event: Event, key: SessionKey, bytes: Uint8Array): Issue | undefined {
  const credential = event.actor?.issued
  if (credential === undefined) return undefined
  const target = targetOf(event)
  return {
    credential,
    session: key.id,
    ...(key.principal === undefined ? {} : { principal: key.principal }),
    ...(target === undefined ? {} : { target }),
    method: event.ecs['event.action'] ?? 'unknown',
    at: event.time,
    citation: citeEvent(event, bytes),
  }
}

function targetOf({ fields, ecs }: Event): string | undefined {
  const response = objectAt(fields, 'responseElements')
  const assumed = textAt(objectAt(response, 'assumedRoleUser'), 'arn') ?? textAt(objectAt(response, 'federatedUser'), 'arn')
  return assumed ?? textAt(objectAt(fields, 'requestParameters'), 'roleArn') ?? ecs['user.target.name']
}

function keepEarliest(issues: Map<string, Issue>, issue: Issue): void {
  const name = `${issue.credential} ${issue.session}`
  const before = issues.get(name)
  if (before === undefined || isBefore(issue.at, issue.citation.event, before.at, before.citation.event)) issues.set(name, issue)
  if (issues.size > mostIssues * 2) keepSmallest(issues, mostIssues)
}

/** Puts the sessions of many items together: the same result in whatever order and cut they come. */
export function mergeMovement(parts: readonly Movement[]): Movement {
  const sessions = new Map<string, Session>()
  const issues = new Map<string, Issue>()
  for (const part of parts) {
    for (const session of part.sessions) {
      const before = sessions.get(session.id)
      sessions.set(session.id, before === undefined ? session : mergeTwo(before, session))
    }
    for (const issue of part.issues) keepEarliest(issues, issue)
  }
  const { dropped } = keepSmallest(sessions, mostSessions)
  keepSmallest(issues, mostIssues)
  return {
    sessions: [...sessions.values()].sort((a, b) => compareInstantTexts(a.first.at, b.first.at) || (a.id < b.id ? -1 : 1)),
    issues: [...issues.values()].sort((a, b) => compareInstantTexts(a.at.at, b.at.at) || (a.citation.event < b.citation.event ? -1 : 1)),
    notKept: parts.reduce((sum, part) => sum + part.notKept, 0) + dropped.reduce((sum, session) => sum + session.count, 0),
  }
}

function mergeTwo(a: Session, b: Session): Session {
  const [early, late] = isBefore(b.first, b.firstEvent.event, a.first, a.firstEvent.event) ? [b, a] : [a, b]
  const actions = new Map<string, { count: number; failures: number }>()
  for (const [name, { count, failures }] of [...Object.entries(a.actions), ...Object.entries(b.actions)]) {
    const before = actions.get(name)
    actions.set(name, { count: count + (before?.count ?? 0), failures: failures + (before?.failures ?? 0) })
  }
  const count = a.count + b.count
  const failures = a.failures + b.failures
  return {
    ...early,
    count,
    failures,
    last: compareInstantTexts(a.last.at, b.last.at) >= 0 ? a.last : b.last,
    actions: boundActions({ count, failures, actions }),
    bytesOut: early.bytesOut + late.bytesOut,
  }
}
