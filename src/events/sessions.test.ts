import { describe, expect, it } from 'vitest'
import { sha256Hex } from '../base/canonical-json.ts'
import type { Event } from '../model/event.ts'
import { collectSessions, mergeMovement, type Movement } from './sessions.ts'

const evidence = 'c'.repeat(64)

function call(index: number, parts: { user?: string; credential?: string; issued?: string; agent?: string; action?: string } = {}): Event {
  const { user = 'alice', credential = 'AKIAIOSFODNN7EXAMPLE', issued, agent = 'aws-cli/2.15.30 Python/3.11', action = 'ListUsers' } = parts
  return {
    id: `${evidence.slice(0, 16)}:${index}`,
    time: { at: new Date(Date.UTC(2026, 2, 14, 9, 0, (index * 37) % 3000)).toISOString().replace('.000', ''), precision: 'second', zone: 'Z' },
    dataset: 'aws-cloudtrail',
    message: 'call',
    ecs: {
      'event.action': action,
      'event.outcome': index % 4 === 0 ? 'failure' : 'success',
      'user.name': user,
      'source.ip': '198.51.100.7',
      'user_agent.original': agent,
      'source.bytes': 10,
    },
    actor: { principal: `arn:aws:iam::111122223333:user/${user}`, credential, ...(issued === undefined ? {} : { issued }) },
    fields: issued === undefined ? {} : { requestParameters: { roleArn: 'arn:aws:iam::111122223333:role/backup' } },
    origin: { evidence, path: 'x', record: index + 1, offset: index, length: 4, format: 'aws-cloudtrail', version: 1 },
  }
}

function movementOf(events: readonly Event[]): Movement {
  const collector = collectSessions()
  for (const event of events) collector.see(event, new TextEncoder().encode(event.id))
  return structuredClone(collector.result())
}

describe('mergeMovement()', () => {
  it('gives the same sessions in whatever order and cut the events come', () => {
    const events = Array.from({ length: 600 }, (_, index) => call(index, { user: `user-${index % 7}`, action: `Action${index % 450}` }))
    const whole = movementOf(events)
    const cut = Array.from({ length: 5 }, (_, piece) => movementOf(events.filter((__, index) => index % 5 === piece).toReversed()))
    expect(whole.sessions).toHaveLength(7)
    expect(mergeMovement(cut.toReversed())).toEqual(whole)
    expect(whole.sessions.reduce((sum, session) => sum + session.count, 0)).toBe(600)
  })

  it('cites the first event of a session and sums what it did', () => {
    const events = Array.from({ length: 50 }, (_, index) => call(index))
    const [session] = movementOf(events.toReversed()).sessions
    expect(session).toMatchObject({ count: 50, failures: 13, bytesOut: 500, agent: 'aws-cli', user: 'alice', address: '198.51.100.7' })
    expect(session?.actions).toEqual({ ListUsers: { count: 50, failures: 13 } })
    expect(session?.firstEvent.event).toBe(`${evidence.slice(0, 16)}:0`)
    expect(session?.firstEvent.sha256).toBe(sha256Hex(`${evidence.slice(0, 16)}:0`))
  })

  it('bounds the actions of a session and keeps their sum', () => {
    const [session] = movementOf(Array.from({ length: 2_000 }, (_, index) => call(index, { action: `Action${index}` }))).sessions
    expect(Object.keys(session?.actions ?? {})).toHaveLength(301)
    expect(Object.values(session?.actions ?? {}).reduce((sum, action) => sum + action.count, 0)).toBe(2_000)
    expect(session?.actions['…']?.count).toBe(1_700)
  })
})

describe('collectSessions()', () => {
  it('separates credentials and clients of one identity', () => {
    const { sessions } = movementOf([
      call(1),
      call(2, { credential: 'AKIAI44QH8DHBEXAMPLE' }),
      call(3, { agent: 'Boto3/1.9 kali' }),
      call(5, { agent: 'aws-cli/1.0' }),
    ])
    expect(sessions.map((session) => [session.credential, session.agent, session.count])).toEqual([
      ['AKIAIOSFODNN7EXAMPLE', 'aws-cli', 2],
      ['AKIAI44QH8DHBEXAMPLE', 'aws-cli', 1],
      ['AKIAIOSFODNN7EXAMPLE', 'Boto3 (kali)', 1],
    ])
  })

  it('lists credentials that were handed out, with who asked', () => {
    const { issues, sessions } = movementOf([call(1, { issued: 'ASIAIOSFODNN7EXAMPLE', action: 'AssumeRole' })])
    expect(issues).toMatchObject([
      { credential: 'ASIAIOSFODNN7EXAMPLE', session: sessions[0]?.id, target: 'arn:aws:iam::111122223333:role/backup', method: 'AssumeRole' },
    ])
  })

  it('makes no session of events that name nobody', () => {
    const { actor: _, ...event } = call(1)
    expect(movementOf([{ ...event, ecs: { 'event.action': 'boot' } }]).sessions).toEqual([])
  })
})
