import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import { chained, itemsOf } from './kit-evidence.ts'
import { openSqliteRecords } from './sqlite.ts'

const at = '2026-03-01T10:00:00Z'

/** A store with two items and three custody entries, after somebody ran SQL over its file by hand. */
async function tampered(sql: string) {
  const folder = await mkdtemp(join(tmpdir(), 'hindcast-custody-'))
  const file = join(folder, 'records.db')
  const first = openSqliteRecords(file)
  const id = await first.createIncident({ year: 2026, at })
  await first.addEvidenceItems(id, itemsOf(undefined, 'a', 'b'))
  const hold = chained(await first.custodyHead(id), { action: 'hold', by: 'Counsel', purpose: 'Notice' })
  await first.appendCustody(id, hold)
  await first.close()
  const database = new DatabaseSync(file)
  database.exec(`DROP TRIGGER custody_is_unchanged; DROP TRIGGER custody_is_kept; ${sql}`)
  database.close()
  const store = openSqliteRecords(file)
  return {
    id,
    store,
    async [Symbol.asyncDispose]() {
      await store.close()
      await rm(folder, { recursive: true })
    },
  }
}

describe('openSqliteRecords(): custody somebody changed by hand', () => {
  it.each([
    ['hash', `UPDATE custody SET hash = '${'0'.repeat(64)}' WHERE seq = 3`],
    ['action', "UPDATE custody SET action = 'not-obtained' WHERE seq = 3"],
    ['item', `UPDATE custody SET sha256 = '${'1'.repeat(64)}' WHERE seq = 3`],
  ])('names an entry whose %s is another than what was hashed', async (_, sql) => {
    await using place = await tampered(sql)
    const { store, id } = place
    const failure = { code: 'damaged', message: expect.stringContaining(`Custody entry 3 of ${id} cannot be read`) }
    await expect(store.custody(id)).rejects.toMatchObject(failure)
    const { entries, damaged } = await store.keptCustody(id)
    expect(entries.map(({ seq }) => seq)).toEqual([1, 2])
    expect(damaged).toEqual([expect.objectContaining({ seq: 3, message: failure.message })])
    // The hold is in force, whatever became of what told of it.
    expect(await store.holds(id)).toMatchObject([{ seq: 3, reason: 'Custody entry 3 cannot be read' }])
    expect((await store.evidence(id)).map(({ held }) => held)).toEqual([true, true])
  })

  it('remembers where the chain ended, and does not go on as if the last entry had never been', async () => {
    await using place = await tampered('DELETE FROM custody WHERE seq = 3')
    const { store, id } = place
    const head = await store.custodyHead(id)
    expect(head?.seq).toBe(3)
    await expect(store.appendCustody(id, chained((await store.custody(id)).at(-1), { note: 'in its place' }))).rejects.toMatchObject({
      code: 'conflict',
    })
    await store.appendCustody(id, chained(head, { note: 'after it' }))
    expect((await store.custody(id)).map(({ seq }) => seq)).toEqual([1, 2, 4])
  })

  it('remembers the end of a chain that was kept before ends were', async () => {
    await using place = await tampered('DROP TABLE custody_head; DROP TRIGGER custody_has_a_head; PRAGMA user_version = 4')
    expect(await place.store.custodyHead(place.id)).toMatchObject({ seq: 3 })
  })
})
