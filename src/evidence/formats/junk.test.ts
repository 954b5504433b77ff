import { describe, expect, it } from 'vitest'
import { headBytes, headOf } from '../head.ts'
import { readBytes } from '../read-bytes.ts'
import { recogniseFormat } from '../recognise.ts'
import { formats } from './index.ts'

/** Numbers that look random and are the same in every run. */
function noise(length: number): Buffer {
  let state = 12_345
  return Buffer.from(Array.from({ length }, () => (state = (state * 1_103_515_245 + 12_345) % 2_147_483_648) >>> 16))
}

const deep = `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`
const deepArray = `{"time":"2024-03-05T10:00:00Z","a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`

const junk: Readonly<Record<string, Buffer>> = {
  empty: Buffer.alloc(0),
  'one line end': Buffer.from('\n'),
  'only blanks': Buffer.from(' \r\n\t\n'),
  'a byte order mark': Buffer.from([0xef, 0xbb, 0xbf]),
  noise: noise(20_000),
  zeros: Buffer.alloc(5000),
  'invalid UTF-8': Buffer.from([0xc3, 0x28, 10, 0xff, 0xfe, 10, 0xed, 0xa0, 0x80, 10]),
  'a huge line': Buffer.alloc(9 * 1024 * 1024, 'x'),
  'a huge line between others': Buffer.concat([Buffer.from('a,b\n'), Buffer.alloc(9 * 1024 * 1024, 'x'), Buffer.from('\n2024-03-05T10:00:00Z,b\n')]),
  'deep objects': Buffer.from(deep),
  'deep arrays': Buffer.from(deepArray),
  'open brackets': Buffer.from('[{"a":'.repeat(50_000)),
  'many quotes': Buffer.from('"'.repeat(100_001)),
  'many backslashes': Buffer.from(`{"time":"${'\\'.repeat(100_001)}`),
  'odd keys': Buffer.from('{"__proto__":{"x":1},"time":"2024-03-05T10:00:00Z"}\n{"constructor":1,"toString":2,"time":"2024-03-05T10:00:01Z"}\n'),
  'odd columns': Buffer.from('__proto__,constructor,time\na,b,2024-03-05T10:00:00Z\n'),
  'half a syslog line': Buffer.from('Mar  5 10:00:00 web-1 ssh'),
  'a syslog line of blanks': Buffer.from(`Mar  5 10:00:00 ${' '.repeat(100_000)}\nMar  5 10:00:01 h p: ${'a '.repeat(50_000)}\n`),
  'hostile sshd line': Buffer.from(`2024-03-05T10:00:00Z h sshd[1]: Failed password for ${' from '.repeat(10_000)}\n`),
  'hostile request': Buffer.from(`192.0.2.1 - - [10/Oct/2023:13:55:36 +0000] "${'\\"" '.repeat(20_000)}\n`),
  'null records': Buffer.from('{"Records":[null,1,"x",[],{}]}'),
}

describe.each(Object.entries(junk))('junk: %s', (_, bytes) => {
  it.each(formats.map((format) => [format.name, format] as const))('%s says what it cannot read', (_name, format) => {
    const { records, problems } = readBytes({ name: 'junk', bytes, format, year: 2024 })
    for (const { record, events } of records) {
      expect(record.offset + record.length).toBeLessThanOrEqual(bytes.length)
      for (const { time } of events) expect(time.at).toMatch(/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/)
    }
    for (const { offset = 0, length = 0 } of problems) expect(offset + length).toBeLessThanOrEqual(bytes.length)
    expect(Reflect.get({}, 'x')).toBeUndefined()
  })
})

describe('recogniseFormat()', () => {
  it.each(['empty', 'one line end', 'only blanks', 'noise', 'zeros', 'a huge line', 'deep objects', 'many quotes'])(
    'does not take %s for a log',
    (name) => {
      expect(recogniseFormat(headOf({ name: 'x', bytes: junk[name] ?? Buffer.alloc(0), whole: true }))).toBeUndefined()
    },
  )
})

describe('recogniseFormat() of a log', () => {
  const nameOf = (text: string): string | undefined =>
    recogniseFormat(headOf({ name: 'x', bytes: Buffer.from(text), whole: Buffer.byteLength(text) <= headBytes }))?.format.name

  it('does not take other logs that begin with an ISO date for syslog', () => {
    const request = '2026-03-05 01:00:00 W3SVC1 192.0.2.10 GET /a.htm - 80 - 198.51.100.7 Mozilla/4.0+(compatible) 200 0 0\n'
    expect(nameOf(`#Software: Internet Information Services\n#Fields: date time s-sitename s-ip cs-method\n${request.repeat(4)}`)).toBeUndefined()
    expect(nameOf(request.repeat(4))).toBeUndefined()
    expect(nameOf(`when,what,"quo\n2026-03-05T01:00:00Z,"unclosed\n${'2026-03-05T01:00:01Z,b,c\n'.repeat(5)}`)).toBeUndefined()
    expect(nameOf('2026-03-05T01:00:00Z web01 sshd[7]: Connection closed\n2026-03-05T01:00:01Z plain words\n')).toBe('syslog')
  })

  it('knows a delivered file whose first elements are damaged', () => {
    const event = { eventVersion: '1.08', eventTime: '2026-03-05T01:00:00Z', eventSource: 's3.amazonaws.com', eventName: 'GetObject' }
    expect(nameOf(JSON.stringify({ Records: [null, 'text', 5, [], {}, { eventTime: null }, event] }))).toBe('aws-cloudtrail')
  })

  it('knows JSON lines whose first record is longer than the head', () => {
    const long = JSON.stringify({ timestamp: '2026-03-05T01:00:00Z', script: 'y'.repeat(70_000) })
    expect(nameOf(`${long}\n{"timestamp":"2026-03-05T01:00:01Z"}\n`)).toBe('jsonl')
    expect(nameOf(JSON.stringify({ title: '2026', body: 'y'.repeat(70_000) }))).toBeUndefined()
  })
})

describe('a bad record among good ones', () => {
  it('costs nothing but itself, where it is no object', () => {
    const good = '{"eventVersion":"1.08","eventTime":"2026-03-05T01:00:00Z","eventSource":"s3.amazonaws.com","eventName":"GetObject"}'
    const bytes = Buffer.from(`{"Records":[null,[],"x",5,[[${good}]],${good},{},${good}]}`)
    const { records, problems } = readBytes({ name: 'x.json', bytes })
    expect(records.flatMap(({ events }) => events)).toHaveLength(2)
    expect(problems.map(({ code }) => code)).toEqual(expect.arrayContaining(['not-a-record']))
  })

  it('costs nothing but itself, where a line is too long', () => {
    const good = (second: number): string => `2024-03-05T10:00:0${second}Z web-1 sshd[1]: Connection from 192.0.2.1 port 1\n`
    const bytes = Buffer.concat([Buffer.from(good(0)), Buffer.alloc(50 * 1024 * 1024, 'y'), Buffer.from(`\n${good(1)}`)])
    const { records, problems } = readBytes({ name: 'auth.log', bytes, chunkBytes: 256 * 1024 })
    expect(records.map(({ events }) => events.length)).toEqual([1, 1])
    expect(problems).toEqual([
      { code: 'too-long', message: expect.stringContaining('52428800'), record: 2, offset: good(0).length, length: 50 * 1024 * 1024 },
    ])
  })

  it('costs nothing but itself, where an element is too long', () => {
    const long = `{"time":"2024-03-05T10:00:01Z","x":"${'y'.repeat(9 * 1024 * 1024)}"}`
    const bytes = Buffer.from(`[{"time":"2024-03-05T10:00:00Z"},${long},{"time":"2024-03-05T10:00:02Z"}]`)
    const { records, problems } = readBytes({ name: 'x.json', bytes, chunkBytes: 100_000 })
    expect(records.map(({ record }) => record.number)).toEqual([1, 3])
    expect(problems).toMatchObject([{ code: 'too-long', record: 2, offset: 33, length: long.length }])
  })
})
