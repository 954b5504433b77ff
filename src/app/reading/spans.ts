import { open } from 'node:fs/promises'
import { isGzip } from '../../evidence/containers/gzip.ts'
import type { YearSource } from '../../evidence/format.ts'
import { formatNamed } from '../../evidence/formats/index.ts'
import { decodeRecord } from '../../evidence/framing/framer.ts'
import { headBytes, headOf } from '../../evidence/head.ts'
import type { Event } from '../../model/event.ts'
import type { Problem } from '../../model/problem.ts'
import { assembleEvents } from './assemble.ts'
import { firstBytes, readAt } from './bytes.ts'
import { contextOf, itemBytes, itemNameOf, type ReadRequest } from './inspect.ts'
import { readEvidence } from './read-evidence.ts'

/** A run of bytes of an item (of the decoded member where the file is compressed). */
export interface SpanRequest {
  readonly offset: number
  readonly length: number
}

/** Larger spans than this are not read: no record is. */
const mostSpanBytes = 64 * 1024 * 1024

/** Exactly the bytes of one span of a plain or gzipped file; fewer where the file is shorter. */
export async function readSpan(request: ReadRequest, span: SpanRequest): Promise<Buffer> {
  let found: Buffer = Buffer.alloc(0)
  await readSpans(request, [span], (_, bytes) => {
    found = bytes
  })
  return found
}

/**
 * Reads many spans of one file, in the order of their offsets: with a seek each where it is plain, in one pass where it is gzipped. A span
 * beyond the end gets the bytes there are. The bytes are copies.
 */
export async function readSpans<Span extends SpanRequest>(
  request: ReadRequest,
  spans: readonly Span[],
  visit: (span: Span, bytes: Buffer) => void,
): Promise<void> {
  const sorted = spans.toSorted((a, b) => a.offset - b.offset || a.length - b.length)
  if (sorted.some(({ length }) => length > mostSpanBytes)) throw new RangeError(`A span is longer than ${mostSpanBytes} bytes`)
  const compressed = isGzip(await firstBytes(request.file ?? request.path, 10))
  if (compressed) await streamSpans(request, sorted, visit)
  else await seekSpans(request, sorted, visit)
}

async function seekSpans<Span extends SpanRequest>(
  request: ReadRequest,
  spans: readonly Span[],
  visit: (span: Span, bytes: Buffer) => void,
): Promise<void> {
  const file = await open(request.file ?? request.path)
  try {
    for (const span of spans) {
      request.signal?.throwIfAborted()
      visit(span, await readAt(file, span))
    }
  } finally {
    await file.close()
  }
}

async function streamSpans<Span extends SpanRequest>(
  request: ReadRequest,
  spans: readonly Span[],
  visit: (span: Span, bytes: Buffer) => void,
): Promise<void> {
  const waiting = [...spans]
  let begun: { span: Span; parts: Buffer[]; have: number }[] = []
  let base = 0
  for await (const chunk of itemBytes(request, { compressed: true })) {
    request.signal?.throwIfAborted()
    const end = base + chunk.length
    for (let next = waiting[0]; next !== undefined && next.offset < end; next = waiting[0]) {
      waiting.shift()
      begun.push({ span: next, parts: [], have: 0 })
    }
    for (const piece of begun) {
      const from = piece.span.offset + piece.have - base
      const part = chunk.subarray(from, Math.min(chunk.length, from + piece.span.length - piece.have))
      piece.parts.push(part)
      piece.have += part.length
      if (piece.have === piece.span.length) visit(piece.span, Buffer.concat(piece.parts))
    }
    begun = begun.filter((piece) => piece.have < piece.span.length)
    if (waiting.length === 0 && begun.length === 0) return
    base = end
  }
  for (const { span, parts } of begun) visit(span, Buffer.concat(parts))
  for (const span of waiting) visit(span, Buffer.alloc(0))
}

/** How an item was read the first time: what its EvidenceReading says. */
export interface ItemToReread extends ReadRequest {
  readonly format: string
  readonly sha256: string
  /** The item's path, as its origins have it. */
  readonly itemPath: string
  readonly year?: number
  readonly yearFrom?: YearSource
  /** True where all its times lie in `year`: then no record needs those before it, whatever the format. */
  readonly withinYear?: boolean
}

/** A record to read again: its number and its bytes' place. */
export interface RecordToReread extends SpanRequest {
  readonly record: number
}

/** A record read again. */
export interface RereadRecord<Place extends RecordToReread> {
  readonly place: Place
  readonly bytes: Uint8Array
  readonly events: readonly Event[]
  readonly problem?: { readonly code: Problem['code']; readonly message: string }
}

/**
 * Reads records again as they were read the first time, with the same format, zone and year. Formats whose records stand alone are read
 * span by span; the others in one pass over the whole file. A place where no record starts gives no events.
 */
export async function rereadRecords<Place extends RecordToReread>(
  item: ItemToReread,
  places: readonly Place[],
  visit: (record: RereadRecord<Place>) => void,
): Promise<void> {
  const format = formatNamed(item.format)
  if (format === undefined) throw new RangeError(`No format is called "${item.format}"`)
  if (format.sequential === true && item.withinYear !== true) await rereadInOrder(item, places, visit)
  else await rereadAlone(item, places, visit)
}

async function rereadAlone<Place extends RecordToReread>(
  item: ItemToReread,
  places: readonly Place[],
  visit: (record: RereadRecord<Place>) => void,
): Promise<void> {
  const format = formatNamed(item.format)
  if (format === undefined) return
  const start = await readSpan(item, { offset: 0, length: headBytes + 1 })
  const head = headOf({ name: itemNameOf(item.path), bytes: start, whole: start.length <= headBytes })
  const reader = format.open(contextOf({ ...item, modifiedMs: item.modifiedMs }, head))
  await readSpans(item, places, (place, bytes) => {
    const record = decodeRecord(bytes, { number: place.record, offset: place.offset })
    const { events, problem } = reader(record)
    const assembled = assembleEvents({ sha256: item.sha256, path: item.itemPath, format }, record, events)
    visit({ place, bytes, events: assembled, ...(problem === undefined ? {} : { problem }) })
  })
}

async function rereadInOrder<Place extends RecordToReread>(
  item: ItemToReread,
  places: readonly Place[],
  visit: (record: RereadRecord<Place>) => void,
): Promise<void> {
  const wanted = new Map<number, Place[]>()
  for (const place of places) wanted.set(place.offset, [...(wanted.get(place.offset) ?? []), place])
  const found = new Map<number, { bytes: Uint8Array; events: Event[] }>()
  await readEvidence({
    ...item,
    onEvent: (event, record, bytes) => {
      if (!wanted.has(record.offset)) return
      const entry = found.get(record.offset) ?? { bytes: Uint8Array.from(bytes), events: [] }
      entry.events.push({ ...event, origin: { ...event.origin, evidence: item.sha256, path: item.itemPath } })
      found.set(record.offset, entry)
    },
    onProblem: () => undefined,
  })
  const missing: Place[] = []
  for (const [offset, group] of wanted) {
    const record = found.get(offset)
    for (const place of group) {
      if (record === undefined) missing.push(place)
      else visit({ place, bytes: record.bytes, events: record.events })
    }
  }
  await readSpans(item, missing, (place, bytes) => visit({ place, bytes, events: [] }))
}
