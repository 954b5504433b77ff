import { createLastCitation, keepCitation, type LastCitation } from '../model/event-citation.ts'
import type { Event, EventTime } from '../model/event.ts'
import type { FindingExample, RuleStory } from '../model/finding.ts'
import type { Placed } from './finding-part.ts'
import { fillTemplate } from './template.ts'

/** An event that may become an example of its finding. */
export interface Candidate extends Placed {
  readonly example: () => FindingExample
}

/** What an event says of the fields that findings keep, each at its place. */
export type Told = readonly (string | undefined)[]

/** One event on its way into a group. */
export interface Member {
  readonly event: Event
  readonly session: string
  readonly told: Told
  readonly bytes: Uint8Array
}

export function candidateOf(story: RuleStory | undefined, { event, bytes }: Member): Candidate {
  const citation = keepCitation(event, bytes)
  const told = tellExample(story, event)
  return { time: event.time, event: event.id, example: () => ({ citation: citation(), ...told }) }
}

/** The last so far, which the next event mostly replaces: its sentence and its citation are made only if they are asked for. */
export class LateCandidate implements Candidate {
  private readonly story: RuleStory | undefined
  private readonly citation: LastCitation = createLastCitation()
  private member: Event | undefined
  time: EventTime = { at: '', precision: 'second', zone: 'Z' }
  event = ''

  constructor(story: RuleStory | undefined) {
    this.story = story
  }

  take({ event, bytes }: Member): void {
    this.member = event
    this.time = event.time
    this.event = event.id
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
