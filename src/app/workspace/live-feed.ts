import type { WorkspaceEvent } from './workspace.ts'

type Listener = (event: WorkspaceEvent) => void

/** Tells whoever watches an incident what happens to it. */
export interface LiveFeed {
  publish(id: string, event: WorkspaceEvent): void
  subscribe(id: string, listener: Listener): () => void
}

export function createLiveFeed(): LiveFeed {
  const listeners = new Map<string, Set<Listener>>()
  return {
    publish(id, event) {
      for (const listener of listeners.get(id) ?? []) listener(event)
    },
    subscribe(id, listener) {
      const known = listeners.get(id) ?? new Set()
      listeners.set(id, known.add(listener))
      return () => {
        known.delete(listener)
        if (known.size === 0 && listeners.get(id) === known) listeners.delete(id)
      }
    },
  }
}
