import { threadId } from 'node:worker_threads'
import { compactSegments, mendSegments } from '../../store/events/compact.ts'
import { segmentFolder, segmentNames } from '../../store/events/segment-file.ts'
import { type DataPlaces, withLedger } from '../intake/intake-job.ts'
import { serveTasks } from './serve-tasks.ts'

/** Whose segments are to be put in order. */
export interface TendTask {
  readonly incident: string
  readonly places: DataPlaces
  /** Sets the names of new files apart from all others of the process. */
  readonly tag: string
}

/** Puts the segments of an incident in order behind an intake: sweeps what killed writers left, and puts small segments together. */
serveTasks<TendTask>(({ incident, places, tag }, { signal }) =>
  withLedger(places, async (ledger) => {
    const { writer } = places
    const folder = segmentFolder(places.folder, incident)
    const place = { incident, ledger, folder, writer, newName: segmentNames(writer, `${tag}-${threadId}`), now: () => Date.now(), signal }
    await mendSegments(place)
    return compactSegments(place)
  }),
)
