import type { Event } from '../model/event.ts'

import { ByteRoom } from './byte-room.ts'
import { createFindingMemory, type FindingMemory } from './finding-memory.ts'
import type { FindingPart } from './finding-part.ts'
import { addMember, type Group, isOfGroup, partOf, steadyKey } from './group.ts'
import type { Counted } from './group-counts.ts'
import type { Kind } from './kind.ts'
import { Member } from './member.ts'
import { RuleGroups } from './rule-groups.ts'
import type { Rule } from './sigma/rule.ts'
import { collectSignIns, type SignInCollector, type SignIns } from './sign-in-sequences.ts'

export { createFindingMemory, type FindingMemory }

/** What a collector has gathered; plain data that may cross to another thread. */
export interface FindingTally {
  readonly parts: readonly FindingPart[]
  /** Matches in groups that were not kept because there were too many, by rule id. */
  readonly notKept: Readonly<Record<string, number>>
  /** Sign-ins, from which sign-ins after bursts of failures follow. */
  readonly signIns: readonly SignIns[]
}

export interface FindingCollector {
  /** Takes every event, with the rules that matched it and the bytes of its record, which may be overwritten after the call. */
  see(event: Event, rules: readonly Rule[], bytes: Uint8Array): void
  /** Distinct groups so far. */
  size(): number
  tally(): FindingTally
}

/** Groups of one rule; beyond, those with the smallest ids are kept, which are the same in whatever order the evidence comes. */
export const mostGroups = 10_000
/** The same for rules of context whose groups are small. */
const mostSmallGroups = 50_000

/** Kinds of events whose ways to their groups are remembered. */
const mostPlans = 20_000
/** Lists of rules that are remembered for one kind. */
const mostLists = 8

/** Where events of one kind go that matched the same rules: found with the kind, after which they only need to be counted. */
class Plan {
  readonly of: Collector
  readonly rules: readonly Rule[]
  readonly ways: readonly Way[]
  /** Plans of the same kind for other lists of rules. */
  readonly next: Plan | undefined
  readonly depth: number

  constructor(of: Collector, rules: readonly Rule[], ways: readonly Way[], next: Plan | undefined) {
    this.of = of
    this.rules = rules
    this.ways = ways
    this.next = next
    this.depth = (next?.depth ?? 0) + 1
  }
}

/** The way from a kind to the groups of one rule. */
interface Way {
  readonly groups: RuleGroups
  /** What all groups it leads to have in common; see `steadyKey`. */
  readonly steady: string
  /** The one the last event came to. */
  group: Group | undefined
  counted: Counted
}

/** Groups the matches of rules into findings while records are read; `most` bounds the groups of a rule. */
export function collectFindings(most = mostGroups, memory: FindingMemory = createFindingMemory()): FindingCollector {
  return new Collector(most, memory)
}

class Collector implements FindingCollector {
  private readonly most: number
  private readonly memory: FindingMemory
  private readonly signIns: SignInCollector
  private readonly room = new ByteRoom()
  private readonly byRule = new Map<Rule, RuleGroups>()
  private readonly plans = new Map<Kind, Plan>()
  private member: Member | undefined

  constructor(most: number, memory: FindingMemory) {
    this.most = most
    this.memory = memory
    this.signIns = collectSignIns(memory.sessionOf)
  }

  see(event: Event, rules: readonly Rule[], bytes: Uint8Array): void {
    if (rules.length === 0) {
      this.signIns.see(event, bytes)
      return
    }
    // Before the sign-ins, which ask for the session: it is known with the kind.
    const kind = this.memory.kindOf(event)
    this.signIns.see(event, bytes)
    if (this.member === undefined) this.member = new Member(event, kind, bytes)
    else this.member.take(event, kind, bytes)
    const { ways } = this.planOf(kind, rules, event)
    for (let index = 0; index < ways.length; index += 1) {
      const way = ways[index]
      if (way !== undefined) this.follow(way, this.member)
    }
  }

  size(): number {
    let size = 0
    for (const groups of this.byRule.values()) size += groups.size()
    return size
  }

  tally(): FindingTally {
    const parts: FindingPart[] = []
    const notKept: Record<string, number> = {}
    for (const [rule, groups] of this.byRule) {
      groups.dropLargest()
      for (const group of groups.all()) parts.push(...partOf(group))
      if (groups.notKept > 0) notKept[rule.id] = groups.notKept
    }
    this.forgetPlans()
    return { parts, notKept, signIns: this.signIns.result() }
  }

  private planOf(kind: Kind, rules: readonly Rule[], event: Event): Plan {
    const { near } = kind
    if (near instanceof Plan && near.of === this && areSame(near.rules, rules)) return near
    const plan = this.knownPlan(kind, rules) ?? this.makePlan(kind, rules, event)
    kind.near = plan
    return plan
  }

  private knownPlan(kind: Kind, rules: readonly Rule[]): Plan | undefined {
    let plan = this.plans.get(kind)
    while (plan !== undefined && !areSame(plan.rules, rules)) plan = plan.next
    return plan
  }

  private makePlan(kind: Kind, rules: readonly Rule[], event: Event): Plan {
    const others = this.plans.get(kind)
    const ways = rules.map((rule): Way => {
      const groups = this.groupsOf(rule)
      return { groups, steady: steadyKey(groups.naming.grouping, event), group: undefined, counted: { kind, events: 0 } }
    })
    const plan = new Plan(this, rules, ways, others !== undefined && others.depth < mostLists ? others : undefined)
    if (!kind.isKept) return plan
    if (this.plans.size >= mostPlans) this.forgetPlans()
    this.plans.set(kind, plan)
    return plan
  }

  private forgetPlans(): void {
    for (const kind of this.plans.keys()) kind.near = undefined
    this.plans.clear()
  }

  private groupsOf(rule: Rule): RuleGroups {
    const known = this.byRule.get(rule)
    if (known !== undefined) return known
    const groups = new RuleGroups(
      this.memory.namingOf(rule),
      this.room,
      rule.story?.most === undefined ? this.most : Math.max(this.most, mostSmallGroups),
    )
    this.byRule.set(rule, groups)
    return groups
  }

  private follow(way: Way, member: Member): void {
    const { group } = way
    if (group !== undefined && isOfGroup(group, member.event)) {
      addMember(group, member, way.counted)
      return
    }
    const { groups } = way
    const other = groups.groupOf(way.steady, member.event)
    if (other === undefined) {
      groups.notKept += 1
      return
    }
    way.group = other
    way.counted = { kind: member.kind, events: 0 }
    addMember(other, member, way.counted)
    if (!groups.isOverfull()) return
    groups.dropLargest()
    // They may lead to what was dropped.
    this.forgetPlans()
  }
}

function areSame(a: readonly Rule[], b: readonly Rule[]): boolean {
  if (a === b) return true
  if (a.length !== b.length) return false
  for (let index = 0; index < a.length; index += 1) if (a[index] !== b[index]) return false
  return true
}
