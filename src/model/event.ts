import type { Precision } from '../base/instant.ts'
import type { JsonObject } from '../base/json.ts'
import type { Origin } from './origin.ts'

/** When an event happened, as well as the source tells it. */
export interface EventTime {
  /** ISO 8601 in UTC with the digits the source had. */
  readonly at: string
  readonly precision: Precision
  /** The zone the source stated (`Z`, `+02:00`) or the one it was read with (`Europe/Berlin`, `UTC`). */
  readonly zone: string
  /** What the source did not say and was supplied. A time with an assumed zone is uncertain by 14 hours either way and never bounds a metric. */
  readonly assumed?: readonly ('zone' | 'year')[]
  /** The other instant a local time may stand for, where a clock was set back. */
  readonly latest?: string
}

/** The ECS fields every format fills where it can (Elastic Common Schema names; bytes and ports are numbers). */
export interface EcsFields {
  'event.action'?: string
  'event.outcome'?: 'success' | 'failure' | 'unknown'
  'event.provider'?: string
  /** The source's own id of the event (CloudTrail eventID). */
  'event.code'?: string
  'host.name'?: string
  'user.name'?: string
  'user.target.name'?: string
  'user.id'?: string
  'source.ip'?: string
  'source.port'?: number
  'source.domain'?: string
  'destination.ip'?: string
  'destination.port'?: number
  'destination.domain'?: string
  'process.name'?: string
  'process.pid'?: number
  'process.command_line'?: string
  'file.path'?: string
  'user_agent.original'?: string
  'http.request.method'?: string
  'http.response.status_code'?: number
  'http.response.body.bytes'?: number
  'url.original'?: string
  'url.path'?: string
  'url.query'?: string
  'cloud.account.id'?: string
  'cloud.region'?: string
  'error.code'?: string
  /** Bytes that left towards the caller, where the source counts them. */
  'source.bytes'?: number
  'log.level'?: string
}
export type EcsName = keyof EcsFields

/**
 * Who acted, in the terms of the source: enough to group an actor's session and to join identities by credential,
 * never by address alone.
 */
export interface Actor {
  /** The identity as the source names it: an ARN, a local account, an HTTP user. */
  readonly principal?: string
  /** The credential used (an access key id, an SSH key fingerprint). */
  readonly credential?: string
  /** The credential this event issued to whoever called (the key id AssumeRole hands out). */
  readonly issued?: string
}

/** One thing that happened, as one record of the evidence tells it. */
export interface Event {
  /** `<first 16 hex of the evidence hash>:<offset>`, `.n` appended where one span yields several events. */
  readonly id: string
  readonly time: EventTime
  /** Name of the format that read it: `event.dataset`. */
  readonly dataset: string
  /** One sentence a person can read. */
  readonly message: string
  readonly ecs: EcsFields
  readonly actor?: Actor
  /** All of the source's own fields under its own names: what Sigma rules see. */
  readonly fields: JsonObject
  /** The id the source itself gave the record, where it has one (CloudTrail eventID). */
  readonly sourceId?: string
  readonly origin: Origin
}
