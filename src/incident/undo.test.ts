import { describe, expect, it } from 'vitest'
import type { Author, Change, Edit } from '../model/edit.ts'
import { emptyIncident } from '../model/incident.ts'
import { applyChanges } from './apply-change.ts'
import { chainEdit } from './chain.ts'
import { foldEdits } from './fold.ts'
import { diffDocuments, historyOf, recordAsOf } from './history.ts'
import { conflictsWith } from './rebase.ts'
import { inverseOf, undoEdit } from './undo.ts'

const rosa: Author = { name: 'Rosa Keller', kind: 'person' }
const by = { author: rosa, at: '2026-03-02T10:00:00Z' }

function chain(...edits: readonly (readonly Change[])[]): Edit[] {
  return edits.reduce<Edit[]>((made, changes) => {
    const draft = { incident: 'INC-2026-0001', author: rosa, at: '2026-03-01T10:00:00Z', base: made.length, changes: [...changes] }
    return [...made, chainEdit(draft, made.at(-1))]
  }, [])
}

function documentOf(edits: readonly Edit[]) {
  const folded = foldEdits(edits)
  if (!folded.ok) throw new Error(folded.errors[0]?.message)
  return folded.value.document
}

function undo(edits: readonly Edit[], version: number): Edit[] {
  const undone = undoEdit(edits, version, by)
  if (!undone.ok) throw new Error(undone.message)
  return [...edits, chainEdit(undone.draft, edits.at(-1))]
}

const add = (id: string, before?: string): Change => ({
  op: 'add',
  path: '/systems',
  value: { id, name: id },
  ...(before === undefined ? {} : { before }),
})
const title = (value: string): Change => ({ op: 'set', path: '/title', value })

/** Numbers below a limit, the same ones each run. */
function sequence(seed: number): (limit: number) => number {
  let state = seed
  return (limit) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return (state >> 8) % limit
  }
}

/** A change that is sometimes possible. */
function someChange(next: (limit: number) => number): Change {
  const id = 'abcdef'.charAt(next(6))
  const before = next(2) === 0 ? {} : { before: 'abcdef'.charAt(next(6)) }
  const note = { op: 'set', path: `/moments/${['detected', 'contained'][next(2)]}/note`, value: next(3) === 0 ? null : 'note' } as const
  const choices: readonly Change[] = [
    { op: 'add', path: '/systems', value: { id, name: id }, ...before },
    { op: 'remove', path: `/systems/${id}` },
    { op: 'move', path: `/systems/${id}`, ...before },
    { op: 'set', path: `/systems/${id}/role`, value: next(3) === 0 ? null : `role ${next(9)}` },
    { op: 'set', path: `/systems/${id}/accounts`, value: [`account ${next(9)}`] },
    { op: 'set', path: '/moments/detected', value: null },
    note,
    title(`title ${next(9)}`),
  ]
  return choices[next(choices.length)] ?? note
}

describe('inverseOf()', () => {
  it('takes back any series of changes, whatever they are', () => {
    const next = sequence(3)
    let document = emptyIncident('INC-2026-0001')
    let tried = 0
    for (let round = 0; round < 400; round += 1) {
      const changes = Array.from({ length: 1 + next(6) }, () => someChange(next))
      const after = applyChanges(document, changes)
      if (!after.ok) continue
      const back = applyChanges(after.value, inverseOf(document, changes))
      expect(back).toEqual({ ok: true, value: document })
      document = after.value
      tried += 1
    }
    expect(tried).toBeGreaterThan(50)
  })
})

describe('undoEdit()', () => {
  it('brings the document back to what it was, for every kind of change at once', () => {
    const edits = chain(
      [add('a'), add('b'), add('c'), title('Leaked key'), { op: 'set', path: '/moments/detected/note', value: 'by mail' }],
      [
        add('d', 'b'),
        { op: 'remove', path: '/systems/b' },
        { op: 'move', path: '/systems/c', before: 'a' },
        { op: 'set', path: '/systems/a/role', value: 'mail' },
        { op: 'set', path: '/title', value: null },
        { op: 'set', path: '/moments/contained/note', value: 'by blocking' },
        { op: 'set', path: '/moments/detected', value: null },
      ],
    )
    expect(documentOf(undo(edits, 2))).toEqual(documentOf(edits.slice(0, 1)))
  })

  it('names the paths written since', () => {
    const edits = chain([title('Leaked key')], [add('a'), title('Leaked cloud key')], [{ op: 'set', path: '/systems/a/role', value: 'mail' }])
    expect(undoEdit(edits, 2, by)).toMatchObject({ ok: false, code: 'conflict', paths: ['/systems/a'] })
    expect(undoEdit(edits, 1, by)).toMatchObject({ ok: false, code: 'conflict', paths: ['/title'] })
  })

  it('takes back an undo, and refuses to take back twice', () => {
    const edits = chain([title('one')], [title('two')])
    const once = undo(edits, 2)
    expect(documentOf(once).title).toBe('one')
    expect(undoEdit(once, 2, by)).toMatchObject({ ok: false, code: 'already-undone' })
    const again = undo(once, 3)
    expect(documentOf(again).title).toBe('two')
    expect(documentOf(undo(again, 2)).title).toBe('one')
    expect(undoEdit(edits, 9, by)).toMatchObject({ ok: false, code: 'no-such-version' })
  })

  it('takes back an edit when what changed it since was taken back itself', () => {
    const edits = undo(chain([title('one')], [title('two')], [title('three')]), 3)
    expect(documentOf(undo(edits, 2)).title).toBe('one')
  })
})

describe('conflictsWith()', () => {
  const since = (...changes: readonly Change[]) => chain(changes)

  it.each<[string, Change, Change, readonly string[]]>([
    ['the same field', title('a'), title('b'), ['/title']],
    ['the same value', title('a'), title('a'), []],
    ['different fields of one item', { op: 'set', path: '/systems/a/role', value: 'x' }, { op: 'set', path: '/systems/a/name', value: 'y' }, []],
    ['a field of a removed item', { op: 'set', path: '/systems/a/role', value: 'x' }, { op: 'remove', path: '/systems/a' }, ['/systems/a/role']],
    ['the removal of a changed item', { op: 'remove', path: '/systems/a' }, { op: 'set', path: '/systems/a/role', value: 'x' }, ['/systems/a']],
    [
      'a part of a whole',
      { op: 'set', path: '/moments/detected/note', value: 'x' },
      { op: 'set', path: '/moments/detected', value: null },
      ['/moments/detected/note'],
    ],
    ['two new items of one list', add('a'), add('b'), []],
    ['a move and a change of the item', { op: 'move', path: '/systems/a' }, { op: 'set', path: '/systems/a/role', value: 'x' }, []],
    ['two moves of one item', { op: 'move', path: '/systems/a' }, { op: 'move', path: '/systems/a' }, ['/systems/a']],
    ['a name that begins with another', { op: 'set', path: '/systems/a/role', value: 'x' }, { op: 'remove', path: '/systems/ab' }, []],
  ])('sees %s', (_, mine, other, paths) => {
    expect(conflictsWith([mine], since(other))).toEqual(paths)
  })
})

describe('historyOf()', () => {
  it('tells edits in words', () => {
    const entry = (id: string): Change => ({
      op: 'add',
      path: '/timeline',
      value: {
        id,
        text: `entry ${id}`,
        phase: 'phase-1',
        occurred: { earliest: '2026-03-01T10:00:00Z', latest: '2026-03-01T10:00:00Z', precision: 'second', zone: 'Z' },
      },
    })
    const edits = chain(
      [entry('a'), entry('b'), entry('c'), add('web-1'), title('Leaked key')],
      ['a', 'b', 'c'].map((id): Change => ({ op: 'set', path: `/timeline/${id}/review`, value: 'accepted' })),
      [{ op: 'set', path: '/systems/web-1/role', value: 'mail' }],
      [
        { op: 'remove', path: '/timeline/a' },
        { op: 'set', path: '/title', value: null },
      ],
      [{ op: 'add', path: '/lessons/wentWell', value: { id: 'l1', text: 'quick' } }],
    )
    expect(historyOf(undo(edits, 3)).map(({ version, words }) => `${version} ${words}`)).toEqual([
      '1 added 3 entries, added 1 system and changed the title',
      '2 accepted 3 entries',
      '3 changed the role of system "web-1"',
      '4 removed entry "entry a" and cleared the title',
      '5 added 1 item of "what went well"',
      '6 took back version 3',
    ])
  })
})

describe('diffDocuments()', () => {
  it('tells what two versions differ in', () => {
    const edits = chain(
      [add('a'), add('b'), title('one')],
      [title('two'), { op: 'remove', path: '/systems/a' }, add('c'), { op: 'set', path: '/systems/b/role', value: 'mail' }],
    )
    const before = recordAsOf(edits, 1)
    if (!before.ok) throw new Error('no version 1')
    expect(diffDocuments(before.value.document, documentOf(edits)).map(({ path, kind }) => `${kind} ${path}`)).toEqual([
      'changed /title',
      'removed /systems/a',
      'added /systems/b/role',
      'added /systems/c',
    ])
    expect(recordAsOf(edits, 3).ok).toBe(false)
  })
})
