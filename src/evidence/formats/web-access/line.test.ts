import { describe, expect, it } from 'vitest'
import { splitLine, splitRequest, splitRest } from './line.ts'

const time = '10/Oct/2025:13:55:36 +0000'

describe('splitLine()', () => {
  it.each([
    [`192.0.2.1 - - [${time}] "GET / HTTP/1.1" 200 5`, { vhost: undefined, client: '192.0.2.1', user: '-', status: '200', bytes: '5', rest: '' }],
    [
      `shop:443 192.0.2.1 - ada [${time}] "GET / HTTP/1.1" - - "-"`,
      { vhost: 'shop:443', client: '192.0.2.1', user: 'ada', status: '-', rest: '"-"' },
    ],
    [`192.0.2.1, 198.51.100.9 - - [${time}] "GET / HTTP/1.1" 200 5`, { vhost: undefined, client: '192.0.2.1, 198.51.100.9', ident: '-', user: '-' }],
    [
      `shop:443 2001:db8::1, 192.0.2.7, 198.51.100.9 - ada [${time}] "GET / HTTP/1.1" 200 5`,
      { vhost: 'shop:443', client: '2001:db8::1, 192.0.2.7, 198.51.100.9', user: 'ada' },
    ],
    [`192.0.2.1 - ada lovelace [${time}] "GET / HTTP/1.1" 200 5`, { vhost: '192.0.2.1', client: '-', ident: 'ada', user: 'lovelace' }],
    [`192.0.2.1 - - [${time}] "GET /\\"a\\" HTTP/1.1" 200 5 "x"`, { request: 'GET /\\"a\\" HTTP/1.1', rest: '"x"' }],
    [`192.0.2.1 - - [${time}] "GET /"a" HTTP/1.1" 200 5 "x"`, { request: 'GET /"a" HTTP/1.1', status: '200', rest: '"x"' }],
    [`192.0.2.1 - - [${time}] "" 400 0 "-" "-"`, { request: '', status: '400' }],
  ])('takes %j apart', (line, expected) => {
    expect(splitLine(line)).toMatchObject(expected)
  })

  it.each([
    `192.0.2.1 - - [${time}] "GET / HTTP/1.1" 20 5`,
    `192.0.2.1 - - [${time}] "GET / HTTP/1.1" 2000 5`,
    `192.0.2.1 - - [${time}] "GET / HTTP/1.1" 200 5x`,
    `192.0.2.1 - - [${time}] "GET / HTTP/1.1" 200`,
    `192.0.2.1 - - [${time}] GET / 200 5`,
    `192.0.2.1 - [${time}] "GET / HTTP/1.1" 200 5`,
    '192.0.2.1 - - [now] "GET / HTTP/1.1" 200 5',
    '',
  ])('knows that %j is none', (line) => {
    expect(splitLine(line)).toBeUndefined()
  })
})

it.each([
  ['', { referrer: undefined, agent: undefined, extra: undefined, cut: false }],
  ['"a" "b"', { referrer: 'a', agent: 'b', extra: undefined, cut: false }],
  ['"a\\"" "b\\\\" 0.5', { referrer: 'a\\"', agent: 'b\\\\', extra: '0.5', cut: false }],
  ['"a" "b', { referrer: 'a', agent: 'b', extra: undefined, cut: true }],
  ['"a"', { referrer: 'a', agent: undefined, extra: undefined, cut: true }],
  ['"a', { referrer: undefined, agent: undefined, extra: '"a', cut: true }],
  ['"a"b', { referrer: undefined, agent: undefined, extra: '"a"b', cut: true }],
  ['"a" 7', { referrer: 'a', agent: undefined, extra: '7', cut: false }],
  ['7 ms', { referrer: undefined, agent: undefined, extra: '7 ms', cut: false }],
])('`splitRest()` takes %j apart', (rest, expected) => {
  expect(splitRest(rest)).toEqual(expected)
})

it.each([
  ['GET /a?b=c?d HTTP/1.1', { method: 'GET', target: '/a?b=c?d', path: '/a', query: 'b=c?d', version: 'HTTP/1.1' }],
  ['PROP-find / HTTP/2', { method: 'PROP-find', target: '/', version: 'HTTP/2' }],
  ['GET HTTP/1.1', { method: 'GET', target: 'HTTP/1.1', version: undefined }],
  ['GET  HTTP/1.1', { method: 'GET', target: '', version: 'HTTP/1.1' }],
  ['GET /a b HTTP/1.1', { target: '/a b', version: 'HTTP/1.1' }],
  ['GET /ä HTTP/1.1', { target: '/ä', version: 'HTTP/1.1' }],
  ['GET /', { method: 'GET', target: '/', version: undefined }],
  ['GET /a\u2028b HTTP/1.1', { method: undefined, target: undefined }],
  ['/ HTTP/1.1', { method: undefined, version: undefined }],
  ['-', { method: undefined }],
])('`splitRequest()` takes %j apart', (request, expected) => {
  expect(splitRequest(request)).toMatchObject(expected)
})
