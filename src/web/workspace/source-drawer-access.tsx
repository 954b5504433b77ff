import { createContext, use } from 'react'
import type { Citation } from '../../model/citation.ts'

/** Opens the drawer that shows what a citation points at. */
export const SourceContext = createContext<(citation: Citation, label: string) => void>(() => undefined)

export function useShowSource(): (citation: Citation, label: string) => void {
  return use(SourceContext)
}
