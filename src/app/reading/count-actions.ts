import type { ConsumerKind, EventConsumer } from './consumer.ts'

/** How often each action was seen, and how often it failed. */
export type ActionCounts = Record<string, { count: number; failures: number }>

const mostActions = 1000

/** Counts events by action; beyond a thousand different ones under `…`. */
export const countActions: ConsumerKind = {
  name: 'actions',
  async open() {
    return createActionCounter
  },
}

function createActionCounter(): EventConsumer {
  const counts = new Map<string, { count: number; failures: number }>()
  return {
    see({ ecs }) {
      const action = ecs['event.action'] ?? '(none)'
      const key = counts.has(action) || counts.size < mostActions ? action : '…'
      const found = counts.get(key) ?? { count: 0, failures: 0 }
      found.count += 1
      if (ecs['event.outcome'] === 'failure') found.failures += 1
      counts.set(key, found)
    },
    result(): ActionCounts {
      return Object.fromEntries(counts)
    },
  }
}
