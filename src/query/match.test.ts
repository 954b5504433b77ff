import { describe, expect, it } from 'vitest'
import type { Event } from '../model/event.ts'
import { entityQuery, narrowQuery } from './entity.ts'
import { formatQuery } from './format.ts'
import { matchesQuery, type SearchedEvent } from './match.ts'
import { parseQuery } from './parse.ts'
import type { Query } from './query.ts'

const hash = `ab12${'0'.repeat(60)}`
const event: Event = {
  id: '00112233aabbccdd:42',
  time: { at: '2026-03-01T10:00:00.250Z', precision: 'millisecond', zone: 'Z' },
  dataset: 'aws-cloudtrail',
  message: 'Alice ran "rm -rf" in Ünter\nSECOND line',
  ecs: {
    'event.action': 'AssumeRole',
    'event.outcome': 'failure',
    'user.name': 'CORP\\Alice',
    'source.ip': '203.0.113.7',
    'destination.ip': '2001:db8:0:0::1',
    'http.response.status_code': 404,
    'source.bytes': 1500,
    'process.command_line': 'sudo rm -rf /srv/data',
    'url.path': '/admin/login',
  },
  actor: { principal: 'arn:aws:iam::111122223333:user/alice', credential: 'AKIAEXAMPLE', issued: 'ASIAEXAMPLE' },
  fields: {
    eventName: 'AssumeRole',
    mfa: true,
    n: 12,
    text: '1.5e3',
    word: '0x10',
    empty: '',
    nothing: null,
    none: [],
    blank: {},
    tags: ['red', ['Blue', 7], null],
    'a.b': { c: 'dotted' },
    resources: [{ ARN: 'arn:one' }, { ARN: 'arn:two', deep: [{ x: 1 }] }],
    quoted: 'say "hi" C:\\temp\ttab',
    addr: '10.1.2.3',
    cidr: '0.0.0.0/0',
  },
  sourceId: 'Event-1',
  origin: { evidence: hash, path: 'logs/cloud!trail.json', record: 1, offset: 42, length: 9, format: 'aws-cloudtrail', version: 1 },
}
const searched: SearchedEvent = { event, time: 1_772_359_200_250_000n, duplicateOf: 'ffff:1' }

function queryOf(text: string): Query {
  const parsed = parseQuery(text, { nowUs: 1_772_366_400_000_000n })
  if (!parsed.ok) throw new Error(`${text}: ${parsed.errors.map(({ message }) => message).join('; ')}`)
  return parsed.query
}

const matching = [
  'user:"corp\\\\alice" user:CORP\\ALICE user:*alice user!=alice',
  'ip:203.0.113.0/24 source.ip:203.0.113.7 ip:::ffff:203.0.113.7 ip:203.0.*',
  'ip:2001:db8::/32 destination.ip:2001:DB8::1 -ip:10.0.0.0/8 ip:0.0.0.0/0 ip:::/0',
  'status:404 status:404.0 status:4* status>=404 status<405 -status>404 status:(>400 and <500) status!=200',
  'bytes:1.5kB bytes>1KiB bytes=1500 port!=1 -port:*',
  'outcome:failure action:(ConsoleLogin or assumerole) dataset:AWS-cloudtrail',
  'id:event-1 id:00112233aabbccdd:42 evidence:AB12 duplicate:ffff:1 path:trail path="logs/cloud!trail.json"',
  'principal:*user/alice credential:AKIAEXAMPLE credential:asiaexample',
  'command:"RM -RF" command:sudo* -command:rm* command="sudo rm -rf /srv/data" -command="rm -rf" url:admin url:/^.admin/',
  'message:ÜNTER message:"rm*" or message:alice*line',
  '"rm -rf" "\\"rm -rf\\"" second alice*line un?er or ünter',
  '/alice ran/ /(?s)ran.*second/ -/ran.*second/ -/(?-i)alice/',
  'assumerole "say \\"hi\\"" "C:\\temp" "eventName\\":\\"AssumeRole" "tags\\":[\\"red"',
  '"1.5e3" -"not there" -nowhere*',
  'fields.eventName:assumeRole fields.mfa:TRUE fields.n:12 fields.n>11.5 fields.text>=1500 -fields.word>0 -fields.n:12.0',
  'fields.tags:red fields.tags:blue fields.tags:7 fields.tags>6 -fields.tags:green fields.tags:(red and blue) fields.tags:b*',
  'fields.resources.ARN:arn:two fields.resources.deep.x:1 fields.resources:* -fields.resources:arn:two',
  'fields."a.b".c:dotted -fields.a.b.c:* -fields.constructor:* -fields.n.x:*',
  '-fields.empty:* -fields.nothing:* -fields.none:* fields.blank:* -fields.missing:* fields.empty=""',
  'fields.addr:10.0.0.0/8 -fields.cidr:10.0.0.0/8 fields.cidr:"0.0.0.0/0" -fields.eventName:0.0.0.0/0',
  'fields.eventName:/^assume/ fields.n:/^12$/ fields.quoted:*\\"hi\\"*tab',
  'time:2026-03-01 time:2026-03 time:2026 time:2026-03-01T10 time>=2026-03-01T10:00:00.250Z time<=2026-03-01T10:00:00.25Z',
  '-time>2026-03-01T10:00:00.250Z -time<2026-03-01T10:00:00.25Z -time:2026-03-02 time:2026-02-27..2026-03-01 time:"2026-03-01 10:00"',
  'time:2026-03-01.. time:..2026-03-01 -time:2026-03-02.. -time:..2026-02-28 time:-3h..',
  'time>=-3h time<-1h time:2026-03-01T11:00+01:00 time<now',
  'nowhere or alice -(nowhere or never) not nowhere',
]

describe('matchesQuery()', () => {
  it.each(matching)('finds the event with each term of %s', (text) => {
    const query = queryOf(text)
    const parts = query.kind === 'and' ? query.parts : [query]
    expect(parts.filter((part) => !matchesQuery(part, searched)).map(formatQuery)).toEqual([])
    expect(matchesQuery({ kind: 'not', part: query }, searched)).toBe(false)
  })

  it('counts a value that is not there as no match, and its exclusion as one', () => {
    const bare: SearchedEvent = { event: { ...event, ecs: {}, fields: {} }, time: 0n }
    for (const text of [
      'user:alice',
      'status<1',
      'status:0',
      'ip:0.0.0.0/0',
      'user:*',
      'command:/.*/',
      'duplicate:*',
      'fields.x<1',
      'fields.x:/.*/',
    ]) {
      expect([text, matchesQuery(queryOf(text), bare), matchesQuery(queryOf(`-${text}`), bare)]).toEqual([text, false, true])
    }
  })

  it('refuses an expression that no search text could hold', () => {
    const query: Query = { kind: 'text', test: { op: 'matches', source: '(a)\\1' } }
    expect(() => matchesQuery(query, searched)).toThrow('References back to a group are not supported')
  })

  it('stays quick on hostile patterns and long texts', () => {
    const long = { ...searched, event: { ...event, message: 'a'.repeat(100_000), fields: {} } }
    expect(matchesQuery(queryOf(`${'a*'.repeat(200)}b`), long)).toBe(false)
    expect(matchesQuery(queryOf('/(a+)+b/ or message:/(a|a?)+b$/'), long)).toBe(false)
    const nested: unknown = JSON.parse(`{"d":${'['.repeat(3_000)}1${']'.repeat(3_000)}}`)
    expect(matchesQuery(queryOf('fields.d:1'), { ...searched, event: { ...event, fields: nested as Event['fields'] } })).toBe(true)
  })
})

describe('entityQuery()', () => {
  it.each([
    ['user', 'alice', true],
    ['user', 'lice', false],
    ['ip', '203.0.113.7', true],
    ['ip', '2001:db8::1', true],
    ['ip', '203.0.113.8', false],
    ['process', 'sudo', true],
    ['file', '/srv/data', true],
    ['credential', 'ASIAEXAMPLE', true],
    ['principal', 'arn:aws:iam::111122223333:user/alice', true],
    ['account', '111122223333', true],
    ['url', '/admin/login', true],
    ['hash', hash, true],
    ['domain', 'example.com', false],
    ['host', 'web-1', false],
  ] as const)('of the %s %s', (kind, value, found) => {
    expect(matchesQuery(entityQuery({ kind, value }), searched)).toBe(found)
  })

  it('finds names below a domain, and files in any folder', () => {
    const ecs = { 'source.domain': 'vpn.Example.com', 'file.path': 'C:\\Users\\a\\evil.exe' }
    const other = { ...searched, event: { ...event, ecs } }
    expect(matchesQuery(entityQuery({ kind: 'domain', value: 'example.com' }), other)).toBe(true)
    expect(matchesQuery(entityQuery({ kind: 'domain', value: 'ample.com' }), other)).toBe(false)
    expect(matchesQuery(entityQuery({ kind: 'file', value: 'EVIL.exe' }), other)).toBe(true)
  })

  it('is a search that a person can read and write', () => {
    expect(formatQuery(entityQuery({ kind: 'ip', value: '203.0.113.7' }))).toBe('ip:203.0.113.7')
    expect(formatQuery(entityQuery({ kind: 'credential', value: 'AKIA1' }))).toBe('credential:AKIA1 or AKIA1')
  })
})

describe('narrowQuery()', () => {
  const user = { kind: 'ecs', name: 'user.name' } as const
  it.each([
    ['', 'only', 'a b', 'user.name:"a b"'],
    ['x or y', 'only', 'a', '(x or y) user.name:a'],
    ['x', 'except', 'a', 'x -user.name:a'],
    ['x user:a', 'except', 'a', 'x -user.name:a'],
    ['-user:a x', 'only', 'a', 'x user.name:a'],
    ['x user:a', 'only', 'a', 'x user.name:a'],
    ['x', 'except', undefined, 'x -user.name:*'],
  ] as const)('%s, %s %s', (text, mode, value, narrowed) => {
    expect(formatQuery(narrowQuery(queryOf(text), { field: user, mode, ...(value === undefined ? {} : { value }) }))).toBe(narrowed)
  })
})
