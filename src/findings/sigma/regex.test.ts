import { describe, expect, it } from 'vitest'
import { compileLinear } from './linear-regex.ts'
import { neededLiterals } from './regex-literals.ts'
import { checkRegex, compileRegex } from './regex.ts'
import { parseRegex } from './regex-syntax.ts'

/** The same sequence every time. */
function createChance(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff
    return state % below
  }
}

const atoms = ['a', 'b', 'c', '.', '\\d', '\\w', '[ab]', '[^a]', '[a-c1]', '\\b', '^', '$', '\\s', ' ', 'A', '-']
const repeats = ['*', '+', '?', '{1,2}', '{2}', '*?']

function randomPattern(chance: (below: number) => number, depth = 0): string {
  const kind = chance(depth > 2 ? 3 : 8)
  if (kind < 3) return atoms[chance(atoms.length)] ?? 'a'
  if (kind === 3) return `(?:${randomPattern(chance, depth + 1)}|${randomPattern(chance, depth + 1)})`
  if (kind === 4) return `(?:${randomPattern(chance, depth + 1)})${repeats[chance(repeats.length)]}`
  return randomPattern(chance, depth + 1) + randomPattern(chance, depth + 1)
}

function compiles(pattern: string, flags: string): RegExp | undefined {
  try {
    return new RegExp(pattern, flags)
  } catch {
    return undefined
  }
}

describe('compileLinear()', () => {
  it('agrees with the runtime on thousands of expressions and texts', () => {
    const chance = createChance(7)
    const differing: string[] = []
    let compared = 0
    for (let round = 0; round < 3_000; round++) {
      const pattern = randomPattern(chance)
      const flags = ['', 'i', 'm', 's', 'im'][chance(5)] ?? ''
      const native = compiles(pattern, flags)
      if (native === undefined) continue
      const linear = compileLinear(parseRegex(pattern, flags))
      const whole = compileRegex(pattern, flags)
      for (let turn = 0; turn < 4; turn++) {
        const text = Array.from({ length: chance(12) }, () => 'abcA1 -\n'[chance(8)]).join('')
        compared += 1
        if (native.test(text) !== linear(text) || native.test(text) !== whole(text)) differing.push(`/${pattern}/${flags} on ${JSON.stringify(text)}`)
      }
    }
    expect(differing).toEqual([])
    expect(compared).toBeGreaterThan(5_000)
  })

  it.each(['^(a+)+$', '(a|aa)+$', '(a*)*b', '(.*a){12}$', '^(?:a{0,20}b?){1,30}$', '(x+x+)+y'])('finishes %s on hostile text', (pattern) => {
    const text = `${'a'.repeat(20_000)}!${'x'.repeat(2_000)}`
    expect(compileRegex(pattern, '')(text)).toBe(false)
  })
})

describe('neededLiterals()', () => {
  it.each<[string, readonly string[] | undefined]>([
    ['foo.*barbaz', ['barbaz']],
    ['(?:curl|wget)\\s', ['curl', 'wget']],
    ['a?b', ['b']],
    ['(?:abc)+', ['abc']],
    ['(?:abc)*', undefined],
    ['[ab]c?', undefined],
    ['\\bsudo\\b -i', ['sudo -i']],
    ['a|', undefined],
  ])('of %s', (pattern, expected) => {
    expect(neededLiterals(parseRegex(pattern, ''))).toEqual(expected)
  })
})

describe('checkRegex()', () => {
  it.each([
    '(?=a)',
    '(?<!a)',
    '(a)\\1',
    'a++',
    'a**',
    '(a',
    'a)',
    '[a',
    'a{1000}{1000}',
    '(?:a{5000}){5000}',
    '*a',
    '\\',
    '\\p{L}',
    'x'.repeat(3_000),
  ])('refuses %s and says why', (pattern) => {
    expect(checkRegex(pattern, '')).toBeTypeOf('string')
  })

  it.each(['[\\w.-]{1,64}', '\\bfoo\\b', '(?P<name>x)', 'a{,3}', '[]a]', '[^]]', '\\x41\\u0042', '^$'])('accepts %s', (pattern) => {
    expect(checkRegex(pattern, 'i')).toBeUndefined()
  })
})
