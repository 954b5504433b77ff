import { describe, expect, it } from 'vitest'
import { type Incident, incidentSchema } from '../../model/incident.ts'
import type { Interval } from '../../model/interval.ts'
import { computeFacts } from './compute-facts.ts'

function at(earliest: string, latest = earliest): Interval {
  return { earliest, latest, precision: 'second', zone: 'Z' }
}

function incident(moments: Record<string, unknown>): Incident {
  return incidentSchema.parse({ id: 'INC-2026-0001', moments })
}

describe('metricFacts()', () => {
  it('measures from the compromise where it is known, and says so', () => {
    const facts = computeFacts(
      incident({
        firstActivity: { at: at('2026-03-01T09:00:00Z') },
        compromise: { at: at('2026-03-01T10:00:00Z') },
        detected: { at: at('2026-03-02T12:30:00Z') },
      }),
    )
    expect(facts['timeToDetect']).toMatchObject({
      text: '1 day 2 hours',
      value: 95_400_000,
      known: 'exact',
      basis: ['/moments/compromise', '/moments/detected'],
      formula: 'the detection minus the compromise',
    })
    expect(facts['dwell']?.text).toBe('at least 1 day 3 hours')
  })

  it('tells a metric that starts at the first known activity as a bound', () => {
    const facts = computeFacts(incident({ firstActivity: { at: at('2026-03-01T09:00:00Z') }, detected: { at: at('2026-03-01T11:00:00Z') } }))
    expect(facts['timeToDetect']).toMatchObject({ known: 'at least', value: 7_200_000, text: 'at least 2 hours' })
  })

  it('uses interval arithmetic for uncertain times', () => {
    const detected = at('2026-03-01T11:00:00Z', '2026-03-01T12:00:00Z')
    const contained = at('2026-03-01T14:00:00Z', '2026-03-01T16:00:00Z')
    const facts = computeFacts(incident({ detected: { at: detected }, contained: { at: contained } }))
    expect(facts['timeToContain']).toMatchObject({ known: 'range', value: 7_200_000, high: 18_000_000, text: 'between 2 hours and 5 hours' })
  })

  it('never lets a time with an assumed zone bound a metric', () => {
    const assumed: Interval = {
      earliest: '2026-02-28T19:00:00Z',
      latest: '2026-03-01T23:00:00Z',
      precision: 'second',
      zone: 'UTC',
      assumed: ['zone'],
    }
    const facts = computeFacts(incident({ compromise: { at: assumed }, detected: { at: at('2026-03-03T11:00:00Z') } }))
    expect(facts['timeToDetect']).toMatchObject({ known: 'unknown', text: 'unknown: the time zone of the compromise is assumed' })
    expect(facts['timeToDetect']?.value).toBeUndefined()
  })

  it('gives no negative duration where the order is impossible', () => {
    const facts = computeFacts(incident({ detected: { at: at('2026-03-02T11:00:00Z') }, contained: { at: at('2026-03-01T11:00:00Z') } }))
    expect(facts['timeToContain']).toMatchObject({ known: 'unknown', text: 'unknown: in the record, the containment lies before the detection' })
  })

  it('says which end is missing', () => {
    expect(computeFacts(incident({ detected: { at: at('2026-03-02T11:00:00Z') } }))['timeToDeclare']?.text).toBe(
      'unknown: the declaration is not recorded',
    )
  })

  it('leaves out moments that a person rejected', () => {
    const facts = computeFacts(
      incident({ compromise: { at: at('2026-03-02T11:00:00Z'), review: 'rejected' }, detected: { at: at('2026-03-02T12:00:00Z') } }),
    )
    expect(facts['timeToDetect']?.text).toBe('unknown: the compromise is not recorded')
  })

  it('tells times written to the minute as about so long', () => {
    const minute = (time: string): Interval => ({
      earliest: `2026-03-01T${time}:00Z`,
      latest: `2026-03-01T${time}:59.999999999Z`,
      precision: 'minute',
      zone: 'Z',
    })
    const facts = computeFacts(incident({ detected: { at: minute('10:00') }, declared: { at: minute('13:10') } }))
    expect(facts['timeToDeclare']).toMatchObject({ text: 'about 3 hours 10 minutes', known: 'range' })
    expect(facts['gaps/detected-declared']?.text).toBe('declared about 3 hours 10 minutes after the detection')
  })

  it('claims no more than the coarser of two times', () => {
    const detected = at('2026-03-01T09:38:20Z')
    const declared: Interval = { earliest: '2026-03-01T10:08:00Z', latest: '2026-03-01T10:08:59.999999999Z', precision: 'minute', zone: 'Z' }
    const closed: Interval = { earliest: '2026-03-03T00:00:00Z', latest: '2026-03-03T23:59:59.999999999Z', precision: 'day', zone: 'UTC' }
    const facts = computeFacts(incident({ detected: { at: detected }, declared: { at: declared }, closed: { at: closed } }))
    expect(facts['timeToDeclare']?.text).toBe('about 30 minutes')
    expect(facts['timeToClose']?.text).toBe('about 2 days')
    expect(computeFacts(incident({ detected: { at: declared }, declared: { at: declared } }))['timeToDeclare']?.text).toBe('less than a minute')
  })

  it('tells times written to the second exactly', () => {
    const second = (time: string): Interval => ({
      earliest: `2026-03-01T${time}Z`,
      latest: `2026-03-01T${time}.999999999Z`,
      precision: 'second',
      zone: 'Z',
    })
    const facts = computeFacts(incident({ detected: { at: second('10:00:00') }, declared: { at: second('10:05:00') } }))
    expect(facts['timeToDeclare']).toMatchObject({ text: '5 minutes', value: 300_000, known: 'exact' })
  })
})
