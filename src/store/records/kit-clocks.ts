import { describe, expect, it } from 'vitest'
import { chained, hashOf, itemsOf, type WithStore } from './kit-evidence.ts'

const told = { by: 'Mara Lindqvist', at: '2026-03-05T10:00:00Z', reason: '37 sign-ins' }

/** What every driver must do for corrections of clocks. */
export function testClocks(name: string, withStore: WithStore): void {
  describe(`${name}: clocks`, () => {
    it('keeps corrections with what custody says of them, the closest first', () =>
      withStore(async (store, reopen) => {
        const id = await store.createIncident({ year: 2026, at: '2026-03-01T10:00:00Z' })
        await store.addEvidenceItems(id, itemsOf(undefined, 'a'))
        const entries = chained(await store.custodyHead(id), { action: 'analyse', sha256: hashOf('a') })
        const source = { dataset: 'syslog', host: 'bastion01' }
        await store.changeCorrection(id, { source, correction: { offsetMs: -95_200, uncertaintyMs: 400, ...told }, entries })
        await store.changeCorrection(id, { source: { host: 'web' }, correction: { offsetMs: 1, uncertaintyMs: 0, ...told }, entries: [] })
        await store.changeCorrection(id, { source: { evidence: hashOf('a') }, correction: { offsetMs: 5, uncertaintyMs: 1, ...told }, entries: [] })
        const hostless = { dataset: 'syslog', host: '' }
        await store.changeCorrection(id, { source: hostless, correction: { offsetMs: 3, uncertaintyMs: 0, ...told }, entries: [] })
        await store.changeCorrection(id, { source: { host: 'web' }, correction: { offsetMs: 2, uncertaintyMs: 0, ...told }, entries: [] })
        const again = await reopen()
        expect(await again.clockCorrections(id)).toEqual([
          { evidence: hashOf('a'), offsetMs: 5, uncertaintyMs: 1, ...told },
          { ...source, offsetMs: -95_200, uncertaintyMs: 400, ...told },
          { ...hostless, offsetMs: 3, uncertaintyMs: 0, ...told },
          { host: 'web', offsetMs: 2, uncertaintyMs: 0, ...told },
        ])
        expect((await again.custody(id, { sha256: hashOf('a') })).at(-1)?.action).toBe('analyse')
        await again.changeCorrection(id, { source, entries: [] })
        expect((await again.clockCorrections(id)).map(({ offsetMs }) => offsetMs)).toEqual([5, 3, 2])
      }))

    it('changes nothing where the custody went on meanwhile, or nothing is there to be taken back', () =>
      withStore(async (store) => {
        const id = await store.createIncident({ year: 2026, at: '2026-03-01T10:00:00Z' })
        await store.addEvidenceItems(id, itemsOf(undefined, 'a'))
        const late = chained(undefined, { action: 'analyse', sha256: hashOf('a') })
        const change = { source: { host: 'web' }, correction: { offsetMs: 1, uncertaintyMs: 0, ...told }, entries: late }
        await expect(store.changeCorrection(id, change)).rejects.toMatchObject({ code: 'conflict' })
        const head = await store.custodyHead(id)
        const next = chained(head, { action: 'analyse', sha256: hashOf('a') })
        await expect(store.changeCorrection(id, { source: { host: 'web' }, entries: next })).rejects.toMatchObject({ code: 'not-found' })
        expect([await store.clockCorrections(id), await store.custodyHead(id)]).toEqual([[], head])
      }))
  })
}
