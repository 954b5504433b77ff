import { useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, use, useEffect, useMemo, useState } from 'react'
import type { DraftJob, FileProgress } from '../../api/draft.ts'
import { followProgress } from '../client.ts'
import { refreshEvidence } from '../evidence/refresh-evidence.ts'
import { useEditor } from './editor.tsx'

export interface Progress {
  readonly job: DraftJob | undefined
  readonly files: ReadonlyMap<string, FileProgress>
  readonly isConnected: boolean
  /** Whether the server has said yet if there is a job. */
  readonly isKnown: boolean
}

const ProgressContext = createContext<Progress>({ job: undefined, files: new Map(), isConnected: true, isKnown: false })

export function useProgress(): Progress {
  return use(ProgressContext)
}

/** Follows what the server does with the incident that is open: drafting, and versions others save. */
export function ProgressProvider({ children }: { children: ReactNode }) {
  const { id, sawVersion } = useEditor()
  const client = useQueryClient()
  const [job, setJob] = useState<DraftJob | undefined>()
  const [files, setFiles] = useState<ReadonlyMap<string, FileProgress>>(new Map())
  const [isConnected, setConnected] = useState(true)
  const [isKnown, setKnown] = useState(false)
  useEffect(
    () =>
      followProgress(
        id,
        (event) => {
          if (event.event === 'record') return sawVersion(event.data.version)
          if (event.event === 'files') return setFiles((known) => new Map([...known, ...event.data.map((file) => [file.sha256, file] as const)]))
          setJob(event.data ?? undefined)
          setKnown(true)
          if (event.data !== null && event.data.state !== 'running') void refreshEvidence(client, id)
          return undefined
        },
        setConnected,
      ),
    [id, sawVersion, client],
  )
  const progress = useMemo(() => ({ job, files, isConnected, isKnown }), [job, files, isConnected, isKnown])
  return <ProgressContext value={progress}>{children}</ProgressContext>
}
