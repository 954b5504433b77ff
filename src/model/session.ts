import type { EventCitation } from './citation.ts'
import type { EventTime } from './event.ts'

/**
 * What one identity did with one credential from one address with one client: the grain at which ordinary work and an
 * intruder's differ. Built while records are read; bounded.
 */
export interface Session {
  /** From dataset, host, principal, credential, address and agent. */
  readonly id: string
  readonly dataset: string
  readonly host?: string
  readonly principal?: string
  readonly user?: string
  readonly credential?: string
  readonly address?: string
  /** Client with its version cut off ("aws-cli", "Boto3", "Mozilla"). */
  readonly agent?: string
  readonly count: number
  readonly failures: number
  /** Times with an assumed zone count like others here; consumers look at `assumed`. */
  readonly first: EventTime
  readonly last: EventTime
  /** event.action -> how often and how often refused; at most 300 actions, the rest under "…". */
  readonly actions: Readonly<Record<string, { readonly count: number; readonly failures: number }>>
  /** Bytes the source says went to the caller. */
  readonly bytesOut: number
  readonly firstEvent: EventCitation
}

/** A credential handed out by one identity and used by another: the only thing that joins identities. */
export interface Issue {
  readonly credential: string
  /** Session that asked for it. */
  readonly session: string
  readonly principal?: string
  /** Who the credential acts as (the assumed role). */
  readonly target?: string
  readonly method: string
  readonly at: EventTime
  readonly citation: EventCitation
}
