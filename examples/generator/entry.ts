import { accessStamp, offsetStamp, syslogStamp, type Zone } from './clock.ts'
import type { Chance } from './random.ts'
import { type Call, recordOf } from './cloud.ts'

/** The hosts whose auth.log is collected. */
export const hosts = ['bastion01', 'web01', 'db01', 'build01'] as const
export type Host = (typeof hosts)[number]

/** The logs of the demonstration. */
export type LogName = 'cloudtrail' | 'web' | 'shop-api' | Host

/** What an attack's record is: the tactic it serves decides its phase. */
export interface Mark {
  readonly tactic: string
  readonly technique: string
  readonly identity: string
  readonly system: string
}

/** One record of one log. */
export interface Entry {
  /** Milliseconds since 1970. */
  readonly at: number
  readonly log: LogName
  readonly text: string
  /** The record's own id, where its log gives one. */
  readonly id?: string
  readonly mark?: Mark
}

/** How a host writes its times: bastion01 as old syslog daemons do, the others with their offset. */
export const hostZones: Readonly<Record<Host, Zone>> = { bastion01: 'Europe/Berlin', web01: 'Europe/Berlin', db01: 'UTC', build01: 'America/Chicago' }

/** The one log that tells neither zone nor year. */
export const bareHost: Host = 'bastion01'

export function cloudEntry(call: Call, chance: Chance, mark?: Mark): Entry {
  const record = recordOf(call, chance)
  const id = typeof record['eventID'] === 'string' ? record['eventID'] : ''
  return { at: call.at, log: 'cloudtrail', text: JSON.stringify(record), id, ...(mark === undefined ? {} : { mark }) }
}

export interface HostLine {
  readonly at: number
  readonly host: Host
  /** Program with its process id: `sshd[4211]`. */
  readonly program: string
  readonly message: string
}

export function hostEntry({ at, host, program, message }: HostLine, mark?: Mark): Entry {
  const stamp = host === bareHost ? syslogStamp(at, hostZones[host]) : offsetStamp(at, hostZones[host])
  return { at, log: host, text: `${stamp} ${host} ${program}: ${message}`, ...(mark === undefined ? {} : { mark }) }
}

export interface WebRequest {
  readonly at: number
  readonly address: string
  readonly method?: string
  readonly target: string
  readonly status: number
  readonly bytes: number
  readonly agent: string
  readonly referrer?: string
  readonly user?: string
}

/** A line of the combined log format. */
export function webEntry(request: WebRequest, mark?: Mark): Entry {
  const { at, address, method = 'GET', target, status, bytes, agent, referrer = '-', user = '-' } = request
  const text = `${address} - ${user} [${accessStamp(at)}] "${method} ${target} HTTP/1.1" ${status} ${bytes} "${referrer}" "${agent}"`
  return { at, log: 'web', text, ...(mark === undefined ? {} : { mark }) }
}

/** A line of the shop's own log: JSON, UTC with milliseconds. */
export function serviceEntry(at: number, fields: Readonly<Record<string, unknown>>, mark?: Mark): Entry {
  const { level = 'info', host = 'web01', ...rest } = fields
  const text = JSON.stringify({ time: new Date(at).toISOString(), level, service: 'shop-api', host, ...rest })
  return { at, log: 'shop-api', text, ...(mark === undefined ? {} : { mark }) }
}

/** The instant a record tells, as precise as its log writes it. */
export function toldTime(entry: Entry): string {
  const iso = new Date(entry.at).toISOString()
  const coarse = entry.log === 'cloudtrail' || entry.log === 'web' || entry.log === bareHost
  return coarse ? `${iso.slice(0, 19)}Z` : iso
}
