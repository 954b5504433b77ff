import type { DraftJobs } from './draft-desk.ts'
import type { LiveFeed } from './live-feed.ts'
import type { RecordBook } from './record-book.ts'
import type { ChangeFeed, WorkspaceEvent } from './workspace.ts'

type Listener = (event: WorkspaceEvent) => void

/** Opens feeds: the whole state first, then every change. What happens while the state is being read is held back and told after it. */
export function watchChanges({ records, drafts, feed }: { records: RecordBook; drafts: DraftJobs; feed: LiveFeed }): ChangeFeed {
  return {
    async open(id) {
      const waiting: WorkspaceEvent[] = []
      let tell: Listener = (event) => waiting.push(event)
      const unsubscribe = feed.subscribe(id, (event) => tell(event))
      try {
        const { state } = await records.open(id)
        const standing = await drafts.standing(id)
        return (listener) => {
          listener({ event: 'record', data: { version: state.version, head: state.head } })
          listener({ event: 'job', data: standing?.job ?? null })
          listener({ event: 'files', data: standing?.files ?? [] })
          for (const event of waiting) listener(event)
          tell = listener
          return unsubscribe
        }
      } catch (error) {
        unsubscribe()
        throw error
      }
    },
  }
}
