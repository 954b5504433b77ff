import { describe, expect, it } from 'vitest'
import type { Finding } from '../../model/finding.ts'
import type { Harvest } from '../../model/harvest.ts'
import { finding, harvest, session, time } from './made-up-harvest.ts'
import { isStated, stretchesOf } from './stretches.ts'
import { sortIntoTiers } from './tiers.ts'

/* Alice works by day on five days, from the company's address. Whatever is added happens from there too, with her own client. */

const address = '192.0.2.10'
const days = ['02', '03', '04', '05', '06']

function act(id: string, at: string, parts: Partial<Parameters<typeof finding>[0]> = {}): Finding {
  return finding({ id, sessions: ['day'], at, key: { 'source.ip': address }, ...parts })
}

const daily = days.flatMap((day) =>
  ['09', '13'].map((hour) =>
    act(`work-${day}-${hour}`, `2026-03-${day}T${hour}:00:00Z`, { rule: 'calls', count: 12, story: { role: 'context', weight: 'ordinary' } }),
  ),
)
const desk = session({ id: 'day', address, count: 120, first: time('2026-03-02T09:00:00Z'), last: time('2026-03-06T13:00:00Z') })

/** What somebody else did one night with her open session: a role she never took, five new kinds of acts, many files. */
function night(count: number): Harvest {
  const own = session({
    id: 'night',
    principal: 'arn:aws:sts::111122223333:assumed-role/vault/alice',
    user: 'vault',
    credential: 'ASIAEXAMPLE',
    address,
    count: 80,
    first: time('2026-03-05T02:00:00Z'),
    last: time('2026-03-05T02:20:00Z'),
  })
  const at = (minute: number): string => `2026-03-05T02:${String(minute).padStart(2, '0')}:00Z`
  const acts = [
    act('sum', at(0), { sessions: ['night'], rule: 'calls', count: 80, story: { role: 'context', weight: 'ordinary' } }),
    act('dump', at(2), { sessions: ['night'], tactic: 'TA0007', story: { weight: 'notable' } }),
    act('secret', at(5), { sessions: ['night'], tactic: 'TA0006', story: { weight: 'notable' } }),
    act('key', at(9), { sessions: ['night'], tactic: 'TA0003', story: { weight: 'notable' } }),
    act('list', at(11), { sessions: ['night'], tactic: 'TA0007', story: { weight: 'ordinary' } }),
    act('read', at(20), { sessions: ['night'], tactic: 'TA0009', count, story: { weight: 'ordinary' } }),
  ]
  return harvest({ sessions: [desk, own], findings: [...daily, ...acts] })
}

describe('stretchesOf()', () => {
  it('finds the night in which an account did nothing as on any other day', () => {
    const [found, ...others] = stretchesOf(night(60))
    expect(others).toEqual([])
    expect(found?.sessions).toEqual(['night'])
    expect(found?.acts.map(({ id }) => id)).not.toContain('finding-work-05-09')
    expect(found?.reason).toContain('hours in which they are otherwise not used')
    expect(found === undefined ? false : isStated(found)).toBe(true)
  })

  it('takes it for no more than worth a look where nothing was fetched in bulk', () => {
    const [found] = stretchesOf(night(3))
    expect(found === undefined ? true : isStated(found)).toBe(false)
  })

  it('knows no habits of whoever worked on two days only', () => {
    const few = night(60)
    const twoDays = few.findings.filter(({ first }) => first.at < '2026-03-03' || first.at.startsWith('2026-03-05T02'))
    expect(stretchesOf({ ...few, findings: twoDays })).toEqual([])
  })

  it('finds nothing in ordinary days', () => {
    expect(stretchesOf(harvest({ sessions: [desk], findings: daily }))).toEqual([])
  })
})

describe('sortIntoTiers()', () => {
  it('states the acts of such a night, and none of the owner’s days', () => {
    const { stated } = sortIntoTiers(night(60))
    const ids = stated.map(({ finding: { id } }) => id)
    expect(ids).toEqual(expect.arrayContaining(['finding-read', 'finding-secret', 'finding-key', 'finding-sum']))
    expect(ids.some((id) => id.startsWith('finding-work'))).toBe(false)
  })
})
