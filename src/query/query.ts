import type { EcsName } from '../model/event.ts'

/** A search as its meaning: what `parseQuery` makes of a text, what stores compile. Depth and size are bounded by the parser. */
export type Query =
  | { readonly kind: 'everything' }
  | { readonly kind: 'and'; readonly parts: readonly Query[] }
  | { readonly kind: 'or'; readonly parts: readonly Query[] }
  | { readonly kind: 'not'; readonly part: Query }
  | FieldTest
  | TextTest
  | TimeTest

/** A test of one field. */
export interface FieldTest {
  readonly kind: 'field'
  readonly field: QueryField
  readonly test: ValueTest
}

/** A field that can be asked for. */
export type QueryField =
  | { readonly kind: 'ecs'; readonly name: EcsName }
  | { readonly kind: 'event'; readonly name: EventFieldName }
  /** One of the source's own fields: `fields.requestParameters.bucketName`; its path below `fields`. */
  | { readonly kind: 'own'; readonly path: readonly string[] }

/** What an event has besides ECS and its own fields. `event.id` is the event's id, `evidence` the SHA-256 of its item (or a beginning of it). */
export type EventFieldName =
  | 'event.id'
  | 'event.dataset'
  | 'event.source_id'
  | 'event.duplicate_of'
  | 'evidence'
  | 'path'
  | 'message'
  | 'actor.principal'
  | 'actor.credential'
  | 'actor.issued'

/**
 * What the value must be like. Letters match in either case. `is` compares the whole value; `like` has `*` (any characters) and `?` (one);
 * `matches` is a regular expression in RE2's syntax, unanchored; `in` a network in CIDR notation; `compare` a number.
 */
export type ValueTest =
  | { readonly op: 'is'; readonly value: string }
  | { readonly op: 'like'; readonly pattern: readonly LikePart[] }
  | { readonly op: 'matches'; readonly source: string }
  | { readonly op: 'in'; readonly network: Network }
  | { readonly op: 'compare'; readonly comparison: Comparison; readonly value: number }
  | { readonly op: 'exists' }

export type LikePart = string | { readonly wild: '*' | '?' }

export type Comparison = '<' | '<=' | '>' | '>='

/** An address range, both ends included, as 16 bytes in hex each (IPv4 mapped into IPv6), so that texts compare as addresses do. */
export interface Network {
  readonly text: string
  readonly first: string
  readonly last: string
}

/** Text anywhere in the message or in the source's own fields: a word or "phrase" as it stands, or a regular expression. */
export interface TextTest {
  readonly kind: 'text'
  readonly test: { readonly op: 'contains'; readonly text: string } | Extract<ValueTest, { op: 'like' | 'matches' }>
}

/** A bound of the (corrected) time, as microseconds since 1970 UTC: `from` included, `before` excluded. */
export interface TimeTest {
  readonly kind: 'time'
  readonly from?: bigint
  readonly before?: bigint
}
