import { mostDistinct } from './finding-part.ts'
import { keepSmallest } from './smallest.ts'
import { longestValue, tame } from './template.ts'

/** How often each value of one field occurs among the events of a group; bounded. Logs repeat themselves: the value seen last is looked at first. */
export class ValueCounts {
  private readonly counts = new Map<string, { events: number }>()
  private last = ''
  private lastCount: { events: number } | undefined

  add(value: string): void {
    if (this.lastCount === undefined || value !== this.last) {
      this.lastCount = this.countOf(value.length > longestValue ? tame(value) : value)
      this.last = value
    }
    this.lastCount.events += 1
  }

  /** Counts by values as they may be shown: those with the smallest names, where there are too many. */
  shown(): Record<string, number> {
    this.drop(mostDistinct)
    const shown = new Map<string, number>()
    for (const [value, { events }] of this.counts) {
      const name = tame(value)
      shown.set(name, (shown.get(name) ?? 0) + events)
    }
    return Object.fromEntries(shown)
  }

  private countOf(value: string): { events: number } {
    const known = this.counts.get(value)
    if (known !== undefined) return known
    const added = { events: 0 }
    this.counts.set(value, added)
    if (this.counts.size > mostDistinct * 2) this.drop(mostDistinct)
    return added
  }

  private drop(most: number): void {
    keepSmallest(this.counts, most)
    this.lastCount = undefined
  }
}
