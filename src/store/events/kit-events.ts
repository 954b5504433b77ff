import { createHash } from 'node:crypto'
import { precisions, formatInstant } from '../../base/instant.ts'
import type { JsonObject } from '../../base/json.ts'
import type { EcsFields, Event } from '../../model/event.ts'
import { ecsTypes, isEcsName } from './columns.ts'

/** An event and the bytes of its record. */
export interface BytedEvent {
  readonly event: Event
  readonly bytes: Uint8Array
}

export const sha256Of = (text: string): string => createHash('sha256').update(text).digest('hex')

/** An event with only what every event has, and what is given. */
export function eventWith(given: Partial<Event> & { readonly offset?: number; readonly evidence?: string } = {}): Event {
  const { offset = 0, evidence = sha256Of('evidence'), ...rest } = given
  return {
    id: `${evidence.slice(0, 16)}:${offset}`,
    time: { at: '2026-03-01T10:00:00Z', precision: 'second', zone: 'Z' },
    dataset: 'jsonl',
    message: 'something happened',
    ecs: {},
    fields: {},
    origin: { evidence, path: 'app.jsonl', record: 1, offset, length: 10, format: 'jsonl', version: 1 },
    ...rest,
  }
}

const odd = 'a\u0000b\ud800c "quoted" \\ \u202e \ufffd \u{1d11e} \r\n'

/** Events with what is rare or malicious: each must come back exactly. */
export async function hostileEvents(): Promise<BytedEvent[]> {
  const events = [...oddTimes(), ...oddValues()]
  return events.map((event, index) => {
    const origin = { ...event.origin, offset: index * 1000 }
    const id = event.id.endsWith(':0') ? `${event.id.slice(0, -1)}${origin.offset}` : event.id
    return { event: { ...event, id, origin }, bytes: Buffer.from(`record ${index}`) }
  })
}

function oddTimes(): Event[] {
  const times: Event['time'][] = [
    { at: '1969-12-31T23:59:59.999999999Z', precision: 'nanosecond', zone: 'Z' },
    { at: '0000-01-01T00:00:00Z', precision: 'second', zone: 'Z' },
    { at: '9999-12-31T23:59:59.999999999Z', precision: 'nanosecond', zone: '+02:00' },
    { at: '2255-06-05T23:47:34.740993Z', precision: 'microsecond', zone: 'Z' },
    { at: '1601-01-01T00:00:00.000Z', precision: 'millisecond', zone: 'Z' },
    { at: '2026-03-01T10:00:00.5Z', precision: 'millisecond', zone: 'Z' },
    { at: '2026-03-01T10:00:00.123Z', precision: 'second', zone: 'Z' },
    { at: '2016-12-31T23:59:60Z', precision: 'second', zone: 'Z' },
    { at: '2026-03-01T12:00:00+02:00', precision: 'minute', zone: '+02:00' },
    { at: '2026-10-25T00:30:00Z', precision: 'second', zone: 'Europe/Berlin', latest: '2026-10-25T01:30:00Z' },
    { at: '2026-03-01T00:00:00Z', precision: 'day', zone: 'UTC', assumed: ['zone', 'year'] },
    { at: '2026-03-01T10:00:00Z', precision: 'hour', zone: 'UTC', assumed: ['year'] },
    { at: '2026-03-01T10:00:00Z', precision: 'minute', zone: 'UTC', assumed: [] },
    { at: '2026-02-28T23:59:59Z', precision: 'month', zone: odd },
  ]
  return times.map((time) => eventWith({ time }))
}

function oddValues(): Event[] {
  const deep: JsonObject = { end: true }
  const infinite: unknown = JSON.parse('{"a":1e999,"b":[-0,-1e999,0,1.5e-7],"__proto__":{"x":1},"c":"\\ud800 \\u0000"}')
  const texts: EcsFields = { 'user.name': odd, 'process.command_line': 'x'.repeat(200_000), 'url.path': '', 'event.outcome': 'unknown' }
  const numbers: EcsFields = { 'source.port': 12.5, 'process.pid': -0, 'source.bytes': 2 ** 60, 'destination.port': Number.MAX_SAFE_INTEGER }
  const negative: EcsFields = { 'http.response.body.bytes': -5_000_000_000, 'http.response.status_code': -1, 'source.port': 0 }
  const id = eventWith().id
  return [
    eventWith({ message: odd, ecs: texts, sourceId: odd, actor: { principal: odd, issued: '' } }),
    eventWith({ message: odd, ecs: { ...texts, 'user.name': `${odd}${odd}` } }),
    eventWith({ message: '', ecs: numbers, actor: {} }),
    eventWith({ ecs: negative, actor: { credential: 'AKIAIOSFODNN7EXAMPLE' } }),
    ...['192.0.2.1', '225.01.00.16', '::ffff:192.0.2.1', '2001:db8::1%eth0', '::', 'fe80::1', '1::2::3'].map((address) =>
      eventWith({ ecs: { 'source.ip': address, 'destination.ip': address } }),
    ),
    eventWith({ fields: isFields(infinite) ? infinite : {} }),
    eventWith({ fields: { '\ud800': '\udc00 \\ud800', plain: '\\ud800' } }),
    eventWith({ fields: { '': '', 'a.b': [null, [], {}, true, 'Grüße', '\u2028'], deep } }),
    eventWith({ id: `${id}.3` }),
    eventWith({ id: `${id}.03` }),
    eventWith({ id: 'something else' }),
    eventWith({ dataset: 'application', origin: { ...eventWith().origin, path: odd, record: 2 ** 40, length: 0, version: 7 } }),
  ]
}

function isFields(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null
}

/** A row of numbers that only looks like chance: the same seed gives the same row. */
export function chance(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) | 0
    const mixed = Math.imul(state ^ (state >>> 12), 0x297a2d39)
    return ((mixed ^ (mixed >>> 15)) >>> 0) % below
  }
}

/** Events of several items out of order, with values in every column, few and many different ones. */
export function mixedEvents(count: number, seed: number): BytedEvent[] {
  const roll = chance(seed)
  return Array.from({ length: count }, (_, index) => {
    const evidence = sha256Of(`item ${roll(7)}`)
    const precision = precisions[roll(precisions.length)] ?? 'second'
    const at = formatInstant(BigInt(roll(2_000_000_000)) * 1_000_000_000n + BigInt(roll(1_000_000_000)), precision)
    const fields: JsonObject = { number: index, text: `value ${roll(50)}`, list: [roll(3), null] }
    const time = { at, precision, zone: ['Z', '+02:00', 'Europe/Berlin'][roll(3)] ?? 'Z' }
    const base = eventWith({ evidence, offset: index * 100, time, fields, ecs: mixedFields(roll), message: `message ${roll(count)}` })
    const dataset = `format-${roll(4)}`
    const parted = roll(5) === 0 ? { id: `${base.id}.${1 + roll(3)}` } : {}
    const event = {
      ...base,
      ...parted,
      dataset,
      origin: { ...base.origin, format: dataset, path: `logs/${evidence.slice(0, 4)}.log`, record: index + 1 },
    }
    return { event, bytes: Buffer.from(JSON.stringify(fields)) }
  })
}

function mixedFields(roll: (below: number) => number): EcsFields {
  const fields: [string, string | number][] = []
  for (const name in ecsTypes) {
    if (!isEcsName(name) || roll(3) === 0) continue
    const text = name.endsWith('.ip') ? `192.0.2.${roll(256)}` : name === 'event.outcome' ? 'success' : `${name} ${roll(name.length * 40)} é`
    fields.push([name, ecsTypes[name] === 'text' ? text : roll(70_000)])
  }
  return Object.fromEntries(fields)
}
