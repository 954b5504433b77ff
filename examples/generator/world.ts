import { type Addresses, createAddresses } from './addresses.ts'
import { day } from './clock.ts'
import { castOf, type Person } from './people.ts'
import { type Chance, chanceOf } from './random.ts'
import type { Scenario } from './truth.ts'

/** Everything the logs of one demonstration have in common. */
export interface World {
  readonly scenario: Scenario
  readonly seed: number
  /** Midnight UTC of the first day, and how many days the logs cover. */
  readonly start: number
  readonly days: number
  /** How busy it is: 1 at 200,000 records. */
  readonly scale: number
  readonly accounts: Accounts
  readonly people: readonly Person[]
  readonly addresses: Addresses
  readonly places: Places
  readonly instances: Readonly<Record<'web01' | 'app01' | 'db01' | 'bastion01' | 'build01', string>>
  /** Key of the old deployment user, which one build still uses. */
  readonly deployKey: string
  readonly trail: string
}

export interface Accounts {
  readonly production: string
  readonly development: string
  readonly security: string
  readonly backup: string
}

/** Addresses the company works from, and those the outside keeps. */
export interface Places {
  readonly office: string
  readonly vpn: string
  /** Addresses the production network shows outside. */
  readonly nat: string
  readonly natTwo: string
  readonly build: string
  readonly runners: readonly string[]
  readonly scanners: readonly string[]
  readonly crawlers: readonly string[]
  readonly visitors: readonly string[]
  readonly monitor: string
  readonly partner: string
  readonly hotel: string
}

/** Fernweh Tours, as it was in the weeks of one seed. */
export function createWorld(given: { scenario: Scenario; seed: number; events: number }): World {
  const chance = chanceOf(given.seed, 'world', given.scenario)
  const addresses = createAddresses(chance)
  // Never across the end of October, when a clock without zone tells an hour twice.
  const start = Date.UTC(2026, 1, 2) + chance.between(0, 34 * 7) * day
  const places = placesOf(addresses, chance)
  const instance = (): string => `i-0${chance.hex(16)}`
  return {
    scenario: given.scenario,
    seed: given.seed,
    start,
    days: 10,
    scale: given.events / 200_000,
    accounts: { production: '111122223333', development: '444455556666', security: '777788889999', backup: '222233334444' },
    people: castOf({ addresses, chance }),
    addresses,
    places,
    instances: { web01: instance(), app01: instance(), db01: instance(), bastion01: instance(), build01: instance() },
    deployKey: `AKIA${chance.token(16)}`,
    trail: 'fernweh-organisation',
  }
}

function placesOf(addresses: Addresses, chance: Chance): Places {
  const several = (count: number, wide: number): string[] => Array.from({ length: count }, () => addresses.takeEither(wide))
  return {
    office: addresses.take(),
    vpn: addresses.take(),
    nat: addresses.take(),
    natTwo: addresses.take(),
    build: addresses.take(),
    runners: several(12, 0),
    scanners: several(46, 0.1),
    crawlers: several(8, 0.4),
    visitors: [...several(430, 0), ...Array.from({ length: 900 }, () => addresses.takeWide())],
    monitor: addresses.take(),
    partner: addresses.take(),
    hotel: chance.odds(0.4) ? addresses.takeWide() : addresses.take(),
  }
}

/** Amounts that grow with the number of records. */
export function share(world: World, amount: number): number {
  return amount * world.scale
}

/** How often somebody or something comes by: a hundredth of the records leaves a third of the visits. */
export function visitsIn(world: World, amount: number): number {
  return amount * Math.min(1, world.scale) ** 0.25
}

/** Amounts that stay believable in small demonstrations: a tenth of the records leaves a quarter of them. */
export function gentle(world: World, amount: number): number {
  return amount * world.scale ** 0.6
}
