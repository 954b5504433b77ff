import { describe, expect, it } from 'vitest'
import { chainEdit } from '../../incident/chain.ts'
import { checkHead, isHead } from './check-head.ts'

const write = (value: string, before?: Parameters<typeof chainEdit>[1]) =>
  chainEdit(
    {
      incident: 'INC-2026-0001',
      author: { name: 'Rosa Keller', kind: 'person' },
      at: '2026-03-01T10:00:00Z',
      base: before?.version ?? 0,
      changes: [{ op: 'set', path: '/title', value }],
    },
    before,
  )
const first = write('one')
const second = write('two', first)
const edits = [first, second]

describe('checkHead()', () => {
  it('matches a copy of the newest and of an earlier version, by the whole hash or its beginning', () => {
    expect(checkHead({ edits }, second.hash)).toMatchObject({
      status: 'intact',
      message: 'was rendered from version 2 of this record, as the record is now',
    })
    expect(checkHead({ edits }, first.hash.slice(0, 16))).toMatchObject({
      status: 'intact',
      message: expect.stringContaining('version 1 of this record, 1 edit was made since'),
    })
  })

  it('matches no copy of another record', () => {
    expect(checkHead({ edits }, 'ab'.repeat(32))).toMatchObject({ status: 'broken', kind: 'record' })
    expect(checkHead({ edits: [] }, first.hash)).toMatchObject({ status: 'broken' })
  })
})

describe('isHead()', () => {
  it('wants enough of a hash to tell records apart', () => {
    expect([first.hash, first.hash.slice(0, 12), first.hash.slice(0, 11), `${first.hash}0`, 'xyz', ''].map(isHead)).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
    ])
  })
})
