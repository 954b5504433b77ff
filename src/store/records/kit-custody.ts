import { describe, expect, it } from 'vitest'
import type { CustodyDraft } from '../../model/custody.ts'
import { chained, hashOf, itemsOf, type WithStore } from './kit-evidence.ts'
import type { RecordStore } from './record-store.ts'

const at = '2026-03-01T10:00:00Z'

/** An incident with the items "a" and "b", and what appends to its custody. */
async function begin(store: RecordStore) {
  const id = await store.createIncident({ year: 2026, at })
  await store.addEvidenceItems(id, itemsOf(undefined, 'a', 'b'))
  const tell = async (...drafts: readonly Partial<CustodyDraft>[]) => {
    const entries = chained(await store.custodyHead(id), ...drafts)
    await store.appendCustody(id, entries)
    return entries
  }
  return { id, tell }
}

const dispose = (digit: string, when = at) => ({ action: 'dispose' as const, sha256: hashOf(digit), at: when })

export function testCustody(name: string, withStore: WithStore): void {
  testChain(name, withStore)
  testHolds(name, withStore)
  testAnchors(name, withStore)
}

function testChain(name: string, withStore: WithStore): void {
  describe(`${name}: custody`, () => {
    it('keeps entries exactly, one chain for the incident', () =>
      withStore(async (store, reopen) => {
        const { id, tell } = await begin(store)
        expect(await store.custodyHead('INC-2026-0099')).toBeUndefined()
        const seal = { action: 'seal' as const, sha256: hashOf('a'), seal: 'S-0041', place: 'Grüße "Tresor"\n2', zone: 'Europe/Berlin' }
        const entries = [...itemsOf(undefined, 'a', 'b').entries, ...(await tell(seal, { note: 'About the whole incident' }))]
        const again = await reopen()
        expect(await again.custody(id)).toEqual(entries)
        expect(await again.custody(id, { sha256: hashOf('a') })).toEqual([entries[0], entries[2]])
        expect(await again.custody(id, { after: 1, limit: 2 })).toEqual(entries.slice(1, 3))
        expect(await again.custodyHead(id)).toMatchObject({ seq: 4, hash: entries[3]?.hash })
      }))

    it('refuses entries that do not follow the last one, and keeps none of them', () =>
      withStore(async (store) => {
        const { id, tell } = await begin(store)
        const head = await store.custodyHead(id)
        const mine = chained(head, { note: 'mine' }, { note: 'mine too' })
        await tell({ note: 'theirs' })
        await expect(store.appendCustody(id, mine)).rejects.toMatchObject({ code: 'conflict' })
        const [, second] = chained(await store.custodyHead(id), {}, {})
        if (second !== undefined) await expect(store.appendCustody(id, [second])).rejects.toMatchObject({ code: 'conflict' })
        await expect(store.appendCustody('INC-2026-0099', [])).rejects.toMatchObject({ code: 'not-found' })
        expect((await store.custody(id)).map(({ note }) => note)).toEqual([undefined, undefined, 'theirs'])
      }))

    it('outlives its incident, which is removed only when all its evidence is disposed of', () =>
      withStore(async (store) => {
        const { id, tell } = await begin(store)
        await tell(dispose('a'))
        await expect(store.removeIncident(id)).rejects.toMatchObject({ code: 'invalid' })
        const stale = chained(undefined, dispose('b'))
        await expect(store.removeIncident(id, stale)).rejects.toMatchObject({ code: 'conflict' })
        await store.removeIncident(id, chained(await store.custodyHead(id), dispose('b')))
        expect(await store.incident(id)).toBeUndefined()
        expect((await store.custody(id)).map(({ action }) => action)).toEqual(['collect', 'collect', 'dispose', 'dispose'])
      }))

    it('lists what was not obtained, as it was told last', () =>
      withStore(async (store) => {
        const { id, tell } = await begin(store)
        const missed = { action: 'not-obtained' as const, what: 'VPN log', purpose: 'Overwritten after 7 days' }
        await tell(
          missed,
          { ...missed, what: 'Badge log', purpose: 'Landlord refused' },
          { ...missed, purpose: 'Overwritten after 14 days', corrects: 3 },
        )
        expect(await store.notObtained(id)).toEqual([
          { seq: 4, what: 'Badge log', reason: 'Landlord refused', by: 'Rosa Keller', at },
          { seq: 5, what: 'VPN log', reason: 'Overwritten after 14 days', by: 'Rosa Keller', at },
        ])
      }))
  })
}

function testHolds(name: string, withStore: WithStore): void {
  describe(`${name}: holds and retention`, () => {
    it('disposes of nothing under hold, until every hold on it is released', () =>
      withStore(async (store, reopen) => {
        const { id, tell } = await begin(store)
        const hold = { action: 'hold' as const, by: 'Counsel', purpose: 'Preservation notice of 5 March' }
        await tell({ ...hold, sha256: hashOf('a') }, { ...hold, purpose: 'Regulator' })
        expect(await store.holds(id)).toEqual([
          { seq: 3, sha256: hashOf('a'), by: 'Counsel', reason: 'Preservation notice of 5 March', since: at },
          { seq: 4, by: 'Counsel', reason: 'Regulator', since: at },
        ])
        await expect(tell(dispose('b'))).rejects.toMatchObject({ code: 'held', message: expect.stringContaining('"b.log" is under legal hold') })
        await tell({ action: 'release', releases: 4 })
        expect((await store.evidence(id)).map(({ held }) => held)).toEqual([true, false])
        await tell(dispose('b'))
        await expect(tell(dispose('a'))).rejects.toMatchObject({ code: 'held' })
        const again = await reopen()
        const last = chained(await again.custodyHead(id), dispose('a'))
        await expect(again.removeIncident(id, last)).rejects.toMatchObject({ code: 'held' })
        const freed = chained(await again.custodyHead(id), { action: 'release', releases: 3 }, dispose('a'))
        await again.appendCustody(id, freed)
        await again.removeIncident(id)
      }))

    it('refuses to release what is no hold in force', () =>
      withStore(async (store) => {
        const { id, tell } = await begin(store)
        await expect(tell({ action: 'release', releases: 1 })).rejects.toMatchObject({ code: 'not-found' })
        await expect(tell({ action: 'release' })).rejects.toMatchObject({ code: 'not-found' })
        expect(await store.custody(id)).toHaveLength(2)
      }))

    it("keeps items until the last day of their retention has ended everywhere: their own, else the incident's", () =>
      withStore(async (store) => {
        const { id, tell } = await begin(store)
        await tell({ action: 'retain', until: '2027-03-31' }, { action: 'retain', until: '2026-06-30', sha256: hashOf('a') })
        expect((await store.evidence(id)).map(({ retainUntil }) => retainUntil)).toEqual(['2026-06-30', '2027-03-31'])
        expect([await store.retention(id), await store.retention('INC-1999-0001')]).toEqual(['2027-03-31', undefined])
        await expect(tell(dispose('a', '2026-07-01T11:59:59Z'))).rejects.toMatchObject({ code: 'retained' })
        await tell(dispose('a', '2026-07-01T12:00:00Z'))
        await expect(tell(dispose('b', '2026-07-01T12:00:00Z'))).rejects.toMatchObject({ code: 'retained' })
        await tell({ action: 'retain', until: '2026-05-31' }, dispose('b', '2026-06-01T12:00:00Z'))
        expect((await store.evidence(id)).every(({ disposedAt }) => disposedAt !== undefined)).toBe(true)
      }))
  })
}

function testAnchors(name: string, withStore: WithStore): void {
  describe(`${name}: anchors`, () => {
    it('keeps requests for time stamps and the response to each, byte for byte', () =>
      withStore(async (store, reopen) => {
        const { id } = await begin(store)
        const head = (await store.custodyHead(id)) ?? { seq: 0, hash: '' }
        const request = { id: hashOf('f'), seq: head.seq, head: head.hash, request: Uint8Array.of(0x30, 0, 255), at }
        await store.addAnchor(id, request)
        await expect(store.addAnchor(id, { ...request, id: hashOf('e'), seq: 1 })).rejects.toMatchObject({ code: 'invalid' })
        await expect(store.answerAnchor(id, hashOf('e'), { response: Uint8Array.of(1), checked: '{}' })).rejects.toMatchObject({ code: 'not-found' })
        expect(await store.anchors(id)).toEqual([request])
        const answer = { response: Uint8Array.of(1, 0, 2), checked: '{"genTime":"2026-03-01T10:00:01Z"}' }
        await store.answerAnchor(id, request.id, answer)
        await expect(store.answerAnchor(id, request.id, answer)).rejects.toMatchObject({ code: 'exists' })
        expect(await (await reopen()).anchors(id)).toEqual([{ ...request, ...answer }])
      }))
  })
}
