import { describe, expect, it } from 'vitest'
import { compileRegex } from './regex-search.ts'
import { checkRegex, longestRegex } from './regex-syntax.ts'

function isIn(source: string, text: string): boolean | string {
  const search = compileRegex(source)
  return search.ok ? search.isIn(text) : search.fault.message
}

/** The same sequence every time. */
function createChance(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff
    return (state >> 8) % below
  }
}

const atoms = ['a', 'B', '.', '\\d', '\\w', '[ab]', '[^a]', '[a-c1]', '\\b', '\\B', '^', '$', '[a-]', '\\x41', '\\.', '😀', 'é']
const repeats = ['', '', '*', '+', '?', '{1,2}', '{2}', '*?', '{0}', '{2,}']

function randomPattern(chance: (below: number) => number, depth = 0): string {
  const kind = chance(depth > 2 ? 3 : 8)
  // The runtime refuses to repeat an assertion; RE2 does not.
  if (kind < 3) {
    const atom = atoms[chance(atoms.length)] ?? 'a'
    return /^(?:\\[bB]|[$^])$/.test(atom) ? atom : atom + (repeats[chance(repeats.length)] ?? '')
  }
  if (kind === 3) return `(?:${randomPattern(chance, depth + 1)}|${randomPattern(chance, depth + 1)})`
  if (kind === 4) return `(${randomPattern(chance, depth + 1)})${repeats[chance(repeats.length)] ?? ''}`
  return randomPattern(chance, depth + 1) + randomPattern(chance, depth + 1)
}

describe('compileRegex()', () => {
  it('agrees with the runtime on thousands of expressions that mean the same to both', () => {
    const chance = createChance(3)
    const differing: string[] = []
    for (let round = 0; round < 4_000; round++) {
      const source = randomPattern(chance)
      const text = Array.from({ length: chance(8) }, () => ['a', 'b', 'A', '1', ' ', '\n', '.', '😀', 'É', '-'][chance(10)]).join('')
      if (isIn(source, text) !== new RegExp(source, 'iu').test(text)) differing.push(`/${source}/ on ${JSON.stringify(text)}`)
    }
    expect(differing).toEqual([])
  })

  it.each([
    ['(?-i)a', 'A', false],
    ['(?i:A)(?-i)b', 'ab', true],
    ['a.b', 'a\nb', false],
    ['(?s)a.b', 'a\nb', true],
    ['^b$', 'a\nb', false],
    ['(?m)^b$', 'a\nb\nc', true],
    ['\\Aa\\z', 'a\n', false],
    ['[[:alpha:]]+\\x{1F600}', 'x😀', true],
    ['[[:^digit:]]', '12', false],
    ['[]a]', ']', true],
    ['\\Qa.b\\E$', 'xa.b', true],
    ['\\Qa.b\\E', 'axb', false],
    ['\\p{Greek}\\PL', 'σ1', true],
    ['^\\p{^Lu}$', '1', true],
    ['\\s', '\v', false],
    ['\\w', 'é', false],
    ['\\101\\07', 'A\u0007', true],
    ['(?P<key>AKIA[0-9A-Z]{4})', 'id=akia12AB;', true],
    ['^.$', '😀', true],
    ['σ', 'ς', true],
    ['x{,2}', 'x{,2}', true],
    ['{', '{', true],
  ])('/%s/ means in %j what it means in RE2', (source, text, found) => {
    expect(isIn(source, text)).toBe(found)
  })

  it.each(['^(a+)+$', '(a|aa)+$', '(a*)*b', '(.*a){12}$', '^(?:a{0,20}b?){1,30}$', '(x+x+)+y', '(?:a?){200}a{200}b'])(
    'finishes /%s/ on hostile text',
    (source) => {
      expect(isIn(source, `${'a'.repeat(20_000)}!${'x'.repeat(2_000)}`)).toBe(false)
    },
  )
})

describe('checkRegex()', () => {
  it.each([
    ['a(?=b)', 'Looking ahead is not supported', '(?='],
    ['a(?!b)', 'Looking ahead is not supported', '(?!'],
    ['(?<=a)b', 'Looking behind is not supported', '(?<='],
    ['(?<!a)b', 'Looking behind is not supported', '(?<!'],
    ['(?>a)', 'An atomic group is not supported', '(?>'],
    ['(?<n>a)', 'A name for a group is not supported', '(?<'],
    ['(?P=n)', 'A reference back to a group is not supported', '(?P='],
    ['(a)\\1', 'References back to a group are not supported', '\\1'],
    ['a++', 'Possessive repetition is not supported', '++'],
    ['a**', 'A repetition is repeated', '**'],
    ['a{2}{3}', 'A repetition is repeated', '{2}{3}'],
    ['x{1001}', 'A repetition of more than 1000 is not supported', '{1001}'],
    ['x{3,1}', 'This repetition has its bounds the wrong way round', '{3,1}'],
    ['((a{100}){20})', 'This regular expression repeats too much', '((a{100}){20})'],
    ['(abcdefgh){900}', 'This regular expression repeats too much', '(abcdefgh){900}'],
    ['|*', 'Nothing stands before this repetition', '*'],
    ['{2}', 'Nothing stands before this repetition', '{2}'],
    ['a)', 'This parenthesis of the regular expression closes nothing', ')'],
    ['x(a', 'A parenthesis of this regular expression is not closed', '('],
    ['x[a', 'A bracket of this regular expression is not closed', '['],
    ['[z-a]', 'This range runs backwards', 'z-a'],
    ['[a-\\d]', 'A class cannot end a range', 'a-\\d'],
    ['[[:foo:]]', 'There is no class [:foo:]', '[:foo:]'],
    ['\\p{Foo}', 'There is no such Unicode class', '\\p{Foo}'],
    ['\\Z', '\\Z means nothing', '\\Z'],
    ['\\x{110000}', 'There is no character of this number', '\\x{110000}'],
    ['a\\', 'This regular expression ends in a backslash', '\\'],
  ])('refuses %s with its place', (source, message, place) => {
    const fault = checkRegex(source)
    expect([fault?.message, fault === undefined ? '' : source.slice(fault.start, fault.end)]).toEqual([message, place])
    expect(fault?.hint).not.toBe('')
  })

  it('refuses what is too long or too deep', () => {
    expect(checkRegex('a'.repeat(longestRegex + 1))?.message).toContain('more than 1000 characters')
    expect(checkRegex(`${'('.repeat(60)}${')'.repeat(60)}`)?.message).toContain('deeper than 50')
    expect(checkRegex('a'.repeat(longestRegex))).toBeUndefined()
  })
})
