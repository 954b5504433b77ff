import { mostSessions } from './finding-part.ts'
import { type Kind, ownFields, steadyFields, type Told } from './kind.ts'
import type { Member } from './member.ts'
import { keepSmallest } from './smallest.ts'
import { ValueCounts } from './value-counts.ts'

/** How many events of one kind came to a group since this was counted in last. A group may have several for one kind. */
export interface Counted {
  readonly kind: Kind
  events: number
}

/** Kinds of one group that are counted before their values are. */
const mostKinds = 1_000

/** The values and sessions of one group; bounded. Kinds are counted as they come, and what they hold only when it is asked for. */
export class GroupCounts {
  /** Those with events. */
  private counted: Counted[] = []
  private sessions: Map<string, true> | undefined
  /** Steady fields at their places, then those of the events' own, then those the rule's sentences name. */
  private readonly values: (ValueCounts | undefined)[] = []

  add({ kind, own }: Pick<Member, 'kind' | 'own'>, counted: Counted): void {
    if (!kind.isKept) this.take(kind, 1)
    else {
      if (counted.events === 0) this.begin(counted)
      counted.events += 1
    }
    if (own !== undefined) this.countAll(own, steadyFields.length, 1)
  }

  /** Takes what an event says of the fields that the rule's sentences name. */
  addNamed(named: Told): void {
    this.countAll(named, steadyFields.length + ownFields.length, 1)
  }

  /** Field -> value -> number of events; `names` are those of the steady fields, of the events' own and of the fields that were named. */
  shown(names: readonly string[]): Record<string, Readonly<Record<string, number>>> {
    this.takeKinds()
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

  private begin(counted: Counted): void {
    if (this.counted.length >= mostKinds) this.takeKinds()
    this.counted.push(counted)
  }

  private takeKinds(): void {
    for (const one of this.counted) {
      this.take(one.kind, one.events)
      one.events = 0
    }
    this.counted = []
  }

  private take({ told, session }: Kind, events: number): void {
    this.countAll(told, 0, events)
    this.sessions ??= new Map()
    this.sessions.set(session.id, true)
    if (this.sessions.size > mostSessions * 4) keepSmallest(this.sessions, mostSessions)
  }

  private countAll(told: Told, from: number, events: number): void {
    const { values } = this
    // An array without holes stays quick.
    while (values.length < from + told.length) values.push(undefined)
    for (let index = 0; index < told.length; index += 1) {
      const value = told[index]
      if (value === undefined) continue
      const counts = values[from + index]
      if (counts === undefined) values[from + index] = new ValueCounts(value, events)
      else counts.add(value, events)
    }
  }
}
