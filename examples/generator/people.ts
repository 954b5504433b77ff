import type { Addresses } from './addresses.ts'
import { browsers, tools } from './clients.ts'
import type { Zone } from './clock.ts'
import type { Caller } from './cloud.ts'
import type { Chance } from './random.ts'

export type Task = 'console' | 'command line' | 'logs' | 'objects' | 'billing' | 'identities' | 'queries' | 'databases' | 'hotfix' | 'secrets'

/** Somebody who works with the company's accounts. */
export interface Person {
  readonly name: string
  readonly job: string
  /** Role of the sign-in portal; without one, the person has a user of the account with keys. */
  readonly role?: string
  readonly key: string
  readonly zone: Zone
  /** Local hours within which work begins, and days of the week (0 is Sunday). */
  readonly hours: readonly [number, number]
  readonly weekdays: readonly number[]
  /** How likely a day has any work with the accounts. */
  readonly presence: number
  readonly home: string
  /** Where work is done from: home, office or over the VPN, by share. */
  readonly atHome: number
  readonly overVpn: number
  readonly browser: string
  readonly tool: string
  readonly tasks: readonly Task[]
  /** Hosts visited by SSH, with the fingerprint of the key. */
  readonly shell: boolean
  readonly fingerprint: string
  readonly uid: number
}

interface Sketch {
  readonly name: string
  readonly job: string
  readonly role?: string
  readonly zone?: Zone
  readonly hours?: readonly [number, number]
  readonly weekdays?: readonly number[]
  readonly presence?: number
  readonly atHome?: number
  readonly overVpn?: number
  readonly browser: keyof typeof browsers
  readonly tool: keyof typeof tools
  readonly tasks: readonly Task[]
  readonly shell?: boolean
}

const workdays = [1, 2, 3, 4, 5]

const sketches: readonly Sketch[] = [
  {
    name: 'mira.holt',
    job: 'Head of platform',
    role: 'PlatformAdmin',
    presence: 0.9,
    atHome: 0.3,
    overVpn: 0.2,
    browser: 'mac',
    tool: 'cliMac',
    tasks: ['console', 'command line', 'logs', 'identities'],
    shell: true,
  },
  {
    name: 'jonas.brandt',
    job: 'Platform engineer',
    role: 'PlatformAdmin',
    presence: 0.95,
    atHome: 0.4,
    overVpn: 0.1,
    browser: 'linux',
    tool: 'cliUbuntu',
    tasks: ['command line', 'logs', 'objects', 'secrets', 'identities'],
    shell: true,
  },
  {
    name: 'priya.nair',
    job: 'Security engineer',
    role: 'SecurityAudit',
    presence: 0.9,
    atHome: 0.3,
    browser: 'mac',
    tool: 'cliMac',
    tasks: ['console', 'identities', 'logs'],
  },
  {
    name: 'tom.fischer',
    job: 'Site reliability engineer',
    role: 'PlatformAdmin',
    hours: [6, 14],
    presence: 0.9,
    atHome: 0.5,
    overVpn: 0.3,
    browser: 'linux',
    tool: 'cliUbuntu',
    tasks: ['command line', 'logs', 'databases', 'hotfix'],
    shell: true,
  },
  {
    name: 'aiko.tanaka',
    job: 'Backend developer',
    role: 'Developer',
    zone: 'Asia/Tokyo',
    hours: [9, 17],
    presence: 0.85,
    atHome: 1,
    browser: 'mac',
    tool: 'cliMac',
    tasks: ['logs', 'command line', 'objects', 'secrets'],
    shell: true,
  },
  {
    name: 'david.ruiz',
    job: 'Backend developer',
    zone: 'Europe/Lisbon',
    presence: 0.85,
    atHome: 0.9,
    browser: 'linux',
    tool: 'cliUbuntu',
    tasks: ['command line', 'logs', 'objects', 'hotfix'],
    shell: true,
  },
  {
    name: 'sofia.lindqvist',
    job: 'Frontend developer',
    role: 'Developer',
    presence: 0.7,
    atHome: 0.5,
    browser: 'safari',
    tool: 'cliMac',
    tasks: ['console', 'objects', 'logs'],
  },
  {
    name: 'marco.bianchi',
    job: 'Data engineer',
    role: 'DataAnalyst',
    presence: 0.8,
    atHome: 0.2,
    browser: 'windows',
    tool: 'botoNotebook',
    tasks: ['queries', 'objects'],
  },
  { name: 'lena.okafor', job: 'Data analyst', presence: 0.8, atHome: 0.6, browser: 'mac', tool: 'botoNotebook', tasks: ['queries', 'objects'] },
  {
    name: 'omar.haddad',
    job: 'Database administrator',
    role: 'DatabaseAdmin',
    presence: 0.8,
    atHome: 0.2,
    overVpn: 0.3,
    browser: 'windows',
    tool: 'cliWindows',
    tasks: ['databases', 'logs', 'secrets'],
    shell: true,
  },
  { name: 'hannah.weiss', job: 'Controller', role: 'Billing', presence: 0.35, atHome: 0.1, browser: 'edge', tool: 'cliWindows', tasks: ['billing'] },
  {
    name: 'carlos.mendes',
    job: 'Site reliability engineer',
    role: 'PlatformAdmin',
    zone: 'America/Chicago',
    hours: [8, 16],
    presence: 0.85,
    atHome: 1,
    browser: 'linux',
    tool: 'cliUbuntu',
    tasks: ['command line', 'logs', 'databases'],
    shell: true,
  },
  {
    name: 'elif.kaya',
    job: 'Head of customer care',
    role: 'Support',
    presence: 0.5,
    atHome: 0.2,
    browser: 'windows',
    tool: 'cliWindows',
    tasks: ['console'],
  },
  {
    name: 'peter.novak',
    job: 'Contract developer',
    presence: 0.6,
    weekdays: [1, 2, 4],
    atHome: 1,
    browser: 'windows',
    tool: 'cliWindows',
    tasks: ['command line', 'objects', 'logs'],
  },
]

export function castOf({ addresses, chance }: { addresses: Addresses; chance: Chance }): Person[] {
  return sketches.map((sketch, index) => ({
    name: sketch.name,
    job: sketch.job,
    ...(sketch.role === undefined ? {} : { role: `AWSReservedSSO_${sketch.role}_${chance.hex(16)}` }),
    key: `AKIA${chance.token(16)}`,
    zone: sketch.zone ?? 'Europe/Berlin',
    hours: sketch.hours ?? [8, 15],
    weekdays: sketch.weekdays ?? workdays,
    presence: sketch.presence ?? 0.8,
    home: addresses.takeEither(0.25),
    atHome: sketch.atHome ?? 0.3,
    overVpn: sketch.overVpn ?? 0,
    browser: browsers[sketch.browser],
    tool: tools[sketch.tool],
    tasks: sketch.tasks,
    shell: sketch.shell === true,
    fingerprint: `SHA256:${fingerprintOf(chance)}`,
    uid: 1001 + index,
  }))
}

const base64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** Forty-three characters, as ssh writes the SHA-256 of a key. */
export function fingerprintOf(chance: Chance): string {
  return Array.from({ length: 43 }, () => base64[chance.between(0, 63)]).join('')
}

/** The person of that name. */
export function personNamed(people: readonly Person[], name: string): Person {
  const found = people.find((person) => person.name === name)
  if (found === undefined) throw new RangeError(`Nobody is called ${name}`)
  return found
}

export interface Seat {
  readonly address: string
  readonly agent: string
  readonly at: number
  readonly account: string
  readonly chance: Chance
}

/** The person as a caller: a session of the sign-in portal's role, or the own user with its key. */
export function callerOf(person: Person, { address, agent, at, account, chance }: Seat): Caller {
  if (person.role === undefined) return { user: person.name, key: person.key, address, agent, account }
  return {
    role: person.role,
    session: `${person.name}@fernweh.example`,
    key: `ASIA${chance.token(16)}`,
    address,
    agent,
    account,
    since: at,
    mfa: true,
  }
}
