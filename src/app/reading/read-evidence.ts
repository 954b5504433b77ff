import { statSync } from 'node:fs'
import { compareInstantTexts } from '../../base/instant.ts'
import { messageOf } from '../../base/error.ts'
import type { EvidenceFormat, FileContext, RawRecord, RecordReader, YearSource } from '../../evidence/format.ts'
import { type BrokenPiece, decodeRecord, type FrameSink, type ParsedText } from '../../evidence/framing/framer.ts'
import { openFramer } from '../../evidence/framing/open-framer.ts'
import { frameAgain } from '../../evidence/head.ts'
import type { Event, EventTime } from '../../model/event.ts'
import type { Problem } from '../../model/problem.ts'
import { assembleEvents, type ItemIdentity } from './assemble.ts'
import { defaultReadLimits, type Inspection, inspectFile, itemBytes, type ReadRequest } from './inspect.ts'

/** One evidence item as it was read: a file, the container it is, or the member a compressed file holds. */
export interface EvidenceReading {
  readonly sha256: string
  readonly size: number
  readonly path: string
  /** SHA-256 of the container this is a member of. */
  readonly parent?: string
  readonly format?: string
  readonly version?: number
  readonly records: number
  readonly events: number
  readonly problems: number
  readonly first?: EventTime
  readonly last?: EventTime
  /** The year of the first record, where the records state none, and where it came from. */
  readonly year?: number
  readonly yearFrom?: YearSource
  /** The zone given for local times. */
  readonly zone?: string
  /** ISO 8601: when the file was last changed. */
  readonly modified?: string
}

export interface ReadProgress {
  readonly bytes: number
  readonly size: number
  readonly records: number
  readonly events: number
  readonly problems: number
}

/** Message of the problem of a file whose second reading gave other bytes than the first. */
export const changedWhileRead = 'The file changed while it was read'

export interface ReadHandlers {
  /** Called for every event, in file order, while its bytes are at hand; `bytes` may be overwritten after the call. */
  readonly onEvent: (event: Event, record: RawRecord, bytes: Uint8Array) => void
  readonly onProblem: (problem: Problem) => void
  /** Called after each chunk; the reading waits for what it returns (back-pressure). */
  readonly onProgress?: (progress: ReadProgress) => void | Promise<void>
}

/**
 * Reads one file: hash, recognise, survey, frame, read. Gives its items: one, or the compressed file and its member. Content never makes
 * it throw: what cannot be read is a problem. Memory is bounded by the longest record.
 */
export async function readEvidence(request: ReadRequest & ReadHandlers): Promise<EvidenceReading[]> {
  const modifiedMs = request.modifiedMs ?? modifiedOf(request)
  let inspection: Inspection
  try {
    inspection = await inspectFile({ ...request, modifiedMs })
  } catch (error) {
    request.signal?.throwIfAborted()
    if (!isFileError(error)) throw error
    request.onProblem({ path: request.path, code: 'unreadable', message: `Cannot be read: ${messageOf(error)}` })
    return []
  }
  const item = new ItemReader(request, inspection)
  await item.read()
  const modified = modifiedMs === undefined ? {} : { modified: new Date(modifiedMs).toISOString() }
  const { container } = inspection
  const parent = request.parent === undefined ? {} : { parent: request.parent }
  if (container === undefined) return [{ ...item.result(), ...parent, ...modified }]
  return [
    { ...container, path: request.path, ...parent, records: 0, events: 0, problems: 0, ...modified },
    { ...item.result(), parent: container.sha256, ...modified },
  ]
}

function modifiedOf(request: ReadRequest): number | undefined {
  try {
    return statSync(request.file ?? request.path).mtimeMs
  } catch {
    return undefined // reading the file reports why
  }
}

/** True for an error of the file system, as opposed to one of this program. */
function isFileError(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error
}

/** Second pass over an item. */
class ItemReader implements FrameSink {
  private readonly request: ReadRequest & ReadHandlers
  private readonly inspection: Inspection
  private reader: RecordReader | undefined
  private identity: ItemIdentity | undefined
  private bytes = 0
  private records = 0
  private events = 0
  private problems = 0
  private first: EventTime | undefined
  private last: EventTime | undefined

  constructor(request: ReadRequest & ReadHandlers, inspection: Inspection) {
    this.request = request
    this.inspection = inspection
  }

  async read(): Promise<void> {
    const { format, size, damage, sha256 } = this.inspection
    if (size === 0) this.problem({ code: 'empty', message: 'The file is empty' })
    else if (format === undefined) this.problem({ code: 'unrecognised', message: `Not recognised as a log (${kindOf(this.inspection.context)})` })
    else {
      this.identity = { sha256, path: this.inspection.path, format }
      this.reader = format.open(this.inspection.context)
      await this.readRecords(format)
    }
    if (damage !== undefined) this.problem({ ...damage, offset: size })
  }

  result(): EvidenceReading {
    const { sha256, size, path, format, context } = this.inspection
    const { year, yearFrom } = context.year === undefined ? (context.surveyed ?? {}) : { year: context.year, yearFrom: context.yearFrom ?? 'given' }
    return {
      sha256,
      size,
      path,
      ...(format === undefined ? {} : { format: format.name, version: format.version }),
      records: this.records,
      events: this.events,
      problems: this.problems,
      ...(this.first === undefined ? {} : { first: this.first }),
      ...(this.last === undefined ? {} : { last: this.last }),
      ...(year === undefined || format?.survey === undefined ? {} : { year, yearFrom }),
      ...(context.zone === undefined ? {} : { zone: context.zone }),
    }
  }

  record(bytes: Buffer, offset: number, unfinished?: boolean, parsed?: ParsedText): void {
    this.records += 1
    const record = decodeRecord(bytes, { number: this.records, offset, unfinished: unfinished === true, parsed })
    const { reader, identity } = this
    if (reader === undefined || identity === undefined) return
    if (record.badText) this.problem({ code: 'bad-text', message: 'Invalid UTF-8 was replaced', ...placeOf(record) })
    const reading = reader(record)
    const problem = reading.problem ?? (record.unfinished === true && identity.format.framing === 'lines' ? noLineEnd : undefined)
    if (problem !== undefined) this.problem({ ...lastLineProblem(record, problem), ...placeOf(record) })
    if (reading.events.length === 0) return
    for (const event of assembleEvents(identity, record, reading.events)) {
      this.events += 1
      this.extend(event.time)
      this.request.onEvent(event, record, bytes)
    }
  }

  broken(piece: BrokenPiece): void {
    this.records += 1
    this.problem({ ...piece, record: this.records })
  }

  private async readRecords(format: EvidenceFormat): Promise<void> {
    const { request, inspection } = this
    const compressed = inspection.container !== undefined
    const cutting = { head: inspection.context.head, limits: request.limits ?? defaultReadLimits }
    const framer = (inspection.bytes === undefined ? undefined : frameAgain(format, cutting, this)) ?? openFramer(format, cutting, this)
    const end = compressed ? {} : { end: inspection.size }
    for await (const chunk of inspection.bytes === undefined ? itemBytes(request, { compressed, ...end }) : [inspection.bytes]) {
      request.signal?.throwIfAborted()
      framer.push(chunk)
      this.bytes += chunk.length
      if (request.onProgress !== undefined) await request.onProgress(this.progress())
    }
    framer.end()
    if (this.bytes !== inspection.size) this.problem({ code: 'unreadable', message: changedWhileRead })
  }

  private progress(): ReadProgress {
    return { bytes: this.bytes, size: this.inspection.size, records: this.records, events: this.events, problems: this.problems }
  }

  private extend(time: EventTime): void {
    if (this.first === undefined || isBefore(time, this.first)) this.first = time
    if (this.last === undefined || isBefore(this.last, time)) this.last = time
  }

  private problem(problem: Omit<Problem, 'path' | 'evidence'>): void {
    this.problems += 1
    this.request.onProblem({ evidence: this.inspection.sha256, path: this.inspection.path, ...problem })
  }
}

/** Texts of one length have the same digits: their order as text is that of the times. */
function isBefore({ at: a }: EventTime, { at: b }: EventTime): boolean {
  return a.length === b.length ? a < b : compareInstantTexts(a, b) < 0
}

function placeOf(record: RawRecord): { record: number; offset: number; length: number } {
  return { record: record.number, offset: record.offset, length: record.length }
}

/** Log writers end every line. */
const noLineEnd = { code: 'unfinished', message: 'The last line has no line end and may be cut off; it was read as it is' } as const

/** A last line that cannot be read and has no line end was cut off. */
function lastLineProblem(record: RawRecord, problem: { code: Problem['code']; message: string }): { code: Problem['code']; message: string } {
  if (record.unfinished !== true || !['not-a-record', 'bad-row', 'no-time'].includes(problem.code)) return problem
  return { code: 'truncated', message: `The last line is cut off: ${problem.message}` }
}

/** What a file that no format recognises looks like. */
function kindOf(context: FileContext): string {
  const { text } = context.head
  const start = text.slice(0, 4096)
  const nulls = start.replace(/[^\u0000]/g, '').length
  // Every other byte of Latin text in UTF-16 is zero; the zeros of binary data stand together.
  if (nulls > 0.3 * start.length && !start.includes('\u0000\u0000\u0000')) return 'UTF-16 text: convert it to UTF-8'
  const odd = text.slice(0, 4096).replace(/[^\u0000\ufffd]/g, '').length
  return odd > 0 ? 'binary data' : 'text'
}
