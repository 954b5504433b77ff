import type { JsonObject } from '../../base/json.ts'
import type { Actor, EcsName, Event } from '../../model/event.ts'
import type { NumberBuffer, TextBuffer } from './column-buffer.ts'
import { ColumnBuffers } from './column-buffers.ts'
import { type EventColumn, eventColumns } from './columns.ts'
import { isCompactJson } from './compact-json.ts'
import { createPartReader } from './event-part.ts'
import { createTimeSplitter } from './event-time.ts'
import { type Extra, fieldsText, readableText } from './fields-text.ts'
import { ColumnEncoder } from './parquet-column.ts'
import type { ColumnChunk, FileSink } from './parquet-pages.ts'
import { RecordHash } from './record-hash.ts'
import { SortColumn } from './sort-column.ts'
import { sortedRows } from './sorted-rows.ts'

/** What is known of the record of an event. */
export interface SourceRecord {
  /** What its text says as JSON; nobody changes it. */
  readonly json?: JsonObject | undefined
  /** True where its bytes are not all UTF-8. */
  readonly badText: boolean
}

/** Where the values of an ECS field go: one of the two. */
interface EcsColumn {
  readonly name: EcsName
  readonly text: TextBuffer | undefined
  readonly number: NumberBuffer | undefined
}

/** Events in memory, column by column, until they are written as one row group. */
export class EventRows {
  count = 0
  /** By row: number of the item in `items`. */
  #itemOf = new Uint32Array(1024)
  #items: string[] = []
  readonly #itemNumbers = new Map<string, number>()
  readonly #buffers = new ColumnBuffers()
  readonly #columns = namedColumns(this.#buffers)
  readonly #ecs: ReadonlyMap<string, EcsColumn> = ecsColumns(this.#buffers)
  /** By place among the ECS fields of an event: the column of the field that stood there last. */
  readonly #ecsPlaces: (EcsColumn | undefined)[] = []
  readonly #source = new SortColumn(this.#buffers, 'source.ip')
  readonly #destination = new SortColumn(this.#buffers, 'destination.ip')
  readonly #splitTime = createTimeSplitter()
  readonly #partOf = createPartReader()
  readonly #recordHash = new RecordHash()
  readonly #encoder = new ColumnEncoder()
  #extra: Extra | undefined

  /** Adds an event; `bytes` are those of its record. */
  // Three parameters: an object made for each event would cost more than it tells.
  add(event: Event, bytes: Uint8Array, record?: SourceRecord): void {
    const row = this.count
    this.#extra = undefined
    this.#setTime(row, event)
    this.#setOrigin(row, event)
    this.#setHash(row, event, bytes)
    this.#setTold(row, event)
    this.#setEcs(row, event)
    if (record !== undefined && isRecord(event, bytes, record)) this.#columns.fields.setBytes(row, bytes)
    else this.#setFields(row, event)
    if (event.origin.format !== event.dataset) this.#note({ format: event.origin.format })
    if (event.actor !== undefined && isNobody(event.actor)) this.#note({ actor: {} })
    if (this.#extra !== undefined) this.#columns.extra.set(row, fieldsText(this.#extra))
    this.count = row + 1
  }

  /** Bytes of the texts it holds. */
  get bytes(): number {
    return this.#buffers.bytes
  }

  /** Takes back the rows from this one on. */
  truncate(row: number): void {
    this.#buffers.truncate(row, this.count)
    this.count = Math.min(row, this.count)
    this.#recordHash.forget()
  }

  clear(): void {
    this.#buffers.clear()
    this.#source.clear()
    this.#destination.clear()
    this.#itemNumbers.clear()
    this.#items = []
    this.#recordHash.forget()
    this.count = 0
  }

  /** Rows by item, of the items that have any. */
  itemRows(): { sha256: string; rows: number }[] {
    const counts = new Uint32Array(this.#items.length)
    for (let row = 0; row < this.count; row += 1) counts[this.#itemOf[row] ?? 0] = (counts[this.#itemOf[row] ?? 0] ?? 0) + 1
    return this.#items.flatMap((sha256, index) => (counts[index] === 0 ? [] : [{ sha256, rows: counts[index] ?? 0 }]))
  }

  /** Rows by time, item, offset and part. */
  order(): Uint32Array<ArrayBuffer> {
    const { time, offset, part } = this.#columns
    return sortedRows({ count: this.count, time, itemOf: this.#itemOf, items: this.#items, offset, part })
  }

  /** Time of a row, microseconds since 1970 UTC. */
  timeOf(row: number): bigint {
    const { low, high } = this.#columns.time
    return (BigInt(high[row] ?? 0) << 32n) | BigInt((low[row] ?? 0) >>> 0)
  }

  /** Writes all columns, rows in this order. */
  write(order: Uint32Array<ArrayBuffer>, sink: FileSink): ColumnChunk[] {
    this.#encoder.begin(sink, order)
    return eventColumns.map((column) => this.#writeColumn(column))
  }

  #writeColumn(column: EventColumn): ColumnChunk {
    if (column.type !== 'text') return this.#encoder.numbers(column, this.#buffers.number(column.name))
    return this.#encoder.texts(column, this.#buffers.text(column.name))
  }

  #item(row: number, sha256: string): number {
    if (row >= this.#itemOf.length) {
      const larger = new Uint32Array(row * 2)
      larger.set(this.#itemOf)
      this.#itemOf = larger
    }
    let item = this.#items.length - 1
    if (this.#items[item] !== sha256) {
      item = this.#itemNumbers.get(sha256) ?? this.#items.push(sha256) - 1
      this.#itemNumbers.set(sha256, item)
    }
    this.#itemOf[row] = item
    return item
  }

  #setTime(row: number, { time }: Event): void {
    const columns = this.#columns
    const { low, high, nanos, isCanonical } = this.#splitTime(time.at, time.precision)
    columns.time.setBits(row, low, high)
    columns.nanos.set(row, nanos)
    if (!isCanonical) this.#text(row, columns.at, time.at)
  }

  #setOrigin(row: number, event: Event): void {
    const part = this.#partOf(event)
    if (part === undefined) this.#note({ id: event.id })
    this.#columns.part.set(row, part ?? 0)
  }

  #setHash(row: number, { origin }: Event, bytes: Uint8Array): void {
    const hash = this.#recordHash
    hash.read(bytes, this.#item(row, origin.evidence), origin.offset)
    this.#columns.hash.setBits(row, hash.low, hash.high)
  }

  /** What every event has or may have; in the order of the columns, which is also that of `extra`. */
  #setTold(row: number, { time, origin, dataset, message, actor, sourceId }: Event): void {
    const columns = this.#columns
    this.#text(row, columns.precision, time.precision)
    this.#text(row, columns.zone, time.zone)
    this.#text(row, columns.assumed, time.assumed === undefined ? undefined : assumedText(time.assumed))
    this.#text(row, columns.latest, time.latest)
    this.#text(row, columns.evidence, origin.evidence)
    this.#number(row, columns.offset, origin.offset)
    this.#number(row, columns.length, origin.length)
    this.#number(row, columns.record, origin.record)
    this.#text(row, columns.dataset, dataset)
    this.#number(row, columns.version, origin.version)
    this.#text(row, columns.path, origin.path)
    this.#text(row, columns.message, message)
    if (actor !== undefined) {
      this.#text(row, columns.principal, actor.principal)
      this.#text(row, columns.credential, actor.credential)
      this.#text(row, columns.issued, actor.issued)
    }
    this.#text(row, columns.sourceId, sourceId)
  }

  #setEcs(row: number, { ecs }: Event): void {
    let place = 0
    for (const name in ecs) {
      // Most events of a format have the same fields in the same order.
      let column = this.#ecsPlaces[place]
      if (column?.name !== name) {
        column = this.#ecs.get(name)
        this.#ecsPlaces[place] = column
      }
      place += 1
      if (column?.name !== name) continue
      const value = ecs[name]
      if (typeof value === 'string' && column.text !== undefined) this.#text(row, column.text, value)
      else if (typeof value === 'number' && column.number !== undefined) this.#number(row, column.number, value)
      else if (value !== undefined) this.#noteValue(name, value)
    }
    if (ecs['source.ip'] !== undefined) this.#source.set(row, ecs['source.ip'])
    if (ecs['destination.ip'] !== undefined) this.#destination.set(row, ecs['destination.ip'])
  }

  #setFields(row: number, { fields }: Event): void {
    const text = fieldsText(fields)
    const readable = readableText(text)
    if (readable !== undefined) this.#noteValue('fields', text)
    this.#columns.fields.set(row, readable ?? text)
  }

  // Three parameters each: they are called thirty times an event.
  #text(row: number, buffer: TextBuffer, value: string | undefined): void {
    if (value !== undefined && !buffer.set(row, value)) this.#noteValue(buffer.name, value)
  }

  #number(row: number, buffer: NumberBuffer, value: number): void {
    if (Number.isSafeInteger(value) && !Object.is(value, -0)) buffer.set(row, value)
    else this.#noteValue(buffer.name, value)
  }

  /** Notes a value beside that its column cannot say exactly. */
  #noteValue(name: string, value: string | number): void {
    this.#note({ values: { ...this.#extra?.values, [name]: value } })
  }

  #note(extra: Extra): void {
    this.#extra = { ...this.#extra, ...extra }
  }
}

/** The buffers of what does not depend on the kind of event, looked up once. */
function namedColumns(buffers: ColumnBuffers) {
  return {
    time: buffers.number('time'),
    nanos: buffers.number('nanos'),
    at: buffers.text('at'),
    precision: buffers.text('precision'),
    zone: buffers.text('zone'),
    assumed: buffers.text('assumed'),
    latest: buffers.text('latest'),
    evidence: buffers.text('evidence'),
    offset: buffers.number('offset'),
    length: buffers.number('length'),
    part: buffers.number('part'),
    record: buffers.number('record'),
    dataset: buffers.text('dataset'),
    version: buffers.number('version'),
    path: buffers.text('path'),
    message: buffers.text('message'),
    principal: buffers.text('actor.principal'),
    credential: buffers.text('actor.credential'),
    issued: buffers.text('actor.issued'),
    sourceId: buffers.text('source_id'),
    fields: buffers.text('fields'),
    hash: buffers.number('record_hash'),
    extra: buffers.text('extra'),
  }
}

function ecsColumns(buffers: ColumnBuffers): Map<string, EcsColumn> {
  const columns = eventColumns.flatMap(({ type, from }): EcsColumn[] => {
    if (from.kind !== 'ecs') return []
    const { name } = from
    return [type === 'text' ? { name, text: buffers.text(name), number: undefined } : { name, text: undefined, number: buffers.number(name) }]
  })
  return new Map(columns.map((column) => [column.name, column]))
}

/** True where the fields of an event are its record as it stands. */
function isRecord({ fields }: Event, bytes: Uint8Array, { json, badText }: SourceRecord): boolean {
  return json === fields && !badText && isCompactJson(fields, bytes)
}

function assumedText(assumed: NonNullable<Event['time']['assumed']>): string {
  if (assumed.length === 2 && assumed[0] === 'zone' && assumed[1] === 'year') return 'zone,year'
  return assumed.length === 1 ? (assumed[0] ?? '') : assumed.join(',')
}

function isNobody({ principal, credential, issued }: Actor): boolean {
  return principal === undefined && credential === undefined && issued === undefined
}
