import { describe, expect, it } from 'vitest'
import { chainCustody } from '../../incident/custody/chain.ts'
import type { Harvest } from '../../model/harvest.ts'
import { draftInto } from './draft-edits.ts'
import { newRecord } from './draft-record.ts'
import { labelItems, type UnlabelledItem } from './evidence-labels.ts'
import { provenancesOf, withProvenance } from './provenance.ts'

const sha256 = 'a'.repeat(64)
const at = '2026-03-05T10:00:00Z'
const acquisition = { by: 'Rosa Keller', tool: 'aws-cli 2.15', query: 'lookup-events', range: '1 to 3 March', rowCap: 500 }
const told = { sha256, at, recorded: at, by: 'Rosa Keller' }
const custody = chainCustody(
  [
    { ...told, action: 'collect', acquisition, path: 'logs/a.json', hashAfter: sha256, zone: 'Europe/Berlin' },
    { ...told, action: 'transfer', to: 'Jonas Weber', authority: 'Case 12', reference: 'Courier 77', placeTo: 'Vault 2' },
  ],
  undefined,
)
const row = {
  sha256,
  name: 'a.json',
  path: 'logs/a.json',
  size: 5,
  addedAt: at,
  status: 'new',
  detail: '',
  acquisition,
  held: true,
  retainUntil: '2027-03-31',
}
const holds = [{ seq: 3, by: 'Counsel', reason: 'Preservation notice', since: at }]
const item: UnlabelledItem = { id: 'evidence-a', name: 'a.json', sha256, size: 5, acquisition: {}, custody: [], citations: [] }

describe('provenancesOf()', () => {
  it('gives the record how an item was obtained, all of its custody, and how long it is kept', () => {
    const known = withProvenance(item, provenancesOf([row], custody, holds))
    expect(known.acquisition).toEqual(acquisition)
    expect(known.retention).toBe('Until 2027-03-31; under legal hold since 2026-03-05T10:00:00Z (Counsel: Preservation notice)')
    expect(known.custody).toEqual([
      {
        id: 'custody-1',
        seq: 1,
        action: 'collect',
        at,
        by: 'Rosa Keller',
        zone: 'Europe/Berlin',
        path: 'logs/a.json',
        hashAfter: sha256,
        acquisition,
        hash: custody[0]?.hash,
      },
      expect.objectContaining({
        id: 'custody-2',
        seq: 2,
        action: 'transfer',
        to: 'Jonas Weber',
        authority: 'Case 12',
        reference: 'Courier 77',
        placeTo: 'Vault 2',
      }),
    ])
  })

  it('brings the record up to date with later entries, and keeps what it had where nothing is known', () => {
    const earlier = labelItems([], [withProvenance(item, provenancesOf([row], custody.slice(0, 1), holds))])
    const later = labelItems(earlier, [withProvenance(item, provenancesOf([row], custody, []))])
    expect(later[0]?.custody.map(({ seq }) => seq)).toEqual([1, 2])
    expect(labelItems(earlier, [item])[0]).toMatchObject({ label: 'E1', acquisition, custody: [{ seq: 1 }] })
  })
})

describe('draftInto()', () => {
  const none: Harvest = { items: [], findings: [], sessions: [], issues: [], sightings: [], coverage: [] }
  const draft = (before: Parameters<typeof draftInto>[0], notObtained?: { what: string; reason: string; seq: number }[]) =>
    draftInto(
      before,
      { ...none, items: labelItems([], [item]) },
      { author: 'Hindcast', at, ...(notObtained && { notObtained: notObtained.map((one) => ({ ...one, by: 'x', at })) }) },
    )

  it('tells which sources were not obtained, and why', () => {
    const start = newRecord('INC-2026-0001')
    const first = draft(start, [{ seq: 4, what: 'VPN log', reason: 'Overwritten after 14 days' }])
    expect(first.state.document.scope.notObtained).toMatchObject([{ id: 'not-obtained-4', what: 'VPN log', why: 'Overwritten after 14 days' }])
    expect(draft(first).state.document.scope.notObtained).toHaveLength(1)
    const second = draft(first, [{ seq: 4, what: 'VPN log', reason: 'Overwritten after 7 days' }])
    expect(second.state.document.scope.notObtained.map(({ why }) => why)).toEqual(['Overwritten after 7 days'])
  })
})
