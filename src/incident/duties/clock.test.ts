import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { incidentSchema } from '../../model/incident.ts'
import { type Notification, notificationSchema } from '../../model/notification.ts'
import { computeFacts } from '../facts/compute-facts.ts'
import { addFederalBusinessDays, isFederalBusinessDay } from './business-days.ts'
import { stageClock } from './clock.ts'
import { duties } from './index.ts'

function due(duty: string, stage: string, recorded: { triggers?: Record<string, string>; filed?: Record<string, string> }): string {
  const stages = Object.entries(recorded.filed ?? {}).map(([id, submitted]) => ({ id, submitted }))
  const notification: Notification = notificationSchema.parse({ id: 'n', duty, triggers: recorded.triggers ?? {}, stages })
  const found = duties.find(({ id }) => id === duty)?.stages.find(({ id }) => id === stage)
  if (found === undefined) throw new Error(`no ${duty} ${stage}`)
  const clock = stageClock(found, notification)
  return clock.kind === 'due' ? clock.at : clock.kind
}

describe('stageClock()', () => {
  it('counts hours as elapsed time, over weekends and changes of clocks', () => {
    expect(due('eu-gdpr-33', 'authority', { triggers: { awareness: '2026-03-27T17:00:00Z' } })).toBe('2026-03-30T17:00:00Z')
    expect(due('us-bank-36h', 'regulator', { triggers: { determination_incident: '2026-03-01T10:15:30.5Z' } })).toBe('2026-03-02T22:15:30Z')
  })

  it('starts no clock on a trigger nobody recorded', () => {
    expect(due('eu-gdpr-33', 'authority', {})).toBe('not started')
    expect(due('us-sec-8k-105', 'filing', { triggers: { awareness: '2026-03-01T10:00:00Z' } })).toBe('not started')
    expect(due('eu-gdpr-34', 'individuals', { triggers: { awareness: '2026-03-01T10:00:00Z' } })).toBe('no deadline')
  })

  it('takes the earlier of two limbs, and for DORA the classification alone where it came late', () => {
    const awareness = '2026-03-01T10:00:00Z'
    expect(due('eu-dora-19', 'initial', { triggers: { awareness } })).toBe('2026-03-02T10:00:00Z')
    expect(due('eu-dora-19', 'initial', { triggers: { awareness, classification_major: '2026-03-01T12:00:00Z' } })).toBe('2026-03-01T16:00:00Z')
    expect(due('eu-dora-19', 'initial', { triggers: { awareness, classification_major: '2026-03-02T09:00:00Z' } })).toBe('2026-03-02T10:00:00Z')
    expect(due('eu-dora-19', 'initial', { triggers: { awareness, classification_major: '2026-03-03T09:00:00Z' } })).toBe('2026-03-03T13:00:00Z')
  })

  it('chains from the filing before: filing early moves the next deadline forward', () => {
    const triggers = { awareness: '2026-03-01T10:00:00Z' }
    expect(due('eu-nis2-23', 'final', { triggers })).toBe('not started')
    expect(due('eu-nis2-23', 'final', { triggers, filed: { notification: '2026-03-04T10:00:00Z' } })).toBe('2026-04-04T10:00:00Z')
    expect(due('eu-nis2-23', 'final', { triggers, filed: { notification: '2026-03-02T08:00:00Z' } })).toBe('2026-04-02T08:00:00Z')
    expect(due('eu-dora-19', 'final', { filed: { intermediate: '2026-01-31T08:00:00Z' } })).toBe('2026-02-28T08:00:00Z')
  })

  it('counts from the end of the year of discovery for small breaches', () => {
    expect(due('us-hipaa', 'hhs_under_500', { triggers: { discovery_constructive: '2026-05-05T10:00:00Z' } })).toBe('2027-03-01T23:59:59Z')
    expect(due('us-hipaa', 'individuals', { triggers: { discovery_constructive: '2026-05-05T10:00:00Z' } })).toBe('2026-07-04T10:00:00Z')
  })

  it('counts business days in New York: not the day itself; a weekend counts as of the next business day', () => {
    const filing = (materiality_determination: string) => due('us-sec-8k-105', 'filing', { triggers: { materiality_determination } })
    expect(filing('2026-03-02T15:00:00Z')).toBe('2026-03-07T04:59:59Z')
    expect(filing('2026-03-07T15:00:00Z')).toBe('2026-03-13T03:59:59Z')
    expect(filing('2026-07-02T02:00:00Z')).toBe('2026-07-09T03:59:59Z')
  })
})

describe('addFederalBusinessDays()', () => {
  it.each([
    ['2026-01-01', 'New Year'],
    ['2026-01-19', 'Martin Luther King'],
    ['2026-02-16', 'Washington'],
    ['2026-05-25', 'Memorial Day'],
    ['2026-06-19', 'Juneteenth'],
    ['2026-07-03', 'Independence Day, observed'],
    ['2026-09-07', 'Labor Day'],
    ['2026-10-12', 'Columbus Day'],
    ['2026-11-11', 'Veterans Day'],
    ['2026-11-26', 'Thanksgiving'],
    ['2026-12-25', 'Christmas'],
    ['2021-12-31', 'New Year, observed the year before'],
  ])('knows %s (%s) as a holiday', (day) => {
    expect(isFederalBusinessDay(day)).toBe(false)
  })

  it('skips weekends and holidays', () => {
    expect(addFederalBusinessDays('2026-11-24', 2)).toBe('2026-11-27')
    expect(addFederalBusinessDays('2026-11-27', 1)).toBe('2026-11-30')
  })
})

describe('duties', () => {
  it('lists every file of the folder, each under its own name', () => {
    const files = readdirSync(import.meta.dirname).filter((name) => /^(?:eu|us)-.*\.ts$/.test(name))
    expect(duties.map(({ id }) => `${id}.ts`).toSorted()).toEqual(files.toSorted())
  })

  it('names each stage once, and counts only from stages it has', () => {
    for (const duty of duties) {
      const ids = duty.stages.map(({ id }) => id)
      expect(new Set(ids).size).toBe(ids.length)
      const filed = duty.stages.flatMap(({ limbs }) => limbs.flatMap(({ trigger }) => /^stage_submitted:(.+?)(?:_latest)?$/.exec(trigger)?.[1] ?? []))
      expect(ids).toEqual(expect.arrayContaining(filed))
    }
  })
})

describe('notificationFacts()', () => {
  const facts = (decision: string) =>
    computeFacts(
      incidentSchema.parse({
        id: 'INC-2026-0001',
        notifications: [
          {
            id: 'n1',
            duty: 'eu-nis2-23',
            decision,
            triggers: { awareness: '2026-03-01T10:00:00Z' },
            stages: [
              { id: 'early_warning', submitted: '2026-03-01T22:00:00Z' },
              { id: 'notification', submitted: '2026-03-04T11:30:00Z' },
            ],
          },
        ],
      }),
    )

  it('tells when each stage is due and whether it was met', () => {
    const computed = facts('applies')
    expect(computed['notifications/n1/early_warning/due']?.text).toBe('2026-03-02 10:00 UTC')
    expect(computed['notifications/n1/early_warning/margin']?.text).toBe('met, 12 hours before it was due')
    expect(computed['notifications/n1/notification/margin']?.text).toBe('late by 1 hour 30 minutes')
    expect(computed['notifications/n1/final/due']?.text).toBe('2026-04-04 11:30 UTC')
    expect(computed['notifications/n1/final_if_ongoing/due']?.text).toBe('unknown: the clock has not started: "incident handled" is not recorded')
  })

  it('shows the clock while it is undetermined, and none where it does not apply', () => {
    expect(facts('undetermined')['notifications/n1/early_warning/due']?.text).toBe('2026-03-02 10:00 UTC')
    expect(Object.keys(facts('does not apply')).filter((id) => id.startsWith('notifications/'))).toEqual([])
  })
})
