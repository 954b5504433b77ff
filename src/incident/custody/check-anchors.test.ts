import { describe, expect, it } from 'vitest'
import type { CustodyDraft } from '../../model/custody.ts'
import { chainCustody } from './chain.ts'
import { checkAnchors } from './check-anchors.ts'

const at = '2026-03-05T10:00:00Z'
const draft: CustodyDraft = { action: 'access', at, recorded: at, by: 'Mara Lindqvist', sha256: 'a'.repeat(64) }
const entries = chainCustody([draft, draft, draft], undefined)
const stamp = (seq: number, genTime: string) => ({ seq, head: entries[seq - 1]?.hash ?? '', genTime })

describe('checkAnchors()', () => {
  it('proves the chain up to the last stamped entry, since its first stamp', () => {
    const stamps = [stamp(2, '2026-03-05T12:00:00Z'), stamp(2, '2026-03-05T11:00:00Z'), stamp(1, '2026-03-05T10:00:00Z')]
    expect(checkAnchors(entries, stamps)).toEqual({ proven: stamps[1], faults: [] })
    expect(checkAnchors(entries, [])).toEqual({ faults: [] })
  })

  it('finds a chain that was made anew behind a stamp, or cut before it', () => {
    const forged = chainCustody([draft, { ...draft, by: 'Somebody else' }, draft], undefined)
    const before = stamp(2, '2026-03-05T11:00:00Z')
    expect(checkAnchors(forged, [before])).toMatchObject({ faults: [{ code: 'changed', seqs: [2] }] })
    expect(checkAnchors(forged, [before]).proven).toBeUndefined()
    expect(checkAnchors(entries.slice(0, 1), [before]).faults[0]?.message).toContain('there is no such entry any more')
    expect(checkAnchors(forged, [stamp(1, '2026-03-05T11:00:00Z')]).faults).toEqual([])
  })

  it('says nothing of a stamp of an entry that cannot be read', () => {
    const stamps = [stamp(1, '2026-03-05T11:00:00Z'), stamp(2, '2026-03-05T11:00:00Z')]
    const rest = entries.filter(({ seq }) => seq !== 2)
    expect(checkAnchors(rest, stamps, [{ seq: 2, message: 'Entry 2 cannot be read' }])).toEqual({ proven: stamps[0], faults: [] })
  })

  it('finds a stamp older than what it stamps, within its tolerance', () => {
    const early = stamp(3, '2026-03-05T09:59:59Z')
    expect(checkAnchors(entries, [early]).faults).toMatchObject([{ code: 'time', seqs: [3] }])
    expect(checkAnchors(entries, [{ ...early, accuracyMs: 1_000 }]).faults).toEqual([])
  })
})
