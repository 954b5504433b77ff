import type { EventCitation } from './citation.ts'

export const indicatorTypes = ['ipv4', 'ipv6', 'domain', 'url', 'email', 'md5', 'sha1', 'sha256', 'user-agent', 'aws-key-id', 'aws-arn'] as const
export type IndicatorType = (typeof indicatorTypes)[number]

/** One value found in a text, at its place. Offsets count characters of the text that was searched. */
export interface IndicatorMatch {
  readonly type: IndicatorType
  /** Refanged and normalised: lower-case domain, compressed IPv6. */
  readonly value: string
  /** As it stands in the text (`hxxp://bad[.]example`). */
  readonly raw: string
  readonly offset: number
  readonly length: number
  /** True for private, reserved and documentation values: something seen that points at nobody on the Internet. */
  readonly observable: boolean
}

/** One value over all the evidence. */
export interface IndicatorSighting {
  readonly type: IndicatorType
  readonly value: string
  readonly observable: boolean
  readonly count: number
  /** ISO UTC of the first and last record it was seen in; absent where the text has no times. */
  readonly first?: string
  readonly last?: string
  readonly examples: readonly EventCitation[]
  /** Datasets it was seen in. */
  readonly datasets: readonly string[]
}
