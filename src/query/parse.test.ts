import { describe, expect, it } from 'vitest'
import { longestQuery, parseQuery } from './parse.ts'
import type { Query } from './query.ts'

const nowUs = 1_772_359_200_000_000n

/** The query of a text; its mistakes fail the test. */
function queryOf(text: string): Query {
  const parsed = parseQuery(text, { nowUs })
  if (!parsed.ok) throw new Error(`${text}: ${parsed.errors.map(({ message }) => message).join('; ')}`)
  return parsed.query
}

/** The mistakes of a text as "message at the part of the text". */
function mistakesOf(text: string): string[] {
  const parsed = parseQuery(text)
  return parsed.ok ? [] : parsed.errors.map(({ message, start, end }) => `${message} [${text.slice(start, end)}]`)
}

const ecs = (name: string, test: unknown): unknown => ({ kind: 'field', field: { kind: 'ecs', name }, test })
const is = (value: string): unknown => ({ op: 'is', value })
const word = (text: string): unknown => ({ kind: 'text', test: { op: 'contains', text } })
const star = { wild: '*' }

describe('parseQuery()', () => {
  it('reads every construct of one search', () => {
    const text =
      'user:alice source.ip:203.0.113.0/24 event.action:(ConsoleLogin or AssumeRole) "rm -rf" -outcome:failure time>=2026-03-01T10:00Z fields.requestParameters.bucketName:x* /regex/'
    expect(queryOf(text)).toEqual({
      kind: 'and',
      parts: [
        ecs('user.name', is('alice')),
        ecs('source.ip', {
          op: 'in',
          network: { text: '203.0.113.0/24', first: '00000000000000000000ffffcb007100', last: '00000000000000000000ffffcb0071ff' },
        }),
        { kind: 'or', parts: [ecs('event.action', is('ConsoleLogin')), ecs('event.action', is('AssumeRole'))] },
        word('rm -rf'),
        { kind: 'not', part: ecs('event.outcome', is('failure')) },
        { kind: 'time', from: 1_772_359_200_000_000n },
        { kind: 'field', field: { kind: 'own', path: ['requestParameters', 'bucketName'] }, test: { op: 'like', pattern: ['x', star] } },
        { kind: 'text', test: { op: 'matches', source: 'regex' } },
      ],
    })
  })

  it.each(['', '   ', '*', '* *', '(*)', '* or a'])('takes "%s" as every event', (text) => {
    expect(queryOf(text)).toEqual({ kind: 'everything' })
  })

  it.each([
    [
      'a b or c d',
      {
        kind: 'or',
        parts: [
          { kind: 'and', parts: [word('a'), word('b')] },
          { kind: 'and', parts: [word('c'), word('d')] },
        ],
      },
    ],
    ['a AND b && c', { kind: 'and', parts: [word('a'), word('b'), word('c')] }],
    ['a OR b || c', { kind: 'or', parts: [word('a'), word('b'), word('c')] }],
    ['-a b', { kind: 'and', parts: [{ kind: 'not', part: word('a') }, word('b')] }],
    ['NOT (a or !b)', { kind: 'not', part: { kind: 'or', parts: [word('a'), { kind: 'not', part: word('b') }] } }],
    ['a (b c) ((d))', { kind: 'and', parts: [word('a'), word('b'), word('c'), word('d')] }],
    ['order android nothing', { kind: 'and', parts: [word('order'), word('android'), word('nothing')] }],
    ['"or" \\not', { kind: 'and', parts: [word('or'), word('\\not')] }],
    ['not not a', word('a')],
  ])('joins %s as it says', (text, query) => {
    expect(queryOf(text)).toEqual(query)
  })

  it.each([
    ['user:CORP\\alice', ecs('user.name', is('CORP\\alice'))],
    ['user : alice', ecs('user.name', is('alice'))],
    ['USER:"a \\"b\\" \\\\ c"', ecs('user.name', is('a "b" \\ c'))],
    ['file="C:\\Windows\\x.exe"', ecs('file.path', is('C:\\Windows\\x.exe'))],
    ['command:"rm -rf"', ecs('process.command_line', { op: 'like', pattern: [star, 'rm -rf', star] })],
    ['command:rm*', ecs('process.command_line', { op: 'like', pattern: ['rm', star] })],
    ['command="rm -rf"', ecs('process.command_line', is('rm -rf'))],
    ['command=/bin/sh', ecs('process.command_line', is('/bin/sh'))],
    ['user:a\\*b\\ c?', ecs('user.name', { op: 'like', pattern: ['a*b c', { wild: '?' }] })],
    ['user:a***', ecs('user.name', { op: 'like', pattern: ['a', star] })],
    ['user=a*', ecs('user.name', is('a*'))],
    ['user:*', ecs('user.name', { op: 'exists' })],
    ['user!=alice', { kind: 'not', part: ecs('user.name', is('alice')) }],
    ['url.path:/ad\\/min/', ecs('url.path', { op: 'matches', source: 'ad/min' })],
    ['url.path:/ad\\/min/i', ecs('url.path', { op: 'matches', source: 'ad/min' })],
    ['url.path:/admin', ecs('url.path', { op: 'like', pattern: [star, '/admin', star] })],
    ['status:404', ecs('http.response.status_code', is('404'))],
    ['status:4*', ecs('http.response.status_code', { op: 'like', pattern: ['4', star] })],
    ['source.bytes>=1.5kB', ecs('source.bytes', { op: 'compare', comparison: '>=', value: 1500 })],
    ['source.bytes:>1KiB', ecs('source.bytes', { op: 'compare', comparison: '>', value: 1024 })],
    ['outcome:FAILURE', ecs('event.outcome', is('failure'))],
    ['source.ip:10.0.*', ecs('source.ip', { op: 'like', pattern: ['10.0.', star] })],
    ['source.ip:"225.01.00.16"', ecs('source.ip', is('225.01.00.16'))],
    ['evidence:AB12', { kind: 'field', field: { kind: 'event', name: 'evidence' }, test: { op: 'like', pattern: ['ab12', star] } }],
    ['fields."a.b".c\\.d:0.0.0.0', { kind: 'field', field: { kind: 'own', path: ['a.b', 'c.d'] }, test: is('0.0.0.0') }],
    ['fields.cidr:"0.0.0.0/0"', { kind: 'field', field: { kind: 'own', path: ['cidr'] }, test: is('0.0.0.0/0') }],
    ['fields.n>-5', { kind: 'field', field: { kind: 'own', path: ['n'] }, test: { op: 'compare', comparison: '>', value: -5 } }],
    ['fields.t:10:30:00', { kind: 'field', field: { kind: 'own', path: ['t'] }, test: is('10:30:00') }],
  ])('reads the value of %s', (text, query) => {
    expect(queryOf(text)).toEqual(query)
  })

  it('asks every field that a short name stands for', () => {
    const networks = expect.objectContaining({ op: 'in' })
    expect(queryOf('ip:2001:DB8::1')).toEqual({ kind: 'or', parts: [ecs('source.ip', networks), ecs('destination.ip', networks)] })
    expect(queryOf('status:(>=400 and <500)')).toMatchObject({
      kind: 'and',
      parts: [{ test: { comparison: '>=', value: 400 } }, { test: { comparison: '<', value: 500 } }],
    })
    expect(queryOf('user:(not (a or "b c"))')).toMatchObject({ kind: 'not', part: { kind: 'or', parts: [{ test: is('a') }, { test: is('b c') }] } })
  })

  it.each([
    ['/etc/passwd', word('/etc/passwd')],
    ['/var/log/', word('/var/log/')],
    ['/rm +-rf/', { kind: 'text', test: { op: 'matches', source: 'rm +-rf' } }],
    ['2001:db8::1', word('2001:db8::1')],
    ['*adm*', word('adm')],
    ['a*b?', { kind: 'text', test: { op: 'like', pattern: ['a', star, 'b', { wild: '?' }] } }],
    ['"C:\\temp"', word('C:\\temp')],
    ['arn\\:aws', word('arn:aws')],
    ['a-b c!', { kind: 'and', parts: [word('a-b'), word('c!')] }],
  ])('looks for the text of %s', (text, query) => {
    expect(queryOf(text)).toEqual(query)
  })

  it.each([
    ['time>2026-03-01 09:00', ['"09:…" is no field; is it the time of day? [09]']],
    ['usr:a (b', ['There is no field "usr" [usr]', 'This parenthesis is not closed [(]']],
    ['x) or', ['This parenthesis closes nothing [)]', 'Something to search for is missing here [or]', 'Something to search for is missing here []']],
    [
      'status:4xx outcome:failed ip:1.2.3.999',
      ['"4xx" is no number [4xx]', 'An outcome is never "failed" [failed]', '"1.2.3.999" is no address and no network [1.2.3.999]'],
    ],
    ['ip:10.0.0.0/33', ['"10.0.0.0/33" is no address and no network [10.0.0.0/33]']],
    ['user: host:x', ['There is no value for user [user:]']],
    ['user:(a b)', ['There is no word between these two values [b]']],
    ['user:()', ['There is nothing in these parentheses [()]']],
    ['user>5', ['user holds no numbers to compare [5]']],
    ['user:""', ['There is no value for user [""]']],
    ['""', ['There is nothing between these quotes [""]']],
    ['say "hi', ['This quote is not closed ["]']],
    ['a"b"', ['This stands right behind another term ["]']],
    ["'x'", ["' is no quotation mark here [']"]],
    ['--verbose', ['A sign that excludes is not doubled [--]']],
    ['- a', ['A sign that excludes has nothing right behind it [-]']],
    ['a and and b', ['There is nothing before this "and" [and]']],
    ['&& b', ['There is nothing before this "and" [&&]']],
    ['not', ['Something to search for is missing here []']],
    ['/a[b', ['This regular expression is not closed [/a[b]']],
    ['user:/a(?=\\/)/ /x**/', ['Looking ahead is not supported [(?=]', 'A repetition is repeated [**]']],
    ['/a\\/b{2000}/', ['A repetition of more than 1000 is not supported [{2000}]']],
    [
      'fields.:x fields.a..b:y',
      [`"fields." names none of the source's own fields [fields.]`, `"fields.a..b" names none of the source's own fields [fields.a..b]`],
    ],
    [':x', ['There is no name of a field here [:]']],
    ['time:2026-02-30', ['"2026-02-30" is no date or time [2026-02-30]']],
    ['time>=-2h', ['A time counted from now has no meaning here [-2h]']],
    ['time:..', ['"" is no date or time [..]']],
    ['time:2026-03-02..2026-03-01', ['The range ends before it begins [2026-03-02..2026-03-01]']],
    ['evidence:xyz', ['"xyz" is no SHA-256 [xyz]']],
  ])('says where %s is wrong', (text, mistakes) => {
    expect(mistakesOf(text)).toEqual(mistakes)
  })

  it.each([
    ['usr:alice', 'user'],
    ['eventName:x', 'fields.eventName'],
    ['arn:aws:iam', '"arn:aws:iam"'],
    ['outcome:denied', 'outcome:failure'],
    ['status:5xx', 'status:5*'],
  ])('says what to write instead of %s', (text, hint) => {
    const parsed = parseQuery(text)
    expect(parsed.ok ? '' : parsed.errors[0]?.hint).toContain(hint)
  })

  it.each([
    'a ',
    '/a ',
    'fields."',
    '"a ',
    '\\',
    'user: ',
    '(',
    ')',
    '-',
    'x:1 ',
    '/(a|b)*/ ',
    'user:(a or ',
    'ip:1.2.3.4 or ',
    'a*',
    '   ',
    'and ',
    '/a\\/',
    '2001:db8::1 ',
    '\ud83d',
    '😀',
    'not(',
    '/[',
    '{',
    'time:2026..',
  ])('gives an answer for 10,000 characters of %j', (piece) => {
    const text = piece.repeat(Math.floor(longestQuery / piece.length))
    const parsed = parseQuery(text)
    expect(parsed.ok || (parsed.errors.length > 0 && parsed.errors.length <= 10)).toBe(true)
  })

  it('reads nothing beyond its limits, and says so once', () => {
    expect(mistakesOf('x'.repeat(longestQuery + 1))).toEqual([expect.stringContaining('at most 10000 are read')])
    expect(mistakesOf('('.repeat(5000))).toEqual(['This search is nested deeper than 50 levels [(]'])
    expect(mistakesOf('not '.repeat(2000))).toEqual([expect.stringContaining('nested deeper')])
    expect(mistakesOf('a '.repeat(501))).toEqual([expect.stringContaining('more than 500 terms')])
    expect(mistakesOf(`user:(${'a or '.repeat(600)}a)`)).toEqual([expect.stringContaining('more than 500 terms')])
    expect(mistakesOf('/a/ '.repeat(21))).toEqual([expect.stringContaining('more than 20 regular expressions')])
    expect(mistakesOf(`user:${'a'.repeat(1001)}`)).toEqual([expect.stringContaining('at most 1000 are read')])
    expect(mistakesOf('x:1 '.repeat(40))).toHaveLength(10)
  })
})
