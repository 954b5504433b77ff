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
  /**
   * One of the source's own fields: `fields.requestParameters.bucketName`; its path below `fields`. A list counts as its elements, on the path and at its end;
   * null and empty text are no value; an object only exists.
   */
  | { readonly kind: 'own'; readonly path: readonly string[] }

/** What an event has besides ECS and its own fields. `event.id` is the event's id, `evidence` the SHA-256 of its item (of a beginning of it the parser makes a pattern). */
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
 * What the value must be like. Letters match in either case. `is` compares the whole value, on fields of numbers as a number; `like` the whole value with `*`
 * (any characters, new lines included) and `?` (one); `matches` is a regular expression in RE2's syntax, unanchored, in which `(?-i)` tells case apart; `in` a
 * network in CIDR notation (false for what is no address); `compare` a number, also one written as text in the source's own fields. An event without the
 * field passes no test. `match.ts` is the reference.
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

/**
 * Text anywhere in the message or in the source's own fields: a word or "phrase" as it stands, a pattern (not bound to the ends of the text) or a regular
 * expression. Own fields are searched as the JSON text they are; `contains` and the texts of `like` are looked for there as they stand and as JSON escapes them.
 */
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
