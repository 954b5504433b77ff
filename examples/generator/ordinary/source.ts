import type { Chance } from '../random.ts'
import type { Entry } from '../entry.ts'
import type { World } from '../world.ts'

/** One day of the demonstration. */
export interface Today {
  readonly index: number
  /** Midnight UTC. */
  readonly midnight: number
  /** 0 is Sunday. */
  readonly weekday: number
  /** A stream of chance of this source on this day alone. */
  readonly chance: Chance
}

/** One kind of ordinary work: its records of one day, in any order. */
export type OrdinarySource = (world: World, today: Today) => Entry[]

export function isWeekend({ weekday }: Today): boolean {
  return weekday === 0 || weekday === 6
}
