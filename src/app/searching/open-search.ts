import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { AppError } from '../../base/error.ts'
import { openSqliteRecords } from '../../store/records/sqlite.ts'
import type { KnownIncident } from './choose-incident.ts'
import { openEvents } from './open-events.ts'
import { countItems } from './count-items.ts'
import { openSearchDesk, type SearchDesk } from './search-desk.ts'

/** Searching in a data folder that another process may be using. */
export interface Search {
  readonly desk: SearchDesk
  incidents(): Promise<readonly KnownIncident[]>
  close(): Promise<void>
}

/** Opens a data folder for searching, without its lock: the workspace may be running. Throws `data-folder` where there is none. */
export async function openSearch(given: string): Promise<Search> {
  const folder = resolve(given)
  const file = join(folder, 'records.sqlite')
  if (!existsSync(file))
    throw new AppError('data-folder', `There are no records in "${folder}". Give the folder of the workspace with --data DIR (or HINDCAST_DATA=DIR)`)
  const store = openSqliteRecords(file)
  const desk = openSearchDesk({
    openEvents: () => openEvents(folder, store),
    async checkIncident(id) {
      if ((await store.incident(id)) === undefined) throw new AppError('not-found', `There is no incident ${id}`)
    },
    items: (id) => countItems(id, store),
  })
  return {
    desk,
    incidents: async () => (await store.incidents()).map(({ id, title }) => ({ id, title })),
    async close() {
      await desk.close()
      await store.close()
    },
  }
}
