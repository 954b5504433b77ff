import { canonicalJson } from '../base/canonical-json.ts'
import { derivedId } from '../base/id.ts'
import { compareInstantTexts } from '../base/instant.ts'
import type { Event, EventTime } from '../model/event.ts'
import { type Candidate, candidateOf, LateCandidate, leftBy, type Member } from './candidate.ts'
import { type FindingPart, type MemberRun, mostBetween, mostLeft, type Placed } from './finding-part.ts'
import { GroupCounts } from './group-counts.ts'
import { steadyFields } from './kind.ts'
import type { Rule } from './sigma/rule.ts'
import { hourName, isEcsName } from './sigma/story.ts'
import { keepSmallest } from './smallest.ts'
import { recordPlaceholders, valueReader } from './template.ts'

/** What rules of others, which tell no story, are grouped by. */
const plainGroup = ['user.name', 'source.ip', 'host.name'] as const

const outcomeName = 'event.outcome'
/** What all events of a kind have in common. */
const ofKind: ReadonlySet<string> = new Set([outcomeName, ...steadyFields])

const noTexts: readonly string[] = []

/** A rule with what is derived from it once. */
export interface GroupingRule {
  readonly rule: Rule
  /** What findings say of it. */
  readonly shown: FindingPart['rule']
  readonly group: readonly KeyField[]
  /** Those of the group's fields in which events of one kind may differ. */
  readonly loose: readonly KeyField[]
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
  const group = (story?.group ?? plainGroup).map(keyField)
  return { rule, shown, group, loose: group.filter((field) => !ofKind.has(field.name)), placeholders }
}

function keyField(name: string): KeyField {
  if (isEcsName(name)) return { name, read: ({ ecs }) => String(ecs[name] ?? '') }
  return { name, read: name === hourName ? ({ time }) => time.at.slice(0, 13) : () => '' }
}

/** The values that decide which group an event belongs to. */
export function keyOf({ group }: GroupingRule, event: Event): Record<string, string> {
  const key: Record<string, string> = { [outcomeName]: event.ecs[outcomeName] ?? '' }
  for (const field of group) key[field.name] = field.read(event)
  return key
}

/** The same values as one text, to look the group up by. */
export function joinedKeyOf({ group }: GroupingRule, event: Event): string {
  let joined: string = event.ecs[outcomeName] ?? ''
  for (const field of group) joined += `\u0000${field.read(event)}`
  return joined
}

/** Whether an event belongs to a group that another of its kind belongs to. */
export function isOfGroup({ grouping, key }: Group, event: Event): boolean {
  for (const field of grouping.loose) if (key[field.name] !== field.read(event)) return false
  return true
}

/** The id of a finding: from its rule and its key, never from its members. */
export function findingId(rule: string, key: Readonly<Record<string, string>>): string {
  return derivedId('finding', rule, canonicalJson(key))
}

interface Run {
  readonly evidence: string
  readonly offsets: number[]
  readonly others: string[]
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
  /** Those between the first and the last: their citations are made, their bytes are let go. */
  between: Candidate[]
  /** One run an item; `run` is the one added to last. */
  readonly members: Map<string, Run>
  run: Run | undefined
  /** Nothing where the group has outgrown its rule. */
  counts: GroupCounts | undefined
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
    run: undefined,
    counts: new GroupCounts(),
    left: undefined,
  }
}

/** Takes one more event into a group. */
export function addMember(group: Group, member: Member): void {
  const { event } = member
  group.count += 1
  const { most } = group.grouping.rule.story ?? {}
  if (most !== undefined && group.count > most) {
    if (group.count === most + 1) letGo(group)
    return
  }
  addId(group, member)
  placeCandidate(group, member)
  const { placeholders } = group.grouping
  group.counts?.add(member, placeholders.length === 0 ? noTexts : placeholders.map((field) => field.read(event)))
  const left = leftBy(group.grouping.rule.story, event)
  if (left === undefined) return
  group.left ??= new Map()
  group.left.set(left, true)
  if (group.left.size > mostLeft * 4) keepSmallest(group.left, mostLeft)
}

/** A group that has outgrown its rule is only counted. */
function letGo(group: Group): void {
  group.members.clear()
  group.run = undefined
  group.counts = undefined
  group.left = undefined
  group.between = []
}

function addId(group: Group, { event, isOneOfSeveral }: Member): void {
  const { evidence, offset } = event.origin
  let { run } = group
  if (run?.evidence !== evidence) {
    run = group.members.get(evidence) ?? { evidence, offsets: [], others: [] }
    group.members.set(evidence, run)
    group.run = run
  }
  if (isOneOfSeveral) run.others.push(event.id)
  else run.offsets.push(offset)
}

/** Most records come in the order of their times: whether an event is the last is asked first. */
function placeCandidate(group: Group, member: Member): void {
  const { event } = member
  if (event.id === group.first.event) return
  const { story } = group.grouping.rule
  if (!isBefore(event.time, event.id, group.last)) {
    settle(group, group.last)
    group.late ??= new LateCandidate(story)
    group.late.take(member)
    group.last = group.late
  } else if (isBefore(event.time, event.id, group.first)) {
    settle(group, group.first)
    group.first = candidateOf(story, member)
  } else if (isWanted(group, member)) settle(group, candidateOf(story, member))
}

function isWanted({ between }: Group, { rank }: { readonly rank: number }): boolean {
  return between.length < mostBetween || rank < (between.at(-1)?.rank ?? 0)
}

/** What is no longer the first or the last (or never was) comes between, where its rank is small enough. The first of all is both: it stays. */
function settle(group: Group, candidate: Candidate): void {
  if (group.first === group.last || !isWanted(group, candidate)) return
  const { time, event, rank } = candidate
  const example = candidate.example()
  group.between.push({ time, event, rank, example: () => example })
  group.between.sort((a, b) => a.rank - b.rank || (a.event < b.event ? -1 : 1))
  if (group.between.length > mostBetween) group.between.pop()
}

function isBefore(time: EventTime, id: string, other: Placed): boolean {
  const order = compareInstantTexts(time.at, other.time.at)
  return order < 0 || (order === 0 && id < other.event)
}

/** The group as plain data. */
export function partOf(group: Group): FindingPart {
  const { id, key, grouping, count, first, last, between, members, counts } = group
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
    values: counts?.shown(grouping.placeholders.map(({ name }) => name)) ?? {},
    sessions: counts?.sessionIds() ?? [],
    left: group.left === undefined ? [] : smallestOf(group.left, mostLeft),
  }
}

function smallestOf(entries: Map<string, true>, most: number): string[] {
  keepSmallest(entries, most)
  return [...entries.keys()].sort()
}
