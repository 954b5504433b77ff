import type { RawRecord } from '../../evidence/format.ts'
import type { Event } from '../../model/event.ts'

/** Sees every event of one file where it is read, in the worker; only its result crosses threads. */
export interface EventConsumer {
  /** Called in file order, at once; `bytes` are exactly those of the record and may be overwritten after the call. */
  see(event: Event, record: RawRecord, bytes: Uint8Array): void
  /** What is left when the file has been read; must survive structured cloning. */
  result(): unknown
}

/** A kind of consumer. Opened once in each worker (rules are loaded once), then makes one consumer for each file. */
export interface ConsumerKind {
  /** Stands for the kind in a request and in the results. */
  readonly name: string
  /** `settings` is what the request gave; must survive structured cloning. */
  open(settings: unknown): Promise<() => EventConsumer>
}
