import type { Event } from '../model/event.ts'
import { createGroup, type Group, type GroupingRule, looseKey } from './group.ts'
import type { ByteRoom } from './byte-room.ts'
import { keepSmallest } from './smallest.ts'

/** What a group is called. */
export interface GroupName {
  readonly id: string
  readonly key: Readonly<Record<string, string>>
}

/** A rule with the names of its groups, which are remembered from item to item. */
export interface NamingRule {
  readonly grouping: GroupingRule
  nameOf(joined: string, event: Event): GroupName
}

/** The groups of one rule in one item. */
export class RuleGroups {
  readonly naming: NamingRule
  private readonly room: ByteRoom
  private readonly most: number
  private readonly byKey = new Map<string, Group>()
  /** Ids above this one are no longer kept. */
  private highest: string | undefined
  /** Events of groups that were not kept. */
  notKept = 0

  /** `most`: beyond, the groups with the smallest ids are kept, which are the same in whatever order the evidence comes. */
  constructor(naming: NamingRule, room: ByteRoom, most: number) {
    this.naming = naming
    this.room = room
    this.most = most
  }

  size(): number {
    return this.byKey.size
  }

  all(): Iterable<Group> {
    return this.byKey.values()
  }

  /** True where groups are to be dropped before more come. */
  isOverfull(): boolean {
    return this.byKey.size > this.most * 2
  }

  /** The group of an event, made where there is none; undefined where its id is too large to be kept. `steady`: see `steadyKey`. */
  groupOf(steady: string, event: Event): Group | undefined {
    const { grouping } = this.naming
    const joined = grouping.loose.length === 0 ? steady : `${steady}\u0000${looseKey(grouping, event)}`
    const known = this.byKey.get(joined)
    if (known !== undefined) return known
    const { id, key } = this.naming.nameOf(joined, event)
    if (this.highest !== undefined && id > this.highest) return undefined
    const group = createGroup({ id, key, grouping, joined, room: this.room })
    this.byKey.set(joined, group)
    return group
  }

  dropLargest(): void {
    if (this.byKey.size <= this.most) return
    const all = [...this.byKey.values()]
    const byId = new Map(all.map((group) => [group.id, group]))
    this.highest = keepSmallest(byId, this.most) ?? this.highest
    for (const { id, joined, count } of all) {
      if (byId.has(id)) continue
      this.byKey.delete(joined)
      this.notKept += count
    }
  }
}
