import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback } from 'react'
import { type SearchParams, withoutNothing } from './search-params.ts'

export type ChangeParams = (change: Partial<SearchParams>, how?: 'replace') => void

/** The search that stands in the address. A change is a step that Back takes back, but for which event is shown. */
export function useSearchParams(): { readonly params: SearchParams; readonly change: ChangeParams } {
  const params = useSearch({ from: '/incidents/$id/search' })
  const navigate = useNavigate({ from: '/incidents/$id/search' })
  const change = useCallback<ChangeParams>(
    (made, how) => void navigate({ search: (now) => withoutNothing({ ...now, ...made }), replace: how === 'replace', resetScroll: false }),
    [navigate],
  )
  return { params, change }
}
