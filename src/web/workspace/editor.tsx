import { useQuery, useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, use, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { IncidentView } from '../../api/incidents.ts'
import { applyChanges } from '../../incident/apply-change.ts'
import type { Change } from '../../model/edit.ts'
import { type ApiFailure, loadIncident, saveEdits, undoEdit } from '../client.ts'
import { useTell } from '../widgets/toasts.tsx'
import { useAuthor } from './author.tsx'
import { createSaveQueue, type SaveQueue, type SaveState } from './save-queue.ts'

export interface CommitOptions {
  /** Shown with "Undo" once the edit is saved: for everything that takes something away or cannot be seen at once. */
  readonly told?: string
}

export interface Editor {
  readonly id: string
  readonly view: IncidentView
  readonly state: SaveState
  /** Somebody is typing: not everything on the page is in the record yet. */
  readonly isDirty: boolean
  /** Makes changes at once on the page and saves them behind it. Returns why they cannot be made, or undefined. */
  commit(changes: readonly Change[], options?: CommitOptions): string | undefined
  /** Takes one edit back by a new one. */
  undo(version: number): void
  /** Takes back the last edit made on this page. */
  undoLast(): void
  /** Loads the record again once everything is saved. */
  refresh(): void
  retry(): void
  /** Ends a conflict: the chosen changes are sent on top of what others saved. */
  resolve(changes: readonly Change[]): void
  /** Says that a field holds text that is not committed yet. */
  markDirty(path: string, dirty: boolean): void
  /** Told by the progress stream. */
  sawVersion(version: number): void
}

const EditorContext = createContext<Editor | undefined>(undefined)

/** The editor of the incident that is open. */
export function useEditor(): Editor {
  const editor = use(EditorContext)
  if (editor === undefined) throw new Error('useEditor() outside of EditorProvider')
  return editor
}

export const incidentKey = (id: string) => ['incident', id] as const

/** Loads an incident and gives what is inside an editor of it. */
export function EditorProvider({
  id,
  loading,
  failed,
  children,
}: {
  id: string
  loading: ReactNode
  failed: (failure: Error) => ReactNode
  children: ReactNode
}) {
  const { data, error } = useQuery({ queryKey: incidentKey(id), queryFn: () => loadIncident(id), staleTime: Number.POSITIVE_INFINITY })
  if (data === undefined) return error === null ? loading : failed(error)
  return (
    <OpenEditor key={id} id={id} view={data}>
      {children}
    </OpenEditor>
  )
}

function OpenEditor({ id, view, children }: { id: string; view: IncidentView; children: ReactNode }) {
  const [state, setState] = useState<SaveState>({ phase: 'saved', version: view.version })
  const [isDirty, setDirty] = useState(false)
  const actions = useEditorActions({ id, version: view.version, onState: setState, onDirty: setDirty })
  const editor = useMemo<Editor>(() => ({ ...actions, id, view, state, isDirty }), [actions, id, view, state, isDirty])
  return <EditorContext value={editor}>{children}</EditorContext>
}

type Actions = Omit<Editor, 'id' | 'view' | 'state' | 'isDirty'>

interface ActionsInput {
  readonly id: string
  readonly version: number
  onState(state: SaveState): void
  onDirty(dirty: boolean): void
}

function useEditorActions({ id, version, onState, onDirty }: ActionsInput): Actions {
  const client = useQueryClient()
  const tell = useTell()
  const author = useAuthor()
  const queue = useRef<SaveQueue | undefined>(undefined)
  const dirty = useRef(new Set<string>())
  const own = useRef<number[]>([])
  const first = useRef(version)

  const actions = useMemo<Actions>(() => {
    const key = incidentKey(id)
    const read = () => client.getQueryData<IncidentView>(key)

    async function reload(): Promise<void> {
      const loaded = await loadIncident(id)
      const pending = saving.pending()
      const again = applyChanges(loaded.document, pending)
      client.setQueryData<IncidentView>(key, again.ok ? { ...loaded, document: again.value } : loaded)
      saving.loaded(loaded.version)
    }

    const saving = createSaveQueue({
      version: first.current,
      send: async (base, changes) => saveEdits(id, { base, changes: [...changes], author: await author.ask() }),
      later: (milliseconds, act) => void setTimeout(act, milliseconds),
      onState,
      onStale: () => void reload().catch((failure: ApiFailure) => tell({ text: failure.message, tone: 'bad' })),
      onSaved(batch, saved) {
        own.current.push(saved)
        if (batch.told !== undefined) tell({ text: batch.told, action: { label: 'Undo', act: () => undo(saved) } })
        void client.invalidateQueries({ queryKey: ['history', id] })
        void client.invalidateQueries({ queryKey: ['incidents'] })
      },
      onRefused: (failure) => tell({ text: `Not saved: ${[failure.message, ...failure.details].join('; ')}`, tone: 'bad' }),
    })
    queue.current = saving

    function undo(edit: number): void {
      void author
        .ask()
        .then((name) => undoEdit(id, { version: edit, author: name }))
        .then(async () => {
          own.current = own.current.filter((made) => made !== edit)
          await reload()
          await client.invalidateQueries({ queryKey: ['history', id] })
          tell({ text: `Edit ${edit} was taken back.` })
        })
        .catch((failure: ApiFailure) => tell({ text: failure.message, tone: 'bad' }))
    }

    return {
      commit(changes, options) {
        const current = read()
        if (current === undefined) return 'The record is not loaded.'
        const made = applyChanges(current.document, changes)
        if (!made.ok) return made.errors.map((error) => error.message).join('; ')
        client.setQueryData<IncidentView>(key, { ...current, document: made.value })
        saving.add(options?.told === undefined ? { changes } : { changes, told: options.told })
        return undefined
      },
      undo,
      undoLast() {
        const last = own.current[own.current.length - 1]
        if (last === undefined)
          tell({ text: 'Nothing to undo: nothing was changed since this page was opened. Older edits can be taken back under History.' })
        else undo(last)
      },
      refresh: () => saving.sawVersion(Number.MAX_SAFE_INTEGER),
      retry: () => saving.retry(),
      resolve(changes) {
        void loadIncident(id).then((loaded) => {
          saving.loaded(loaded.version)
          const again = applyChanges(loaded.document, [...changes, ...saving.pending()])
          client.setQueryData<IncidentView>(key, again.ok ? { ...loaded, document: again.value } : loaded)
          saving.resolve(changes)
        })
      },
      markDirty(path, isDirty) {
        if (isDirty) dirty.current.add(path)
        else dirty.current.delete(path)
        onDirty(dirty.current.size > 0)
      },
      sawVersion: (seen) => saving.sawVersion(seen),
    }
  }, [id, client, tell, author, onState, onDirty])

  const isClean = useCallback(() => dirty.current.size === 0 && (queue.current?.idle() ?? true), [])
  useLeaveGuard(isClean)
  return actions
}

/** The browser asks before the page is closed while something is not saved. */
function useLeaveGuard(isClean: () => boolean): void {
  useEffect(() => {
    const guard = (event: BeforeUnloadEvent) => {
      if (!isClean()) event.preventDefault()
    }
    window.addEventListener('beforeunload', guard)
    return () => window.removeEventListener('beforeunload', guard)
  }, [isClean])
}
