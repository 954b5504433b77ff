import { compareInstantTexts } from '../base/instant.ts'
import type { Finding, FindingExample } from '../model/finding.ts'
import type { FindingTally } from './collect.ts'
import { type FindingPart, type MemberRun, mostBetween, mostDistinct, mostLeft, mostSessions, mostShownValues, type Placed } from './finding-part.ts'
import { rankOf } from './rank.ts'
import { findSequences } from './sign-in-sequences.ts'
import { repeatedRanges } from './repeated-ranges.ts'
import { keepSmallest } from './smallest.ts'

/**
 * Puts what many items tell of findings together: the same findings in whatever order and cut the items come. Groups smaller than
 * their rule asks for are no findings and are left out. In order of time. `repeated`: by item (SHA-256) the first bytes, ascending, of the records that were
 * left out of what it tells.
 */
export function mergeFindings(tallies: readonly FindingTally[], repeated: ReadonlyMap<string, Float64Array> = new Map()): Finding[] {
  const byId = new Map<string, FindingPart[]>()
  for (const part of tallies.flatMap((tally) => tally.parts)) {
    const parts = byId.get(part.id)
    if (parts === undefined) byId.set(part.id, [part])
    else parts.push(part)
  }
  const groups = [...byId.values()].filter(hasFittingSize).flatMap((parts) => findingOf(parts, repeated) ?? [])
  return [...groups, ...findSequences(tallies.flatMap((tally) => tally.signIns))].sort(
    (a, b) => compareInstantTexts(a.first.at, b.first.at) || (a.id < b.id ? -1 : 1),
  )
}

function hasFittingSize(parts: readonly FindingPart[]): boolean {
  const { least = 1, most = Number.POSITIVE_INFINITY } = parts[0]?.rule.story ?? {}
  const count = countOf(parts)
  return count >= least && count <= most
}

function countOf(parts: readonly FindingPart[]): number {
  return parts.reduce((sum, part) => sum + part.count, 0)
}

function findingOf(parts: readonly FindingPart[], repeated: ReadonlyMap<string, Float64Array>): Finding | undefined {
  const [any] = parts
  if (any === undefined) return undefined
  const first = parts.map((part) => part.first).reduce((a, b) => (comparePlaced(a, b) <= 0 ? a : b))
  const last = parts.map((part) => part.last).reduce((a, b) => (comparePlaced(a, b) >= 0 ? a : b))
  const repeats = repeatedRanges(
    parts.flatMap((part) => part.members),
    repeated,
  )
  return {
    id: any.id,
    rule: any.rule,
    techniques: any.techniques,
    tactics: any.tactics,
    key: any.key,
    count: countOf(parts),
    first: first.time,
    last: last.time,
    members: membersOf(parts),
    evidence: [...new Set(parts.flatMap((part) => part.members.map((run) => run.evidence)))].sort(),
    ...(repeats.length === 0 ? {} : { repeats }),
    sessions: smallestOf(
      parts.flatMap((part) => part.sessions),
      mostSessions,
    ),
    left: smallestOf(
      parts.flatMap((part) => part.left),
      mostLeft,
    ),
    examples: examplesOf(parts, first, last),
    values: valuesOf(parts),
  }
}

function comparePlaced(a: Placed, b: Placed): number {
  return compareInstantTexts(a.time.at, b.time.at) || (a.event < b.event ? -1 : a.event > b.event ? 1 : 0)
}

function membersOf(parts: readonly FindingPart[]): string[] {
  return parts.flatMap((part) => part.members.flatMap(idsOf)).sort()
}

function idsOf({ evidence, offsets, others }: MemberRun): string[] {
  const prefix = evidence.slice(0, 16)
  return [...Array.from(offsets, (offset) => `${prefix}:${offset}`), ...others]
}

function smallestOf(values: readonly string[], most: number): string[] {
  return [...new Set(values)].sort().slice(0, most)
}

/** The first, the last, and of the others those with the smallest ranks; each part kept enough of them for this to be exact. */
function examplesOf(parts: readonly FindingPart[], first: Placed, last: Placed): FindingExample[] {
  const all = new Map(parts.flatMap((part) => part.examples.map((example) => [example.citation.event, example])))
  const between = [...all.keys()]
    .filter((id) => id !== first.event && id !== last.event)
    .sort((a, b) => rankOf(a) - rankOf(b) || (a < b ? -1 : 1))
    .slice(0, mostBetween)
  return [...new Set([first.event, ...between, last.event])]
    .map((id) => all.get(id))
    .filter((example) => example !== undefined)
    .sort((a, b) => compareInstantTexts(a.time.at, b.time.at) || (a.citation.event < b.citation.event ? -1 : 1))
}

function valuesOf(parts: readonly FindingPart[]): Record<string, string[]> {
  const names = [...new Set(parts.flatMap((part) => Object.keys(part.values)))].sort()
  return Object.fromEntries(names.map((name) => [name, mostFrequent(parts, name)]))
}

function mostFrequent(parts: readonly FindingPart[], name: string): string[] {
  const counts = new Map<string, number>()
  for (const part of parts) {
    for (const [value, count] of Object.entries(part.values[name] ?? {})) counts.set(value, (counts.get(value) ?? 0) + count)
  }
  keepSmallest(counts, mostDistinct)
  return [...counts]
    .sort(([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1))
    .slice(0, mostShownValues)
    .map(([value]) => value)
}
