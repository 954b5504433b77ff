import { DuckDBTimestampValue } from '@duckdb/node-api'
import { precisions, type Precision } from '../../base/instant.ts'
import { isObject, type JsonObject, objectAt, textAt } from '../../base/json.ts'
import type { Actor, EcsFields, EcsName, Event, EventTime } from '../../model/event.ts'
import { ecsTypes, isEcsName } from './columns.ts'
import type { Row } from './duckdb.ts'
import type { FoundEvent } from './event-store.ts'
import { storedTimeText } from './event-time.ts'

/** The event of a row of a segment that was read with all its columns (`SELECT *`): exactly as it was written, with what became known later. */
export function storedEvent(row: Row): FoundEvent {
  const offset = numberAt(row, 'offset_ms')
  const duplicateOf = optionalText(row, 'duplicate_of')
  return {
    event: eventOf(row),
    time: microsAt(row, 'time'),
    ...(offset === undefined ? {} : { correction: { offsetMs: offset, uncertaintyMs: numberAt(row, 'uncertainty_ms') ?? 0 } }),
    ...(duplicateOf === undefined ? {} : { duplicateOf }),
  }
}

function eventOf(row: Row): Event {
  const extra = extraOf(row)
  const exact = new Exact(row, objectAt(extra, 'values'))
  const dataset = exact.text('dataset')
  const evidence = exact.text('evidence')
  const offset = exact.number('offset')
  const part = numberAt(row, 'part') ?? 0
  const actor = actorOf(exact) ?? (extra?.['actor'] === undefined ? undefined : {})
  const sourceId = exact.optionalText('source_id')
  return {
    id: textAt(extra, 'id') ?? `${evidence.slice(0, 16)}:${offset}${part === 0 ? '' : `.${part}`}`,
    time: timeOf(row, exact),
    dataset,
    message: exact.text('message'),
    ecs: ecsOf(exact),
    ...(actor === undefined ? {} : { actor }),
    fields: jsonObject(exact.text('fields')),
    ...(sourceId === undefined ? {} : { sourceId }),
    origin: {
      evidence,
      path: exact.text('path'),
      record: exact.number('record'),
      offset,
      length: exact.number('length'),
      format: exact.format(extra) ?? dataset,
      version: exact.number('version'),
    },
  }
}

/** Values of a row; what its columns cannot say exactly comes from beside. */
class Exact {
  readonly #row: Row
  readonly #exact: JsonObject | undefined

  constructor(row: Row, exact: JsonObject | undefined) {
    this.#row = row
    this.#exact = exact
  }

  optionalText(name: string): string | undefined {
    const exact = this.#exact?.[name]
    return typeof exact === 'string' ? exact : optionalText(this.#row, name)
  }

  text(name: string): string {
    const text = this.optionalText(name)
    if (text === undefined) throw new TypeError(`Column ${name} holds no text`)
    return text
  }

  optionalNumber(name: string): number | undefined {
    const exact = this.#exact?.[name]
    return typeof exact === 'number' ? exact : numberAt(this.#row, name)
  }

  number(name: string): number {
    const number = this.optionalNumber(name)
    if (number === undefined) throw new TypeError(`Column ${name} holds no number`)
    return number
  }

  format(extra: JsonObject | undefined): string | undefined {
    const format = extra?.['format']
    return typeof format === 'string' ? format : undefined
  }
}

function timeOf(row: Row, exact: Exact): EventTime {
  const precision = precisionOf(exact.text('precision'))
  const assumed = exact.optionalText('assumed')
  const latest = exact.optionalText('latest')
  return {
    at: exact.optionalText('at') ?? storedTimeText({ micros: microsAt(row, 'told'), nanos: exact.number('nanos'), precision }),
    precision,
    zone: exact.text('zone'),
    ...(assumed === undefined ? {} : { assumed: (['zone', 'year'] as const).filter((what) => assumed.split(',').includes(what)) }),
    ...(latest === undefined ? {} : { latest }),
  }
}

function precisionOf(text: string): Precision {
  const precision = precisions.find((known) => known === text)
  if (precision === undefined) throw new TypeError(`"${text}" is no precision`)
  return precision
}

function ecsOf(exact: Exact): EcsFields {
  const ecs: [EcsName, string | number][] = []
  for (const name in ecsTypes) {
    if (!isEcsName(name)) continue
    const value = exact.optionalText(name) ?? exact.optionalNumber(name)
    if (value !== undefined) ecs.push([name, value])
  }
  return Object.fromEntries(ecs)
}

function actorOf(exact: Exact): Actor | undefined {
  const principal = exact.optionalText('actor.principal')
  const credential = exact.optionalText('actor.credential')
  const issued = exact.optionalText('actor.issued')
  if (principal === undefined && credential === undefined && issued === undefined) return undefined
  return {
    ...(principal === undefined ? {} : { principal }),
    ...(credential === undefined ? {} : { credential }),
    ...(issued === undefined ? {} : { issued }),
  }
}

function extraOf(row: Row): JsonObject | undefined {
  const text = optionalText(row, 'extra')
  return text === undefined ? undefined : jsonObject(text)
}

function jsonObject(text: string): JsonObject {
  const value: unknown = JSON.parse(text)
  if (!isObject(value)) throw new TypeError('A segment holds JSON that is no object')
  return value
}

function optionalText(row: Row, name: string): string | undefined {
  const value = row[name]
  return typeof value === 'string' ? value : undefined
}

function numberAt(row: Row, name: string): number | undefined {
  const value = row[name]
  return typeof value === 'bigint' ? Number(value) : typeof value === 'number' ? value : undefined
}

/** A TIMESTAMP, or a BIGINT of microseconds. */
function microsAt(row: Row, name: string): bigint {
  const value = row[name]
  if (value instanceof DuckDBTimestampValue) return value.micros
  if (typeof value === 'bigint') return value
  throw new TypeError(`Column ${name} holds no time`)
}
