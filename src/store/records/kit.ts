import { describe, expect, it } from 'vitest'
import { hashJson } from '../../base/canonical-json.ts'
import type { Change, Edit } from '../../model/edit.ts'
import { noHash } from '../../model/edit.ts'
import { testClocks } from './kit-clocks.ts'
import { testCustody } from './kit-custody.ts'
import { chained, itemsOf, testEvidence, type WithStore } from './kit-evidence.ts'
import { testSegments } from './kit-segments.ts'
import type { IncidentIndex, JobRow, RecordStore } from './record-store.ts'

/** How the kit gets a driver over data of its own, and the same data again after it was closed. */
export interface RecordStoreDriver {
  readonly name: string
  /** Opens an empty place; `reopen` closes the store before and opens the same place again. */
  open(): Promise<{ store: RecordStore; reopen(): Promise<RecordStore>; dispose(): Promise<void> }>
}

const index: IncidentIndex = { title: 'Leaked key', state: 'contained', severity: 'high', reviewed: 3, total: 40 }
const at = '2026-03-01T10:00:00Z'

/** An edit chained to the one before it. */
export function editAfter(
  previous: Edit | undefined,
  incident: string,
  changes: readonly Change[] = [{ op: 'set', path: '/title', value: 'x' }],
): Edit {
  const version = (previous?.version ?? 0) + 1
  const author = { name: 'Rosa Keller', kind: 'person' as const }
  const unhashed = { version, incident, author, at, base: version - 1, changes: [...changes], previous: previous?.hash ?? noHash }
  return { ...unhashed, hash: hashJson(unhashed) }
}

/** What every driver of the records must do. */
export function testRecordStore(driver: RecordStoreDriver): void {
  const withStore = async (use: (store: RecordStore, reopen: () => Promise<RecordStore>) => Promise<void>) => {
    const place = await driver.open()
    try {
      await use(place.store, () => place.reopen())
    } finally {
      await place.dispose()
    }
  }
  testIncidents(driver.name, withStore)
  testOnlyIncident(driver.name, withStore)
  testEdits(driver.name, withStore)
  testCaches(driver.name, withStore)
  testEvidence(driver.name, withStore)
  testCustody(driver.name, withStore)
  testJobs(driver.name, withStore)
  testSegments(driver.name, withStore)
  testClocks(driver.name, withStore)
}

function testIncidents(name: string, withStore: WithStore): void {
  describe(`${name}: incidents`, () => {
    it('gives ids by year and never twice', () =>
      withStore(async (store, reopen) => {
        const ids = [
          await store.createIncident({ year: 2026, at }),
          await store.createIncident({ year: 2027, at }),
          await store.createIncident({ year: 2026, at }),
        ]
        expect(ids).toEqual(['INC-2026-0001', 'INC-2027-0001', 'INC-2026-0002'])
        await store.removeIncident('INC-2026-0002')
        const again = await reopen()
        expect(await again.createIncident({ year: 2026, at })).toBe('INC-2026-0003')
      }))

    it('takes an id from outside, once, and counts on behind it', () =>
      withStore(async (store) => {
        expect(await store.createIncident({ id: 'INC-2026-0041', year: 2026, at })).toBe('INC-2026-0041')
        await expect(store.createIncident({ id: 'INC-2026-0041', year: 2026, at })).rejects.toMatchObject({ code: 'exists' })
        expect(await store.createIncident({ year: 2026, at })).toBe('INC-2026-0042')
      }))

    it('lists incidents with what their last edit made of them, the last written first', () =>
      withStore(async (store, reopen) => {
        const first = await store.createIncident({ year: 2026, at, title: 'first' })
        await store.createIncident({ year: 2026, at: '2026-03-01T11:00:00Z', title: 'second', origin: 'sample' })
        const edit = { ...editAfter(undefined, first), at: '2026-03-01T12:00:00Z' }
        await store.appendEdit(edit, index)
        const rows = await (await reopen()).incidents()
        expect(rows.map(({ id, title, version, origin }) => [id, title, version, origin])).toEqual([
          ['INC-2026-0001', 'Leaked key', 1, ''],
          ['INC-2026-0002', 'second', 0, 'sample'],
        ])
        expect(rows[0]).toEqual({
          ...index,
          id: first,
          version: 1,
          head: edit.hash,
          createdAt: at,
          updatedAt: '2026-03-01T12:00:00Z',
          evidence: 0,
          origin: '',
        })
      }))

    it('removes an incident with all it has', () =>
      withStore(async (store) => {
        const id = await store.createIncident({ year: 2026, at })
        await store.appendEdit(editAfter(undefined, id), index)
        await store.addEvidenceItems(id, itemsOf(undefined, 'a'))
        await store.removeIncident(id, chained(await store.custodyHead(id), { action: 'dispose', sha256: 'a'.repeat(64) }))
        expect(await store.incident(id)).toBeUndefined()
        expect(await store.edits(id)).toEqual([])
        expect(await store.isEvidenceUsed('a'.repeat(64))).toBe(false)
        await expect(store.removeIncident(id)).rejects.toMatchObject({ code: 'not-found' })
      }))
  })
}

function testOnlyIncident(name: string, withStore: WithStore): void {
  describe(`${name}: the only incident`, () => {
    it('makes the only incident where there is none', () =>
      withStore(async (store) => {
        expect(await store.createIncident({ year: 2026, at, isOnly: true })).toBe('INC-2026-0001')
        await expect(store.createIncident({ year: 2026, at, isOnly: true })).rejects.toMatchObject({ code: 'exists' })
        expect(await store.incidents()).toHaveLength(1)
      }))
  })
}

function testEdits(name: string, withStore: WithStore): void {
  describe(`${name}: edits`, () => {
    it('keeps edits exactly, and gives any range of them', () =>
      withStore(async (store, reopen) => {
        const id = await store.createIncident({ year: 2026, at })
        const one = editAfter(undefined, id, [{ op: 'add', path: '/systems', value: { id: 's', name: 'Grüße \u202e 𝄞 "quoted"', accounts: [] } }])
        const two = editAfter(one, id)
        const three = editAfter(two, id)
        for (const edit of [one, two, three]) await store.appendEdit(edit, index)
        const again = await reopen()
        expect(await again.edits(id)).toEqual([one, two, three])
        expect(await again.edits(id, { after: 1 })).toEqual([two, three])
        expect(await again.edits(id, { after: 1, upTo: 2 })).toEqual([two])
      }))

    it('refuses an edit that does not follow the last one, and keeps nothing of it', () =>
      withStore(async (store) => {
        const id = await store.createIncident({ year: 2026, at })
        const one = editAfter(undefined, id)
        await store.appendEdit(one, index)
        const other = editAfter(undefined, id, [{ op: 'set', path: '/title', value: 'other' }])
        await expect(store.appendEdit(other, { ...index, title: 'other' })).rejects.toMatchObject({ code: 'conflict' })
        await expect(store.appendEdit(editAfter(other, id), { ...index, title: 'other' })).rejects.toMatchObject({ code: 'conflict' })
        expect(await store.edits(id)).toEqual([one])
        expect((await store.incident(id))?.title).toBe('Leaked key')
      }))

    it('lets one of two writers through', () =>
      withStore(async (store) => {
        const id = await store.createIncident({ year: 2026, at })
        const rivals = ['a', 'b', 'c'].map((value) => store.appendEdit(editAfter(undefined, id, [{ op: 'set', path: '/title', value }]), index))
        const settled = await Promise.allSettled(rivals)
        expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
        expect(await store.edits(id)).toHaveLength(1)
      }))

    it('refuses an edit of an incident nobody made', () =>
      withStore(async (store) => {
        await expect(store.appendEdit(editAfter(undefined, 'INC-2026-0009'), index)).rejects.toMatchObject({ code: 'not-found' })
      }))
  })
}

function testCaches(name: string, withStore: WithStore): void {
  describe(`${name}: caches`, () => {
    it('caches the last fold, and keeps texts by hash', () =>
      withStore(async (store, reopen) => {
        const id = await store.createIncident({ year: 2026, at })
        expect(await store.snapshot(id)).toBeUndefined()
        await store.putSnapshot(id, { version: 1, head: noHash, program: '0.1.0', text: '{}' })
        await store.putSnapshot(id, { version: 2, head: noHash, program: '0.1.0', text: '{"a":1}' })
        await store.putTexts(new Map([['aa', 'title: one']]))
        await store.putTexts(
          new Map([
            ['aa', 'title: one'],
            ['bb', 'title: two'],
          ]),
        )
        const again = await reopen()
        expect(await again.snapshot(id)).toEqual({ version: 2, head: noHash, program: '0.1.0', text: '{"a":1}' })
        expect(await again.texts(['bb', 'aa', 'cc'])).toEqual(
          new Map([
            ['bb', 'title: two'],
            ['aa', 'title: one'],
          ]),
        )
      }))
  })
}

function testJobs(name: string, withStore: WithStore): void {
  describe(`${name}: jobs`, () => {
    it('keeps where each job stands', () =>
      withStore(async (store, reopen) => {
        const incident = await store.createIncident({ year: 2026, at })
        const job = (id: string, state: string): JobRow => ({ id, incident, kind: 'draft', state, startedAt: at, detail: `{"id":"${id}"}` })
        for (const row of [job('one', 'running'), job('two', 'running'), job('one', 'done')]) await store.putJob(row)
        const again = await reopen()
        expect(await again.lastJob(incident)).toEqual(job('two', 'running'))
        expect(await again.jobsIn('running')).toEqual([job('two', 'running')])
        await expect(again.putJob({ ...job('three', 'running'), incident: 'INC-2026-0099' })).rejects.toMatchObject({ code: 'not-found' })
      }))
  })
}
