import { canonicalJson } from '../base/canonical-json.ts'
import { derivedId } from '../base/id.ts'
import { compareInstantTexts } from '../base/instant.ts'
import { keepCitation } from '../model/event-citation.ts'
import type { EcsName, Event, EventTime } from '../model/event.ts'
import type { FindingExample, RuleStory } from '../model/finding.ts'
import { type FindingPart, type MemberRun, mostBetween, mostDistinct, mostLeft, mostSessions, type Placed } from './finding-part.ts'
import { rankOf } from './rank.ts'
import type { Rule } from './sigma/rule.ts'
import { hourName, isEcsName } from './sigma/story.ts'
import { keepSmallest } from './smallest.ts'
import { fillTemplate, longestValue, recordPlaceholders, tame, valueOf } from './template.ts'

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
  readonly group: readonly string[]
  readonly told: readonly string[]
}

export function groupingOf(rule: Rule): GroupingRule {
  const { story } = rule
  const templates = [story?.many, story?.failedMany, story?.leaves?.name]
  return { rule, group: story?.group ?? plainGroup, told: [...toldFields, ...recordPlaceholders(templates)] }
}

/** The values that decide which group an event belongs to. */
export function keyOf({ group }: GroupingRule, event: Event): Record<string, string> {
  const key: Record<string, string> = { 'event.outcome': event.ecs['event.outcome'] ?? '' }
  for (const name of group) key[name] = isEcsName(name) ? String(event.ecs[name] ?? '') : name === hourName ? event.time.at.slice(0, 13) : ''
  return key
}

/** The id of a finding: from its rule and its key, never from its members. */
export function findingId(rule: string, key: Readonly<Record<string, string>>): string {
  return derivedId('finding', rule, canonicalJson(key))
}

interface Candidate extends Placed {
  readonly example: () => FindingExample
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
  between: Settled[]
  readonly members: Map<string, Run>
  readonly values: Map<string, Map<string, number>>
  readonly sessions: Map<string, true>
  readonly left: Map<string, true>
}

/** One event on its way into a group. */
export interface Member {
  readonly event: Event
  readonly session: string
  readonly bytes: Uint8Array
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
    between: [],
    members: new Map(),
    values: new Map(),
    sessions: new Map(),
    left: new Map(),
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
  for (const name of group.grouping.told) countValue(group.values, name, valueOf(event, name))
  group.sessions.set(session, true)
  if (group.sessions.size > mostSessions * 4) keepSmallest(group.sessions, mostSessions)
  const left = leftBy(group.grouping.rule.story, event)
  if (left === undefined) return
  group.left.set(left, true)
  if (group.left.size > mostLeft * 4) keepSmallest(group.left, mostLeft)
}

/** A group that has outgrown its rule is only counted. */
function letGo(group: Group): void {
  group.members.clear()
  group.values.clear()
  group.sessions.clear()
  group.left.clear()
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
    group.last = lateCandidateOf(story, member)
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
  group.between.push({ ...candidate, rank, example: () => example })
  group.between.sort((a, b) => a.rank - b.rank || (a.event < b.event ? -1 : 1))
  if (group.between.length > mostBetween) group.between.pop()
}

function candidateOf(story: RuleStory | undefined, { event, bytes }: Member): Candidate {
  const citation = keepCitation(event, bytes)
  const told = tellExample(story, event)
  return { time: event.time, event: event.id, example: () => ({ citation: citation(), ...told }) }
}

/** The same for the last so far, which the next event mostly replaces: its sentence is written only if it is asked for. */
function lateCandidateOf(story: RuleStory | undefined, { event, bytes }: Member): Candidate {
  const citation = keepCitation(event, bytes)
  return { time: event.time, event: event.id, example: () => ({ citation: citation(), ...tellExample(story, event) }) }
}

/** An example without its citation. */
export function tellExample(story: RuleStory | undefined, event: Event): Omit<FindingExample, 'citation'> {
  const failed = event.ecs['event.outcome'] === 'failure'
  const template = failed ? (story?.failed ?? story?.one) : story?.one
  const left = leftBy(story, event)
  return {
    time: event.time,
    message: event.message,
    sentence: template === undefined ? event.message : fillTemplate(template, event),
    ...(left === undefined ? {} : { left }),
  }
}

/** What the act created or changed, where it succeeded and the record names it. */
function leftBy(story: RuleStory | undefined, event: Event): string | undefined {
  if (story?.leaves === undefined || event.ecs['event.outcome'] === 'failure') return undefined
  const name = fillTemplate(story.leaves.name, event)
  return name === 'unknown' ? undefined : name
}

function countValue(values: Group['values'], name: string, value: string | undefined): void {
  if (value === undefined) return
  let counts = values.get(name)
  if (counts === undefined) {
    counts = new Map()
    values.set(name, counts)
  }
  const short = value.length > longestValue ? tame(value) : value
  counts.set(short, (counts.get(short) ?? 0) + 1)
  if (counts.size > mostDistinct * 2) keepSmallest(counts, mostDistinct)
}

function isBefore(time: EventTime, id: string, other: Placed): boolean {
  const order = compareInstantTexts(time.at, other.time.at)
  return order < 0 || (order === 0 && id < other.event)
}

/** The group as plain data. */
export function partOf(group: Group): FindingPart {
  const { id, key, grouping, count, first, last, between, members, values } = group
  const { rule } = grouping
  for (const counts of values.values()) keepSmallest(counts, mostDistinct)
  keepSmallest(group.sessions, mostSessions)
  keepSmallest(group.left, mostLeft)
  const examples = (first === last ? [first] : [first, ...between, last]).map((candidate) => candidate.example())
  return {
    id,
    rule: { id: rule.id, hash: rule.hash, title: rule.title, level: rule.level, ...(rule.story === undefined ? {} : { story: rule.story }) },
    techniques: rule.techniques,
    tactics: rule.tactics,
    key,
    count,
    first: { time: first.time, event: first.event },
    last: { time: last.time, event: last.event },
    members: [...members].map(([evidence, run]): MemberRun => ({ evidence, offsets: Float64Array.from(run.offsets).sort(), others: run.others })),
    examples,
    values: Object.fromEntries([...values].filter(([, counts]) => counts.size > 0).map(([name, counts]) => [name, tamed(counts)])),
    sessions: [...group.sessions.keys()].sort(),
    left: [...group.left.keys()].sort(),
  }
}

/** Counts by values as they may be shown. */
function tamed(counts: ReadonlyMap<string, number>): Record<string, number> {
  const shown = new Map<string, number>()
  for (const [value, count] of counts) {
    const name = tame(value)
    shown.set(name, (shown.get(name) ?? 0) + count)
  }
  return Object.fromEntries(shown)
}
