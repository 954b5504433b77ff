import { useSyncExternalStore } from 'react'

/** The width from which an event stands beside the list instead of over it. */
const roomy = window.matchMedia('(min-width: 72rem)')

export function useHasRoom(): boolean {
  return useSyncExternalStore(subscribe, () => roomy.matches)
}

function subscribe(onChange: () => void): () => void {
  roomy.addEventListener('change', onChange)
  return () => roomy.removeEventListener('change', onChange)
}
