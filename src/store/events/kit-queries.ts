import type { Json, JsonObject } from '../../base/json.ts'
import type { Event } from '../../model/event.ts'
import { type SearchedEvent } from '../../query/match.ts'
import { parseNetwork } from '../../query/network.ts'
import type { LikePart, Query, QueryField, ValueTest } from '../../query/query.ts'
import { chance, eventWith, sha256Of } from './kit-events.ts'

type Roll = (below: number) => number

const words = [
  'alice',
  'Alice',
  'BOB',
  'bob',
  'Grüße',
  'STRASSE',
  'rm -rf',
  '/etc/passwd',
  'C:\\Temp\\a.exe',
  'a"b',
  '50%',
  'x_y',
  '',
  'null',
  'true',
  '[x]',
  'tab\there',
  // As records keep an integer that a double would change.
  '12345678901234567890',
]
const addresses = [
  '203.0.113.7',
  '203.0.113.70',
  '198.51.100.9',
  '::ffff:203.0.113.7',
  '2001:db8::1',
  '2001:DB8:0:0::1',
  '2001:db8::203.0.113.7',
  '225.01.00.16',
  '1::2::3',
  'host',
]
const numbers = [0, 1, 7, 404, 4_000_000_000, -3]
const wanted = [...numbers, Number('12345678901234567890')]

/** Events with few different values, so that searches find some; in the order of a page. */
export function searchedEvents(count: number, seed: number): SearchedEvent[] {
  const roll = chance(seed)
  const events = Array.from({ length: count }, (_, index) => {
    const evidence = sha256Of(`item ${roll(5)}`)
    const at = new Date(1_772_323_200_000 + roll(200) * 1000).toISOString()
    const word = () => one(roll, words)
    const ecs = {
      ...(roll(2) === 0 ? { 'user.name': word() } : {}),
      ...(roll(2) === 0 ? { 'source.ip': one(roll, addresses) } : {}),
      ...(roll(2) === 0 ? { 'source.port': one(roll, [...numbers, 12.5]) } : {}),
      ...(roll(3) === 0 ? { 'process.command_line': `${word()} ${word()}` } : {}),
    }
    return eventWith({
      evidence,
      offset: index * 100,
      time: { at, precision: 'millisecond', zone: 'Z' },
      message: `${word()} said ${word()}${roll(5) === 0 ? '\n' : ' '}${word()}`,
      ecs,
      ...(roll(4) === 0 ? { sourceId: `id-${roll(20)}` } : {}),
      ...(roll(4) === 0 ? { actor: { principal: word() } } : {}),
      fields: ownFields(roll),
    })
  })
  const placed = events.map((event) => ({ ...event, origin: { ...event.origin, offset: Number(event.id.split(':')[1]) } }))
  return placed.sort(byPlace).map((event) => ({ event, time: BigInt(Date.parse(event.time.at)) * 1000n }))
}

function ownFields(roll: Roll): JsonObject {
  const fields: JsonObject = {}
  for (const key of ['name', 'a', 'deep key', 'a.b']) if (roll(2) === 0) fields[key] = ownValue(roll, 3)
  return fields
}

function ownValue(roll: Roll, depth: number): Json {
  const kind = roll(depth > 0 ? 9 : 6)
  if (kind < 3) return one(roll, [...words, ...addresses])
  if (kind === 3) return one(roll, [...numbers, 1.5])
  if (kind === 4) return roll(2) === 0
  if (kind === 5) return null
  if (kind === 6) {
    let list = Array.from({ length: roll(3) }, () => ownValue(roll, depth - 1))
    for (let level = roll(4) === 0 ? roll(9) : 0; level > 0; level -= 1) list = roll(2) === 0 ? [list] : [one(roll, words), list]
    return list
  }
  const inner: JsonObject = {}
  for (const key of ['name', 'b']) if (roll(2) === 0) inner[key] = ownValue(roll, depth - 1)
  return inner
}

/** A search of any kind, mostly for values that events have. */
export function randomQuery(roll: Roll, events: readonly SearchedEvent[], depth = 2): Query {
  const kind = roll(depth > 0 ? 10 : 6)
  if (kind < 4) return { kind: 'field', ...fieldTest(roll, events) }
  if (kind === 4) return { kind: 'text', test: textTest(roll) }
  if (kind === 5) return timeTest(roll)
  const parts = Array.from({ length: 1 + roll(3) }, () => randomQuery(roll, events, depth - 1))
  if (kind === 6) return { kind: 'or', parts }
  return kind === 7 ? { kind: 'and', parts } : { kind: 'not', part: randomQuery(roll, events, depth - 1) }
}

function timeTest(roll: Roll): Query {
  const from = BigInt(1_772_323_200 + roll(200)) * 1_000_000n
  return roll(2) === 0 ? { kind: 'time', from } : { kind: 'time', from, before: from + BigInt(roll(100)) * 1_000_000n }
}

const ownPaths = [['name'], ['a'], ['a', 'b'], ['a', 'name'], ['deep key'], ['deep key', 'b'], ['a.b'], ['a.b', 'name', 'b'], ['nothing'], ['a"b']]

function fieldTest(roll: Roll, events: readonly SearchedEvent[]): { field: QueryField; test: ValueTest } {
  const kind = roll(8)
  if (kind < 4) return { field: { kind: 'own', path: one(roll, ownPaths) }, test: valueTest(roll) }
  if (kind === 4) return { field: { kind: 'ecs', name: 'source.ip' }, test: valueTest(roll) }
  if (kind === 5) return { field: { kind: 'ecs', name: 'source.port' }, test: numberTest(roll) }
  if (kind === 6)
    return { field: { kind: 'ecs', name: one(roll, ['user.name', 'process.command_line', 'host.name'] as const) }, test: valueTest(roll) }
  const name = one(roll, [
    'event.id',
    'event.dataset',
    'event.source_id',
    'event.duplicate_of',
    'evidence',
    'path',
    'message',
    'actor.principal',
  ] as const)
  const value = name === 'event.id' ? one(roll, events).event.id : name === 'event.source_id' ? `ID-${roll(20)}` : one(roll, words)
  return { field: { kind: 'event', name }, test: roll(2) === 0 ? { op: 'is', value } : valueTest(roll) }
}

function numberTest(roll: Roll): ValueTest {
  const value = one(roll, [...numbers, 12.5])
  const kind = roll(4)
  if (kind === 0) return { op: 'is', value: String(value) }
  if (kind === 1) return { op: 'exists' }
  return kind === 2 ? { op: 'like', pattern: ['4', { wild: '*' }] } : { op: 'compare', comparison: one(roll, ['<', '<=', '>', '>='] as const), value }
}

function valueTest(roll: Roll): ValueTest {
  switch (roll(7)) {
    case 0:
      return { op: 'exists' }
    case 1:
      return { op: 'matches', source: one(roll, expressions) }
    case 2:
      return {
        op: 'in',
        network: networkOf(one(roll, ['203.0.113.0/24', '203.0.113.7', '2001:db8::/32', '::ffff:203.0.113.7', '0.0.0.0/0', '::/0'])),
      }
    case 3:
      return { op: 'compare', comparison: one(roll, ['<', '<=', '>', '>='] as const), value: one(roll, wanted) }
    case 4:
      return { op: 'like', pattern: pattern(roll) }
    default:
      return { op: 'is', value: one(roll, [...words, ...addresses, ...numbers.map(String), '1.5', 'false']) }
  }
}

const expressions = ['ali.e', '^bob$', '\\d+', 'a|b', '[^a-z]', 's.id', 'x_y$', '^$', '\\\\temp', 'grü', '(?-i)Alice']

function textTest(roll: Roll): Extract<Query, { kind: 'text' }>['test'] {
  const kind = roll(4)
  if (kind === 0) return { op: 'matches', source: one(roll, expressions) }
  if (kind === 1) return { op: 'like', pattern: pattern(roll) }
  return {
    op: 'contains',
    text: one(
      roll,
      words.filter((word) => word !== ''),
    ),
  }
}

function pattern(roll: Roll): LikePart[] {
  const parts: LikePart[] = []
  const length = 1 + roll(4)
  while (parts.length < length) {
    const word = one(roll, words)
    parts.push(roll(2) === 0 ? { wild: roll(3) === 0 ? '?' : '*' } : word === '' ? 'a' : word.slice(0, 1 + roll(word.length)))
  }
  return parts
}

function networkOf(text: string): Extract<ValueTest, { op: 'in' }>['network'] {
  const network = parseNetwork(text)
  if (network === undefined) throw new TypeError(`"${text}" is no network`)
  return network
}

function one<T>(roll: Roll, from: readonly T[]): T {
  const found = from[roll(from.length)]
  if (found === undefined) throw new TypeError('Nothing to choose from')
  return found
}

/** The order of a page: by time, then by item and place in it. */
function byPlace(a: Event, b: Event): number {
  return (
    Date.parse(a.time.at) - Date.parse(b.time.at) ||
    (a.origin.evidence < b.origin.evidence ? -1 : Number(a.origin.evidence > b.origin.evidence)) ||
    a.origin.offset - b.origin.offset
  )
}
