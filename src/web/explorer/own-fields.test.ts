import { describe, expect, it } from 'vitest'
import { ownFields } from './own-fields.ts'

describe('ownFields()', () => {
  it('lists every value with its path and the number of its element', () => {
    const { fields, cut } = ownFields({ eventName: 'PutObject', request: { bucket: 'b', tags: [{ key: 'a' }, { key: 'b' }] }, none: null, empty: {} })
    expect(cut).toBe(false)
    expect(fields).toEqual([
      { path: ['eventName'], label: 'eventName', value: 'PutObject' },
      { path: ['request', 'bucket'], label: 'request.bucket', value: 'b' },
      { path: ['request', 'tags', 'key'], label: 'request.tags[1].key', value: 'a' },
      { path: ['request', 'tags', 'key'], label: 'request.tags[2].key', value: 'b' },
      { path: ['none'], label: 'none', value: 'null' },
      { path: ['empty'], label: 'empty', value: '{}' },
    ])
  })

  it('is bounded in number and depth', () => {
    const wide = ownFields(Object.fromEntries(Array.from({ length: 5_000 }, (_, index) => [`f${index}`, index])))
    expect([wide.fields.length, wide.cut]).toEqual([1_000, true])
    let deep: { [key: string]: object | string } = { end: 'x' }
    for (let level = 0; level < 100; level++) deep = { in: deep }
    const [field] = ownFields(JSON.parse(JSON.stringify(deep))).fields
    expect(field?.path.length).toBe(20)
  })
})
