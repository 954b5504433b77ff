import { instantOf, parseInstant } from '../../base/instant.ts'
import type { MovementStep } from '../../model/cause.ts'
import { citationKey } from '../../model/citation-label.ts'
import type { TimelineEntry } from '../../model/timeline.ts'
import type { Desk } from '../desk.ts'
import { isInTimeline } from '../sections/timeline-rows.ts'

export type PlaceKind = 'address' | 'identity' | 'system' | 'unnamed'

/** An identity, a system or an address of the path. */
export interface Place {
  readonly name: string
  readonly kind: PlaceKind
}

/** A step of the path with the number it has in the table. */
export interface NumberedStep {
  readonly number: number
  readonly step: MovementStep
  /** Rows of its two ends. */
  readonly from: number
  readonly to: number
  /** Number of the timeline's phase that tells it. */
  readonly phase: number | undefined
}

export interface MovementPath {
  /** In the order they first occur. */
  readonly places: readonly Place[]
  readonly steps: readonly NumberedStep[]
  /** Steps the table holds and the figure does not. */
  readonly left: number
}

const mostSteps = 30
const mostPlaces = 33

/** As many steps of the recorded path as can be drawn, and the places between which they lead. */
export function pathOf(desk: Desk): MovementPath {
  const { path } = desk.document.rootCause.movement
  const phaseOf = phaseFinder(desk)
  const rows = new Map<string, number>()
  const steps: NumberedStep[] = []
  for (const [index, step] of path.slice(0, mostSteps).entries()) {
    const added = new Set([step.from, step.to].filter((name) => !rows.has(name)))
    if (rows.size + added.size > mostPlaces) break
    for (const name of added) rows.set(name, rows.size)
    steps.push({ number: index + 1, step, from: rows.get(step.from) ?? 0, to: rows.get(step.to) ?? 0, phase: phaseOf(step) })
  }
  const places = [...rows.keys()].map((name): Place => ({ name: desk.clean(name), kind: kindOf(desk, name) }))
  return { places, steps, left: path.length - steps.length }
}

const address = /^[0-9a-f:.]{3,45}$/i

function kindOf({ document }: Desk, name: string): PlaceKind {
  if (name === '') return 'unnamed'
  if (document.systems.some((system) => system.name === name)) return 'system'
  return address.test(name) && /[.:]/.test(name) ? 'address' : 'identity'
}

/** The phase of the entry that cites the same evidence as a step; else of one at the same moment. */
function phaseFinder({ document }: Desk): (step: MovementStep) => number | undefined {
  const byCitation = new Map<string, TimelineEntry>()
  const byTime = new Map<bigint, TimelineEntry>()
  for (const entry of document.timeline.filter(isInTimeline)) {
    const at = instantOf(entry.occurred.earliest)
    if (!byTime.has(at)) byTime.set(at, entry)
    for (const citation of entry.citations) if (!byCitation.has(citationKey(citation))) byCitation.set(citationKey(citation), entry)
  }
  return (step) => {
    const cited = step.citations.map((citation) => byCitation.get(citationKey(citation))).find((entry) => entry !== undefined)
    const at = step.at === undefined ? undefined : parseInstant(step.at)
    const entry = cited ?? (at === undefined ? undefined : byTime.get(at))
    const index = document.phases.findIndex((phase) => phase.id === entry?.phase)
    return index === -1 ? undefined : index + 1
  }
}
