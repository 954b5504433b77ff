import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { messageOf } from '../../base/error.ts'
import { compileQuery } from '../../query/match.ts'
import type { Query } from '../../query/query.ts'
import type { EventStore } from './event-store.ts'
import { chance } from './kit-events.ts'
import { randomQuery, searchedEvents } from './kit-queries.ts'
import { incident, writeSegments } from './kit-search.ts'
import { openParquetEvents } from './parquet-events.ts'

/** Ids in the order of a page, read page by page. */
async function foundIds(store: EventStore, query: Query): Promise<string[]> {
  const ids: string[] = []
  for await (const batch of store.export({ incident, query, withDuplicates: true })) ids.push(...batch.map(({ event }) => event.id))
  return ids
}

describe('openParquetEvents()', () => {
  let folder = ''
  let plain: EventStore
  let shredded: EventStore
  const events = searchedEvents(400, 11)

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hindcast-oracle-'))
    const whole = events.map(({ event }) => ({ event, bytes: Buffer.from(event.id) }))
    const [first, second] = [join(folder, 'plain'), join(folder, 'shredded')]
    plain = openParquetEvents({ dataFolder: first, ledger: await writeSegments(first, [whole.slice(0, 150), whole.slice(150)]) })
    const ledger = await writeSegments(second, [whole.slice(0, 250), whole.slice(250)], { ownColumns: [true, false] })
    shredded = openParquetEvents({ dataFolder: second, ledger })
  })

  afterAll(async () => {
    await plain.close()
    await shredded.close()
    await rm(folder, { recursive: true, force: true })
  })

  for (const seed of [1, 2, 3, 4]) {
    it(`finds what matchesQuery() finds, for queries of seed ${seed}`, { timeout: 120_000 }, async () => {
      const roll = chance(seed)
      for (let round = 0; round < 60; round += 1) {
        const query = randomQuery(roll, events)
        const matches = compileQuery(query)
        const expected = events.filter(matches).map(({ event }) => event.id)
        for (const store of [plain, shredded]) {
          const found = await foundIds(store, query).catch((error: unknown) => [messageOf(error)])
          expect({ query, found }).toEqual({ query, found: expected })
        }
      }
    })
  }
})
