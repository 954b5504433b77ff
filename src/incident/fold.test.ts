import { describe, expect, it } from 'vitest'
import type { Author, Change, Edit } from '../model/edit.ts'
import { emptyIncident } from '../model/incident.ts'
import { applyChange, applyChanges } from './apply-change.ts'
import { chainEdit, verifyChain } from './chain.ts'
import { foldEdits, foldFrom, touchedByPerson } from './fold.ts'

const person: Author = { name: 'Rosa Keller', kind: 'person' }
const draft: Author = { name: 'hindcast', kind: 'draft' }

function chain(...edits: readonly [Author, readonly Change[]][]): Edit[] {
  const made: Edit[] = []
  for (const [author, changes] of edits) {
    const base = made.length
    made.push(chainEdit({ incident: 'INC-2026-0001', author, at: '2026-03-01T10:00:00Z', base, changes: [...changes] }, made[made.length - 1]))
  }
  return made
}

function fold(edits: readonly Edit[]) {
  const folded = foldEdits(edits)
  if (!folded.ok) throw new Error(folded.errors.map(({ message }) => message).join('; '))
  return folded.value
}

const add = (id: string, before?: string): Change => ({
  op: 'add',
  path: '/systems',
  value: { id, name: id },
  ...(before === undefined ? {} : { before }),
})

const moment = { earliest: '2026-03-01T10:00:00Z', latest: '2026-03-01T10:00:00.5Z', precision: 'second', zone: 'Z' }

describe('applyChange()', () => {
  const empty = emptyIncident('INC-2026-0001')

  it('adds an item with its defaults, in its place, and shares what did not change', () => {
    const one = applyChange(empty, add('web-1'))
    if (!one.ok) throw new Error('not applied')
    const two = applyChange(one.value, add('db-1', 'web-1'))
    if (!two.ok) throw new Error('not applied')
    expect(two.value.systems.map(({ id }) => id)).toEqual(['db-1', 'web-1'])
    expect(two.value.systems[1]).toBe(one.value.systems[0])
    expect(two.value.systems[0]).toEqual({ id: 'db-1', name: 'db-1', accounts: [], citations: [] })
    expect(two.value.timeline).toBe(empty.timeline)
    expect(empty.systems).toEqual([])
  })

  it('sets a field of an item, an object on the way to it, and clears with null', () => {
    const changed = applyChanges(empty, [
      add('web-1'),
      { op: 'set', path: '/systems/web-1/role', value: 'web server' },
      { op: 'set', path: '/moments/detected/note', value: 'by mail' },
      { op: 'set', path: '/people/authors', value: ['Rosa Keller'] },
      { op: 'set', path: '/systems/web-1/role', value: null },
    ])
    if (!changed.ok) throw new Error('not applied')
    expect(changed.value.systems[0]).toEqual({ id: 'web-1', name: 'web-1', accounts: [], citations: [] })
    expect(changed.value.moments.detected).toEqual({ note: 'by mail', citations: [], candidates: [] })
    const cleared = applyChanges(changed.value, [
      { op: 'set', path: '/moments/detected', value: null },
      { op: 'set', path: '/people/authors', value: null },
    ])
    expect(cleared.ok && cleared.value.moments).toEqual({})
    expect(cleared.ok && cleared.value.people.authors).toEqual([])
  })

  it.each<[string, Change, string]>([
    ['an unknown field', { op: 'set', path: '/titel', value: 'x' }, 'unknown-field'],
    ['an unknown key inside a value', { op: 'add', path: '/systems', value: { id: 'a', nmae: 'x' } }, 'unknown-field'],
    ['a wrong type', { op: 'set', path: '/title', value: 5 }, 'invalid-value'],
    [
      'an interval that ends before it begins',
      { op: 'set', path: '/moments/detected/at', value: { ...moment, latest: '2026-02-28T10:00:00Z' } },
      'invalid-value',
    ],
    ['an item that is not there', { op: 'set', path: '/systems/a/name', value: 'x' }, 'no-such-item'],
    ['a removal of nothing', { op: 'remove', path: '/systems/a' }, 'no-such-item'],
    ['an item without an id', { op: 'add', path: '/systems', value: { name: 'x' } }, 'invalid-value'],
    ['an id with a slash', { op: 'add', path: '/systems', value: { id: 'a/b' } }, 'invalid-value'],
    ['an id that no path may use', { op: 'add', path: '/systems', value: { id: 'constructor' } }, 'invalid-value'],
    ['an item in a field that is no list', { op: 'add', path: '/title', value: { id: 'a' } }, 'not-a-list'],
    ['a part of an interval that is not there', { op: 'set', path: '/moments/detected/at/earliest', value: '2026-03-01T10:00:00Z' }, 'required'],
    ['the prototype', { op: 'set', path: '/__proto__/polluted', value: true }, 'bad-path'],
    ['the constructor', { op: 'set', path: '/moments/constructor', value: {} }, 'bad-path'],
    ['the id of the incident', { op: 'set', path: '/id', value: 'INC-2026-0002' }, 'fixed'],
    ['a list with the same id twice', { op: 'set', path: '/systems', value: [{ id: 'a' }, { id: 'a' }] }, 'duplicate-id'],
  ])('refuses %s', (_, change, code) => {
    const result = applyChange(empty, change)
    expect(result.ok ? [] : result.errors.map((error) => error.code)).toEqual([code])
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
  })

  it('refuses a value with __proto__ as a key of its own', () => {
    const value: unknown = JSON.parse('{"id":"a","__proto__":{"polluted":true}}')
    const result = applyChange(empty, { op: 'add', path: '/systems', value: value as Record<string, never> })
    expect(result.ok).toBe(false)
  })

  it('makes all changes of an edit or none', () => {
    const result = applyChanges(empty, [add('a'), add('a')])
    expect(result.ok ? [] : result.errors.map((error) => error.code)).toEqual(['duplicate-id'])
    expect(empty.systems).toEqual([])
  })

  it('moves an item before another, or to the end', () => {
    const result = applyChanges(empty, [
      add('a'),
      add('b'),
      add('c'),
      { op: 'move', path: '/systems/c', before: 'a' },
      { op: 'move', path: '/systems/a' },
    ])
    expect(result.ok && result.value.systems.map(({ id }) => id)).toEqual(['c', 'b', 'a'])
  })
})

describe('verifyChain()', () => {
  const edits = chain([draft, [add('a')]], [person, [{ op: 'set', path: '/title', value: 'Leaked key' }]], [person, [add('b')]])

  it('finds an intact chain intact', () => {
    expect(verifyChain(edits)).toEqual([])
  })

  it('names the edit that was changed', () => {
    const changed = edits.map((edit): Edit => (edit.version === 2 ? { ...edit, author: { name: 'Somebody else', kind: 'person' } } : edit))
    expect(verifyChain(changed).map(({ version, code }) => [version, code])).toEqual([[2, 'hash']])
  })

  it('finds a missing edit and one that was hashed anew', () => {
    expect(verifyChain(edits.filter(({ version }) => version !== 2)).map(({ code }) => code)).toEqual(['version', 'previous'])
    const forged = chainEdit({ incident: 'INC-2026-0001', author: person, at: '2026-03-01T10:00:00Z', base: 1, changes: [add('z')] }, edits[0])
    expect(verifyChain(edits.with(1, forged)).map(({ version, code }) => [version, code])).toEqual([[3, 'previous']])
  })
})

describe('foldEdits()', () => {
  it('gives the document, its version and head; folding on gives the same', () => {
    const edits = chain([draft, [add('a')]], [person, [{ op: 'set', path: '/systems/a/role', value: 'mail' }]])
    const state = fold(edits)
    expect(state).toMatchObject({ version: 2, head: edits[1]?.hash })
    expect(state.document.systems[0]).toMatchObject({ id: 'a', role: 'mail' })
    const stepwise = foldFrom(fold(edits.slice(0, 1)), edits.slice(1))
    expect(stepwise).toEqual({ ok: true, value: state })
  })

  it('names the edit that cannot be applied', () => {
    const folded = foldEdits(chain([draft, [add('a')]], [draft, [add('a')]]))
    expect(folded.ok ? '' : folded.errors[0]?.message).toBe('Edit 2 cannot be applied: The list "/systems" already has "a"')
  })

  it('remembers what a person touched', () => {
    const state = fold(
      chain(
        [draft, [add('worded'), add('accepted'), add('removed'), add('moved'), add('alone')]],
        [
          person,
          [
            { op: 'set', path: '/systems/worded/role', value: 'mail' },
            { op: 'set', path: '/systems/accepted/review', value: 'accepted' },
            { op: 'remove', path: '/systems/removed' },
            { op: 'move', path: '/systems/moved', before: 'worded' },
            add('own'),
          ],
        ],
        [{ name: 'incident.yaml', kind: 'file' }, [{ op: 'set', path: '/summary/customerImpact', value: 'none' }]],
      ),
    )
    const touched = (path: string) => touchedByPerson(state, path)
    expect(['worded', 'accepted', 'removed', 'moved', 'own', 'alone'].map((id) => touched(`/systems/${id}`))).toEqual([
      true,
      true,
      true,
      true,
      true,
      false,
    ])
    expect(['worded/role', 'worded/impact', 'accepted/impact', 'own/impact', 'alone/impact'].map((path) => touched(`/systems/${path}`))).toEqual([
      true,
      false,
      true,
      true,
      false,
    ])
    expect([touched('/summary/customerImpact'), touched('/summary/howDetected')]).toEqual([true, false])
  })
})
