import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compileQuery } from '../../query/match.ts'
import type { Query } from '../../query/query.ts'
import { eventIdSql } from './columns.ts'
import { queryCondition } from './compile-query.ts'
import { type DuckDb, openDuckDb } from './duckdb.ts'
import { chance } from './kit-events.ts'
import { randomQuery, searchedEvents } from './kit-queries.ts'
import { incident, type TestLedger, writeSegments } from './kit-search.ts'
import { ownColumnName } from './own-columns.ts'
import { SegmentSource } from './segment-source.ts'
import { SqlValues } from './sql.ts'

const events = searchedEvents(300, 11)
const queriesAtOnce = 25

describe('queryCondition()', () => {
  let folder = ''
  let database: DuckDb
  let source: SegmentSource
  let ledger: TestLedger

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hindcast-oracle-'))
    const whole = events.map(({ event }) => ({ event, bytes: Buffer.from(event.id) }))
    // The same events twice: as intake leaves them, and with columns of own fields, as compaction does.
    ledger = await writeSegments(folder, [whole, whole], { ownColumns: [false, true] })
    database = openDuckDb({ folder: join(folder, 'events'), temporary: folder })
    source = new SegmentSource(folder, database)
  })

  afterAll(async () => {
    await database.close()
    await rm(folder, { recursive: true, force: true })
  })

  /** Ids of what each query finds in a segment. */
  async function foundIds(queries: readonly Query[], segment: number): Promise<string[][]> {
    const row = ledger.rows.slice(segment, segment + 1)
    const columns = await source.ownColumns(incident, row)
    const has = columns.get(row[0]?.name ?? '')
    expect((has?.size ?? 0) > 3).toBe(segment === 1)
    const values = new SqlValues()
    const context = {
      values,
      isEmpty: () => false,
      ownColumn: (path: readonly string[]) => (has?.has(ownColumnName(path)) === true ? ownColumnName(path) : undefined),
    }
    const tests = queries.map((query, index) => `(${queryCondition(query, context)}) AS q${index}`)
    const rows = await database.rows(values.sql(`SELECT ${eventIdSql} AS id, ${tests.join(', ')} FROM ${source.files(incident, row)}`))
    return queries.map((_, index) => rows.flatMap((found) => (found[`q${index}`] === true ? [String(found['id'])] : [])))
  }

  for (const seed of [1, 2, 3, 4]) {
    it(`finds what matchesQuery() finds, for queries of seed ${seed}`, { timeout: 120_000 }, async () => {
      const roll = chance(seed)
      for (let round = 0; round < 8; round += 1) {
        const queries = Array.from({ length: queriesAtOnce }, () => randomQuery(roll, events))
        const expected = queries.map((query) => events.filter(compileQuery(query)).map(({ event }) => event.id))
        for (const segment of [0, 1]) {
          const found = await foundIds(queries, segment)
          for (const [index, query] of queries.entries()) expect({ query, found: found[index] }).toEqual({ query, found: expected[index] })
        }
      }
    })
  }

  it('puts nothing that a person wrote into the statement', () => {
    const hostile = `x'); DROP TABLE y; --"`
    const values = new SqlValues()
    const own: Query = { kind: 'field', field: { kind: 'own', path: [hostile] }, test: { op: 'is', value: hostile } }
    const text: Query = { kind: 'text', test: { op: 'like', pattern: [hostile, { wild: '*' }, hostile] } }
    const sql = queryCondition({ kind: 'or', parts: [own, text] }, { values, ownColumn: () => undefined, isEmpty: () => false })
    expect(sql).not.toContain('DROP')
    expect(values.sql('').values.length).toBeGreaterThan(3)
  })
})
