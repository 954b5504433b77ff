import type { TextClass } from './slot-tests.ts'

/** What is known once some slots were looked at: the slot to look at next, or what comes of it. */
interface Decision<T> {
  readonly slot: number
  readonly next: Map<TextClass | undefined, Decision<T>>
  readonly result: T | undefined
}

/** One slot that was looked at, and what it held. */
export interface Step {
  readonly slot: number
  readonly found: TextClass
}

/** Beyond these all decisions are forgotten and learnt again. */
const mostDecisions = 20_000

/**
 * A tree of decisions that grows by what was decided before. Which slot is looked at next follows from the classes of those before: where all are
 * the same, so is the result, and it need not be worked out again.
 */
export class Decisions<T extends object> {
  /** The first decision, under no class. */
  private readonly first = new Map<TextClass | undefined, Decision<T>>()
  private size = 0

  /** What was learnt for the same classes; undefined where it never was. */
  find(classOf: (slot: number) => TextClass): T | undefined {
    let decision = this.first.get(undefined)
    while (decision !== undefined && decision.result === undefined) decision = decision.next.get(classOf(decision.slot))
    return decision?.result
  }

  /** Keeps what followed from looking at some slots in this order. */
  learn(steps: readonly Step[], result: T): void {
    if (this.size > mostDecisions) {
      this.first.clear()
      this.size = 0
    }
    let next = this.first
    let found: TextClass | undefined
    for (const step of steps) {
      const decision = next.get(found) ?? { slot: step.slot, next: new Map(), result: undefined }
      next.set(found, decision)
      next = decision.next
      found = step.found
    }
    next.set(found, { slot: 0, next: new Map(), result })
    this.size += steps.length + 1
  }
}
