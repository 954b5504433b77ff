import type { Member } from './candidate.ts'
import { mostSessions } from './finding-part.ts'
import { type Kind, ownFields, steadyFields } from './kind.ts'
import { keepSmallest } from './smallest.ts'
import { ValueCounts } from './value-counts.ts'

interface Counted {
  events: number
}

/** Kinds of one group that are counted before their values are. */
const mostKinds = 1_000

/** The values and sessions of one group; bounded. Kinds are counted as they come, and what they hold only when it is asked for. */
export class GroupCounts {
  /** The kind seen last, and its count; all kinds where there is more than this one. */
  private last: Kind | undefined
  private lastCount: Counted = { events: 0 }
  private kinds: Map<Kind, Counted> | undefined
  private sessions: Map<string, true> | undefined
  /** Steady fields at their places, then those of the events' own, then those the rule's sentences name. */
  private readonly values: (ValueCounts | undefined)[] = []

  /** Takes an event with what it says of the fields that the rule's sentences name. */
  add({ kind, own }: Pick<Member, 'kind' | 'own'>, named: readonly (string | undefined)[]): void {
    if (kind.isKept) this.countKind(kind)
    else this.take(kind, 1)
    if (own !== undefined) this.countAll(own, steadyFields.length, 1)
    if (named.length > 0) this.countAll(named, steadyFields.length + ownFields.length, 1)
  }

  /** Field -> value -> number of events; `named` are the names of the fields beyond ECS, in the order in which they were given. */
  shown(named: readonly string[]): Record<string, Readonly<Record<string, number>>> {
    this.takeKinds()
    const names = [...steadyFields, ...ownFields, ...named]
    const shown: Record<string, Readonly<Record<string, number>>> = {}
    this.values.forEach((counts, place) => {
      const name = names[place]
      if (counts !== undefined && name !== undefined) shown[name] = counts.shown()
    })
    return shown
  }

  /** Ids of the sessions, sorted. */
  sessionIds(): string[] {
    this.takeKinds()
    keepSmallest((this.sessions ??= new Map()), mostSessions)
    return [...this.sessions.keys()].sort()
  }

  private countKind(kind: Kind): void {
    if (kind !== this.last) {
      if (this.last !== undefined) this.kinds ??= new Map([[this.last, this.lastCount]])
      this.lastCount = this.countOf(kind)
      this.last = kind
    }
    this.lastCount.events += 1
  }

  private countOf(kind: Kind): Counted {
    const known = this.kinds?.get(kind)
    if (known !== undefined) return known
    if (this.kinds !== undefined && this.kinds.size >= mostKinds) this.takeKinds()
    const added = { events: 0 }
    this.kinds?.set(kind, added)
    return added
  }

  private takeKinds(): void {
    if (this.kinds !== undefined) for (const [kind, { events }] of this.kinds) this.take(kind, events)
    else if (this.last !== undefined) this.take(this.last, this.lastCount.events)
    this.kinds = undefined
    this.last = undefined
    this.lastCount = { events: 0 }
  }

  private take({ told, session }: Kind, events: number): void {
    this.countAll(told, 0, events)
    this.sessions ??= new Map()
    this.sessions.set(session, true)
    if (this.sessions.size > mostSessions * 4) keepSmallest(this.sessions, mostSessions)
  }

  private countAll(told: readonly (string | undefined)[], from: number, events: number): void {
    // An array without holes stays quick.
    while (this.values.length < from + told.length) this.values.push(undefined)
    told.forEach((value, index) => {
      if (value === undefined) return
      const counts = this.values[from + index]
      if (counts === undefined) this.values[from + index] = new ValueCounts(value, events)
      else counts.add(value, events)
    })
  }
}
