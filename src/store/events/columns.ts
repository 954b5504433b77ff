import type { EcsFields, EcsName } from '../../model/event.ts'

/**
 * Type of a column in Parquet and in DuckDB. `timestamp`: INT64, microseconds since 1970 UTC, TIMESTAMP (without zone) in DuckDB; `long`: INT64, BIGINT;
 * `integer`: INT32, INTEGER; `text`: UTF-8, VARCHAR.
 */
export type ColumnType = 'timestamp' | 'long' | 'integer' | 'text'

/** A column of the segments. */
export interface EventColumn {
  /** As in the file; quote it in SQL (`"source.ip"`, `"source.ip/sort"`). */
  readonly name: string
  readonly type: ColumnType
  /** True where every event has a value; else NULL stands for "has none". */
  readonly required: boolean
  readonly from: ColumnSource
}

/**
 * Where a column's value comes from: `ecs`, the ECS field of this name; `sort`, the address in that ECS field as 32 hex digits (16 bytes, IPv4 mapped into
 * IPv6), NULL where it holds no address, so that a network is a range; `written`, the writer of segments, from the event or its record; `later`, NULL until a
 * clock or a duplicate becomes known.
 */
export type ColumnSource =
  | { readonly kind: 'ecs'; readonly name: EcsName }
  | { readonly kind: 'sort'; readonly name: EcsName }
  | { readonly kind: 'written' }
  | { readonly kind: 'later' }

/**
 * The ECS fields and what they hold. Numbers are BIGINT; a value that is no safe whole number (a port "12.5") has NULL there and its value in `extra`.
 */
export const ecsTypes: { readonly [Name in EcsName]: NonNullable<EcsFields[Name]> extends number ? 'long' : 'text' } = {
  'event.action': 'text',
  'event.outcome': 'text',
  'event.provider': 'text',
  'event.code': 'text',
  'host.name': 'text',
  'user.name': 'text',
  'user.target.name': 'text',
  'user.id': 'text',
  'source.ip': 'text',
  'source.port': 'long',
  'source.domain': 'text',
  'destination.ip': 'text',
  'destination.port': 'long',
  'destination.domain': 'text',
  'process.name': 'text',
  'process.pid': 'long',
  'process.command_line': 'text',
  'file.path': 'text',
  'user_agent.original': 'text',
  'http.request.method': 'text',
  'http.response.status_code': 'long',
  'http.response.body.bytes': 'long',
  'url.original': 'text',
  'url.path': 'text',
  'url.query': 'text',
  'cloud.account.id': 'text',
  'cloud.region': 'text',
  'error.code': 'text',
  'source.bytes': 'long',
  'log.level': 'text',
}

/** ECS fields that hold addresses: each has a second column `<name>/sort`. */
export const addressFields = ['source.ip', 'destination.ip'] as const satisfies readonly EcsName[]

export function isEcsName(name: string): name is EcsName {
  return Object.hasOwn(ecsTypes, name)
}

const ecsNames = Object.keys(ecsTypes).filter(isEcsName)

/** The columns of a segment, in the order of the file. Rows are sorted by time, evidence, offset, part. */
export const eventColumns: readonly EventColumn[] = [
  // When. `time` is what everything sorts and filters by: `told` plus the correction of the source's clock, where one is known.
  written('time', 'timestamp', true),
  // As the source told it; whole microseconds, rounded down.
  written('told', 'timestamp', true),
  // Nanoseconds beyond `told`, 0 to 999.
  written('nanos', 'integer', true),
  // EventTime.at, only where `told`, `nanos` and `precision` do not give it back.
  written('at', 'text'),
  written('precision', 'text', true),
  written('zone', 'text', true),
  // `zone`, `year` or `zone,year`.
  written('assumed', 'text'),
  // ISO 8601, as EventTime.latest.
  written('latest', 'text'),
  // What was added to `told` to give `time`, and how sure that is; NULL where nothing was.
  later('offset_ms', 'long'),
  later('uncertainty_ms', 'long'),
  // Which. The id of an event is `<first 16 digits of evidence>:<offset>`, and `.<part>` where part is not 0.
  written('evidence', 'text', true),
  written('offset', 'long', true),
  written('length', 'long', true),
  written('part', 'integer', true),
  written('record', 'long', true),
  written('dataset', 'text', true),
  written('version', 'integer', true),
  written('path', 'text', true),
  // What.
  written('message', 'text', true),
  ...ecsNames.map((name): EventColumn => ({ name, type: ecsTypes[name], required: false, from: { kind: 'ecs', name } })),
  ...addressFields.map((name): EventColumn => ({ name: `${name}/sort`, type: 'text', required: false, from: { kind: 'sort', name } })),
  written('actor.principal', 'text'),
  written('actor.credential', 'text'),
  written('actor.issued', 'text'),
  written('source_id', 'text'),
  // All of the source's own fields: JSON of an object, no space outside of its texts, characters beyond ASCII as they are (not `\uXXXX`, but for
  // controls), U+FFFD for lone surrogates. Numbers that JavaScript's JSON cannot write are `1e999`, `-1e999` and `-0`.
  written('fields', 'text', true),
  // First 8 bytes of the SHA-256 of the record's bytes, big-endian, signed.
  written('record_hash', 'long', true),
  // Id of the event that this one repeats; never that of an event that is a duplicate itself.
  later('duplicate_of', 'text'),
  // JSON of what the other columns cannot say exactly (a lone surrogate in a text, a port with a fraction); almost always NULL.
  written('extra', 'text'),
]

function written(name: string, type: ColumnType, required = false): EventColumn {
  return { name, type, required, from: { kind: 'written' } }
}

function later(name: string, type: ColumnType): EventColumn {
  return { name, type, required: false, from: { kind: 'later' } }
}

/** The SQL expression of an event's id. */
export const eventIdSql = `substr("evidence", 1, 16) || ':' || "offset" || CASE WHEN "part" = 0 THEN '' ELSE '.' || "part" END`
