import { createLastCitation, keepCitation, type LastCitation } from '../model/event-citation.ts'
import type { Event, EventTime } from '../model/event.ts'
import type { FindingExample, RuleStory } from '../model/finding.ts'
import type { Placed } from './finding-part.ts'
import { type Kind, readOwn, type Told } from './kind.ts'
import { rankOf } from './rank.ts'
import { fillTemplate } from './template.ts'

/** An event that may become an example of its finding. */
export interface Candidate extends Placed {
  /** Of the events between the first and the last, those with the smallest ranks become examples. */
  readonly rank: number
  readonly example: () => FindingExample
}

/** One event on its way into groups, with what is derived from it once for all rules that match. */
export interface Member {
  readonly event: Event
  readonly kind: Kind
  /** What it says of the fields of its own. */
  readonly own: Told | undefined
  readonly rank: number
  /** Its record yields several events: its offset alone does not name it. */
  readonly isOneOfSeveral: boolean
  readonly bytes: Uint8Array
}

export function memberOf(event: Event, kind: Kind, bytes: Uint8Array): Member {
  const { id } = event
  return { event, kind, own: readOwn(event), rank: rankOf(id), isOneOfSeveral: id.includes('.'), bytes }
}

export function candidateOf(story: RuleStory | undefined, { event, rank, bytes }: Member): Candidate {
  const citation = keepCitation(event, bytes)
  const told = tellExample(story, event)
  return { time: event.time, event: event.id, rank, example: () => ({ citation: citation(), ...told }) }
}

/** The last so far, which the next event mostly replaces: its sentence and its citation are made only if they are asked for. */
export class LateCandidate implements Candidate {
  private readonly story: RuleStory | undefined
  private readonly citation: LastCitation = createLastCitation()
  private member: Event | undefined
  time: EventTime = { at: '', precision: 'second', zone: 'Z' }
  event = ''
  rank = 0

  constructor(story: RuleStory | undefined) {
    this.story = story
  }

  take({ event, rank, bytes }: Member): void {
    this.member = event
    this.time = event.time
    this.event = event.id
    this.rank = rank
    this.citation.see(event, bytes)
  }

  readonly example = (): FindingExample => {
    const citation = this.citation.cite()
    if (this.member === undefined || citation === undefined) throw new TypeError('The last event of a group is asked for before there is one')
    return { citation, ...tellExample(this.story, this.member) }
  }
}

/** An example without its citation. */
export function tellExample(story: RuleStory | undefined, event: Event): Omit<FindingExample, 'citation'> {
  const failed = event.ecs['event.outcome'] === 'failure'
  const template = failed ? (story?.failed ?? story?.one) : story?.one
  const left = leftBy(story, event)
  return {
    time: event.time,
    message: event.message,
    sentence: template === undefined ? event.message : fillTemplate(template, event),
    ...(left === undefined ? {} : { left }),
  }
}

/** What the act created or changed, where it succeeded and the record names it. */
export function leftBy(story: RuleStory | undefined, event: Event): string | undefined {
  if (story?.leaves === undefined || event.ecs['event.outcome'] === 'failure') return undefined
  const name = fillTemplate(story.leaves.name, event)
  return name === 'unknown' ? undefined : name
}
