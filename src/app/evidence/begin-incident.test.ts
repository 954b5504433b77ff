import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openSqliteRecords } from '../../store/records/sqlite.ts'
import { chooseOrBegin } from './begin-incident.ts'

describe('chooseOrBegin()', () => {
  it('begins one incident where several processes find none at the same time', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'hindcast-begin-'))
    const stores = ['one', 'two', 'three'].map(() => openSqliteRecords(join(folder, 'records.sqlite')))
    try {
      const begun = await Promise.all(stores.map((store) => chooseOrBegin(undefined, { store, now: () => '2026-03-01T10:00:00Z' })))
      expect(begun).toEqual([true, false, false].map((isNew) => ({ id: 'INC-2026-0001', isNew })))
      expect(await stores[0]?.incidents()).toHaveLength(1)
    } finally {
      for (const store of stores) await store.close()
      await rm(folder, { recursive: true })
    }
  })
})
