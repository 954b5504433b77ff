import { canonicalJson } from '../base/canonical-json.ts'
import { derivedId } from '../base/id.ts'
import { compareInstantTexts } from '../base/instant.ts'
import type { EcsName, Event, EventTime } from '../model/event.ts'
import { type Candidate, candidateOf, LateCandidate, leftBy, type Member, type Told } from './candidate.ts'
import { type FindingPart, type MemberRun, mostBetween, mostLeft, mostSessions, type Placed } from './finding-part.ts'
import { rankOf } from './rank.ts'
import type { Rule } from './sigma/rule.ts'
import { hourName, isEcsName } from './sigma/story.ts'
import { keepSmallest } from './smallest.ts'
import { recordPlaceholders, valueReader } from './template.ts'
import { ValueCounts } from './value-counts.ts'

/** What rules of others, which tell no story, are grouped by. */
const plainGroup = ['user.name', 'source.ip', 'host.name'] as const

/** Fields whose values a finding keeps for those who tell of it. */
const toldFields: readonly EcsName[] = [
  'user.name',
  'user.target.name',
  'source.ip',
  'source.domain',
  'host.name',
  'event.action',
  'event.provider',
  'user_agent.original',
  'cloud.account.id',
  'cloud.region',
  'error.code',
  'file.path',
  'url.path',
  'destination.ip',
  'destination.domain',
  'process.command_line',
  'http.response.status_code',
]

/** A rule with what is derived from it once. */
export interface GroupingRule {
  readonly rule: Rule
  /** What findings say of it. */
  readonly shown: FindingPart['rule']
  readonly group: readonly KeyField[]
  /** What its sentences name that is no ECS field. */
  readonly placeholders: readonly ToldField[]
}

interface KeyField {
  readonly name: string
  read(event: Event): string
}

interface ToldField {
  readonly name: string
  read(event: Event): string | undefined
}

export function groupingOf(rule: Rule): GroupingRule {
  const { story } = rule
  const templates = [story?.many, story?.failedMany, story?.leaves?.name]
  const placeholders = recordPlaceholders(templates).map((name) => ({ name, read: valueReader(name) }))
  const { id, hash, title, level } = rule
  const shown = { id, hash, title, level, ...(story === undefined ? {} : { story }) }
  return { rule, shown, group: (story?.group ?? plainGroup).map(keyField), placeholders }
}

/** What an event says of the fields that findings keep, each at its place: read once for all rules that match. */
export function readTold({ ecs }: Event): Told {
  return toldFields.map((name) => {
    const value = ecs[name]
    if (typeof value === 'string') return value === '' ? undefined : value
    return value === undefined ? undefined : String(value)
  })
}

function keyField(name: string): KeyField {
  if (isEcsName(name)) return { name, read: ({ ecs }) => String(ecs[name] ?? '') }
  return { name, read: name === hourName ? ({ time }) => time.at.slice(0, 13) : () => '' }
}

/** The values that decide which group an event belongs to. */
export function keyOf({ group }: GroupingRule, event: Event): Record<string, string> {
  const key: Record<string, string> = { 'event.outcome': event.ecs['event.outcome'] ?? '' }
  for (const field of group) key[field.name] = field.read(event)
  return key
}

/** The same values as one text, to look the group up by. */
export function joinedKeyOf({ group }: GroupingRule, event: Event): string {
  let joined: string = event.ecs['event.outcome'] ?? ''
  for (const field of group) joined += `\u0000${field.read(event)}`
  return joined
}

/** The id of a finding: from its rule and its key, never from its members. */
export function findingId(rule: string, key: Readonly<Record<string, string>>): string {
  return derivedId('finding', rule, canonicalJson(key))
}

/** A candidate between the first and the last: its citation is made, its bytes are let go. */
interface Settled extends Candidate {
  readonly rank: number
}

interface Run {
  offsets: number[]
  others: string[]
}

/** One group while it grows; bounded but for the offsets of its members. */
export interface Group {
  readonly id: string
  readonly key: Readonly<Record<string, string>>
  readonly grouping: GroupingRule
  count: number
  first: Candidate
  last: Candidate
  late: LateCandidate | undefined
  between: Settled[]
  readonly members: Map<string, Run>
  /** Counts of the told fields at their places, those of the rule's placeholders behind them. */
  readonly values: (ValueCounts | undefined)[]
  /** All sessions where there is more than the one in `lastSession`. */
  sessions: Map<string, true> | undefined
  lastSession: string | undefined
  left: Map<string, true> | undefined
}

export function createGroup(parts: { id: string; key: Record<string, string>; grouping: GroupingRule; member: Member }): Group {
  const { id, key, grouping, member } = parts
  const candidate = candidateOf(grouping.rule.story, member)
  return {
    id,
    key,
    grouping,
    count: 0,
    first: candidate,
    last: candidate,
    late: undefined,
    between: [],
    members: new Map(),
    values: [],
    sessions: undefined,
    lastSession: undefined,
    left: undefined,
  }
}

/** Takes one more event into a group. */
export function addMember(group: Group, member: Member): void {
  const { event, session } = member
  group.count += 1
  const { most } = group.grouping.rule.story ?? {}
  if (most !== undefined && group.count > most) {
    if (group.count === most + 1) letGo(group)
    return
  }
  addId(group.members, event)
  placeCandidate(group, member)
  countValues(group, member)
  addSession(group, session)
  const left = leftBy(group.grouping.rule.story, event)
  if (left === undefined) return
  group.left ??= new Map()
  group.left.set(left, true)
  if (group.left.size > mostLeft * 4) keepSmallest(group.left, mostLeft)
}

function addSession(group: Group, session: string): void {
  if (session === group.lastSession) return
  if (group.lastSession === undefined) {
    group.lastSession = session
    return
  }
  group.sessions ??= new Map([[group.lastSession, true]])
  group.lastSession = session
  group.sessions.set(session, true)
  if (group.sessions.size > mostSessions * 4) keepSmallest(group.sessions, mostSessions)
}

/** A group that has outgrown its rule is only counted. */
function letGo(group: Group): void {
  group.members.clear()
  group.values.length = 0
  group.sessions = undefined
  group.lastSession = undefined
  group.left = undefined
  group.between = []
}

function addId(members: Group['members'], event: Event): void {
  const { evidence, offset } = event.origin
  let run = members.get(evidence)
  if (run === undefined) {
    run = { offsets: [], others: [] }
    members.set(evidence, run)
  }
  if (event.id.includes('.')) run.others.push(event.id)
  else run.offsets.push(offset)
}

function placeCandidate(group: Group, member: Member): void {
  const { event } = member
  if (event.id === group.first.event) return
  const { story } = group.grouping.rule
  if (isBefore(event.time, event.id, group.first)) {
    settle(group, group.first)
    group.first = candidateOf(story, member)
  } else if (!isBefore(event.time, event.id, group.last)) {
    settle(group, group.last)
    group.late ??= new LateCandidate(story)
    group.late.take(member)
    group.last = group.late
  } else if (isWanted(group, rankOf(event.id))) settle(group, candidateOf(story, member))
}

function isWanted({ between }: Group, rank: number): boolean {
  return between.length < mostBetween || rank < (between.at(-1)?.rank ?? 0)
}

/** What is no longer the first or the last (or never was) comes between, where its rank is small enough. The first of all is both: it stays. */
function settle(group: Group, candidate: Candidate): void {
  const rank = rankOf(candidate.event)
  if (group.first === group.last || !isWanted(group, rank)) return
  const example = candidate.example()
  group.between.push({ time: candidate.time, event: candidate.event, rank, example: () => example })
  group.between.sort((a, b) => a.rank - b.rank || (a.event < b.event ? -1 : 1))
  if (group.between.length > mostBetween) group.between.pop()
}

function countValues({ values, grouping }: Group, { event, told }: Member): void {
  for (let place = 0; place < toldFields.length; place += 1) countValue(values, place, told[place])
  let place = toldFields.length
  for (const field of grouping.placeholders) {
    countValue(values, place, field.read(event))
    place += 1
  }
}

function countValue(values: Group['values'], place: number, value: string | undefined): void {
  const counts = values[place]
  if (counts !== undefined && value !== undefined) counts.add(value)
  else if (value !== undefined) values[place] = new ValueCounts(value)
  else if (place >= values.length) values.push(undefined) // an array without holes stays quick
}

function isBefore(time: EventTime, id: string, other: Placed): boolean {
  const order = compareInstantTexts(time.at, other.time.at)
  return order < 0 || (order === 0 && id < other.event)
}

/** The group as plain data. */
export function partOf(group: Group): FindingPart {
  const { id, key, grouping, count, first, last, between, members } = group
  const { rule } = grouping
  const examples = (first === last ? [first] : [first, ...between, last]).map((candidate) => candidate.example())
  return {
    id,
    rule: grouping.shown,
    techniques: rule.techniques,
    tactics: rule.tactics,
    key,
    count,
    first: { time: first.time, event: first.event },
    last: { time: last.time, event: last.event },
    members: [...members].map(([evidence, run]): MemberRun => ({ evidence, offsets: Float64Array.from(run.offsets).sort(), others: run.others })),
    examples,
    values: shownValues(group),
    sessions: sessionsOf(group),
    left: group.left === undefined ? [] : smallestOf(group.left, mostLeft),
  }
}

function shownValues({ values, grouping }: Group): FindingPart['values'] {
  const shown: Record<string, Readonly<Record<string, number>>> = {}
  values.forEach((counts, place) => {
    const name = toldFields[place] ?? grouping.placeholders[place - toldFields.length]?.name
    if (counts !== undefined && name !== undefined) shown[name] = counts.shown()
  })
  return shown
}

function sessionsOf({ sessions, lastSession }: Group): string[] {
  if (sessions !== undefined) return smallestOf(sessions, mostSessions)
  return lastSession === undefined ? [] : [lastSession]
}

function smallestOf(entries: Map<string, true>, most: number): string[] {
  keepSmallest(entries, most)
  return [...entries.keys()].sort()
}
