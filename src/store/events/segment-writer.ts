import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Event } from '../../model/event.ts'
import { EventRows, type SourceRecord } from './event-rows.ts'
import { parquetFooter } from './parquet-footer.ts'
import { type PendingFile, segmentNames, startFile } from './segment-file.ts'
import type { Segment } from './segments.ts'

/**
 * Writes events as segments of level 0, one row group each. Belongs to one worker: every call that fills or flushes waits for the disk. Failures are
 * AppErrors `no-space` and `read-only`; after one, `discard`.
 */
export interface SegmentWriter {
  /**
   * An item begins. Where its events will probably not fit beside those that wait, these are written first, so that a segment holds whole items or a
   * part of one. `bytes`: size of the item, where it is known.
   */
  begin(bytes?: number): void
  /**
   * Adds an event of the item that began last; `bytes` are those of its record and are not kept. `record`: what they say, where that is known, which spares
   * events that are a JSON record as it stands being written as JSON anew.
   */
  add(event: Event, bytes: Uint8Array, record?: SourceRecord): void
  /** Takes back every event since `begin`. False where some stand in a file beside other items': commit, then remove the item. */
  drop(): boolean
  /** Writes what waits. */
  flush(): void
  /** The segments whole on the disk since the last call, for the ledger: theirs is the caller's to commit, or to delete. */
  take(): Segment[]
  /** Forgets what waits and deletes the files nobody took. */
  discard(): void
  /** Events that wait in memory. */
  readonly waiting: number
}

export interface SegmentWriterOptions {
  readonly folder: string
  /** From `segmentWriterName`, called in the main thread. */
  readonly writer: string
  /** Sets this writer apart from the others of the process, for ever: `threadId` and a count. */
  readonly tag: string
  /** Name and version of the program, for the files. */
  readonly program: string
  /** The memory of a writer that is done with; its own where absent. */
  readonly memory?: SegmentMemory
  readonly limits?: { readonly rows: number; readonly bytes: number }
}

/** What a writer fills. Writers of one thread that follow one another may share it, so that it is not got from the system anew for each. */
export type SegmentMemory = EventRows

export function createSegmentMemory(): SegmentMemory {
  return new EventRows()
}

/** About 130 MB of memory at most, all columns and scratch included. */
export const defaultSegmentLimits = { rows: 122_880, bytes: 48 * 1024 * 1024 } as const

export function createSegmentWriter(options: SegmentWriterOptions): SegmentWriter {
  return new BufferedSegmentWriter(options)
}

class BufferedSegmentWriter implements SegmentWriter {
  readonly #options: SegmentWriterOptions
  readonly #limits: { readonly rows: number; readonly bytes: number }
  readonly #rows: EventRows
  #made: Segment[] = []
  readonly #newName: () => string
  /** Where the item that began last stands: its first row, and how many segments were made before it. */
  #begun = { row: 0, made: 0, isMixed: false }
  #unmeasured = 0

  constructor(options: SegmentWriterOptions) {
    this.#options = options
    this.#rows = options.memory ?? createSegmentMemory()
    this.#rows.clear()
    this.#newName = segmentNames(options.writer, options.tag)
    this.#limits = options.limits ?? defaultSegmentLimits
  }

  get waiting(): number {
    return this.#rows.count
  }

  begin(bytes = 0): void {
    if (this.#rows.count > 0 && this.#rows.bytes + bytes * 1.5 > this.#limits.bytes) this.flush()
    this.#begun = { row: this.#rows.count, made: this.#made.length, isMixed: false }
  }

  // Three parameters: it is called for every event.
  add(event: Event, bytes: Uint8Array, record?: SourceRecord): void {
    this.#rows.add(event, bytes, record)
    this.#unmeasured += bytes.length + 256
    if (this.#rows.count >= this.#limits.rows) this.flush()
    else if (this.#unmeasured > 1024 * 1024) this.#measure()
  }

  drop(): boolean {
    const { row, made, isMixed } = this.#begun
    this.#rows.truncate(row)
    if (isMixed) return false
    for (const segment of this.#made.splice(made)) this.#delete(segment)
    return true
  }

  flush(): void {
    if (this.#rows.count === 0) return
    const { folder } = this.#options
    const name = this.#newName()
    const file = startFile(folder, name)
    try {
      this.#made.push(this.#write(file, name))
    } catch (error) {
      file.abandon()
      throw error
    }
    if (this.#begun.row > 0) this.#begun = { ...this.#begun, row: 0, isMixed: this.#rows.count > this.#begun.row }
    this.#rows.clear()
    this.#unmeasured = 0
  }

  take(): Segment[] {
    const made = this.#made
    this.#made = []
    this.#begun = { ...this.#begun, made: 0 }
    return made
  }

  discard(): void {
    this.#rows.clear()
    for (const segment of this.take()) this.#delete(segment)
  }

  #measure(): void {
    this.#unmeasured = 0
    if (this.#rows.bytes >= this.#limits.bytes) this.flush()
  }

  #write(file: PendingFile, name: string): Segment {
    const rows = this.#rows
    const order = rows.order()
    file.write(Buffer.from('PAR1'))
    const chunks = rows.write(order, (bytes) => file.write(bytes))
    file.write(parquetFooter([{ rows: rows.count, chunks }], this.#options.program))
    const bytes = file.finish()
    const first = rows.timeOf(order[0] ?? 0)
    const last = rows.timeOf(order[order.length - 1] ?? 0)
    return { name, rows: rows.count, bytes, first, last, level: 0, items: rows.itemRows() }
  }

  #delete({ name }: Segment): void {
    rmSync(join(this.#options.folder, name), { force: true })
  }
}
