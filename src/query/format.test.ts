import { describe, expect, it } from 'vitest'
import { allOf, anyOf, noneOf } from './combine.ts'
import { valueQuery } from './entity.ts'
import { explainQuery } from './explain.ts'
import { fieldNames, namedFields } from './fields.ts'
import { formatQuery } from './format.ts'
import { parseQuery } from './parse.ts'
import type { LikePart, Query, QueryField } from './query.ts'

/** The same sequence every time. */
function createChance(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff
    return (state >> 8) % below
  }
}

type Chance = (below: number) => number

const shards = [
  'a',
  'alice',
  'or',
  ' ',
  '"',
  '\\',
  '*',
  '?',
  '/',
  '(',
  ')',
  ':',
  '-',
  '!=',
  '>',
  '<=',
  '\n',
  '\t',
  '10.0.0.0/8',
  '2001:db8::1',
  'é',
  '😀',
  "'",
  '“',
  '..',
  '#',
  '0',
]
const regexes = ['a', 'a/b', '\\/x', '[/"]', '^a.*b$', '(?:x| y)', '\\\\', '\\(', 'i']

function text(chance: Chance): string {
  return Array.from({ length: 1 + chance(5) }, () => shards[chance(shards.length)] ?? 'x').join('')
}

function field(chance: Chance): QueryField {
  if (chance(3) === 0) return { kind: 'own', path: Array.from({ length: 1 + chance(3) }, () => text(chance)) }
  return namedFields(fieldNames[chance(fieldNames.length)] ?? '')?.[0] ?? { kind: 'ecs', name: 'user.name' }
}

function pattern(chance: Chance): LikePart[] {
  return ['x', { wild: '*' }, text(chance), { wild: '?' }, text(chance)]
}

function fieldTest(chance: Chance): Query {
  const name = field(chance)
  switch (chance(5)) {
    case 0:
      return { kind: 'field', field: name, test: { op: 'exists' } }
    case 1:
      return { kind: 'field', field: name, test: { op: 'like', pattern: pattern(chance) } }
    case 2:
      return { kind: 'field', field: name, test: { op: 'matches', source: regexes.at(chance(regexes.length)) ?? '' } }
    case 3:
      return {
        kind: 'field',
        field: { kind: 'own', path: [text(chance)] },
        test: { op: 'compare', comparison: '>=', value: (chance(2_000) - 1_000) / 7 },
      }
    default: {
      const isNumber = name.kind === 'ecs' && /port|bytes|pid|status/.test(name.name)
      const isOutcome = name.kind === 'ecs' && name.name === 'event.outcome'
      return valueQuery(name, isNumber ? String(chance(999)) : isOutcome ? 'success' : text(chance))
    }
  }
}

function randomQuery(chance: Chance, depth = 0): Query {
  switch (chance(depth > 3 ? 4 : 8)) {
    case 0:
      return { kind: 'text', test: { op: 'contains', text: text(chance) } }
    case 1:
      return { kind: 'text', test: { op: 'like', pattern: pattern(chance) } }
    case 2:
      return { kind: 'time', from: BigInt(chance(9)) * 1_234_567n, ...(chance(2) === 0 ? { before: 1_772_359_200_000_001n } : {}) }
    case 3:
      return fieldTest(chance)
    case 4:
      return noneOf(randomQuery(chance, depth + 1))
    case 5:
      return anyOf([randomQuery(chance, depth + 1), randomQuery(chance, depth + 1), randomQuery(chance, depth + 1)])
    default:
      return allOf([randomQuery(chance, depth + 1), randomQuery(chance, depth + 1)])
  }
}

describe('formatQuery()', () => {
  it('writes thousands of searches so that they are read as the same', () => {
    const chance = createChance(11)
    const different: string[] = []
    for (let round = 0; round < 4_000; round++) {
      const query = randomQuery(chance)
      const written = formatQuery(query)
      const parsed = parseQuery(written)
      // A second writing shows what a regular expression's escaped slash changed, and nothing else.
      if (!parsed.ok) different.push(`${written}: ${parsed.errors[0]?.message ?? ''}`)
      else if (plain(parsed.query) !== plain(query)) different.push(written)
      expect(explainQuery(query)).not.toBe('')
    }
    expect(different.slice(0, 5)).toEqual([])
  })

  it.each([
    ['ip:10.0.0.0/8 -user:(a or b)', 'ip:10.0.0.0/8 -(user.name:a or user.name:b)'],
    ['(a or ip:"x y" or port:1) b', '(a or ip:"x y" or port:1) b'],
    ['command:"rm -rf" command="rm" command:rm*', 'process.command_line:"rm -rf" process.command_line="rm" process.command_line:rm*'],
    [
      'time:2026-03-01 -time:2026-03-02',
      'time>=2026-03-01T00:00:00Z time<2026-03-02T00:00:00Z -(time>=2026-03-02T00:00:00Z time<2026-03-03T00:00:00Z)',
    ],
    ['time>2026-03-01T10:00:00.250+01:00', 'time>=2026-03-01T09:00:00.251Z'],
    ['fields."a.b".c:x bytes>1MB', 'fields."a.b".c:x bytes>1000000'],
    ['* -*', '-*'],
    ['', ''],
  ])('writes %s plainly', (given, written) => {
    const parsed = parseQuery(given)
    expect(parsed.ok ? formatQuery(parsed.query) : parsed.errors).toBe(written)
  })
})

/** A query as text that compares; the slash of a regular expression counts the same with and without its backslash. */
function plain(query: Query): string {
  return JSON.stringify(query, (key, value: unknown) => {
    if (typeof value === 'bigint') return String(value)
    return key === 'source' && typeof value === 'string' ? value.replaceAll('\\/', '/') : value
  })
}

describe('parseQuery() on random text', () => {
  it('never throws, and what it reads it reads again as the same', () => {
    const chance = createChance(5)
    const pieces = [
      ...shards,
      'user:',
      'ip:',
      'time>=',
      'fields.',
      'fields."',
      ' and ',
      ' or ',
      ' not ',
      'status:',
      '/a/',
      '2026-03-01',
      'bytes>',
      '-2h',
      '=',
      '\ud800',
      '\u0000',
      '[',
      '{2}',
    ]
    const different: string[] = []
    let read = 0
    for (let round = 0; round < 10_000; round++) {
      const given = Array.from({ length: 1 + chance(14) }, () => pieces[chance(pieces.length)] ?? '').join('')
      const parsed = parseQuery(given, { nowUs: 1_772_359_200_000_000n })
      if (!parsed.ok) {
        if (parsed.errors.some(({ start, end }) => start < 0 || end < start || start > given.length)) different.push(given)
        continue
      }
      read += 1
      const again = parseQuery(formatQuery(parsed.query))
      if (!again.ok || plain(again.query) !== plain(parsed.query)) different.push(`${JSON.stringify(given)} -> ${formatQuery(parsed.query)}`)
    }
    expect(different.slice(0, 5)).toEqual([])
    expect(read).toBeGreaterThan(1_000)
  })
})

describe('explainQuery()', () => {
  it.each([
    ['', 'every event'],
    ['user:alice source.ip:203.0.113.0/24 -outcome:failure', 'user is alice, and source address is in 203.0.113.0/24, and outcome is not failure'],
    ['ip:203.0.113.7 or "rm -rf"', 'source or destination address is 203.0.113.7, or the text "rm -rf" occurs'],
    ['action:(A or B) host:(a or b or c)', 'action is A or B, and host is one of a, b and c'],
    ['-action:(A or B) -ip:::1', 'action is neither A nor B, and source or destination address is not ::1'],
    [
      'command:"rm -rf" -command:rm* process:*x process:a*b',
      'command line contains "rm -rf", and command line does not begin with rm, and process ends with x, and process is like "a*b"',
    ],
    ['time:2026-03-01', 'time from 2026-03-01 00:00:00 UTC and before 2026-03-02 00:00:00 UTC'],
    ['source.bytes>=1000000 user:* -host:*', 'bytes sent is at least 1,000,000, and user is present, and host is absent'],
    [
      '-(a or b c) fields.x:/a|b/ -d*e',
      'not (the text "a" occurs, or (the text "b" occurs, and the text "c" occurs)), and fields.x matches /a|b/, and text like "d*e" does not occur',
    ],
    ['user:"\u202eevil"', 'user is "\\u202eevil"'],
  ])('tells %s', (given, told) => {
    const parsed = parseQuery(given)
    expect(parsed.ok ? explainQuery(parsed.query) : parsed.errors).toBe(told)
  })
})
