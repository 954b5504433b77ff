import { compareInstantTexts } from '../base/instant.ts'
import type { JsonObject } from '../base/json.ts'
import type { EventCitation } from '../model/citation.ts'
import type { Event, EventTime } from '../model/event.ts'
import { citeEvent, longestKept } from '../model/event-citation.ts'
import type { FindingExample, RuleStory } from '../model/finding.ts'
import type { ByteRoom, Place } from './byte-room.ts'
import type { Placed } from './finding-part.ts'
import type { Member } from './member.ts'
import { fillTemplate, type Spoken } from './template.ts'

/** How the candidates of a group are kept and told. */
export interface Telling {
  readonly story: RuleStory | undefined
  /** True where the rule's sentences name fields of the record itself: they are large, and not kept otherwise. */
  readonly namesFields: boolean
}

const noFields: JsonObject = {}

/**
 * An event that may become an example of its finding. Most are replaced before the end, so that only what a sentence and a citation are made of is kept, and
 * one candidate takes one event after the other.
 */
export class Candidate implements Placed {
  private readonly telling: Telling
  private readonly room: ByteRoom
  private place: Place | undefined
  private length = 0
  private citation: EventCitation | undefined
  private message: string
  private ecs: Event['ecs']
  private fields: JsonObject
  private origin: Event['origin']
  private sourceId: string | undefined
  time: EventTime
  /** Seconds since 1970 of the time; NaN where they are not known. */
  second: number
  event: string
  /** Of the events between the first and the last, those with the smallest ranks become examples. */
  rank: number

  constructor(telling: Telling, room: ByteRoom, { event, second, rank, bytes }: Member) {
    this.telling = telling
    this.room = room
    this.message = event.message
    this.ecs = event.ecs
    this.fields = telling.namesFields ? event.fields : noFields
    this.origin = event.origin
    this.sourceId = event.sourceId
    this.time = event.time
    this.second = second
    this.event = event.id
    this.rank = rank
    this.keep(event, bytes)
  }

  /** Takes another event instead. */
  take({ event, second, rank, bytes }: Member): void {
    this.message = event.message
    this.ecs = event.ecs
    if (this.telling.namesFields) this.fields = event.fields
    this.origin = event.origin
    this.sourceId = event.sourceId
    this.time = event.time
    this.second = second
    this.event = event.id
    this.rank = rank
    this.keep(event, bytes)
  }

  private keep(event: Event, bytes: Uint8Array): void {
    const { length } = bytes
    this.citation = length > longestKept ? citeEvent(event, bytes) : undefined
    if (length > longestKept) return
    if (this.place === undefined || this.place.size < length) this.place = this.room.place(length)
    this.place.block.set(bytes, this.place.start)
    this.length = length
  }

  example(): FindingExample {
    const { ecs, fields, message, time } = this
    const { story } = this.telling
    const template = ecs['event.outcome'] === 'failure' ? (story?.failed ?? story?.one) : story?.one
    const left = leftBy(story, { ecs, fields })
    return {
      citation: (this.citation ??= this.cite()),
      time,
      message,
      sentence: template === undefined ? message : fillTemplate(template, { ecs, fields }),
      ...(left === undefined ? {} : { left }),
    }
  }

  private cite(): EventCitation {
    const { event: id, origin, sourceId, place, length } = this
    const bytes = place === undefined ? new Uint8Array(0) : place.block.subarray(place.start, place.start + length)
    return citeEvent({ id, origin, ...(sourceId === undefined ? {} : { sourceId }) }, bytes)
  }
}

/** What the act created or changed, where it succeeded and the record names it. */
export function leftBy(story: RuleStory | undefined, event: Spoken): string | undefined {
  if (story?.leaves === undefined || event.ecs['event.outcome'] === 'failure') return undefined
  const name = fillTemplate(story.leaves.name, event)
  return name === 'unknown' ? undefined : name
}

/** Whether an event comes before a candidate: in time, and where the times are one, by its id. */
export function isBefore({ second, event }: Member, other: Candidate): boolean {
  if (second < other.second) return true
  if (second > other.second) return false
  const order = compareInstantTexts(event.time.at, other.time.at)
  return order < 0 || (order === 0 && event.id < other.event)
}
