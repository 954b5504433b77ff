import { describe, expect, it } from 'vitest'
import type { Finding } from '../../model/finding.ts'
import { finding, harvest, session, time } from './made-up-harvest.ts'
import { proposeMovement } from './movement.ts'
import type { Tiers } from './tiers.ts'

const outside = '198.51.100.9'
const visitor = session({ id: 'web', dataset: 'jsonl', principal: undefined, user: undefined, host: 'shop1', address: outside })
const role = session({
  id: 'role',
  principal: 'arn:aws:sts::111122223333:assumed-role/shop/i-0123456789abcdef0',
  user: 'shop',
  credential: 'ASIAEXAMPLE',
  address: outside,
  first: time('2026-03-01T12:00:00Z'),
})
const onward = session({
  id: 'onward',
  dataset: 'syslog',
  host: 'db1',
  principal: 'deploy@db1',
  user: 'deploy',
  address: '10.0.0.7',
  first: time('2026-03-01T13:00:00Z'),
})
const request = finding({
  id: 'shell',
  sessions: ['web'],
  at: '2026-03-01T10:00:00Z',
  key: { 'user.name': '', 'source.ip': outside, 'url.path': '/a.php' },
})

function command(lines: string[], host = 'shop1'): Finding {
  const key = { 'user.name': 'www-data', 'source.ip': '', 'host.name': host }
  return { ...finding({ id: `run-${host}`, sessions: [], at: '2026-03-01T10:00:20Z', key }), values: { 'process.command_line': lines } }
}

function pathOf(findings: readonly Finding[], sessions = [visitor, role, onward]): string[] {
  const tiers: Tiers = {
    stated: findings.map((one) => ({ finding: one, tier: 'stated' as const, reason: '', rank: 0 })),
    toReview: [],
    response: [],
    intruders: sessions.map((one) => ({ session: one, score: 9, reasons: [], strange: true })),
    leftOut: 0,
  }
  return proposeMovement(harvest({ sessions, findings }), tiers).path.map(({ from, to }) => `${from} -> ${to}`)
}

describe('proposeMovement()', () => {
  it('leads from a web site to the account of the server, the role of its machine and the next host', () => {
    const read = command(['curl http://169.254.169.254/latest/meta-data/iam/security-credentials/shop'])
    expect(pathOf([request, read])).toEqual([
      `${outside} -> shop1`,
      `${outside} -> www-data on shop1`,
      'www-data on shop1 -> shop',
      'www-data on shop1 -> deploy on db1',
    ])
  })

  it('takes no visitor for inside who was only answered', () => {
    expect(pathOf([request], [visitor])).toEqual([])
  })

  it('says not from which host a sign-in came where two were held', () => {
    const path = pathOf([request, command(['id']), command(['id'], 'shop2')])
    expect(path.some((step) => step.endsWith('on shop1 -> deploy on db1') || step.endsWith('on shop2 -> deploy on db1'))).toBe(false)
  })

  it('takes a sign-in from outside for an entry, not for a way on from another host', () => {
    const there = session({ ...onward, id: 'there', host: 'gate', principal: 'deploy@gate', address: outside, first: time('2026-03-01T12:30:00Z') })
    const again = session({ ...onward, id: 'again', address: outside })
    expect(pathOf([], [there, again])).toEqual([`${outside} -> deploy on gate`, `${outside} -> deploy on db1`])
  })
})
