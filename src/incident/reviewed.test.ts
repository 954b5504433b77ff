import { describe, expect, it } from 'vitest'
import type { Author, Change, Edit } from '../model/edit.ts'
import { proseOf } from '../model/prose.ts'
import { chainEdit } from './chain.ts'
import { foldEdits, type RecordState } from './fold.ts'
import { reviewedRecord } from './reviewed.ts'

const machine: Author = { name: 'Hindcast', kind: 'draft' }
const person: Author = { name: 'Rosa Keller', kind: 'person' }

function stateOf(...steps: readonly [Author, Change[]][]): RecordState {
  const edits = steps.reduce<Edit[]>((made, [author, changes]) => {
    return [...made, chainEdit({ incident: 'INC-2026-0001', author, at: '2026-03-01T10:00:00Z', base: made.length, changes }, made.at(-1))]
  }, [])
  const folded = foldEdits(edits)
  if (!folded.ok) throw new Error(folded.errors[0]?.message)
  return folded.value
}

const proposed = (id: string): Change => ({ op: 'add', path: '/systems', value: { id, name: id, review: 'proposed' } })
const narrative = (text: string): Change => ({ op: 'set', path: '/impact/narrative', value: JSON.parse(JSON.stringify(proseOf(text))) })

describe('reviewedRecord()', () => {
  it('leaves out proposals nobody has reviewed, and says how many', () => {
    const state = stateOf(
      [machine, [proposed('a'), proposed('b'), narrative('Drafted')]],
      [person, [{ op: 'set', path: '/systems/a/review', value: 'accepted' }]],
    )
    const { document, leftOut } = reviewedRecord(state)
    expect(document.systems.map((system) => system.id)).toEqual(['a'])
    expect(document.impact.narrative).toBeUndefined()
    expect(leftOut).toBe(2)
  })

  it('keeps a text that a person worded, and what a person added', () => {
    const added: Change = { op: 'add', path: '/systems', value: { id: 'own', name: 'Own' } }
    const state = stateOf([machine, [narrative('Drafted')]], [person, [narrative('Worded'), added]])
    const { document, leftOut } = reviewedRecord(state)
    expect(JSON.stringify(document.impact.narrative)).toContain('Worded')
    expect(document.systems).toHaveLength(1)
    expect(leftOut).toBe(0)
  })

  it('leaves the record itself as it is', () => {
    const state = stateOf([machine, [proposed('a'), narrative('Drafted')]])
    const before = JSON.stringify(state.document)
    reviewedRecord(state)
    expect(JSON.stringify(state.document)).toBe(before)
  })
})
