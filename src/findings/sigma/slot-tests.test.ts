import { describe, expect, it } from 'vitest'
import { SlotTests } from './slot-tests.ts'

describe('SlotTests', () => {
  const created = () => {
    const tests = new SlotTests()
    const present = tests.presence()
    const equal = tests.equality(['getobject', 'putobject'])
    const held = tests.containment(['obj', 'bucket']) ?? -1
    const guarded = tests.check({ name: 'ends in t', test: (text) => text.endsWith('t'), needs: ['get', 'put'] })
    const loose = tests.check({ name: 'is long', test: (text) => text.length > 20 })
    return { tests, present, equal, held, guarded, loose }
  }

  it('`classOf()` tells which tests hold', () => {
    const { tests, present, equal, held, guarded, loose } = created()
    const truths = (value: string | readonly string[]) => new Set(tests.classOf(value).truths)
    expect(truths([])).toEqual(new Set())
    expect(truths('')).toEqual(new Set([present]))
    expect(truths('GetObject')).toEqual(new Set([present, equal, held, guarded]))
    // Ends in "t" where none of the texts stands that the test needs.
    expect(truths('first')).toEqual(new Set([present]))
    expect(truths('Objects that are named at length')).toEqual(new Set([present, held, loose]))
  })

  it('`classOf()` joins what holds of several texts', () => {
    const { tests, present, held, guarded } = created()
    expect(new Set(tests.classOf(['getit x t', 'obj', 'put']).truths)).toEqual(new Set([present, held, guarded]))
  })

  it('`classOf()` gives texts of which the same is true one class, also those it has seen', () => {
    const { tests } = created()
    const first = tests.classOf('GetObject')
    expect(tests.classOf('PUTObject')).toBe(first)
    expect(tests.classOf('GetObject')).toBe(first)
    expect(tests.classOf('other')).not.toBe(first)
  })

  it('`classOf()` stays right beyond what it remembers', () => {
    const { tests, present, held } = created()
    for (let index = 0; index < 10_000; index += 1) {
      const text = index % 2 === 0 ? `obj ${index}` : `x ${index}`
      expect(tests.classOf(text).truths).toEqual(new Set(index % 2 === 0 ? [present, held] : [present]))
    }
  })

  it('gives the same test the same number', () => {
    const { tests, equal, guarded } = created()
    expect(tests.equality(['getobject', 'putobject'])).toBe(equal)
    expect(tests.check({ name: 'ends in t', test: () => false })).toBe(guarded)
    expect(tests.containment(['Ä'])).toBeUndefined()
  })
})
