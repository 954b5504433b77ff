import { describe, expect, it } from 'vitest'
import { parseQuery } from '../../query/parse.ts'
import { type FilterMode, filterText, ownName, withOther, withTest } from './query-edit.ts'

/** What a search means; a search that cannot be read fails the test. */
function meaning(text: string) {
  const parsed = parseQuery(text)
  if (!parsed.ok) throw new Error(`${text}: ${parsed.errors[0]?.message ?? ''}`)
  return parsed.query
}

const modes: readonly FilterMode[] = ['include', 'exclude', 'exists', 'absent']
const values = [
  'alice',
  'or',
  '-x',
  '"quoted" \\ back',
  'a*b?',
  '/etc/passwd',
  'C:\\Windows\\',
  '(',
  ')',
  'user:alice',
  ' ',
  '\u202e',
  '10.0.0.1',
  '2001:db8::1',
  '404',
  'not',
  'é',
]

describe('filterText()', () => {
  it.each(['user.name', 'source.ip', 'process.command_line', 'path', 'event.id', 'fields.userIdentity.type', ownName(['a.b', 'c "d"'])])(
    'asks for exactly one value of %s, whatever it is',
    (name) => {
      for (const value of values) {
        const query = meaning(filterText(name, value, 'include'))
        expect(query, value).toMatchObject({ kind: 'field' })
        if (query.kind !== 'field') continue
        const isExact = (query.test.op === 'is' && query.test.value === value) || (query.test.op === 'in' && query.test.network.text === value)
        expect(isExact, `${name} ${value}: ${filterText(name, value, 'include')}`).toBe(true)
        expect(meaning(filterText(name, value, 'exclude'))).toEqual({ kind: 'not', part: query })
      }
    },
  )

  it('asks for presence and absence', () => {
    expect(modes.map((mode) => filterText('user.name', 'x', mode))).toEqual(['user.name:x', '-user.name:x', 'user.name:*', '-user.name:*'])
  })

  it('asks for nothing under a name that is none', () => {
    expect([filterText('nonsense', 'x', 'include'), filterText('a:b or c', 'x', 'include')]).toEqual(['', ''])
  })
})

describe('withOther()', () => {
  it.each([
    ['user:elif -host:a (x or y)', 'user.name:elif', '-host.name:a (x or y)', 'user.name:elif.kaya'],
    ['user:elif', 'user.name:elif', '', 'user.name:elif.kaya'],
    ['user:(', 'user.name:elif', '', 'user.name:elif.kaya'],
  ])('puts another term in the place of one in %s', (query, term, rest, other) => {
    expect(meaning(withOther(query, term, other))).toEqual(meaning(`${other} ${rest}`))
  })
})

describe('filterText() for a name of several fields', () => {
  it('tests each of them', () => {
    expect(meaning(`x ${filterText('ip', '192.0.2.1', 'include')}`)).toEqual(meaning('x (source.ip:192.0.2.1 or destination.ip:192.0.2.1)'))
    expect(meaning(`x ${filterText('ip', '192.0.2.1', 'exclude')}`)).toEqual(meaning('x -ip:192.0.2.1'))
  })
})

describe('withTest()', () => {
  it.each([
    ['', 'user.name:a', 'user.name:a'],
    ['*', 'user.name:a', 'user.name:a'],
    ['x', 'user.name:a', 'x user.name:a'],
    ['x or y', 'user.name:a', '(x or y) user.name:a'],
    ['x user.name:a', 'user.name:a', 'x user.name:a'],
    ['x user:a', 'user.name:a', 'x user:a'],
    ['x -user.name:a', 'user.name:a', 'x user.name:a'],
    ['(x or y) user:a', '-user.name:a', '(x or y) -user.name:a'],
    ['user.name:(', 'user.name:a', 'user.name:a'],
    ['x', '', 'x'],
  ])('%s and %s is %s', (query, test, made) => {
    expect(withTest(query, test)).toBe(made)
  })
})
