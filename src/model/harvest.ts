import type { EvidenceItem } from './evidence-item.ts'
import type { Finding } from './finding.ts'
import type { IndicatorSighting } from './indicator-sighting.ts'
import type { Issue, Session } from './session.ts'

/** What one log source covers, as its events tell: hours with events, from which silences follow. */
export interface SourceCoverage {
  readonly dataset: string
  readonly host?: string
  /** SHA-256 of the items. */
  readonly evidence: readonly string[]
  readonly begins: string
  readonly ends: string
  readonly events: number
  readonly silences: readonly { readonly from: string; readonly to: string }[]
  /** Accounts and regions seen (cloud logs), and whether reads of data were logged at all. */
  readonly accounts: readonly string[]
  readonly regions: readonly string[]
  readonly dataEvents: boolean
}

/** Everything that reading the evidence gave: the draft is made from this and nothing else. */
export interface Harvest {
  /** Items in the order they came, labelled. */
  readonly items: readonly EvidenceItem[]
  readonly findings: readonly Finding[]
  readonly sessions: readonly Session[]
  readonly issues: readonly Issue[]
  readonly sightings: readonly IndicatorSighting[]
  readonly coverage: readonly SourceCoverage[]
}

/** What a draft proposes: whole lists and single fields. Elements carry ids derived from their findings. */
export interface Proposals {
  readonly lists: readonly { readonly path: string; readonly items: readonly ProposedElement[] }[]
  readonly fields: readonly { readonly path: string; readonly value: unknown }[]
}

/** An element of a list of the record, as the draft proposes it. */
export type ProposedElement = { readonly id: string } & Readonly<Record<string, unknown>>
