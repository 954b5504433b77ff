import { threadId } from 'node:worker_threads'
import { type DataPlaces, withRecords } from '../intake/intake-job.ts'
import { tendEvents, tendPlace } from '../intake/tend-events.ts'
import { serveTasks } from './serve-tasks.ts'

/** Whose events are to be put in order. */
export interface TendTask {
  readonly incident: string
  readonly places: DataPlaces
  /** Sets the names of new files apart from all others of the process. */
  readonly tag: string
}

/** Puts the events of an incident in order behind an intake, in a thread of its own: the server keeps answering meanwhile. */
serveTasks<TendTask>(({ incident, places, tag }, { signal }) =>
  withRecords(places, (store) => {
    const { folder, writer } = places
    return tendEvents(tendPlace({ incident, store, folder, writer, tag: `${tag}-${threadId}`, signal }))
  }),
)
