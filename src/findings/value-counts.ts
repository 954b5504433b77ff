import { mostDistinct } from './finding-part.ts'
import { keepSmallest } from './smallest.ts'
import { longestValue, tame } from './template.ts'

interface Counted {
  events: number
}

/**
 * How often each value of one field occurs among the events of a group; bounded. Logs repeat themselves: the value seen last is looked at first, and a
 * field with one value, as most have, needs no map.
 */
export class ValueCounts {
  private counts: Map<string, Counted> | undefined
  private last: string
  private lastCount: Counted
  /** Values above this one were dropped, and would be again. */
  private highest: string | undefined

  /** Begins with the field's first value and the number of events that hold it. */
  constructor(value: string, events: number) {
    this.last = value
    this.lastCount = { events }
  }

  add(value: string, events: number): void {
    if (value !== this.last) {
      this.counts ??= new Map([[keyOf(this.last), this.lastCount]])
      this.lastCount = this.countOf(this.counts, keyOf(value))
      this.last = value
    }
    this.lastCount.events += events
  }

  private countOf(counts: Map<string, Counted>, value: string): Counted {
    const known = counts.get(value)
    if (known !== undefined) return known
    const added = { events: 0 }
    if (this.highest !== undefined && value > this.highest) return added
    counts.set(value, added)
    if (counts.size > mostDistinct * 2) this.highest = keepSmallest(counts, mostDistinct)
    return added
  }

  /** Counts by values as they may be shown: those with the smallest names, where there are too many. */
  shown(): Record<string, number> {
    if (this.counts === undefined) return Object.fromEntries([[tame(this.last), this.lastCount.events]])
    keepSmallest(this.counts, mostDistinct)
    const shown = new Map<string, number>()
    for (const [value, { events }] of this.counts) {
      const name = tame(value)
      shown.set(name, (shown.get(name) ?? 0) + events)
    }
    return Object.fromEntries(shown)
  }
}

function keyOf(value: string): string {
  return value.length > longestValue ? tame(value) : value
}
