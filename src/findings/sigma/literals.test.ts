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
  it('`scan()` finds what looking for each text alone finds', () => {
    const { literals, numbers } = created()
    expect(numbers.size).toBe(words.length)
    const pieces = [...words, 'sh', 'e', ' ', 'ä', 'ab', 'cmd', '.', 'union or', 'ł', '']
    for (const one of pieces) {
      for (const two of pieces) {
        for (const three of pieces) {
          const text = one + two + three
          literals.scan([text])
          const expected = words.filter((word) => text.includes(word))
          expect(words.filter((word) => literals.has(numbers.get(word) ?? -1))).toEqual(expected)
          expect(literals.any).toBe(expected.length > 0)
        }
      }
    }
  })

  it('`scan()` joins what several texts hold and forgets the search before', () => {
    const { literals, numbers } = created()
    const has = (word: string) => literals.has(numbers.get(word) ?? -1)
    literals.scan(['xshe', 'cmd.exe'])
    expect([has('she'), has('cmd.exe'), has('his')]).toEqual([true, true, false])
    literals.scan(['his'])
    expect([has('she'), has('cmd.exe'), has('his')]).toEqual([false, false, true])
    literals.scan([])
    expect([has('his'), literals.any]).toEqual([false, false])
  })

  it('`add()` takes ASCII in lower case only, the same text once, and more texts between searches', () => {
    const { literals, numbers } = created()
    expect(literals.add('Ä')).toBeUndefined()
    expect(literals.add('Upper')).toBeUndefined()
    expect(literals.add('')).toBeUndefined()
    expect(literals.add('she')).toBe(numbers.get('she'))
    literals.scan(['whoami'])
    const late = literals.add('whoami')
    literals.scan(['whoami'])
    expect(late !== undefined && literals.has(late)).toBe(true)
  })

  it('`add()` refuses what would make the table too large', () => {
    const literals = new Literals()
    let taken = 0
    for (let index = 0; index < 500; index += 1) if (literals.add(`${String(index).padStart(4, '0')}${'x'.repeat(100)}`) !== undefined) taken += 1
    expect(taken).toBeGreaterThan(150)
    expect(taken).toBeLessThan(250)
  })
})
