import { describe, expect, it } from 'vitest'
import type { EventCitation } from '../../model/citation.ts'
import type { EcsFields, Event } from '../../model/event.ts'
import { collectIndicators, mergeIndicators, sightingsOf } from './collect-indicators.ts'

interface Sample {
  readonly record: number
  readonly at: string
  readonly text: string
  readonly ecs?: EcsFields
  readonly evidence?: string
  readonly dataset?: string
}

function eventOf({ record, at, ecs = {}, evidence = 'e1', dataset = 'log' }: Sample): Event {
  const origin = { evidence, path: 'a.log', record, offset: record * 100, length: 90, format: dataset, version: 1 }
  return { id: `${evidence}:${record}`, time: { at, precision: 'second', zone: 'Z' }, dataset, message: '', ecs, fields: {}, origin }
}

function citationOf({ id, origin }: Event): EventCitation {
  const { evidence, record, offset, length } = origin
  return { kind: 'event', event: id, evidence, record, spans: [{ offset, length }], sha256: 'hash' }
}

function collect(samples: readonly Sample[], most?: number) {
  const collector = collectIndicators(most)
  let cited = 0
  for (const sample of samples) {
    const event = eventOf(sample)
    collector.see(event, sample.text, () => {
      cited += 1
      return citationOf(event)
    })
  }
  return { tally: collector.tally(), cited }
}

const minute = (number: number): string => `2024-03-01T10:${String(number).padStart(2, '0')}:00Z`

describe('collectIndicators', () => {
  it('`collectIndicators()` counts records, with the first and last time and the earliest examples', () => {
    const samples = [5, 1, 4, 2, 3].map((record) => ({ record, at: minute(record), text: '8.8.8.8 said 8.8.8.8' }))
    const [sighting] = sightingsOf(collect(samples).tally)
    expect(sighting).toMatchObject({
      type: 'ipv4',
      value: '8.8.8.8',
      observable: false,
      count: 5,
      first: minute(1),
      last: minute(5),
      datasets: ['log'],
    })
    expect(sighting?.examples.map((example) => example.record)).toEqual([1, 2, 3])
  })

  it('`collectIndicators()` takes addresses and the user agent from their fields', () => {
    const ecs = { 'source.ip': '::ffff:8.8.8.8', 'destination.ip': '10.0.0.1', 'user_agent.original': 'curl/8.5.0' }
    const service = { 'user_agent.original': 'ec2.amazonaws.com', 'source.ip': 'ec2.amazonaws.com' }
    const { tally } = collect([
      { record: 1, at: minute(1), text: 'curl/8.5.0', ecs },
      { record: 2, at: minute(2), text: '', ecs: service },
      { record: 3, at: minute(3), text: '', ecs: { 'user_agent.original': '-', 'source.ip': 'web-01' } },
    ])
    expect(sightingsOf(tally).map(({ type, value, observable }) => [type, value, observable])).toEqual([
      ['ipv4', '10.0.0.1', true],
      ['ipv4', '8.8.8.8', false],
      ['domain', 'ec2.amazonaws.com', true],
      ['user-agent', 'curl/8.5.0', false],
      ['user-agent', 'ec2.amazonaws.com', true],
    ])
  })

  it('`collectIndicators()` counts a record once though it yields several events', () => {
    const samples = [1, 1, 1].map((record) => ({ record, at: minute(1), text: 'evil.com', ecs: { 'source.ip': '8.8.8.8' } }))
    expect(sightingsOf(collect(samples).tally).map(({ count }) => count)).toEqual([1, 1])
  })

  it('`collectIndicators()` cites only what becomes an example, once for all values of a record', () => {
    const samples = Array.from({ length: 50 }, (_, record) => ({ record: record + 1, at: minute(record), text: '8.8.8.8 evil.com' }))
    expect(collect(samples).cited).toBe(3)
  })

  it('`collectIndicators()` says how many sightings it did not keep', () => {
    const samples = Array.from({ length: 10 }, (_, record) => ({ record: record + 1, at: minute(record), text: `8.8.8.${record % 5}` }))
    const { tally } = collect(samples, 3)
    expect(tally.counts.length).toBe(3)
    expect(tally.notKept).toBe(4)
  })
})

describe('mergeIndicators', () => {
  it('`mergeIndicators()` gives the same in any order of the files', () => {
    const files = ['e1', 'e2', 'e3'].map(
      (evidence, at) =>
        collect([
          { record: 1, at: minute(20 - at), text: '8.8.8.8 evil.com', evidence, dataset: evidence },
          { record: 2, at: minute(5), text: '8.8.8.8', evidence, dataset: evidence },
        ]).tally,
    )
    const forward = sightingsOf(mergeIndicators(files))
    expect(sightingsOf(mergeIndicators(files.toReversed()))).toEqual(forward)
    expect(forward).toMatchObject([
      { value: '8.8.8.8', count: 6, first: minute(5), last: minute(20), datasets: ['e1', 'e2', 'e3'] },
      { value: 'evil.com', count: 3, first: minute(18) },
    ])
    expect(forward[0]?.examples.map((example) => example.evidence)).toEqual(['e1', 'e2', 'e3'])
  })

  it('`mergeIndicators()` adds up what was not kept', () => {
    const files = ['8.8.8.8', '9.9.9.9', '1.0.0.1'].map((text) => collect([{ record: 1, at: minute(1), text }]).tally)
    expect(mergeIndicators([...files, { counts: [], notKept: 7 }], 2)).toMatchObject({ counts: { length: 2 }, notKept: 8 })
  })
})
