import type { Event } from '../model/event.ts'
import { createSessionKeys, type SessionKeys } from '../model/session-key.ts'
import { type Member, memberOf } from './candidate.ts'
import type { FindingPart } from './finding-part.ts'
import { addMember, createGroup, findingId, type Group, type GroupingRule, groupingOf, isOfGroup, joinedKeyOf, keyOf, partOf } from './group.ts'
import { createKinds, type Kind } from './kind.ts'
import type { Rule } from './sigma/rule.ts'
import { collectSignIns, type SignIns } from './sign-in-sequences.ts'
import { keepSmallest } from './smallest.ts'

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

interface OfRule {
  readonly grouping: GroupingRule
  /** Joined key -> group. */
  readonly byKey: Map<string, Group>
  /** Groups that events of a kind came to last: no key need be joined to find them again. */
  readonly byKind: Map<Kind, Group>
  /** Ids above this one are no longer kept. */
  highest: string | undefined
  notKept: number
}

/** What a thread derived for one item and need not derive again for the next: many small items name the same accounts and addresses. */
export interface FindingMemory {
  readonly sessionOf: SessionKeys
  readonly kindOf: (event: Event) => Kind
  groupingOf(rule: Rule): GroupingRule
  /** Id of the group of a rule with this key; `joined` is the key as one text. */
  idOf(group: { readonly rule: Rule; readonly joined: string; readonly key: Readonly<Record<string, string>> }): string
}

const mostRemembered = 50_000
/** Kinds of events of one rule whose groups are remembered. */
const mostNear = 10_000

export function createFindingMemory(sessionOf: SessionKeys = createSessionKeys()): FindingMemory {
  const groupings = new Map<Rule, GroupingRule>()
  const ids = new Map<string, string>()
  return {
    sessionOf,
    kindOf: createKinds(sessionOf),
    groupingOf(rule) {
      const known = groupings.get(rule) ?? groupingOf(rule)
      groupings.set(rule, known)
      return known
    },
    idOf({ rule, joined, key }) {
      const name = `${rule.id}\u0000${joined}`
      const known = ids.get(name)
      if (known !== undefined) return known
      if (ids.size >= mostRemembered) ids.clear()
      const id = findingId(rule.id, key)
      ids.set(name, id)
      return id
    },
  }
}

/** Groups the matches of rules into findings while records are read; `most` bounds the groups of a rule. */
export function collectFindings(most = mostGroups, memory: FindingMemory = createFindingMemory()): FindingCollector {
  const { sessionOf } = memory
  const byRule = new Map<Rule, OfRule>()
  const signIns = collectSignIns()
  return {
    see(event, rules, bytes) {
      signIns.see({ event, sessionOf, bytes })
      if (rules.length === 0) return
      const member = memberOf(event, memory.kindOf(event), bytes)
      for (const rule of rules) {
        let own = byRule.get(rule)
        if (own === undefined) {
          own = { grouping: memory.groupingOf(rule), byKey: new Map(), byKind: new Map(), highest: undefined, notKept: 0 }
          byRule.set(rule, own)
        }
        addTo(own, member, memory)
        const bound = mostOf(own, most)
        if (own.byKey.size > bound * 2) dropLargest(own, bound)
      }
    },
    size: () => [...byRule.values()].reduce((sum, own) => sum + own.byKey.size, 0),
    tally() {
      for (const own of byRule.values()) dropLargest(own, mostOf(own, most))
      return {
        parts: [...byRule.values()].flatMap((own) => [...own.byKey.values()].map(partOf)),
        notKept: Object.fromEntries([...byRule].filter(([, own]) => own.notKept > 0).map(([rule, own]) => [rule.id, own.notKept])),
        signIns: signIns.result(),
      }
    },
  }
}

function mostOf({ grouping }: OfRule, most: number): number {
  return grouping.rule.story?.most === undefined ? most : Math.max(most, mostSmallGroups)
}

function addTo(own: OfRule, member: Member, memory: FindingMemory): void {
  const { event, kind } = member
  const near = own.byKind.get(kind)
  if (near !== undefined && isOfGroup(near, event)) {
    addMember(near, member)
    return
  }
  const group = groupFor(own, member, memory)
  if (group === undefined) {
    own.notKept += 1
    return
  }
  addMember(group, member)
  if (!kind.isKept) return
  if (own.byKind.size >= mostNear) own.byKind.clear()
  own.byKind.set(kind, group)
}

/** The group of an event, made where there is none; undefined where its id is too large to be kept. */
function groupFor(own: OfRule, member: Member, memory: FindingMemory): Group | undefined {
  const joined = joinedKeyOf(own.grouping, member.event)
  const known = own.byKey.get(joined)
  if (known !== undefined) return known
  const key = keyOf(own.grouping, member.event)
  const id = memory.idOf({ rule: own.grouping.rule, joined, key })
  if (own.highest !== undefined && id > own.highest) return undefined
  const group = createGroup({ id, key, grouping: own.grouping, member })
  own.byKey.set(joined, group)
  return group
}

function dropLargest(own: OfRule, most: number): void {
  if (own.byKey.size <= most) return
  const byId = new Map([...own.byKey].map(([joined, group]) => [group.id, { joined, group }]))
  const all = [...byId.values()]
  own.highest = keepSmallest(byId, most) ?? own.highest
  own.byKind.clear()
  for (const { joined, group } of all) {
    if (byId.has(group.id)) continue
    own.byKey.delete(joined)
    own.notKept += group.count
  }
}
