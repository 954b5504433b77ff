import { describe, expect, it } from 'vitest'
import { Literals } from './literals.ts'

const words = ['he', 'she', 'his', 'hers', 'union', 'or', 'cmd.exe', 'a', 'aa', 'aab', '%20', '() { :;}']

function created(): { literals: Literals; numbers: Map<string, number> } {
  const literals = new Literals()
  const numbers = new Map<string, number>()
  for (const word of words) {
    const number = literals.add(word)
    if (number !== undefined) numbers.set(word, number)
  }
  return { literals, numbers }
}

describe('Literals', () => {
  it('`in()` finds what looking for each text alone finds, in any case', () => {
    const { literals, numbers } = created()
    expect(numbers.size).toBe(words.length)
    const pieces = [...words, 'sh', 'e', ' ', 'ä', 'ab', 'cmd', '.', 'union or', 'ł', '']
    for (const one of pieces) {
      for (const two of pieces) {
        for (const three of pieces) {
          const text = one + two + three
          const expected = words.filter((word) => text.includes(word))
          for (const written of [text, text.toUpperCase()]) {
            const found = literals.in(written)
            expect(new Set(found).size).toBe(found.length)
            expect(words.filter((word) => found.includes(numbers.get(word) ?? -1))).toEqual(expected)
          }
        }
      }
    }
  })

  it('`in()` forgets the search before', () => {
    const { literals, numbers } = created()
    expect(new Set(literals.in('xshe'))).toEqual(new Set([numbers.get('he'), numbers.get('she')]))
    expect([...literals.in('his')]).toEqual([numbers.get('his')])
    expect([...literals.in('')]).toEqual([])
  })

  it('`in()` finds letters that have ASCII ones in lower case', () => {
    const { literals, numbers } = created()
    // The Kelvin sign and the dotted capital I.
    const late = literals.add('whisky')
    expect([...literals.in('WHIS\u212aY')]).toContain(late)
    expect([...literals.in('H\u0130')]).not.toContain(numbers.get('his'))
    expect([...literals.in('x\u00c4HERS')]).toContain(numbers.get('hers'))
  })

  it('`add()` takes ASCII in lower case only, the same text once, and more texts between searches', () => {
    const { literals, numbers } = created()
    expect(literals.add('Ä')).toBeUndefined()
    expect(literals.add('Upper')).toBeUndefined()
    expect(literals.add('')).toBeUndefined()
    expect(literals.add('she')).toBe(numbers.get('she'))
    expect(literals.in('mkfs')).toHaveLength(0)
    const late = literals.add('mkfs')
    expect([...literals.in('mkfs')]).toEqual([late])
  })

  it('`add()` refuses what would make the table too large', () => {
    const literals = new Literals()
    let taken = 0
    for (let index = 0; index < 500; index += 1) if (literals.add(`${String(index).padStart(4, '0')}${'x'.repeat(100)}`) !== undefined) taken += 1
    expect(taken).toBeGreaterThan(150)
    expect(taken).toBeLessThan(250)
  })
})
