import type { Edited } from '../../api/edits.ts'
import type { Change } from '../../model/edit.ts'
import { ApiFailure } from '../client.ts'

/** Changes that travel together and become one edit. `told` is what to tell the person once it is saved. */
export interface Batch {
  readonly changes: readonly Change[]
  readonly told?: string
}

export interface Conflict {
  /** What this side wanted. */
  readonly changes: readonly Change[]
  /** Paths the other side changed as well. */
  readonly paths: readonly string[]
  /** Version the record has now. */
  readonly version: number
}

export type SaveState =
  | { readonly phase: 'saved'; readonly version: number }
  | { readonly phase: 'saving'; readonly version: number }
  /** Not saved yet; tried again by itself. */
  | { readonly phase: 'waiting'; readonly version: number; readonly message: string }
  | { readonly phase: 'conflict'; readonly version: number; readonly conflict: Conflict }

export interface SaveQueueInput {
  readonly version: number
  /** Sends one edit; rejects with ApiFailure. */
  send(base: number, changes: readonly Change[]): Promise<Edited>
  /** Waits before the next attempt; `wake` ends the wait early. */
  later(milliseconds: number, act: () => void): void
  onState(state: SaveState): void
  /** The record changed elsewhere, or a refused change must be taken back: load it again. */
  onStale(): void
  onSaved(batch: Batch, version: number): void
  onRefused(failure: ApiFailure): void
}

export interface SaveQueue {
  add(batch: Batch): void
  /** True when everything is acknowledged. */
  idle(): boolean
  retry(): void
  /** Somebody says the record has this version now. */
  sawVersion(version: number): void
  /** After a conflict: sends what the person chose of their own changes, on top of the newer version. */
  resolve(changes: readonly Change[]): void
  /** The record was loaded anew at this version. */
  loaded(version: number): void
  pending(): readonly Change[]
}

interface Queue {
  readonly input: SaveQueueInput
  version: number
  latest: number
  waiting: Batch[]
  sending: Batch | undefined
  conflict: Conflict | undefined
}

/** Sends edits one after the other, so that each is based on the one before, and never loses one that is not acknowledged. */
export function createSaveQueue(input: SaveQueueInput): SaveQueue {
  const queue: Queue = { input, version: input.version, latest: input.version, waiting: [], sending: undefined, conflict: undefined }
  return {
    add(batch) {
      queue.waiting = merged(queue.waiting, batch)
      void sendNext(queue)
    },
    idle: () => isIdle(queue),
    retry: () => void sendNext(queue),
    sawVersion(seen) {
      queue.latest = Math.max(queue.latest, seen)
      if (isIdle(queue) && queue.latest > queue.version) input.onStale()
    },
    resolve(changes) {
      queue.conflict = undefined
      if (changes.length > 0) queue.waiting.unshift({ changes })
      settle(queue)
    },
    loaded: (now) => startFrom(queue, now),
    pending: () => [...(queue.sending?.changes ?? []), ...queue.waiting.flatMap((batch) => batch.changes)],
  }
}

function isIdle(queue: Queue): boolean {
  return queue.sending === undefined && queue.waiting.length === 0 && queue.conflict === undefined
}

function startFrom(queue: Queue, version: number): void {
  Object.assign(queue, { version, latest: version })
  if (queue.sending === undefined && queue.conflict === undefined)
    queue.input.onState({ phase: queue.waiting.length === 0 ? 'saved' : 'saving', version })
}

function settle(queue: Queue): void {
  if (queue.waiting.length > 0) return void sendNext(queue)
  queue.input.onState({ phase: 'saved', version: queue.version })
  if (queue.latest > queue.version) queue.input.onStale()
}

async function sendNext(queue: Queue): Promise<void> {
  if (queue.sending !== undefined || queue.conflict !== undefined) return
  const batch = queue.waiting.shift()
  if (batch === undefined) return
  Object.assign(queue, { sending: batch })
  const base = queue.version
  queue.input.onState({ phase: 'saving', version: base })
  try {
    const { version } = await queue.input.send(base, batch.changes)
    // A higher step means that someone else's edit lies between.
    Object.assign(queue, { sending: undefined, version, latest: Math.max(queue.latest, version === base + 1 ? version : version + 1) })
    queue.input.onSaved(batch, version)
    settle(queue)
  } catch (error) {
    Object.assign(queue, { sending: undefined })
    fail(queue, batch, error instanceof ApiFailure ? error : new ApiFailure({ code: 'bug', status: 0, message: String(error) }))
  }
}

function fail(queue: Queue, batch: Batch, failure: ApiFailure): void {
  const { input, version } = queue
  if (failure.code === 'conflict') {
    const conflict = { changes: batch.changes, paths: failure.conflicts, version: queue.latest }
    Object.assign(queue, { conflict })
    return input.onState({ phase: 'conflict', version, conflict })
  }
  if (failure.code === 'offline' || failure.status >= 500) {
    queue.waiting.unshift(batch)
    input.onState({ phase: 'waiting', version, message: failure.message })
    return input.later(3_000, () => void sendNext(queue))
  }
  input.onRefused(failure)
  Object.assign(queue, { latest: Math.max(queue.latest, version + 1) })
  settle(queue)
}

/** Adds a batch; the same field set twice while waiting is sent once. Batches that are told of stay edits of their own. */
function merged(waiting: readonly Batch[], batch: Batch): Batch[] {
  const last = waiting[waiting.length - 1]
  if (last === undefined || last.told !== undefined || batch.told !== undefined) return [...waiting, batch]
  const overwritten = new Set(batch.changes.flatMap((change) => (change.op === 'set' ? [change.path] : [])))
  const kept = last.changes.filter((change) => change.op !== 'set' || !overwritten.has(change.path))
  return [...waiting.slice(0, -1), { changes: [...kept, ...batch.changes] }]
}
