import type { Event } from '../model/event.ts'
import { createSessionKeys, type SessionKeys } from '../model/session-key.ts'
import { findingId, groupingOf, keyOf } from './group.ts'
import { createKinds, type Kind } from './kind.ts'
import type { GroupName, NamingRule } from './rule-groups.ts'
import type { Rule } from './sigma/rule.ts'

/** What a thread derived for one item and need not derive again for the next: many small items name the same accounts and addresses. */
export interface FindingMemory {
  readonly sessionOf: SessionKeys
  readonly kindOf: (event: Event) => Kind
  namingOf(rule: Rule): NamingRule
}

const mostNames = 50_000

export function createFindingMemory(sessionOf: SessionKeys = createSessionKeys()): FindingMemory {
  const namings = new Map<Rule, NamingRule>()
  const names: Names = { maps: [], size: 0 }
  const kindOf = createKinds(sessionOf)
  let last: { event: Event; kind: Kind } | undefined
  return {
    sessionOf: (event) => (last?.event === event ? last.kind.session : sessionOf(event)),
    kindOf(event) {
      const kind = kindOf(event)
      if (last === undefined) last = { event, kind }
      else {
        last.event = event
        last.kind = kind
      }
      return kind
    },
    namingOf(rule) {
      const known = namings.get(rule)
      if (known !== undefined) return known
      const naming = createNaming(rule, names)
      namings.set(rule, naming)
      return naming
    },
  }
}

/** Names of the groups of all rules, one map a rule, bounded together. */
interface Names {
  readonly maps: Map<string, GroupName>[]
  size: number
}

function createNaming(rule: Rule, names: Names): NamingRule {
  const grouping = groupingOf(rule)
  const own = new Map<string, GroupName>()
  names.maps.push(own)
  return {
    grouping,
    nameOf(joined, event) {
      const known = own.get(joined)
      if (known !== undefined) return known
      if (names.size >= mostNames) {
        for (const map of names.maps) map.clear()
        names.size = 0
      }
      const key = keyOf(grouping, event)
      const name = { id: findingId(rule.id, key), key }
      own.set(joined, name)
      names.size += 1
      return name
    },
  }
}
