import type { Level, RuleStory } from '../../model/finding.ts'
import type { Condition } from './condition.ts'
import type { Selection } from './selection.ts'

/** Where a rule's events come from (https://sigmahq.io/docs/basics/log-sources.html); an absent part fits any. */
export interface RuleLogSource {
  readonly product?: string
  readonly service?: string
  readonly category?: string
}

/** One rule, read and checked: plain data that may cross to another thread. */
export interface Rule {
  /** The rule's `id`, or one derived from its text. */
  readonly id: string
  readonly title: string
  readonly level: Level
  readonly description?: string
  readonly author?: string
  readonly tags: readonly string[]
  /** Current ATT&CK ids; ids of older versions are resolved, unknown ones left out. */
  readonly techniques: readonly string[]
  /** Tactic ids: those the rule tags, or else those of its techniques. */
  readonly tactics: readonly string[]
  readonly logsource: RuleLogSource
  readonly detection: Detection
  /** SHA-256 of `text`. */
  readonly hash: string
  readonly text: string
  readonly path: string
  readonly story?: RuleStory
  /** Why the rule is loaded, but never matches (a correlation, a placeholder that nothing fills). */
  readonly unsupported?: string
}

/** What a rule looks for: named selections, and how they combine. */
export interface Detection {
  readonly selections: ReadonlyMap<string, Selection>
  readonly condition: Condition
}

/** Why a rule could not be loaded, and where. `line` counts from 1. */
export interface RuleProblem {
  readonly path: string
  readonly line: number
  readonly message: string
}

/** A fault in a part of a rule; the loader adds the file and the line. `at` is the path of keys in the rule. */
export class RuleFault extends Error {
  readonly at: readonly (string | number)[]

  constructor(message: string, at: readonly (string | number)[] = []) {
    super(message)
    this.at = at
  }
}

/** A part of the specification that is read, but cannot be matched: the rule loads and never applies. */
export class Unsupported extends Error {}
