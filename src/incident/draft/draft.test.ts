import { describe, expect, it } from 'vitest'
import type { Harvest, Proposals } from '../../model/harvest.ts'
import { defaultPhases } from '../../model/phase.ts'
import { momentMeanings, momentNames } from '../../model/moment.ts'
import { proposeDraft } from './draft.ts'
import { judgeSessions } from './judge.ts'
import { finding, harvest, session, time } from './made-up-harvest.ts'
import { intruderScore } from './weigh.ts'

/** An intruder on a known account: new address, three tactics, telling acts. */
function intrusion(extra: Partial<Harvest> = {}): Harvest {
  return harvest({
    sessions: [
      session({ id: 'home', count: 400, first: time('2026-02-01T10:00:00Z') }),
      session({ id: 'away', address: '198.51.100.9', agent: 'Boto3', credential: 'AKIAEXAMPLE' }),
      ...(extra.sessions ?? []),
    ],
    findings: [
      finding({ id: 'enter', sessions: ['away'] }),
      finding({ id: 'look', sessions: ['away'], tactic: 'TA0007', at: '2026-03-01T10:05:00Z' }),
      finding({ id: 'read', sessions: ['away'], tactic: 'TA0006', technique: 'T1555.006', at: '2026-03-01T10:10:00Z' }),
      ...(extra.findings ?? []),
    ],
    ...(extra.issues === undefined ? {} : { issues: extra.issues }),
  })
}

function listOf(proposals: Proposals, path: string): readonly Record<string, unknown>[] {
  return proposals.lists.find((list) => list.path === path)?.items ?? []
}

describe('judgeSessions()', () => {
  it('tells an account used from elsewhere from the same account at work', () => {
    const judged = judgeSessions(intrusion())
    expect(judged.get('away')?.score).toBeGreaterThanOrEqual(intruderScore)
    expect(judged.get('home')?.score).toBeLessThan(intruderScore)
  })

  it('never joins identities by address alone', () => {
    const bystander = session({ id: 'bystander', principal: 'arn:aws:iam::111122223333:user/bob', user: 'bob', address: '198.51.100.9' })
    const judged = judgeSessions(intrusion({ sessions: [bystander] }))
    expect(judged.get('bystander')?.score).toBeLessThan(intruderScore)
  })

  it('follows a credential that an intruder’s session issued', () => {
    const child = session({ id: 'child', principal: 'arn:aws:sts::111122223333:assumed-role/ops/x', user: 'ops', credential: 'ASIACHILD' })
    const { firstEvent } = child
    const issue = { credential: 'ASIACHILD', session: 'away', method: 'AssumeRole', at: time('2026-03-01T10:20:00Z'), citation: firstEvent }
    const harvested = intrusion({ sessions: [child], issues: [issue] })
    expect(judgeSessions(harvested).get('child')?.score).toBeGreaterThanOrEqual(intruderScore)
    const steps = listOf(proposeDraft(harvested, defaultPhases), '/rootCause/movement/path')
    expect(steps.map((step) => [step['from'], step['to'], step['method']])).toContainEqual(['alice', 'ops', 'AssumeRole'])
  })
})

describe('proposeDraft()', () => {
  it('sets no moment that is a decision or knowledge, and proposes candidates instead', () => {
    const response = finding({ id: 'disable', sessions: ['home'], story: { role: 'response' }, at: '2026-03-01T12:00:00Z' })
    const { fields } = proposeDraft(intrusion({ findings: [response] }), defaultPhases)
    const decisions = momentNames.filter((name) => momentMeanings[name].onlyPeople)
    for (const name of decisions) expect(fields.map((field) => field.path)).not.toContain(`/moments/${name}`)
    expect(fields.map((field) => field.path)).toContain('/moments/detected/candidates')
  })

  it('tells refused calls as attempts and takes none for the compromise', () => {
    const refused = finding({ id: 'refused', sessions: ['away'], outcome: 'failure', at: '2026-03-01T09:00:00Z' })
    const proposals = proposeDraft(intrusion({ findings: [refused] }), defaultPhases)
    const entry = listOf(proposals, '/timeline').find((item) => item['finding'] === 'finding-refused')
    expect(entry?.['text']).toMatch(/^5 refused attempts/)
    const compromise = proposals.fields.find((field) => field.path === '/moments/compromise')?.value
    expect(JSON.stringify(compromise)).toContain('2026-03-01T10:00:00Z')
  })

  it('calls the first act the earliest seen, a bound', () => {
    const { fields } = proposeDraft(intrusion(), defaultPhases)
    expect(JSON.stringify(fields.find((field) => field.path === '/rootCause/initialAccess/narrative'))).toContain('bounds, not the beginning')
    expect(fields.find((field) => field.path === '/moments/firstActivity')?.value).toMatchObject({ basis: 'inferred', review: 'proposed' })
    expect(momentMeanings.firstActivity.description).toContain('never proof of the first')
  })

  it('never says that something or nothing was taken where only access is shown', () => {
    const text = JSON.stringify(proposeDraft(intrusion(), defaultPhases))
    expect(text).not.toMatch(/nothing was taken|no data was|stolen|exfiltrated|was taken/i)
    expect(text).toContain('whether data was copied is not visible')
  })

  it('asserts no control absent and names no culprit', () => {
    const proposals = proposeDraft(intrusion(), defaultPhases)
    expect(proposals.lists.map((list) => list.path)).not.toContain('/rootCause/notPrevented/controls')
    const text = JSON.stringify(proposals)
    expect(text).not.toMatch(/\balice (?:did|created|attacked|called|used|logged)/i)
    expect(text).not.toMatch(/threat actor|hacker|criminal|insider/i)
  })

  it('gives everything it proposes the state proposed and an id of its own', () => {
    for (const { path, items } of proposeDraft(intrusion(), defaultPhases).lists) {
      expect(new Set(items.map((item) => item.id)).size, path).toBe(items.length)
      for (const item of items) expect(item['review'], path).toBe('proposed')
    }
  })

  it('keeps the id of an entry when more evidence grows its group', () => {
    const before = listOf(proposeDraft(intrusion(), defaultPhases), '/timeline').map((item) => item['id'])
    const grown = intrusion()
    const more = {
      ...grown,
      findings: grown.findings.map((one) => ({ ...one, count: one.count + 100, members: [...one.members, 'bbbbbbbbbbbbbbbb:1'] })),
    }
    expect(listOf(proposeDraft(more, defaultPhases), '/timeline').map((item) => item['id'])).toEqual(before)
  })

  it('lists a telling act of an otherwise ordinary session for review, with its reason', () => {
    const quiet = harvest({ sessions: [session({ id: 'home', count: 400 })], findings: [finding({ id: 'stop', sessions: ['home'] })] })
    const [entry] = listOf(proposeDraft(quiet, defaultPhases), '/timeline')
    expect(entry?.['tier']).toBe('to review')
    expect(entry?.['reason']).toContain('which is rarely ordinary work')
  })

  it('counts among what went well only what was refused each time', () => {
    const refused = finding({ id: 'blind', sessions: ['away'], tactic: 'TA0005', technique: 'T1562.008', outcome: 'failure' })
    const done = { ...refused, id: 'finding-blinded', key: { ...refused.key, 'event.outcome': 'success' } }
    const told = listOf(proposeDraft(intrusion({ findings: [refused] }), defaultPhases), '/lessons/wentWell')
    expect(told.map((item) => item['text'])).toEqual([
      'No attempt to switch off logging or protection succeeded, as far as the records examined show.',
    ])
    expect(told[0]?.['citations']).not.toEqual([])
    expect(listOf(proposeDraft(intrusion({ findings: [refused, done] }), defaultPhases), '/lessons/wentWell')).toEqual([])
  })

  it('names as logging gaps only what the logs show not to hold', () => {
    const coverage = { dataset: 'aws-cloudtrail', evidence: [], begins: '', ends: '', events: 1, silences: [], accounts: [], regions: [] }
    const gaps = (dataEvents: boolean) =>
      listOf(
        proposeDraft(
          { ...intrusion(), coverage: [{ ...coverage, begins: '2026-03-01T00:00:00Z', ends: '2026-03-02T00:00:00Z', dataEvents }] },
          defaultPhases,
        ),
        '/detection/loggingGaps',
      )
    expect(gaps(false).map((item) => item['text'])).toEqual(['The records of the cloud account hold no reads of stored objects.'])
    expect(gaps(true)).toEqual([])
  })

  it('says what no act stated means, instead of nothing', () => {
    const { fields } = proposeDraft(harvest({}), defaultPhases)
    expect(JSON.stringify(fields)).toContain('no proof that there was none')
  })

  it('lists a private address as seen, never as an indicator, and one for documentation like the real one it stands for', () => {
    const seen = { count: 3, examples: [], datasets: ['aws-cloudtrail'], type: 'ipv4' as const, observable: true }
    const intruderAt = (address: string) => {
      const base = intrusion()
      const sessions = base.sessions.map((one) => (one.address === '198.51.100.9' ? { ...one, address } : one))
      return proposeDraft({ ...base, sessions, sightings: [{ ...seen, value: address }] }, defaultPhases)
    }
    const inside = intruderAt('10.20.30.40')
    expect(listOf(inside, '/indicators')).toEqual([])
    expect(JSON.stringify(listOf(inside, '/scope/limits'))).toContain(
      '10.20.30.40, used in stated acts, is an address of a private or reserved range',
    )
    const outside = intruderAt('198.51.100.9')
    expect(listOf(outside, '/indicators').map((item) => item['value'])).toEqual(['198.51.100.9'])
    expect(JSON.stringify(listOf(outside, '/scope/limits'))).not.toContain('no indicator of compromise')
  })
})
