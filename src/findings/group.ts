import { derivedId } from '../base/id.ts'
import type { Event } from '../model/event.ts'
import type { ByteRoom } from './byte-room.ts'
import { Candidate, isBefore, leftBy, type Telling } from './candidate.ts'
import { type FindingPart, type MemberRun, mostBetween, mostLeft, type Placed } from './finding-part.ts'
import { type Counted, GroupCounts } from './group-counts.ts'
import { ownFields, steadyFields } from './kind.ts'
import type { Member } from './member.ts'
import type { Rule } from './sigma/rule.ts'
import { hourName, isEcsName } from './sigma/story.ts'
import { keepSmallest } from './smallest.ts'
import { recordPlaceholders, valueReader } from './template.ts'

/** What rules of others, which tell no story, are grouped by. */
const plainGroup = ['user.name', 'source.ip', 'host.name'] as const

const outcomeName = 'event.outcome'
/** What all events of a kind have in common. */
const ofKind: ReadonlySet<string> = new Set([outcomeName, ...steadyFields])

/** A rule with what is derived from it once. */
export interface GroupingRule extends Telling {
  readonly rule: Rule
  /** What findings say of it. */
  readonly shown: FindingPart['rule']
  readonly group: readonly KeyField[]
  /** Those of the group's fields in which all events of a kind agree. */
  readonly steady: readonly KeyField[]
  /** The others. */
  readonly loose: readonly KeyField[]
  /** What its sentences name that is no ECS field. */
  readonly placeholders: readonly ToldField[]
  /** Names of all values that its findings keep. */
  readonly valueNames: readonly string[]
}

interface KeyField {
  readonly name: string
  read(event: Event): string
  /** Whether the event has this value, without making a text of its own. */
  holds(event: Event, value: string): boolean
}

interface ToldField {
  readonly name: string
  read(event: Event): string | undefined
}

export function groupingOf(rule: Rule): GroupingRule {
  const { story } = rule
  const placeholders = recordPlaceholders([story?.many, story?.failedMany, story?.leaves?.name]).map((name) => ({ name, read: valueReader(name) }))
  const { id, hash, title, level } = rule
  const group = (story?.group ?? plainGroup).map(keyField)
  return {
    rule,
    story,
    shown: { id, hash, title, level, ...(story === undefined ? {} : { story }) },
    group,
    steady: group.filter((field) => ofKind.has(field.name)),
    loose: group.filter((field) => !ofKind.has(field.name)),
    placeholders,
    valueNames: [...steadyFields, ...ownFields, ...placeholders.map(({ name }) => name)],
    namesFields: recordPlaceholders([story?.one, story?.failed, story?.leaves?.name]).length > 0,
  }
}

function keyField(name: string): KeyField {
  if (isEcsName(name)) {
    const read: KeyField['read'] = ({ ecs }) => String(ecs[name] ?? '')
    return { name, read, holds: (event, value) => read(event) === value }
  }
  if (name !== hourName) return { name, read: () => '', holds: () => true }
  return { name, read: ({ time }) => time.at.slice(0, 13), holds: ({ time }, value) => time.at.startsWith(value) }
}

/** The values that decide which group an event belongs to. */
export function keyOf({ group }: Pick<GroupingRule, 'group'>, event: Event): Record<string, string> {
  const key: Record<string, string> = { [outcomeName]: event.ecs[outcomeName] ?? '' }
  for (const field of group) key[field.name] = field.read(event)
  return key
}

/** Those of these values that all events of a kind share, as one text: a part of what the group is looked up by. */
export function steadyKey({ steady }: GroupingRule, event: Event): string {
  return joinedValues(steady, event, event.ecs[outcomeName] ?? '')
}

/** The others. */
export function looseKey({ loose }: GroupingRule, event: Event): string {
  const [only] = loose
  return only !== undefined && loose.length === 1 ? only.read(event) : joinedValues(loose, event, '')
}

/** With their lengths, so that no value can pass for two. */
function joinedValues(fields: readonly KeyField[], event: Event, first: string): string {
  let joined = first
  for (const field of fields) {
    const value = field.read(event)
    joined += `\u0000${value.length}:${value}`
  }
  return joined
}

/** Whether an event belongs to a group that another of its kind belongs to. */
export function isOfGroup({ grouping: { loose }, looseValues }: Group, event: Event): boolean {
  for (let place = 0; place < loose.length; place += 1) if (loose[place]?.holds(event, looseValues[place] ?? '') !== true) return false
  return true
}

/** The id of a finding: from its rule and its key, never from its members. The canonical form (RFC 8785) of texts is their JSON with sorted names. */
export function findingId(rule: string, key: Readonly<Record<string, string>>): string {
  return derivedId('finding', rule, JSON.stringify(key, Object.keys(key).sort()))
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
  /** What it was found by among the groups of its rule. */
  readonly joined: string
  /** Values of the loose fields. */
  readonly looseValues: readonly string[]
  /** More than these are only counted. */
  readonly most: number
  readonly room: ByteRoom
  count: number
  first: Candidate | undefined
  last: Candidate | undefined
  /** Those between the first and the last, by rank. */
  between: Candidate[]
  /** One that was dropped and may take another event. */
  spare: Candidate | undefined
  /** One run an item; `run` is the one added to last. */
  readonly runs: Run[]
  run: Run | undefined
  /** Nothing where the group has outgrown its rule. */
  counts: GroupCounts | undefined
  left: Map<string, true> | undefined
}

export function createGroup(parts: Pick<Group, 'id' | 'key' | 'grouping' | 'joined' | 'room'>): Group {
  const { id, key, grouping, joined, room } = parts
  return {
    id,
    key,
    grouping,
    joined,
    looseValues: grouping.loose.map(({ name }) => key[name] ?? ''),
    most: grouping.story?.most ?? Number.POSITIVE_INFINITY,
    room,
    count: 0,
    first: undefined,
    last: undefined,
    between: [],
    spare: undefined,
    runs: [],
    run: undefined,
    counts: new GroupCounts(),
    left: undefined,
  }
}

/** Takes one more event into a group; `counted` counts the events of its kind. */
export function addMember(group: Group, member: Member, counted: Counted): void {
  group.count += 1
  if (group.count > group.most) {
    if (group.count === group.most + 1) letGo(group)
    return
  }
  member.derive()
  addId(group, member)
  placeCandidate(group, member)
  group.counts?.add(member, counted)
  const { placeholders, story } = group.grouping
  if (placeholders.length > 0) group.counts?.addNamed(placeholders.map((field) => field.read(member.event)))
  if (story?.leaves !== undefined) addLeft(group, member)
}

function addLeft(group: Group, { event }: Member): void {
  const left = leftBy(group.grouping.story, event)
  if (left === undefined) return
  group.left ??= new Map()
  group.left.set(left, true)
  if (group.left.size > mostLeft * 4) keepSmallest(group.left, mostLeft)
}

/** A group that has outgrown its rule is only counted. */
function letGo(group: Group): void {
  group.runs.length = 0
  group.run = undefined
  group.counts = undefined
  group.left = undefined
  group.between = []
  group.spare = undefined
}

function addId(group: Group, { event, isOneOfSeveral }: Member): void {
  const { evidence, offset } = event.origin
  let { run } = group
  if (run?.evidence !== evidence) {
    run = group.runs.find((one) => one.evidence === evidence)
    if (run === undefined) group.runs.push((run = { evidence, offsets: [], others: [] }))
    group.run = run
  }
  if (isOneOfSeveral) run.others.push(event.id)
  else run.offsets.push(offset)
}

/** Most records come in the order of their times: whether an event is the last is asked first. */
function placeCandidate(group: Group, member: Member): void {
  const { first, last } = group
  if (first === undefined || last === undefined) {
    group.first = group.last = new Candidate(group.grouping, group.room, member)
    return
  }
  if (!(member.second > first.second) && member.event.id === first.event) return
  if (!isBefore(member, last)) {
    if (last !== first && !isWanted(group, last)) last.take(member)
    else {
      group.last = candidateFor(group, member)
      if (last !== first) settle(group, last)
    }
  } else if (isBefore(member, first)) {
    group.first = candidateFor(group, member)
    if (last !== first) settle(group, first)
  } else if (isWanted(group, member)) settle(group, candidateFor(group, member))
}

function isWanted({ between }: Group, { rank }: { readonly rank: number }): boolean {
  return between.length < mostBetween || rank < (between[mostBetween - 1]?.rank ?? 0)
}

function candidateFor(group: Group, member: Member): Candidate {
  const { spare } = group
  if (spare === undefined) return new Candidate(group.grouping, group.room, member)
  group.spare = undefined
  spare.take(member)
  return spare
}

/** What is no longer the first or the last (or never was) comes between, where its rank is small enough. */
function settle(group: Group, candidate: Candidate): void {
  if (!isWanted(group, candidate)) {
    group.spare = candidate
    return
  }
  group.between.push(candidate)
  group.between.sort((a, b) => a.rank - b.rank || (a.event < b.event ? -1 : 1))
  if (group.between.length > mostBetween) group.spare = group.between.pop()
}

/** The group as plain data; nothing where no event ever came. */
export function partOf(group: Group): FindingPart[] {
  const { id, key, grouping, count, first, last, between, runs, counts } = group
  if (first === undefined || last === undefined) return []
  const { rule, shown, valueNames } = grouping
  const examples = (first === last ? [first] : [first, ...between, last]).map((candidate) => candidate.example())
  return [
    {
      id,
      rule: shown,
      techniques: rule.techniques,
      tactics: rule.tactics,
      key,
      count,
      first: placedOf(first),
      last: placedOf(last),
      members: runs.map(memberRun),
      examples,
      values: counts?.shown(valueNames) ?? {},
      sessions: counts?.sessionIds() ?? [],
      left: group.left === undefined ? [] : smallestOf(group.left, mostLeft),
    },
  ]
}

function placedOf({ time, event }: Candidate): Placed {
  return { time, event }
}

function memberRun({ evidence, offsets, others }: Run): MemberRun {
  return { evidence, offsets: new Float64Array(offsets).sort(), others }
}

function smallestOf(entries: Map<string, true>, most: number): string[] {
  keepSmallest(entries, most)
  return [...entries.keys()].sort()
}
