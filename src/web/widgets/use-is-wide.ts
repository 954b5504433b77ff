import { useSyncExternalStore } from 'react'

/** The width from which the style sheet's `md:` rules hold. */
const wide = window.matchMedia('(min-width: 48rem)')

/** Whether there is room for navigation beside the content. */
export function useIsWide(): boolean {
  return useSyncExternalStore(subscribe, () => wide.matches)
}

function subscribe(onChange: () => void): () => void {
  wide.addEventListener('change', onChange)
  return () => wide.removeEventListener('change', onChange)
}
