import { describe, expect, it } from 'vitest'
import type { Event } from '../../model/event.ts'
import { collectIndicators, createIndicatorsMemory } from './collect-indicators.ts'
import { createIndicatorSearch } from './find-indicators.ts'

/** What texts are made of: indicators, what surrounds them, and whatever parts of a text may be cut at. */
const atoms = [
  String.raw`"~"~"~,"~,"~":"~, "~\~\"~\\~\u0022~\u~%22~ ~:~.~[.]~ [.] ~@~ (at) ~{~}~[~(`,
  String.raw`evil.com~a~http://~hxxp://~http:\/\/~/path~8.8.8.8~1.2.3.4~version~Chrome/~user.name~$~2a00:1450::1~::1~-~bücher.de`,
  'arn:aws:s3:::b~arn:aws:sqs:*:*:My Queue~AKIAQ3XZJ4TTPLM5RSTU~0cc175b9c0f1b6a831c399e269772661~,\n "',
  '"id":"550e8400-e29b-41d4-a716-446655440000",~"t":"2024-03-01T10:00:00Z",~"h":"evil.com",~"evil.com":"x",~"x":"evil.com"',
]
  .join('~')
  .split('~')

/** Numbers below `limit` that are the same in every run. */
function numbers(seed: number): (limit: number) => number {
  let state = seed
  return (limit) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    return (state >>> 8) % limit
  }
}

/** Texts that share a few pieces, in changing order. */
function textsOf(seed: number): string[] {
  const next = numbers(seed)
  const pick = <T extends string>(from: readonly T[]): string => from[next(from.length)] ?? ''
  const pieces = Array.from({ length: 4 }, () => Array.from({ length: 1 + next(6) }, () => pick(atoms)).join(''))
  const written = [(piece: string) => piece, (piece: string) => `"${piece}",`, (piece: string) => `"${piece}" `]
  const write = written[next(3)] ?? String
  return Array.from({ length: 60 }, () => {
    const body = Array.from({ length: 1 + next(8) }, () => write(pick(pieces))).join('')
    return pick(['{', '[', '', '"', '{"', ' ']) + body + pick(['', '"}', '}'])
  })
}

function eventOf(record: number): Event {
  const time = { at: '2024-03-01T10:00:00Z', precision: 'second', zone: 'Z' } as const
  const origin = { evidence: 'e', path: 'a', record, offset: record, length: 1, format: 'log', version: 1 }
  return { id: `e:${record}`, time, dataset: 'log', message: '', ecs: {}, fields: {}, origin }
}

/** Values with the number of texts they are in, as they are found when each text is searched as a whole; in the order in which they came. */
function searched(texts: readonly string[]): Record<string, number> {
  const search = createIndicatorSearch()
  const counts: Record<string, number> = {}
  for (const text of texts) {
    const found = search(text, text.startsWith('{') || text.startsWith('['))
    for (const key of new Set(found.map(({ type, value, observable }) => `${type} ${value} ${observable}`))) counts[key] = (counts[key] ?? 0) + 1
  }
  return counts
}

function collected(texts: readonly string[], memory = createIndicatorsMemory()): Record<string, number> {
  const collector = collectIndicators(undefined, memory)
  for (const [at, text] of texts.entries()) {
    const { evidence, record, offset, length } = eventOf(at).origin
    collector.see(eventOf(at), text, () => ({ kind: 'event', event: 'e', evidence, record, spans: [{ offset, length }], sha256: '' }))
  }
  return Object.fromEntries(collector.tally().counts.map(({ type, value, observable, count }) => [`${type} ${value} ${observable}`, count]))
}

describe('KnownPieces', () => {
  it('`KnownPieces` makes no difference to what is found, whatever the texts hold', () => {
    const memory = createIndicatorsMemory()
    for (let seed = 1; seed <= 150; seed += 1) {
      const texts = textsOf(seed)
      expect(collected(texts, memory), `seed ${seed}`).toEqual(searched(texts))
    }
  })

  it('`KnownPieces` tells a key from a value and a text that is cut off from one that is not', () => {
    const texts = ['"x":"evil.com",', '"evil.com":1,', '"x":"evil.com"', '"arn:aws:sqs:*:*:My Queue",', '"arn:aws:sqs:*:*:My Queue']
    const all = texts.flatMap((text) => [`{${text}`, `{"a":1,${text}`, `{"a":1,${text}"b":2}`, text, `${text} end`, `a ${text}`])
    const repeated = Array.from({ length: 12 }, () => all).flat()
    expect(collected(repeated)).toEqual(searched(repeated))
  })

  it('`KnownPieces` looks into ids and times that hold something', () => {
    const id = '"id":"550e8400-e29b-41d4-a716-446655440000",'
    const time = '"t":"2024-03-01T10:00:00Z",'
    const members = [
      id,
      time,
      '"id":"550e8400-e29b-41d4-a716-4466.evil.com",',
      '"t":"2024-03-01T10:00:8.8.8.8",',
      `"evil.com":${id}`,
      `"h":"a.com",${time}`,
    ]
    const texts = Array.from(
      { length: 200 },
      (_, at) => `{${members[at % members.length] ?? ''}${members[(at * 5 + 1) % members.length] ?? ''}"z":1}`,
    )
    expect(collected(texts)).toEqual(searched(texts))
  })

  it('`KnownPieces` begins again when it is full', () => {
    const long = Array.from({ length: 1_500 }, (_, at) => `{"a":"${'x '.repeat(1_900)}host${at}.evil.com","b":"host${at % 7}.evil.org"}`)
    const texts = [...long.slice(0, 700), ...long.slice(0, 700), ...long, ...long.slice(1_000)]
    expect(collected(texts)).toEqual(searched(texts))
  })
})
