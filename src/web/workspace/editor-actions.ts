import type { QueryClient } from '@tanstack/react-query'
import type { IncidentView } from '../../api/incidents.ts'
import { applyChanges } from '../../incident/apply-change.ts'
import type { Change } from '../../model/edit.ts'
import { type ApiFailure, loadIncident, saveEdits, undoEdit } from '../client.ts'
import type { Tell } from '../widgets/toasts.tsx'
import type { Editor } from './editor.tsx'
import { createSaveQueue, type SaveQueue, type SaveState } from './save-queue.ts'

/** What an editor can do, apart from what it shows. */
export type Actions = Omit<Editor, 'id' | 'view' | 'state' | 'isDirty'> & {
  /** Nothing typed, nothing on its way. */
  isClean(): boolean
}

export interface ActionsInput {
  readonly id: string
  readonly version: number
  readonly client: QueryClient
  readonly tell: Tell
  /** Name edits are signed with. */
  askAuthor(): Promise<string>
  onState(state: SaveState): void
  onDirty(dirty: boolean): void
}

interface Session extends ActionsInput {
  readonly queue: SaveQueue
  /** Versions this page made, for undo. */
  readonly own: number[]
}

export const incidentKey = (id: string) => ['incident', id] as const

/** Opens the actions on one incident: changes show at once and are saved behind the page, in order. */
export function makeActions(input: ActionsInput): Actions {
  const { id, client, tell, onDirty } = input
  const own: number[] = []
  const dirty = new Set<string>()
  const queue: SaveQueue = createSaveQueue({
    version: input.version,
    send: async (base, changes) => saveEdits(id, { base, changes: [...changes], author: await input.askAuthor() }),
    later: (milliseconds, act) => void setTimeout(act, milliseconds),
    onState: input.onState,
    onStale: () => void reload(session).catch((failure: ApiFailure) => tell({ text: failure.message, tone: 'bad' })),
    onSaved(batch, saved) {
      own.push(saved)
      if (batch.told !== undefined) tell({ text: batch.told, action: { label: 'Undo', act: () => undo(session, saved) } })
      void client.invalidateQueries({ queryKey: ['history', id] })
      void client.invalidateQueries({ queryKey: ['incidents'] })
    },
    onRefused: (failure) => tell({ text: `Not saved: ${[failure.message, ...failure.details].join('; ')}`, tone: 'bad' }),
  })
  const session: Session = { ...input, queue, own }
  return {
    commit: (changes, options) => commit(session, changes, options?.told),
    undo: (version) => undo(session, version),
    undoLast: () => undoLast(session),
    refresh: () => queue.sawVersion(Number.MAX_SAFE_INTEGER),
    retry: () => queue.retry(),
    resolve: (changes) => void resolve(session, changes).catch((failure: ApiFailure) => tell({ text: failure.message, tone: 'bad' })),
    markDirty(path, isDirty) {
      if (isDirty) dirty.add(path)
      else dirty.delete(path)
      onDirty(dirty.size > 0)
    },
    sawVersion: (seen) => queue.sawVersion(seen),
    isClean: () => dirty.size === 0 && queue.idle(),
  }
}

function commit({ client, id, queue }: Session, changes: readonly Change[], told: string | undefined): string | undefined {
  const current = client.getQueryData<IncidentView>(incidentKey(id))
  if (current === undefined) return 'The record is not loaded.'
  const made = applyChanges(current.document, changes)
  if (!made.ok) return made.errors.map((error) => error.message).join('; ')
  client.setQueryData<IncidentView>(incidentKey(id), { ...current, document: made.value })
  queue.add(told === undefined ? { changes } : { changes, told })
  return undefined
}

/** Loads the record anew; what is not saved yet is put on top of it. */
async function reload(session: Session, chosen: readonly Change[] = []): Promise<void> {
  const { client, id, queue } = session
  const loaded = await loadIncident(id)
  const again = applyChanges(loaded.document, [...chosen, ...queue.pending()])
  client.setQueryData<IncidentView>(incidentKey(id), again.ok ? { ...loaded, document: again.value } : loaded)
  queue.loaded(loaded.version)
}

async function resolve(session: Session, changes: readonly Change[]): Promise<void> {
  await reload(session, changes)
  session.queue.resolve(changes)
}

function undo(session: Session, version: number): void {
  void takeBack(session, version).catch((failure: ApiFailure) => session.tell({ text: failure.message, tone: 'bad' }))
}

async function takeBack(session: Session, version: number): Promise<void> {
  const { id, own, client, tell } = session
  await undoEdit(id, { version, author: await session.askAuthor() })
  if (own.includes(version)) own.splice(own.indexOf(version), 1)
  await reload(session)
  await client.invalidateQueries({ queryKey: ['history', id] })
  tell({ text: `Edit ${version} was taken back.` })
}

function undoLast(session: Session): void {
  const last = session.own[session.own.length - 1]
  if (last !== undefined) return undo(session, last)
  session.tell({ text: 'Nothing to undo: nothing was changed since this page was opened. Older edits can be taken back under History.' })
}
