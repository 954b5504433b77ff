import { describe, expect, it } from 'vitest'
import { type CustodyDraft, type CustodyEntry, type CustodyHead, hashOfCustody } from '../../model/custody.ts'
import { noHash } from '../../model/edit.ts'
import type { AddedEvidence, NewEvidence } from './evidence-records.ts'
import type { RecordStore } from './record-store.ts'

/** Runs over a store of its own; `reopen` closes it and opens the same data again. */
export type WithStore = (use: (store: RecordStore, reopen: () => Promise<RecordStore>) => Promise<void>) => Promise<void>

const at = '2026-03-01T10:00:00Z'

export const hashOf = (digit: string): string => digit.repeat(64)

export function evidence(digit: string): NewEvidence {
  const times = { addedAt: at, modified: 1_772_000_000_000 }
  return { sha256: hashOf(digit), name: `${digit}.log`, path: `logs/${digit}.log`, size: 12, ...times, status: 'new', detail: '' }
}

/** Entries chained behind `last`. */
export function chained(last: CustodyHead | undefined, ...drafts: readonly Partial<CustodyDraft>[]): CustodyEntry[] {
  const entries: CustodyEntry[] = []
  for (const draft of drafts) {
    const before = entries.at(-1) ?? last
    const told = { action: 'access' as const, at, recorded: at, by: 'Rosa Keller', ...draft }
    const unhashed = { ...told, seq: (before?.seq ?? 0) + 1, previous: before?.hash ?? noHash }
    entries.push({ ...unhashed, hash: hashOfCustody(unhashed) })
  }
  return entries
}

/** Items with a `collect` entry each, behind `last`. */
export function itemsOf(last: CustodyHead | undefined, ...digits: readonly string[]): AddedEvidence {
  return { items: digits.map(evidence), entries: chained(last, ...digits.map((digit) => ({ action: 'collect' as const, sha256: hashOf(digit) }))) }
}

export function testEvidence(name: string, withStore: WithStore): void {
  testItems(name, withStore)
  testStates(name, withStore)
}

function testItems(name: string, withStore: WithStore): void {
  describe(`${name}: evidence`, () => {
    it('keeps items in the order they came, each once', () =>
      withStore(async (store, reopen) => {
        const id = await store.createIncident({ year: 2026, at })
        const { modified: _, ...undated } = { ...evidence('a'), parent: hashOf('c') }
        const entries = chained(undefined, ...['c', 'a', 'c'].map((digit) => ({ action: 'collect' as const, sha256: hashOf(digit), path: digit })))
        expect(await store.addEvidenceItems(id, { items: [evidence('c'), undated, evidence('c')], entries })).toEqual(
          new Set([hashOf('c'), hashOf('a')]),
        )
        expect(await store.addEvidenceItems(id, itemsOf(entries.at(-1), 'c', 'd'))).toEqual(new Set([hashOf('d')]))
        await store.updateEvidence(id, hashOf('c'), { status: 'read', detail: '{"records":3}' })
        const again = await reopen()
        const kept = { acquisition: {}, held: false }
        const read = { ...evidence('c'), ...kept, status: 'read', detail: '{"records":3}' }
        expect(await again.evidence(id)).toEqual([read, { ...undated, ...kept }, { ...evidence('d'), ...kept }])
        expect(await again.evidenceItem(id, hashOf('c'))).toEqual(read)
        expect(await again.evidenceItem(id, hashOf('e'))).toBeUndefined()
        expect((await again.incident(id))?.evidence).toBe(3)
        expect((await again.custody(id, { sha256: hashOf('c') })).map(({ seq }) => seq)).toEqual([1, 3, 4])
      }))

    it('keeps items and the entries about them together, or neither', () =>
      withStore(async (store) => {
        const id = await store.createIncident({ year: 2026, at })
        const { items } = itemsOf(undefined, 'a', 'b')
        await expect(store.addEvidenceItems(id, { items, entries: itemsOf(undefined, 'a').entries })).rejects.toMatchObject({ code: 'invalid' })
        const [first] = chained(undefined, {})
        await expect(store.addEvidenceItems(id, itemsOf(first, 'a'))).rejects.toMatchObject({ code: 'conflict' })
        expect([await store.evidence(id), await store.custody(id)]).toEqual([[], []])
      }))
  })
}

function testStates(name: string, withStore: WithStore): void {
  describe(`${name}: what becomes of evidence`, () => {
    it('keeps how an item was obtained, as it was told last', () =>
      withStore(async (store, reopen) => {
        const id = await store.createIncident({ year: 2026, at })
        const collect = { action: 'collect' as const, sha256: hashOf('a') }
        const told = { by: 'Rosa Keller', tool: 'aws-cli 2.15', query: 'lookup-events', range: '1 to 3 March', filters: 'none', rowCap: 50 }
        const entries = chained(undefined, { ...collect, acquisition: told }, { ...collect, corrects: 1, acquisition: { ...told, rowCap: 500 } })
        await store.addEvidenceItems(id, { items: [evidence('a')], entries })
        expect((await (await reopen()).evidenceItem(id, hashOf('a')))?.acquisition).toEqual({ ...told, rowCap: 500 })
      }))

    it('counts bytes as used until every incident disposed of them, and takes them back', () =>
      withStore(async (store) => {
        const [one, two] = [await store.createIncident({ year: 2026, at }), await store.createIncident({ year: 2026, at })]
        const dispose = async (id: string, when = at) =>
          store.appendCustody(id, chained(await store.custodyHead(id), { action: 'dispose', sha256: hashOf('a'), at: when }))
        for (const id of [one, two]) await store.addEvidenceItems(id, itemsOf(undefined, 'a'))
        await dispose(one, '2026-04-01T00:00:00Z')
        expect((await store.evidenceItem(one, hashOf('a')))?.disposedAt).toBe('2026-04-01T00:00:00Z')
        expect([(await store.incident(one))?.evidence, await store.isEvidenceUsed(hashOf('a'))]).toEqual([0, true])
        await expect(dispose(one)).rejects.toMatchObject({ code: 'not-found' })
        await dispose(two)
        expect(await store.isEvidenceUsed(hashOf('a'))).toBe(false)
        expect(await store.addEvidenceItems(one, itemsOf(await store.custodyHead(one), 'a'))).toEqual(new Set([hashOf('a')]))
        expect((await store.evidenceItem(one, hashOf('a')))?.disposedAt).toBeUndefined()
        expect(await store.isEvidenceUsed(hashOf('a'))).toBe(true)
      }))

    it('says which incident or item is not there', () =>
      withStore(async (store) => {
        const id = await store.createIncident({ year: 2026, at })
        await expect(store.updateEvidence(id, hashOf('a'), { status: 'read', detail: '' })).rejects.toMatchObject({ code: 'not-found' })
        await expect(store.addEvidenceItems('INC-2026-0099', itemsOf(undefined, 'a'))).rejects.toMatchObject({ code: 'not-found' })
      }))
  })
}
