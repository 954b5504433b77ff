import { useQuery, useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, use, useEffect, useMemo, useState } from 'react'
import type { IncidentView } from '../../api/incidents.ts'
import type { Change } from '../../model/edit.ts'
import { loadIncident } from '../client.ts'
import { useTell } from '../widgets/toasts.tsx'
import { useAuthor } from './author.tsx'
import { type Actions, type ActionsInput, incidentKey, makeActions } from './editor-actions.ts'
import type { SaveState } from './save-queue.ts'

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

/** Loads an incident and gives what is inside an editor of it. */
export function EditorProvider({
  id,
  loading,
  renderFailure,
  children,
}: {
  id: string
  loading: ReactNode
  renderFailure: (failure: Error) => ReactNode
  children: ReactNode
}) {
  const { data, error } = useQuery({ queryKey: incidentKey(id), queryFn: () => loadIncident(id), staleTime: Number.POSITIVE_INFINITY })
  if (data === undefined) return error === null ? loading : renderFailure(error)
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

function useEditorActions({ id, version, onState, onDirty }: Pick<ActionsInput, 'id' | 'version' | 'onState' | 'onDirty'>): Actions {
  const client = useQueryClient()
  const tell = useTell()
  const { ask } = useAuthor()
  // The version only starts the queue; later ones come from it.
  const [first] = useState(version)
  const actions = useMemo(
    () => makeActions({ id, version: first, client, tell, askAuthor: ask, onState, onDirty }),
    [id, first, client, tell, ask, onState, onDirty],
  )
  useLeaveGuard(actions.isClean)
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
