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

/** Sends edits one after the other, so that each is based on the one before, and never loses one that is not acknowledged. */
export function createSaveQueue(input: SaveQueueInput): SaveQueue {
  let version = input.version
  let latest = version
  let waiting: Batch[] = []
  let sending: Batch | undefined
  let conflict: Conflict | undefined

  const show = (state: SaveState) => input.onState(state)

  function settle(): void {
    if (waiting.length > 0) return void sendNext()
    show({ phase: 'saved', version })
    if (latest > version) input.onStale()
  }

  async function sendNext(): Promise<void> {
    if (sending !== undefined || conflict !== undefined) return
    const batch = waiting.shift()
    if (batch === undefined) return
    sending = batch
    show({ phase: 'saving', version })
    const base = version
    try {
      const edited = await input.send(base, batch.changes)
      sending = undefined
      version = edited.version
      // A higher step means that someone else's edit lies between.
      latest = Math.max(latest, edited.version === base + 1 ? edited.version : edited.version + 1)
      input.onSaved(batch, edited.version)
      settle()
    } catch (error) {
      sending = undefined
      fail(batch, error instanceof ApiFailure ? error : new ApiFailure({ code: 'bug', status: 0, message: String(error) }))
    }
  }

  function fail(batch: Batch, failure: ApiFailure): void {
    if (failure.code === 'conflict') {
      conflict = { changes: batch.changes, paths: failure.conflicts, version: latest }
      return show({ phase: 'conflict', version, conflict })
    }
    if (failure.code === 'offline' || failure.status >= 500) {
      waiting = [batch, ...waiting]
      show({ phase: 'waiting', version, message: failure.message })
      return input.later(3_000, () => void sendNext())
    }
    input.onRefused(failure)
    latest = Math.max(latest, version + 1)
    settle()
  }

  return {
    add(batch) {
      waiting = merged(waiting, batch)
      void sendNext()
    },
    idle: () => sending === undefined && waiting.length === 0 && conflict === undefined,
    retry: () => void sendNext(),
    sawVersion(seen) {
      latest = Math.max(latest, seen)
      if (sending === undefined && waiting.length === 0 && conflict === undefined && latest > version) input.onStale()
    },
    resolve(changes) {
      conflict = undefined
      if (changes.length > 0) waiting = [{ changes }, ...waiting]
      settle()
    },
    loaded(now) {
      version = now
      latest = now
      if (sending === undefined && conflict === undefined) show({ phase: waiting.length === 0 ? 'saved' : 'saving', version })
    },
    pending: () => [...(sending?.changes ?? []), ...waiting.flatMap((batch) => batch.changes)],
  }
}

/** Adds a batch; the same field set twice while waiting is sent once. Batches that are told of stay edits of their own. */
function merged(waiting: readonly Batch[], batch: Batch): Batch[] {
  const last = waiting[waiting.length - 1]
  if (last === undefined || last.told !== undefined || batch.told !== undefined) return [...waiting, batch]
  const overwritten = new Set(batch.changes.flatMap((change) => (change.op === 'set' ? [change.path] : [])))
  const kept = last.changes.filter((change) => change.op !== 'set' || !overwritten.has(change.path))
  return [...waiting.slice(0, -1), { changes: [...kept, ...batch.changes] }]
}
