import { secondOf } from '../base/second-of.ts'
import type { Event } from '../model/event.ts'
import { type Kind, ownFields, readOwn, type Told } from './kind.ts'
import { rankOf } from './rank.ts'

/** One event on its way into groups, with what is derived from it once for all rules that match. One member takes event after event. */
export class Member {
  event: Event
  kind: Kind
  bytes: Uint8Array
  /** Seconds since 1970; NaN where the time is written in another way than usual. */
  second = 0
  rank = 0
  /** Its record yields several events: its offset alone does not name it. */
  isOneOfSeveral = false
  /** What it says of the fields of its own; overwritten by the next event. */
  own: Told | undefined
  private isDerived = false
  private readonly told: (string | undefined)[] = ownFields.map(() => undefined)

  constructor(event: Event, kind: Kind, bytes: Uint8Array) {
    this.event = event
    this.kind = kind
    this.bytes = bytes
  }

  take(event: Event, kind: Kind, bytes: Uint8Array): void {
    this.event = event
    this.kind = kind
    this.bytes = bytes
    this.isDerived = false
  }

  /** To be called before anything but the event, its kind and its bytes is read: a group that has outgrown its rule needs nothing else. */
  derive(): void {
    if (this.isDerived) return
    this.isDerived = true
    const { id, time } = this.event
    this.second = secondOf(time.at)
    this.rank = rankOf(id)
    this.isOneOfSeveral = id.includes('.')
    this.own = readOwn(this.event, this.told) ? this.told : undefined
  }
}
