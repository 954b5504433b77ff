import { createContext, type ReactNode, use, useCallback, useMemo } from 'react'
import { sourcesOf } from '../../model/citation-label.ts'
import type { Incident } from '../../model/incident.ts'
import { useShowSource } from '../workspace/source-drawer-access.tsx'

const TargetContext = createContext<(target: string) => void>(() => undefined)

/** Opens the source with this anchor. */
export function useOpenSource(): (target: string) => void {
  return use(TargetContext)
}

/** Lets everything inside open the sources of a record by their anchors. */
export function SourceTargets({ document, children }: { document: Incident; children: ReactNode }) {
  const show = useShowSource()
  const sources = useMemo(() => new Map(sourcesOf(document).map((source) => [source.id, source])), [document])
  const open = useCallback(
    (target: string) => {
      const source = sources.get(target)
      if (source !== undefined) show(source.citation, source.label)
    },
    [sources, show],
  )
  return <TargetContext value={open}>{children}</TargetContext>
}
