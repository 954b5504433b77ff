import type { EventTime } from '../model/event.ts'
import type { Finding, FindingExample } from '../model/finding.ts'

/** What one item (or one piece of it) tells of a finding: plain data that may cross to another thread, enough to merge in any order. */
export interface FindingPart extends Pick<Finding, 'id' | 'rule' | 'techniques' | 'tactics' | 'key' | 'sessions' | 'left'> {
  readonly count: number
  readonly first: Placed
  readonly last: Placed
  readonly members: readonly MemberRun[]
  /** First, last and the ones between with the smallest ranks. */
  readonly examples: readonly FindingExample[]
  /** ECS name (or `fields.` path of the rule's sentences) -> value -> number of events. */
  readonly values: Readonly<Record<string, Readonly<Record<string, number>>>>
}

/** A time, and the id of the event that had it: ties go to the smaller id. */
export interface Placed {
  readonly time: EventTime
  readonly event: string
}

/** Members of one evidence item: offsets instead of ids, which are ten times as large. */
export interface MemberRun {
  /** SHA-256 of the item. */
  readonly evidence: string
  readonly offsets: Float64Array
  /** Ids with something behind the offset (several events of one record). */
  readonly others: readonly string[]
}

/** How many distinct values, sessions and names of things left behind a finding keeps. */
export const mostDistinct = 500
export const mostShownValues = 20
export const mostSessions = 200
export const mostLeft = 500
/** Examples between the first and the last. */
export const mostBetween = 3
