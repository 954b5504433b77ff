import type { IndicatorType } from '../../../src/model/indicator-sighting.ts'
import type { MomentName } from '../../../src/model/moment.ts'
import { second } from '../clock.ts'
import type { Call, Caller } from '../cloud.ts'
import { account as defaultAccount } from '../cloud.ts'
import { cloudEntry, type Entry, type Host, hostEntry, type HostLine, type Mark, serviceEntry, type WebRequest, webEntry } from '../entry.ts'
import { chanceOf, isoOf, type Chance } from '../random.ts'
import type { World } from '../world.ts'
import type { Act } from './acts.ts'

/** A step of the attacker from one identity or system to another. */
export interface PathStep {
  readonly from: string
  readonly to: string
  readonly time: string
  readonly method: string
  readonly identity: string
}

/** What a scenario tells: records of the attack and of the response, and what is true about them. */
export interface Story {
  readonly entries: readonly Entry[]
  readonly path: readonly PathStep[]
  readonly indicators: readonly { readonly type: IndicatorType; readonly value: string }[]
  readonly moments: Readonly<Partial<Record<MomentName, string>>>
  /** What the response team wrote down: the content of `incident.yaml`. */
  readonly notes: Readonly<Record<string, unknown>>
}

type CallMore = Partial<Omit<Call, 'at' | 'by' | 'source' | 'name'>>

/** Tells a story record by record: a clock that only goes forward, and what was told so far. */
export interface Teller {
  readonly world: World
  readonly chance: Chance
  readonly entries: Entry[]
  readonly path: PathStep[]
  readonly indicators: Map<string, { readonly type: IndicatorType; readonly value: string }>
  now(): number
  /** Moves the clock on by so many milliseconds, at least and at most. */
  wait(least: number, most: number): number
  moveTo(at: number): void
  /** A call of the attacker's. */
  cloud(act: Act, by: Caller, call: readonly [source: string, name: string, more?: CallMore]): number
  /** A line on a host that is the attacker's doing. */
  host(act: Act, identity: string, line: Omit<HostLine, 'at'>): number
  /** A request of the attacker's; `identity` where it was signed in. */
  web(act: Act, request: Omit<WebRequest, 'at'>, identity?: string): number
  service(act: Act, identity: string, fields: Readonly<Record<string, unknown>>): number
  /** A step to another identity or system, now. */
  step(from: string, to: string, method: string, identity: string): void
  indicator(type: IndicatorType, ...values: readonly string[]): void
  /** A call of the people who respond: ordinary work to the truth. */
  answer(by: Caller, call: readonly [source: string, name: string, more?: CallMore]): number
  /** A line on a host that belongs to the response. */
  answerOn(line: Omit<HostLine, 'at'>): number
  add(...entries: readonly Entry[]): void
}

/** A teller whose clock stands at `start`. How fast the attacker works is the caller's to say by `wait`. */
export function createTeller(world: World, start: number): Teller {
  const chance = chanceOf(world.seed, 'story', world.scenario)
  const entries: Entry[] = []
  const path: PathStep[] = []
  const indicators: Teller['indicators'] = new Map()
  let at = start
  const put = (entry: Entry): number => {
    entries.push(entry)
    return entry.at
  }
  const markOf = (act: Act, identity: string, system: string): Mark => ({ ...act, identity, system })
  const callOf = (by: Caller, [source, name, more]: readonly [string, string, CallMore?]): Call => ({
    at,
    by,
    source,
    name,
    ...(more?.request === undefined ? { request: {} } : {}),
    ...more,
  })
  return {
    world,
    chance,
    entries,
    path,
    indicators,
    now: () => at,
    wait: (least, most) => {
      at += chance.between(Math.round(least), Math.round(most))
      return at
    },
    moveTo: (instant) => {
      if (instant < at) throw new RangeError(`A story cannot go back from ${isoOf(at)} to ${isoOf(instant)}`)
      at = instant
    },
    cloud: (act, by, call) => put(cloudEntry(callOf(by, call), chance, markOf(act, by.role ?? by.user ?? '', systemOf(by)))),
    host: (act, identity, line) => put(hostEntry({ ...line, at }, markOf(act, identity, line.host))),
    web: (act, request, identity) => put(webEntry({ ...request, at }, markOf(act, identity ?? request.address, 'web01'))),
    service: (act, identity, fields) => put(serviceEntry(at, fields, markOf(act, identity, 'web01'))),
    step: (from, to, method, identity) => void path.push({ from, to, time: isoOf(at), method, identity }),
    indicator: (type, ...values) => {
      for (const value of values) indicators.set(`${type} ${value}`, { type, value })
    },
    answer: (by, call) => put(cloudEntry(callOf(by, call), chance)),
    answerOn: (line) => put(hostEntry({ ...line, at })),
    add: (...more) => void entries.push(...more),
  }
}

/** How the record names the place of a call. */
export function systemOf(by: Caller): string {
  return `Cloud account ${by.account ?? defaultAccount}`
}

/** The type of an address. */
export function addressType(address: string): 'ipv4' | 'ipv6' {
  return address.includes(':') ? 'ipv6' : 'ipv4'
}

/** A sudo line of a host. */
export function sudoLine(given: { host: Host; user: string; command: string; folder?: string; target?: string }): Omit<HostLine, 'at'> {
  const { host, user, command, folder = `/home/${user}`, target = 'root' } = given
  return { host, program: 'sudo', message: `${user.padStart(8)} : TTY=pts/1 ; PWD=${folder} ; USER=${target} ; COMMAND=${command}` }
}

/** First and last record of the attack whose act is one of these; undefined where there is none. */
export function boundsOf(entries: readonly Entry[], tactics: readonly string[]): { first: number; last: number } | undefined {
  const times = entries.filter(({ mark }) => mark !== undefined && tactics.includes(mark.tactic)).map(({ at }) => at)
  return times.length === 0 ? undefined : { first: Math.min(...times), last: Math.max(...times) }
}

/** To the second, as truth tells moments. */
export function momentOf(at: number): string {
  return isoOf(at - (at % second))
}
