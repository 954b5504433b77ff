import { describe, expect, it } from 'vitest'
import type { Author, Change, Edit } from '../model/edit.ts'
import type { ProposedElement, Proposals } from '../model/harvest.ts'
import { chainEdit } from './chain.ts'
import { emptyState, foldEdits, type RecordState } from './fold.ts'
import { mergeProposals } from './propose.ts'

const person: Author = { name: 'Rosa Keller', kind: 'person' }
const file: Author = { name: 'incident.yaml', kind: 'file' }
const machine: Author = { name: 'hindcast', kind: 'draft' }

/** A record and the edits that made it. */
class Desk {
  readonly edits: Edit[] = []

  state(): RecordState {
    if (this.edits.length === 0) return emptyState('INC-2026-0001')
    const folded = foldEdits(this.edits)
    if (!folded.ok) throw new Error(folded.errors.map(({ message }) => message).join('; '))
    return folded.value
  }

  write(author: Author, ...changes: Change[]): void {
    const base = this.edits.length
    this.edits.push(chainEdit({ incident: 'INC-2026-0001', author, at: '2026-03-01T10:00:00Z', base, changes }, this.edits[base - 1]))
  }

  draft(proposals: Proposals): Change[] {
    const changes = mergeProposals(this.state(), proposals)
    if (changes.length > 0) this.write(machine, ...changes)
    return changes
  }
}

const system = (id: string, role = `role of ${id}`): ProposedElement => ({ id, review: 'proposed', name: id, role, citations: [] })
const systems = (...items: ProposedElement[]): Proposals => ({ lists: [{ path: '/systems', items }], fields: [] })
const ids = (desk: Desk) => desk.state().document.systems.map(({ id }) => id)

function drafted(...items: ProposedElement[]): Desk {
  const desk = new Desk()
  desk.draft(systems(...items))
  return desk
}

describe('mergeProposals()', () => {
  it('adds proposals in their order', () => {
    expect(ids(drafted(system('a'), system('b'), system('c')))).toEqual(['a', 'b', 'c'])
  })

  it('changes nothing when the same is proposed again', () => {
    const desk = drafted(system('a'), system('b'))
    expect(desk.draft(systems(system('a'), system('b')))).toEqual([])
  })

  it('updates only the fields that differ, and clears those no longer given', () => {
    const desk = drafted({ ...system('a'), impact: 'down' }, system('b'))
    expect(desk.draft(systems(system('a', 'mail server'), system('b')))).toEqual([
      { op: 'set', path: '/systems/a/role', value: 'mail server' },
      { op: 'set', path: '/systems/a/impact', value: null },
    ])
  })

  it('removes untouched proposals that are no longer proposed, and adds them again when they are', () => {
    const desk = drafted(system('a'), system('b'))
    expect(desk.draft(systems(system('b')))).toEqual([{ op: 'remove', path: '/systems/a' }])
    desk.draft(systems(system('a'), system('b')))
    expect(ids(desk)).toEqual(['a', 'b'])
  })

  it('puts new proposals beside their neighbours, around what a person wrote', () => {
    const desk = drafted(system('a'), system('d'))
    desk.write(person, { op: 'add', path: '/systems', value: { id: 'own', name: 'own' }, before: 'd' })
    desk.draft(systems(system('0'), system('a'), system('b'), system('d'), system('e')))
    expect(ids(desk)).toEqual(['0', 'a', 'b', 'own', 'd', 'e'])
  })

  it('brings untouched proposals into the order proposed with few moves', () => {
    const desk = drafted(system('a'), system('b'), system('c'), system('d'))
    expect(desk.draft(systems(system('d'), system('a'), system('b'), system('c')))).toEqual([{ op: 'move', path: '/systems/d', before: 'a' }])
  })

  it.each<[string, Change]>([
    ['accepted', { op: 'set', path: '/systems/b/review', value: 'accepted' }],
    ['rejected', { op: 'set', path: '/systems/b/review', value: 'rejected' }],
    ['worded', { op: 'set', path: '/systems/b/name', value: 'the mail server' }],
    ['moved', { op: 'move', path: '/systems/b' }],
  ])('never changes, moves or removes what a person %s', (_, change) => {
    for (const author of [person, file]) {
      const desk = drafted(system('a'), system('b'), system('c'))
      desk.write(author, change)
      const before = desk.state().document.systems
      const item = before.find(({ id }) => id === 'b')
      desk.draft(systems(system('b', 'another role'), system('a'), system('c')))
      expect(desk.state().document.systems.find(({ id }) => id === 'b')).toEqual(item)
      desk.draft(systems())
      expect(desk.state().document.systems).toEqual([item])
    }
  })

  it('keeps the order a person gave, whatever order is proposed', () => {
    const desk = drafted(system('a'), system('b'), system('c'))
    desk.write(person, { op: 'move', path: '/systems/c', before: 'a' })
    desk.draft(systems(system('a'), system('b'), system('c')))
    expect(ids(desk)).toEqual(['c', 'a', 'b'])
  })

  it('never adds again what a person removed, and leaves what a person wrote alone', () => {
    const desk = drafted(system('a'), system('b'))
    desk.write(person, { op: 'remove', path: '/systems/a' }, { op: 'add', path: '/systems', value: { id: 'c', name: 'own' } })
    expect(desk.draft(systems(system('a'), system('b'), system('c', 'other')))).toEqual([])
    expect(ids(desk)).toEqual(['b', 'c'])
  })

  it('still updates untouched proposals beside touched ones', () => {
    const desk = drafted(system('a'), system('b'))
    desk.write(person, { op: 'set', path: '/systems/a/review', value: 'accepted' })
    expect(desk.draft(systems(system('a', 'x'), system('b', 'x')))).toEqual([{ op: 'set', path: '/systems/b/role', value: 'x' }])
  })

  it('sets fields, updates them, and clears those no longer proposed', () => {
    const desk = new Desk()
    const fields = (...given: Proposals['fields']): Proposals => ({ lists: [], fields: given })
    desk.draft(fields({ path: '/summary/howDetected', value: 'an alert' }, { path: '/moments/firstActivity', value: { note: 'earliest seen' } }))
    expect(
      desk.draft(fields({ path: '/summary/howDetected', value: 'an alert' }, { path: '/moments/firstActivity', value: { note: 'earliest seen' } })),
    ).toEqual([])
    expect(desk.draft(fields({ path: '/summary/howDetected', value: 'a call' }))).toEqual([
      { op: 'set', path: '/summary/howDetected', value: 'a call' },
      { op: 'set', path: '/moments/firstActivity', value: null },
    ])
    expect(desk.draft(fields({ path: '/summary/howDetected', value: 'a call' }))).toEqual([])
  })

  it('leaves fields a person wrote, emptied or wrote into alone', () => {
    const desk = new Desk()
    const proposals: Proposals = {
      lists: [],
      fields: [
        { path: '/summary/howDetected', value: 'an alert' },
        { path: '/summary/customerImpact', value: 'none' },
        { path: '/moments/compromise', value: { note: 'seen' } },
      ],
    }
    desk.draft(proposals)
    desk.write(person, { op: 'set', path: '/summary/howDetected', value: null }, { op: 'set', path: '/moments/compromise/review', value: 'accepted' })
    desk.write(file, { op: 'set', path: '/summary/customerImpact', value: 'two customers' })
    expect(
      desk.draft({
        ...proposals,
        fields: proposals.fields.map((field) => ({ ...field, value: field.path.startsWith('/m') ? { note: 'new' } : 'new' })),
      }),
    ).toEqual([])
    expect(desk.draft({ lists: [], fields: [] })).toEqual([])
  })

  it('brings evidence up to date beside what a person wrote on it', () => {
    const desk = new Desk()
    const item = (events: number) => ({
      id: 'e1',
      label: 'E1',
      name: 'auth.log',
      sha256: 'a'.repeat(64),
      size: 10,
      reading: { format: 'syslog', version: 1, records: 5, events, problems: 0 },
    })
    const evidence = (events: number): Proposals => ({ lists: [{ path: '/evidence', items: [item(events)] }], fields: [] })
    desk.draft(evidence(4))
    desk.write(file, { op: 'set', path: '/evidence/e1/retention', value: '12 months' })
    desk.draft(evidence(5))
    expect(desk.state().document.evidence[0]).toMatchObject({ retention: '12 months', reading: { events: 5 } })
    desk.draft({ lists: [{ path: '/evidence', items: [] }], fields: [] })
    expect(desk.state().document.evidence).toHaveLength(1)
  })

  it('proposes candidates for a moment that a person has set', () => {
    const desk = new Desk()
    const at = { earliest: '2026-03-01T10:00:00Z', latest: '2026-03-01T10:00:00Z', precision: 'second', zone: 'Z' } as const
    desk.write(person, { op: 'set', path: '/moments/detected', value: { at } })
    desk.write(person, { op: 'set', path: '/moments/contained/at', value: at })
    const candidates = [{ id: 'candidate-1', at, reason: 'first response', citations: [] }]
    desk.draft({ lists: [], fields: [{ path: '/moments/contained/candidates', value: candidates }] })
    expect(desk.state().document.moments.contained).toMatchObject({ at, candidates })
  })

  it('drafts 3,000 entries twice within bounds', () => {
    const items = Array.from({ length: 3000 }, (_, index) => system(`s${index}`))
    const desk = drafted(...items)
    desk.write(person, { op: 'set', path: '/systems/s1500/role', value: 'worded' })
    const changes = desk.draft(systems(...items.map((item) => ({ ...item, role: 'new' }))))
    expect(changes).toHaveLength(2999)
    expect(desk.state().document.systems[1500]?.role).toBe('worded')
  })
})
