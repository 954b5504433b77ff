import type { MovementStep } from '../../model/cause.ts'
import type { Desk } from '../desk.ts'
import { stepEntryFinder } from '../step-entries.ts'

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
  /** Numbers of the timeline's entries that tell it. */
  readonly entries: readonly number[]
  /** Number of the phase of the first of them. */
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
  const entriesOf = stepEntryFinder(desk.document, desk.entries)
  const rows = new Map<string, number>()
  const steps: NumberedStep[] = []
  for (const [index, step] of path.slice(0, mostSteps).entries()) {
    const added = new Set([step.from, step.to].filter((name) => !rows.has(name)))
    if (rows.size + added.size > mostPlaces) break
    for (const name of added) rows.set(name, rows.size)
    const told = entriesOf(step)
    const phase = desk.document.phases.findIndex(({ id }) => id === told[0]?.phase) + 1
    steps.push({
      number: index + 1,
      step,
      from: rows.get(step.from) ?? 0,
      to: rows.get(step.to) ?? 0,
      entries: told.flatMap((entry) => desk.entries.numberOf(entry) ?? []),
      phase: phase === 0 ? undefined : phase,
    })
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
