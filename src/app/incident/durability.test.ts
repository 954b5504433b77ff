import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import { verifyChain } from '../../incident/chain.ts'
import { openSqliteRecords } from '../../store/records/sqlite.ts'
import { loadRecord, recordEdit } from './record-edit.ts'

const child = join(import.meta.dirname, 'append-forever.ts')
const at = '2026-03-01T10:00:00Z'
const author = { name: 'Rosa Keller', kind: 'person' as const }

async function withFile(use: (file: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'hindcast-durability-'))
  try {
    await use(join(folder, 'records.db'))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Runs the child until it acknowledged something, kills it a little later, and answers what it had acknowledged. */
async function appendUntilKilled(file: string, incident: string, delayMs: number): Promise<string[]> {
  const writer = spawn(process.execPath, [child, file, incident], { stdio: ['ignore', 'pipe', 'inherit'] })
  let output = ''
  const ended = new Promise((resolve) => writer.once('close', resolve))
  writer.stdout.setEncoding('utf8').on('data', (text: string) => {
    const isFirst = output === ''
    output += text
    if (isFirst) setTimeout(() => writer.kill('SIGKILL'), delayMs)
  })
  await ended
  return output.split('\n').slice(0, -1)
}

describe('recordEdit()', () => {
  it(
    'keeps every acknowledged edit through kill -9, and the chain stays whole',
    () =>
      withFile(async (file) => {
        const first = openSqliteRecords(file)
        const incident = await first.createIncident({ year: 2026, at })
        await first.close()
        const acknowledged: string[] = []
        for (let round = 0; round < 20; round += 1) acknowledged.push(...(await appendUntilKilled(file, incident, (round * 7) % 30)))
        expect(acknowledged.length).toBeGreaterThanOrEqual(20)
        const store = openSqliteRecords(file)
        const { edits } = await loadRecord(store, incident)
        expect(verifyChain(edits)).toEqual([])
        const kept = new Set(edits.map(({ version, hash }) => `${version} ${hash}`))
        expect(acknowledged.filter((line) => !kept.has(line))).toEqual([])
        await store.close()
      }),
    60_000,
  )

  it('merges edits of different fields and refuses those of the same', () =>
    withFile(async (file) => {
      const store = openSqliteRecords(file)
      const incident = await store.createIncident({ year: 2026, at })
      const write = (base: number, path: string, value: string) =>
        recordEdit(store, { incident, author, at, base, changes: [{ op: 'set', path, value }] })
      await write(0, '/title', 'Leaked key')
      await write(0, '/type', 'Cloud credentials')
      await expect(write(0, '/title', 'Another title')).rejects.toMatchObject({ code: 'conflict' })
      await expect(write(2, '/titel', 'x')).rejects.toMatchObject({ code: 'invalid' })
      const { state } = await loadRecord(store, incident)
      expect(state.document).toMatchObject({ title: 'Leaked key', type: 'Cloud credentials' })
      expect(await store.incident(incident)).toMatchObject({ title: 'Leaked key', version: 2, head: state.head })
      await store.close()
    }))

  it('lets many writers through, one after the other', () =>
    withFile(async (file) => {
      const store = openSqliteRecords(file)
      const incident = await store.createIncident({ year: 2026, at })
      const add = (id: string) =>
        recordEdit(store, { incident, author, at, base: 0, changes: [{ op: 'add', path: '/systems', value: { id, name: id } }] })
      await Promise.all(['a', 'b', 'c', 'd'].map(add))
      const { edits, state } = await loadRecord(store, incident)
      expect(state.document.systems).toHaveLength(4)
      expect(verifyChain(edits)).toEqual([])
      await store.close()
    }))
})

describe('verifyChain()', () => {
  it('finds a row that was changed in the database', () =>
    withFile(async (file) => {
      const store = openSqliteRecords(file)
      const incident = await store.createIncident({ year: 2026, at })
      for (const [base, title] of ['one', 'two', 'three'].entries()) {
        await recordEdit(store, { incident, author, at, base, changes: [{ op: 'set', path: '/title', value: title }] })
      }
      await store.close()
      const database = new DatabaseSync(file)
      database.exec(`DROP TRIGGER edit_is_kept; UPDATE edit SET body = replace(body, '"two"', '"TWO"') WHERE version = 2`)
      database.close()
      const again = openSqliteRecords(file)
      const breaks = verifyChain(await again.edits(incident))
      expect(breaks.map(({ version, code }) => [version, code])).toEqual([[2, 'hash']])
      await again.close()
    }))
})
