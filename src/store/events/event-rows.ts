import { hash } from 'node:crypto'
import type { Actor, EcsName, Event } from '../../model/event.ts'
import { addressSort } from './address-sort.ts'
import { NumberBuffer, TextBuffer } from './column-buffer.ts'
import { addressFields, type EventColumn, eventColumns } from './columns.ts'
import { createTimeSplitter } from './event-time.ts'
import { type Extra, fieldsText, readableText } from './fields-text.ts'
import { ColumnEncoder } from './parquet-column.ts'
import type { ColumnChunk, FileSink } from './parquet-pages.ts'
import { sortedRows } from './sorted-rows.ts'

/** Columns whose texts are hardly ever the same twice: looking for equal ones would cost more than it saves. */
const uniqueTexts: ReadonlySet<string> = new Set(['fields', 'source_id', 'event.code'])

/** The buffer of a column: one of the two. */
interface Target {
  readonly name: string
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
  readonly #texts = new Map<string, TextBuffer>()
  readonly #numbers = new Map<string, NumberBuffer>()
  readonly #given: readonly (Target & { readonly value: (event: Event) => string | number | undefined })[]
  readonly #ecs = new Map<string, Target & { readonly ecs: EcsName }>()
  readonly #sorts: readonly { readonly name: 'source.ip' | 'destination.ip'; readonly buffer: TextBuffer }[]
  readonly #addresses = new Map<string, string>()
  readonly #splitTime = createTimeSplitter()
  readonly #encoder = new ColumnEncoder()
  readonly #lastHash = { item: -1, offset: -1, low: 0, high: 0 }
  #extra: Extra | undefined
  // The buffers every event writes to, looked up once.
  readonly #time: NumberBuffer
  readonly #told: NumberBuffer
  readonly #nanos: NumberBuffer
  readonly #part: NumberBuffer
  readonly #hash: NumberBuffer
  readonly #fields: TextBuffer

  constructor() {
    for (const { name, type } of eventColumns) {
      if (type === 'text') this.#texts.set(name, new TextBuffer(!uniqueTexts.has(name)))
      else this.#numbers.set(name, new NumberBuffer())
    }
    this.#given = eventColumns.flatMap(({ name, from }) => (from.kind === 'event' ? [{ ...this.#target(name), value: from.value }] : []))
    for (const { name, from } of eventColumns) if (from.kind === 'ecs') this.#ecs.set(name, { ...this.#target(name), ecs: from.name })
    this.#sorts = addressFields.map((name) => ({ name, buffer: this.#textColumn(`${name}/sort`) }))
    this.#time = this.#numberColumn('time')
    this.#told = this.#numberColumn('told')
    this.#nanos = this.#numberColumn('nanos')
    this.#part = this.#numberColumn('part')
    this.#hash = this.#numberColumn('record_hash')
    this.#fields = this.#textColumn('fields')
  }

  /** Adds an event; `bytes` are those of its record. */
  add(event: Event, bytes: Uint8Array): void {
    const row = this.count
    this.#extra = undefined
    const item = this.#item(row, event.origin.evidence)
    this.#setTime(row, event)
    this.#setPart(row, event)
    this.#setHash(row, { item, offset: event.origin.offset, bytes })
    for (const target of this.#given) {
      const found = target.value(event)
      if (found !== undefined) this.#set(row, target, found)
    }
    this.#setEcs(row, event)
    this.#setFields(row, event)
    if (event.origin.format !== event.dataset) this.#note({ format: event.origin.format })
    if (event.actor !== undefined && isNobody(event.actor)) this.#note({ actor: {} })
    if (this.#extra !== undefined) this.#textColumn('extra').set(row, fieldsText(this.#extra))
    this.count = row + 1
  }

  /** Bytes of the texts it holds. */
  get bytes(): number {
    let sum = 0
    for (const buffer of this.#texts.values()) sum += buffer.plain.length
    return sum
  }

  /** Takes back the rows from this one on. */
  truncate(row: number): void {
    for (const buffer of this.#texts.values()) buffer.entries.fill(0, row, this.count)
    for (const buffer of this.#numbers.values()) buffer.present.fill(0, row, this.count)
    this.count = Math.min(row, this.count)
    this.#lastHash.item = -1
  }

  clear(): void {
    for (const buffer of this.#texts.values()) buffer.clear()
    for (const buffer of this.#numbers.values()) buffer.clear()
    this.#addresses.clear()
    this.#itemNumbers.clear()
    this.#items = []
    this.#lastHash.item = -1
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
    const { low, high } = this.#time
    return sortedRows({
      count: this.count,
      time: { low, high },
      itemOf: this.#itemOf,
      items: this.#items,
      offset: this.#numberColumn('offset'),
      part: this.#part,
    })
  }

  /** Time of a row, microseconds since 1970 UTC. */
  timeOf(row: number): bigint {
    return (BigInt(this.#time.high[row] ?? 0) << 32n) | BigInt((this.#time.low[row] ?? 0) >>> 0)
  }

  /** Writes all columns, rows in this order. */
  write(order: Uint32Array<ArrayBuffer>, sink: FileSink): ColumnChunk[] {
    this.#encoder.begin(sink, order)
    return eventColumns.map((column) => this.#writeColumn(column))
  }

  #writeColumn(column: EventColumn): ColumnChunk {
    if (column.type !== 'text') return this.#encoder.numbers(column, this.#numberColumn(column.name))
    return this.#encoder.texts(column, this.#textColumn(column.name))
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
    const { low, high, nanos, isCanonical } = this.#splitTime(time.at, time.precision)
    this.#time.setBits(row, low, high)
    this.#told.setBits(row, low, high)
    this.#nanos.set(row, nanos)
    if (!isCanonical) this.#set(row, this.#target('at'), time.at)
  }

  #setPart(row: number, { id, origin }: Event): void {
    const whole = `${origin.evidence.slice(0, 16)}:${origin.offset}`
    let part = 0
    if (id !== whole) {
      const rest = id.startsWith(`${whole}.`) ? id.slice(whole.length + 1) : ''
      if (/^[1-9]\d{0,8}$/.test(rest)) part = Number(rest)
      else this.#note({ id })
    }
    this.#part.set(row, part)
  }

  #setHash(row: number, { item, offset, bytes }: { item: number; offset: number; bytes: Uint8Array }): void {
    const last = this.#lastHash
    if (last.item !== item || last.offset !== offset) {
      const digest = hash('sha256', bytes, 'binary')
      last.item = item
      last.offset = offset
      last.high = wordAt(digest, 0)
      last.low = wordAt(digest, 4)
    }
    this.#hash.setBits(row, last.low, last.high)
  }

  #setEcs(row: number, { ecs }: Event): void {
    for (const name in ecs) {
      const target = this.#ecs.get(name)
      const value = target === undefined ? undefined : ecs[target.ecs]
      if (target !== undefined && value !== undefined) this.#set(row, target, value)
    }
    for (const { name, buffer } of this.#sorts) {
      const address = ecs[name]
      const sort = address === undefined ? '' : this.#sortOf(address)
      if (sort !== '') buffer.set(row, sort)
    }
  }

  #setFields(row: number, { fields }: Event): void {
    const text = fieldsText(fields)
    const readable = readableText(text)
    if (readable !== undefined) this.#note({ values: { ...this.#extra?.values, fields: text } })
    this.#fields.set(row, readable ?? text)
  }

  #sortOf(address: string): string {
    const known = this.#addresses.get(address)
    if (known !== undefined) return known
    const sort = addressSort(address) ?? ''
    if (this.#addresses.size < 65_536) this.#addresses.set(address, sort)
    return sort
  }

  /** Sets a value; what the column cannot say exactly is noted beside. */
  #set(row: number, { name, text, number }: Target, value: string | number): void {
    if (typeof value === 'string') {
      if (text?.set(row, value) === true) return
    } else if (number !== undefined && Number.isSafeInteger(value) && !Object.is(value, -0)) {
      number.set(row, value)
      return
    }
    this.#note({ values: { ...this.#extra?.values, [name]: value } })
  }

  #target(name: string): Target {
    return { name, text: this.#texts.get(name), number: this.#numbers.get(name) }
  }

  #note(extra: Extra): void {
    this.#extra = { ...this.#extra, ...extra }
  }

  #textColumn(name: string): TextBuffer {
    const buffer = this.#texts.get(name)
    if (buffer === undefined) throw new TypeError(`No column of texts is named ${name}`)
    return buffer
  }

  #numberColumn(name: string): NumberBuffer {
    const buffer = this.#numbers.get(name)
    if (buffer === undefined) throw new TypeError(`No column of numbers is named ${name}`)
    return buffer
  }
}

/** Four bytes, highest first, of a text that has one in each character. */
function wordAt(bytes: string, at: number): number {
  return (bytes.charCodeAt(at) << 24) | (bytes.charCodeAt(at + 1) << 16) | (bytes.charCodeAt(at + 2) << 8) | bytes.charCodeAt(at + 3)
}

function isNobody({ principal, credential, issued }: Actor): boolean {
  return principal === undefined && credential === undefined && issued === undefined
}
