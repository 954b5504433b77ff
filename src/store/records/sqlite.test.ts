import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import { custodyEntrySchema, hashOfCustody } from '../../model/custody.ts'
import { migrate } from '../migrations/migrate.ts'
import { migrations } from '../migrations/index.ts'
import { itemsOf } from './kit-evidence.ts'
import { editAfter, testRecordStore } from './kit.ts'
import type { RecordStore } from './record-store.ts'
import { openSqliteRecords } from './sqlite.ts'

async function withFolder<T>(use: (file: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'hindcast-records-'))
  try {
    return await use(join(folder, 'records.db'))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

testRecordStore({
  name: 'SQLite',
  async open() {
    const folder = await mkdtemp(join(tmpdir(), 'hindcast-records-'))
    const file = join(folder, 'records.db')
    let store: RecordStore = openSqliteRecords(file)
    return {
      store,
      async reopen() {
        await store.close()
        store = openSqliteRecords(file)
        return store
      },
      async dispose() {
        await store.close()
        await rm(folder, { recursive: true, force: true })
      },
    }
  },
})

describe('openSqliteRecords()', () => {
  it('keeps a write-ahead log, so that readers never wait', () =>
    withFolder(async (file) => {
      const store = openSqliteRecords(file)
      const other = new DatabaseSync(file)
      expect(other.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' })
      other.close()
      await store.close()
    }))

  it('says what is wrong with a file that is no database', () =>
    withFolder(async (file) => {
      await writeFile(file, 'this is no database, but it is long enough to look like one '.repeat(20))
      expect(() => openSqliteRecords(file)).toThrow(`Cannot keep records in "${file}": it is no database of Hindcast`)
    }))

  it(
    'says who is in the way when another program holds the lock',
    () =>
      withFolder(async (file) => {
        const store = openSqliteRecords(file, 20)
        const other = new DatabaseSync(file)
        other.exec('BEGIN IMMEDIATE')
        await expect(store.createIncident({ year: 2026, at: '2026-03-01T10:00:00Z' })).rejects.toMatchObject({ code: 'busy' })
        other.exec('ROLLBACK')
        expect(await store.createIncident({ year: 2026, at: '2026-03-01T10:00:00Z' })).toBe('INC-2026-0001')
        other.close()
        await store.close()
      }),
    20_000,
  )

  it('never changes an edit or a custody entry in place', () =>
    withFolder(async (file) => {
      const store = openSqliteRecords(file)
      const incident = await store.createIncident({ year: 2026, at: '2026-03-01T10:00:00Z' })
      await store.appendEdit(editAfter(undefined, incident), { title: '', state: 'ongoing', severity: '', reviewed: 0, total: 0 })
      await store.addEvidenceItems(incident, itemsOf(undefined, 'a'))
      await store.close()
      const database = new DatabaseSync(file)
      expect(() => database.exec(`UPDATE edit SET body = '{}'`)).toThrow('an edit is never changed')
      expect(() => database.exec(`UPDATE custody SET body = '{}'`)).toThrow('only ever appended to')
      expect(() => database.exec(`DELETE FROM custody`)).toThrow('only ever appended to')
      database.close()
    }))

  it('two processes can write by turns', () =>
    withFolder(async (file) => {
      const one = openSqliteRecords(file)
      const two = openSqliteRecords(file)
      const incident = await one.createIncident({ year: 2026, at: '2026-03-01T10:00:00Z' })
      const index = { title: '', state: 'ongoing', severity: '', reviewed: 0, total: 0 }
      const first = editAfter(undefined, incident)
      await one.appendEdit(first, index)
      await two.appendEdit(editAfter(first, incident), index)
      await expect(one.appendEdit(editAfter(first, incident), index)).rejects.toMatchObject({ code: 'conflict' })
      await one.close()
      await two.close()
    }))
})

describe('migrate()', () => {
  it('numbers its steps without gaps', () => {
    expect(migrations.map(({ number }) => number)).toEqual(migrations.map((_, index) => index + 1))
  })

  it('does nothing the second time, and refuses what a newer program made', () => {
    const database = new DatabaseSync(':memory:')
    migrate(database)
    migrate(database)
    expect(database.prepare('PRAGMA user_version').get()).toEqual({ user_version: migrations.length })
    database.exec(`PRAGMA user_version = ${migrations.length + 1}`)
    expect(() => migrate(database)).toThrow('written by a newer version of Hindcast')
  })

  it('leaves a database as it was where a step fails', () => {
    const database = new DatabaseSync(':memory:')
    const broken = [{ number: 1, name: 'broken', sql: 'CREATE TABLE a (b); CREATE TABLE a (b)' }]
    expect(() => migrate(database, broken)).toThrow('already exists')
    expect(database.prepare('SELECT count(*) AS tables FROM sqlite_schema').get()).toEqual({ tables: 0 })
  })

  it('chains the custody that an earlier version kept entry by entry', () => {
    const database = new DatabaseSync(':memory:')
    migrate(database, migrations.slice(0, 1))
    const [one, two] = ['INC-2026-0001', 'INC-2026-0002']
    const columns = 'id, origin, title, state, severity, reviewed, total, version, head, created_at, updated_at'
    const incident = database.prepare(`INSERT INTO incident (${columns}) VALUES (?, '', '', 'ongoing', '', 0, 0, 0, '', ?, ?)`)
    for (const id of [one, two]) incident.run(id, '2026-03-01T09:00:00Z', '2026-03-01T09:00:00Z')
    const custody = database.prepare('INSERT INTO custody (incident, sha256, body) VALUES (?, ?, ?)')
    const sha256 = 'a'.repeat(64)
    const told = { action: 'collect', at: '2026-03-01T10:00:00Z', by: 'Rosa Keller', place: 'Vault' }
    custody.run(one, sha256, JSON.stringify({ ...told, id: 'collect-1' }))
    custody.run(two, sha256, JSON.stringify({ ...told, id: 'collect-2', purpose: '' }))
    custody.run(one, sha256, JSON.stringify({ action: 'dispose', id: 'dispose-1' }))
    migrate(database)
    const entries = (id: string) =>
      database
        .prepare('SELECT body FROM custody WHERE incident = ? ORDER BY seq')
        .all(id)
        .map(({ body }) => custodyEntrySchema.parse(JSON.parse(String(body))))
    const [first, second, ...others] = entries(one)
    expect(first).toMatchObject({ ...told, id: 'collect-1', recorded: told.at, seq: 1, previous: '0'.repeat(64), sha256 })
    const unknown = { by: 'Not recorded', at: '2026-03-01T09:00:00Z', note: expect.stringContaining('No time was recorded') }
    expect(second).toMatchObject({ ...unknown, action: 'dispose', seq: 2, previous: first?.hash })
    expect(others).toEqual([])
    expect(entries(two)).toMatchObject([{ id: 'collect-2', seq: 1 }])
    for (const entry of [...entries(one), ...entries(two)]) expect(entry.hash).toBe(hashOfCustody(entry))
  })

  it('makes the schema of the golden', async () => {
    const database = new DatabaseSync(':memory:')
    migrate(database)
    const rows = database.prepare('SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type, name').all()
    const dump = rows.map((row) => String(row['sql']).replaceAll(/\n {4}/g, '\n'))
    await expect(`${dump.join(';\n\n')};\n`).toMatchFileSnapshot('../migrations/schema.golden.sql')
  })
})
