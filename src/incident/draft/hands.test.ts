import { describe, expect, it } from 'vitest'
import type { Session } from '../../model/session.ts'
import { episodesOf } from './episodes.ts'
import { judgeSessions } from './judge.ts'
import { finding, harvest, session, time } from './made-up-harvest.ts'
import { presencesOf } from './presence.ts'
import { intruderScore } from './weigh.ts'

/** A sign-in of a service account to a host. */
function signIn(id: string, at: string, parts: Partial<Session>): Session {
  const login = { ssh_login: { count: 3, failures: 0 } }
  return session({
    id,
    dataset: 'syslog',
    host: 'db01',
    principal: 'backup@db01',
    user: 'backup',
    address: '10.0.0.5',
    count: 3,
    actions: login,
    first: time(at),
    last: time(at),
    ...parts,
  })
}

const nightly = ['2026-02-25', '2026-02-27', '2026-03-01'].map((day) => signIn(day, `${day}T01:00:00Z`, { credential: day }))

describe('judgeSessions()', () => {
  it('takes a service account that comes from outside to a host it never came to for an intruder’s', () => {
    const outside = signIn('outside', '2026-03-02T20:00:00Z', { host: 'gate', principal: 'backup@gate', address: '198.51.100.9' })
    const judged = judgeSessions(harvest({ sessions: [...nightly, outside] }))
    expect(judged.get('outside')?.score).toBeGreaterThanOrEqual(intruderScore)
    expect(judged.get('2026-03-01')?.score).toBe(0)
  })

  it('takes no connection that ended before a sign-in for one', () => {
    const closed = signIn('closed', '2026-03-02T20:00:00Z', {
      host: 'gate',
      address: '198.51.100.9',
      actions: { ssh_disconnect: { count: 3, failures: 0 } },
    })
    expect(judgeSessions(harvest({ sessions: [...nightly, closed] })).get('closed')?.score).toBe(0)
  })

  it('follows the account from there to another host by a way it never took', () => {
    const outside = signIn('outside', '2026-03-02T20:00:00Z', { host: 'gate', principal: 'backup@gate', address: '198.51.100.9' })
    const onward = signIn('onward', '2026-03-02T20:02:00Z', { address: '10.0.0.1' })
    const judged = judgeSessions(harvest({ sessions: [...nightly, outside, onward] }))
    expect(judged.get('onward')?.score).toBeGreaterThanOrEqual(intruderScore)
  })

  it('follows it by no clock whose zone nobody stated', () => {
    const doubtful = { ...time('2026-03-02T20:02:00Z'), assumed: ['zone' as const] }
    const outside = signIn('outside', '2026-03-02T20:00:00Z', { host: 'gate', principal: 'backup@gate', address: '198.51.100.9' })
    const onward = signIn('onward', '2026-03-02T20:02:00Z', { host: 'db02', address: '10.0.0.1', first: doubtful, last: doubtful })
    const judged = judgeSessions(harvest({ sessions: [...nightly, outside, onward] }))
    expect(judged.get('outside')?.score).toBeGreaterThanOrEqual(intruderScore)
    expect(judged.get('onward')?.score).toBe(0)
  })

  it('joins other sources by account, address and time together, and none by less', () => {
    const cloud = [
      session({ id: 'home', count: 400, first: time('2026-02-01T10:00:00Z') }),
      session({ id: 'away', address: '198.51.100.9', agent: 'Boto3' }),
    ]
    const acts = ['TA0001', 'TA0007', 'TA0006'].map((tactic, index) => finding({ id: `act-${index}`, sessions: ['away'], tactic }))
    const web = (id: string, parts: Partial<Session>): Session =>
      session({ id, dataset: 'web-access', principal: parts.user ?? 'alice', address: '198.51.100.9', agent: 'Mozilla', ...parts })
    const others = [
      web('same', {}),
      web('other account', { user: 'bob' }),
      web('other address', { address: '192.0.2.77' }),
      web('days before', { first: time('2026-02-20T10:00:00Z'), count: 5 }),
    ]
    const judged = judgeSessions(harvest({ sessions: [...cloud, ...others].sort((a, b) => (a.first.at < b.first.at ? -1 : 1)), findings: acts }))
    const taken = others.map(({ id }) => id).filter((id) => (judged.get(id)?.score ?? 0) >= intruderScore)
    expect(taken).toEqual(['same'])
  })

  it('takes a search that was handed one file for an intruder’s, and a site that hands out everything for nothing', () => {
    const search = (id: string, failures: number): Session => {
      const { principal: _, user: __, ...anonymous } = session({ id, dataset: 'web-access', address: `198.51.100.${failures}`, count: 30, failures })
      return anonymous
    }
    const served = (id: string, count: number) =>
      finding({ id: `served-${id}`, rule: 'c22c21d4-0876-46cb-b52a-4adc3885a721', sessions: [id], count, key: { 'user.name': '' } })
    const judged = judgeSessions(harvest({ sessions: [search('one', 29), search('all', 0)], findings: [served('one', 1), served('all', 30)] }))
    expect(judged.get('one')?.score).toBeGreaterThanOrEqual(intruderScore)
    expect(judged.get('all')?.score).toBeLessThan(intruderScore)
  })
})

describe('episodesOf()', () => {
  const home = session({ id: 'home', count: 400, first: time('2026-02-01T10:00:00Z'), last: time('2026-03-20T10:00:00Z') })
  const tactics = ['TA0003', 'TA0006', 'TA0010', 'TA0112']
  const burst = tactics.map((tactic, index) => finding({ id: `act-${index}`, sessions: ['home'], tactic, at: `2026-03-01T1${index}:00:00Z` }))

  it('finds many telling acts that an account was never used for before or after', () => {
    const [episode] = episodesOf(presencesOf(harvest({ sessions: [home], findings: burst })))
    expect(episode?.findings.map(({ id }) => id).sort()).toEqual(burst.map(({ id }) => id).sort())
  })

  it('finds nothing in acts the account is used for at other times too', () => {
    const before = tactics.map((tactic, index) =>
      finding({ id: `before-${index}`, rule: `act-${index}`, sessions: ['home'], tactic, at: '2026-02-10T10:00:00Z' }),
    )
    expect(episodesOf(presencesOf(harvest({ sessions: [home], findings: [...before, ...burst] })))).toEqual([])
  })
})
