import type { EventTime } from './event.ts'
import type { EventCitation, RepeatedRange } from './citation.ts'

/** Severity in Sigma's own words. */
export const levels = ['informational', 'low', 'medium', 'high', 'critical'] as const
export type Level = (typeof levels)[number]

/**
 * What Hindcast's own rules say beyond Sigma, under the key `hindcast` of the rule. Placeholders in sentences: `{ecs.name}`,
 * `{fields.path.in.the.record}`, and in `many` also `{count}`. A placeholder without a value reads as "unknown".
 */
export interface RuleStory {
  /** Whose act the rule tells. `context` findings become entries only where the session they belong to is judged an intruder's. */
  readonly role: 'attack' | 'response' | 'context'
  /** One event as one sentence, past tense, no name of a culprit ("account X was used", not "X did"). */
  readonly one: string
  /** A group of events as one sentence; the writer appends the times. */
  readonly many: string
  /** The same where the source refused or the call failed. */
  readonly failed?: string
  readonly failedMany?: string
  /** The act for a board: no names, no product words; `many` may hold `{count}`. */
  readonly plain?: { readonly one: string; readonly many: string }
  /** ECS fields whose values make a group, besides `event.outcome`, which always does; `event.hour` stands for the hour of the event in UTC. */
  readonly group: readonly string[]
  /** Fewer events than this in a group are no finding. */
  readonly least?: number
  /** More events than this in a group are none either: what is done so often is somebody's daily work. */
  readonly most?: number
  /** How much the match alone tells an attack from administration: `telling` acts are rarely ordinary, `ordinary` ones need company. */
  readonly weight: 'telling' | 'notable' | 'ordinary'
  /** What the act created or changed, if it succeeded; `undoneBy` are event.action values that remove it again. */
  readonly leaves?: { readonly what: string; readonly name: string; readonly undoneBy?: readonly string[] }
  /** What would have shown this act when it happened. */
  readonly detection?: string
  /** The question to ask where the log cannot know. */
  readonly question?: string
}

/** One group of events that one rule matched. Derived and rebuildable; what people say of it is an edit keyed by `id`. */
export interface Finding {
  /** From the rule's id and the grouping key, never from the members: more evidence keeps the id. */
  readonly id: string
  readonly rule: { readonly id: string; readonly hash: string; readonly title: string; readonly level: Level; readonly story?: RuleStory }
  /** ATT&CK technique ids of the rule, current ones (revoked ids resolved). */
  readonly techniques: readonly string[]
  /** ATT&CK tactic ids (TA0001 …). */
  readonly tactics: readonly string[]
  /** ECS field -> value, "" for absent; `event.outcome` is always there. */
  readonly key: Readonly<Record<string, string>>
  readonly count: number
  readonly first: EventTime
  readonly last: EventTime
  /** Ids of all members, sorted. */
  readonly members: readonly string[]
  /** Evidence items (SHA-256) with members. */
  readonly evidence: readonly string[]
  /** Records of these items that are no members because an export that came before holds their events; absent where there are none. */
  readonly repeats?: readonly RepeatedRange[]
  /** Ids of the sessions (model/session.ts) its members belong to, sorted; at most 200. */
  readonly sessions: readonly string[]
  /** Distinct names of what its successful members created or changed (`leaves.name` filled), sorted; at most 500. */
  readonly left: readonly string[]
  /** First, last and a few between, each provable alone, in time order. */
  readonly examples: readonly FindingExample[]
  /** Distinct values seen in the group for the fields draft and report tell of: ECS name -> values (at most 20, most frequent first). */
  readonly values: Readonly<Record<string, readonly string[]>>
}

/** A member of a finding, kept with what its sentence needs. */
export interface FindingExample {
  readonly citation: EventCitation
  readonly time: EventTime
  /** The event's own sentence. */
  readonly message: string
  /** The rule's sentence for this event, placeholders filled. */
  readonly sentence: string
  /** `leaves.name` of the rule, filled. */
  readonly left?: string
}
