import { describe, expect, it } from 'vitest'
import { finding, harvest, session, time } from './made-up-harvest.ts'
import { judgeSessions } from './judge.ts'
import { sortIntoTiers } from './tiers.ts'
import { intruderScore } from './weigh.ts'

const begun = '2026-02-01T10:00:00Z'

describe('judgeSessions()', () => {
  it('takes one of our identities used with an attack tool for an intruder’s, and a scanner at the door not', () => {
    const ours = session({ id: 'ours', agent: 'stratus-red-team' })
    const { principal: _, user: __, ...anonymous } = session({ id: 'door', agent: 'sqlmap', dataset: 'web-access', address: '192.0.2.66' })
    const judged = judgeSessions(harvest({ sessions: [ours, anonymous] }))
    expect(judged.get('ours')?.score).toBeGreaterThanOrEqual(intruderScore)
    expect(judged.get('door')?.score).toBeLessThan(intruderScore)
  })

  it('judges the sessions of one identity at one address together, whatever credentials they used', () => {
    const home = session({ id: 'home', count: 400, first: time(begun) })
    const away = ['one', 'two', 'three'].map((id) => session({ id, credential: `ASIA${id}`, address: '198.51.100.9', agent: 'Boto3' }))
    const findings = [
      finding({ id: 'a', sessions: ['one'] }),
      finding({ id: 'b', sessions: ['two'], tactic: 'TA0007' }),
      finding({ id: 'c', sessions: ['three'], tactic: 'TA0010' }),
    ]
    const judged = judgeSessions(harvest({ sessions: [home, ...away], findings }))
    for (const { id } of away) expect(judged.get(id)?.score, id).toBeGreaterThanOrEqual(intruderScore)
  })

  it('judges the requests of one address together where they name no identity', () => {
    const { principal: _, user: __, ...anonymous } = session({ id: 'shell', dataset: 'web-access', address: '198.51.100.9', agent: 'curl' })
    const findings = [
      finding({ id: 'a', sessions: ['shell'] }),
      finding({ id: 'b', sessions: ['shell'], tactic: 'TA0003' }),
      finding({ id: 'c', sessions: ['scan'], tactic: 'TA0043' }),
    ]
    const judged = judgeSessions(harvest({ sessions: [anonymous, { ...anonymous, id: 'scan', agent: 'sqlmap' }], findings }))
    expect([judged.get('shell')?.score, judged.get('scan')?.score].every((score) => (score ?? 0) >= intruderScore)).toBe(true)
  })

  it('finds nothing strange in a place where the identity worked for days before', () => {
    const home = session({ id: 'home', count: 400, first: time(begun) })
    const second = session({ id: 'second', address: '198.51.100.9', agent: 'Boto3', first: time('2026-02-20T10:00:00Z') })
    const judged = judgeSessions(harvest({ sessions: [home, second], findings: [finding({ id: 'a', sessions: ['second'] })] }))
    expect(judged.get('second')?.strange).toBe(false)
  })
})

describe('sortIntoTiers()', () => {
  it('joins acts on a host by the visit they fall into, and no others', () => {
    const host = { dataset: 'syslog', host: 'web01', principal: 'backup@web01', user: 'backup' }
    const visitor = session({ id: 'visitor', ...host, address: '198.51.100.9', count: 3 })
    const signIn = finding({
      id: 'in',
      sessions: ['visitor'],
      rule: 'hindcast-sequence-x',
      key: { 'source.ip': '198.51.100.9', 'user.name': 'backup', 'host.name': 'web01' },
    })
    const act = (id: string, at: string) =>
      finding({ id, sessions: [], at, count: 1, key: { 'source.ip': '', 'user.name': 'backup', 'host.name': 'web01' } })
    const findings = [signIn, act('during', '2026-03-01T10:30:00Z'), act('before', '2026-02-20T10:30:00Z')]
    const tiers = sortIntoTiers(harvest({ sessions: [visitor], findings }))
    expect(tiers.stated.map((tiered) => tiered.finding.id)).toEqual(['finding-in', 'finding-during'])
    expect(tiers.toReview.map((tiered) => tiered.finding.id)).toEqual(['finding-before'])
  })

  it('lists the acts of an account on another host while an intruder holds it, with that reason', () => {
    const held = session({ id: 'held', dataset: 'syslog', host: 'web01', principal: 'backup@web01', user: 'backup', address: '198.51.100.9' })
    const { address: _, ...local } = { ...held, id: 'next', host: 'db01', principal: 'backup@db01', first: time('2026-03-01T12:00:00Z') }
    const signIn = finding({ id: 'in', sessions: ['held'], rule: 'hindcast-sequence-x' })
    const dump = finding({
      id: 'dump',
      sessions: ['next'],
      story: { weight: 'notable' },
      at: '2026-03-01T12:00:00Z',
      key: { 'source.ip': '', 'host.name': 'db01' },
    })
    const tiers = sortIntoTiers(harvest({ sessions: [held, local], findings: [signIn, dump] }))
    expect(tiers.toReview.map((tiered) => tiered.reason)).toEqual([expect.stringContaining('in an intruder’s hands on web01')])
  })

  it('leaves out habits and counts them', () => {
    const nightly = { ...finding({ id: 'list', sessions: ['home'], story: { weight: 'notable' }, at: begun }), last: time('2026-03-01T10:00:00Z') }
    const tiers = sortIntoTiers(harvest({ sessions: [session({ id: 'home', count: 400, first: time(begun) })], findings: [nightly] }))
    expect([tiers.stated.length, tiers.toReview.length, tiers.leftOut]).toEqual([0, 0, 1])
  })

  it('tells no response where nothing of an attack is stated', () => {
    const response = finding({ id: 'r', sessions: ['home'], story: { role: 'response' } })
    expect(sortIntoTiers(harvest({ sessions: [session({ id: 'home' })], findings: [response] })).response).toEqual([])
  })
})
