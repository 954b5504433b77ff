import { join } from 'node:path'
import { segmentWriterName } from '../../store/events/segment-file.ts'
import type { RecordStore } from '../../store/records/record-store.ts'
import { openSqliteRecords } from '../../store/records/sqlite.ts'
import { openFolderVault } from '../../store/vault/folder.ts'
import { countItems } from '../searching/count-items.ts'
import { openEvents } from '../searching/open-events.ts'
import { openSearchDesk } from '../searching/search-desk.ts'
import { beginIncidents } from './begin-incidents.ts'
import { openClockDesk } from './clock-desk.ts'
import { openCustodyDesk } from './custody-desk.ts'
import { makeDataFolder } from './data-folder.ts'
import { lockDataFolder } from './data-lock.ts'
import { type DraftJobs, openDraftDesk } from './draft-desk.ts'
import { openEvidenceDesk } from './evidence-desk.ts'
import { editIncidents, readIncidents } from './incident-desk.ts'
import { createLiveFeed } from './live-feed.ts'
import { createQueues } from './queues.ts'
import { readRawRecord } from './raw-record.ts'
import { openReadingDesk, type ReadingJobs } from './reading-desk.ts'
import { openRecordBook, type RecordBook } from './record-book.ts'
import { openDownloads } from './downloads.ts'
import { sampleFolder as shippedSample } from './shipped.ts'
import { watchChanges } from './watch-changes.ts'
import type { Workspace } from './workspace.ts'
import { applyYaml } from './yaml.ts'

export interface WorkspaceOptions {
  readonly folder: string
  /** Largest evidence file taken; 20 GB where absent. */
  readonly mostUploadBytes?: number
  /** The incident offered to open; the one that comes with Hindcast where absent. */
  readonly sampleFolder?: string
  /** The clock; the system's where absent. */
  now?(): Date
  /** Hears of faults that no answer tells of (a background job failed). */
  reportFault?(error: unknown): void
}

const usualUploadBytes = 20_000_000_000

/** Opens a data folder: takes it for this process, sweeps what a killed one left half done, and marks its drafts interrupted. */
export async function openWorkspace(options: WorkspaceOptions): Promise<Workspace> {
  const folder = await makeDataFolder(options.folder)
  const lock = await lockDataFolder(folder, process.pid)
  try {
    return await assemble(folder, options, () => lock.release())
  } catch (error) {
    lock.release()
    throw error
  }
}

async function assemble(folder: string, options: WorkspaceOptions, release: () => void): Promise<Workspace> {
  const vault = await openFolderVault(join(folder, 'vault'))
  const places = { folder, records: join(folder, 'records.sqlite'), writer: segmentWriterName() }
  const store = openSqliteRecords(places.records)
  const queues = createQueues()
  const feed = createLiveFeed()
  const now = () => `${(options.now?.() ?? new Date()).toISOString().slice(0, 19)}Z`
  const records = openRecordBook({
    store,
    queues,
    onWritten: (id, { version, head }) => feed.publish(id, { event: 'record', data: { version, head } }),
  })
  const reportFault = options.reportFault ?? (() => undefined)
  const fileOf = (sha256: string) => vault.path(sha256)
  const readings: ReadingJobs = openReadingDesk({
    store,
    records,
    places,
    fileOf,
    reportFault,
    isDrafting: (id) => drafts.isRunning(id),
    lastOptions: async (id) => (await drafts.standing(id))?.job.options ?? {},
  })
  const drafts: DraftJobs = await openDraftDesk({ store, records, feed, places, readings, fileOf, now, reportFault })
  const mostUploadBytes = options.mostUploadBytes ?? usualUploadBytes
  const place = { folder, store, vault, writer: places.writer, now }
  const reading = async (id: string) => runningFiles(await drafts.standing(id))
  const evidence = openEvidenceDesk({ store, vault, records, queues, folder, mostUploadBytes, now, reading, place })
  const search = searchIn({ folder, store, records })
  const clocks = openClockDesk({ place, records, reportFault })
  const desk = { store, records, now }
  return {
    folder,
    incidents: {
      ...readIncidents(desk),
      ...editIncidents(desk),
      ...beginIncidents({ ...desk, vault, queues, evidence, drafts, readings, places, sampleFolder: options.sampleFolder ?? shippedSample }),
      applyYaml: (id, yaml) => applyYaml(id, yaml, desk),
    },
    evidence: { ...evidence, rawRecord: (id, query) => readRawRecord(id, query, { records, store, vault }) },
    custody: openCustodyDesk({ place, records, queues }),
    clocks,
    drafts,
    readings,
    search,
    changes: watchChanges({ records, drafts, feed }),
    download: openDownloads(desk),
    async close() {
      await drafts.close()
      await readings.close()
      await clocks.close()
      await search.close()
      await store.close()
      release()
    },
  }
}

function runningFiles(standing: Awaited<ReturnType<DraftJobs['standing']>>) {
  return standing?.job.state === 'running' ? standing.files : []
}

function searchIn({ folder, store, records }: { folder: string; store: RecordStore; records: RecordBook }) {
  return openSearchDesk({
    openEvents: () => openEvents(folder, store),
    checkIncident: async (id) => void (await records.open(id)),
    items: (id) => countItems(id, store),
  })
}
