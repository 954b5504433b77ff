import { describe, expect, it } from 'vitest'
import { applyChanges } from '../../incident/apply-change.ts'
import type { Change } from '../../model/edit.ts'
import { emptyIncident, type Incident } from '../../model/incident.ts'
import { plainText } from '../../model/prose.ts'
import { changesFromYaml } from '../../exchange/incident-yaml.ts'

const empty = emptyIncident('INC-2026-0001')

function apply(document: Incident, changes: readonly Change[]): Incident {
  const applied = applyChanges(document, changes)
  if (!applied.ok) throw new Error(applied.errors.map(({ message }) => message).join('; '))
  return applied.value
}

function given(text: string, document = empty, name = 'incident.yaml'): Incident {
  const { changes, problems } = changesFromYaml(text, name, document)
  if (problems.length > 0) throw new Error(JSON.stringify(problems))
  return apply(document, changes)
}

const whole = `
author: Rosa Keller
timezone: Europe/Berlin
title: Leaked cloud key
severity: high
status: contained
classification: Internal
tlp: amber
lead: Rosa Keller
authors: [Rosa Keller, Jon Park]
roles:
  Incident commander: Rosa Keller
summary:
  text: |
    A key **leaked**.

    Nobody lost service.
  customer impact: none
moments:
  detected: 2026-03-01 10:15 UTC
  declared: { at: 2026-03-01 13:00, by: inside, note: by the on-call lead }
  contained:
    at: 2026-03-01 15:00 to 15:30
timeline:
  - text: The on-call lead called the provider
    kind: communication
    occurred: 2026-03-01 12:00
causes:
  - statement: No second factor on the account
    kind: technical cause
    category: technical
recommendations:
  - title: Require a second factor
    priority: critical
    owner: Jon Park
    action: Enforce it for all accounts
    causes: [No second factor on the account]
  - title: Train the team
    priority: low
lessons:
  went well:
    - The on-call lead answered at once
    - text: Logs were complete
  luck: We were lucky once
costs:
  - { label: Forensics, amount: "12,500", currency: EUR, status: paid, category: external response }
notifications:
  eu-gdpr-33:
    decision: applies
    reason: personal data of guests
    triggers:
      awareness: 2026-03-01 10:15 UTC
    stages:
      authority: 2026-03-02 10:15 UTC
impact:
  personal data: true
  affected parties:
    Customers: 40
followUp:
  exercises:
    - scenario: Key leak
      date: 2026-06-01
conclusion: We will do better.
`

describe('changesFromYaml()', () => {
  it('reads everything a person knows', () => {
    const { changes, problems, author } = changesFromYaml(whole, 'folder/incident.yaml', empty)
    expect(problems).toEqual([])
    expect(author).toEqual({ name: 'Rosa Keller', kind: 'file' })
    const document = apply(empty, changes)
    expect(document).toMatchObject({
      title: 'Leaked cloud key',
      severity: { level: 'high' },
      state: 'contained',
      classification: { level: 'Internal', tlp: 'TLP:AMBER' },
      people: { lead: 'Rosa Keller', authors: ['Rosa Keller', 'Jon Park'], roles: [{ role: 'Incident commander', name: 'Rosa Keller' }] },
      summary: { customerImpact: 'none' },
      lessons: { wentWell: [{ text: 'The on-call lead answered at once' }, { text: 'Logs were complete' }], luck: [{ text: 'We were lucky once' }] },
      impact: {
        personalData: 'yes',
        affectedParties: [{ party: 'Customers', count: 40 }],
        financial: { costs: [{ amount: 12_500, status: 'paid' }] },
      },
      followUp: { exercises: [{ scenario: 'Key leak', date: '2026-06-01' }] },
    })
    expect(plainText(document.summary.text ?? expect.fail())).toBe('A key leaked.\nNobody lost service.')
    expect(plainText(document.conclusion.reflection ?? expect.fail())).toBe('We will do better.')
    expect(document.moments.detected).toMatchObject({ basis: 'reported', at: { earliest: '2026-03-01T10:15:00Z', precision: 'minute', zone: 'UTC' } })
    expect(document.moments.declared).toMatchObject({
      by: 'inside',
      note: 'by the on-call lead',
      at: { earliest: '2026-03-01T12:00:00Z', zone: 'Europe/Berlin' },
    })
    expect(document.moments.contained?.at).toMatchObject({ earliest: '2026-03-01T14:00:00Z', latest: '2026-03-01T14:30:59.999999999Z' })
    expect(document.timeline[0]).toMatchObject({ phase: 'phase-5', basis: 'reported', kind: 'communication' })
    expect(document.recommendations[0]?.causes).toEqual([document.causes[0]?.id])
    expect(document.notifications[0]).toMatchObject({
      duty: 'eu-gdpr-33',
      decision: 'applies',
      reason: 'personal data of guests',
      triggers: { awareness: '2026-03-01T10:15:00Z' },
      stages: [{ id: 'authority', submitted: '2026-03-02T10:15:00Z' }],
    })
  })

  it('gives no change for a file the record already agrees with', () => {
    const document = given(whole)
    expect(changesFromYaml(whole, 'incident.yaml', document)).toMatchObject({ changes: [], problems: [] })
  })

  it('sets its values again when it is given again, and only those', () => {
    const document = apply(given(whole), [
      { op: 'set', path: '/title', value: 'Another title' },
      { op: 'set', path: '/type', value: 'Leaked credentials' },
    ])
    expect(changesFromYaml(whole, 'incident.yaml', document).changes).toEqual([{ op: 'set', path: '/title', value: 'Leaked cloud key' }])
  })

  it('replaces rows it gave before, and leaves the rows of others', () => {
    const one = given('lessons: { wentWell: [quick, complete] }')
    const with_ = apply(one, [{ op: 'add', path: '/lessons/wentWell', value: { id: 'own', text: 'written by hand' } }])
    const two = given('lessons: { wentWell: [very quick, complete] }', with_)
    expect(two.lessons.wentWell.map(({ text }) => text)).toEqual(['complete', 'written by hand', 'very quick'])
    expect(given('lessons: { wentWell: [Complete] }', two, 'other.yaml').lessons.wentWell).toHaveLength(3)
  })

  it('keeps what else a row holds, and finds rows by id', () => {
    const one = given('recommendations: [{ id: mfa, title: Require a second factor, owner: Jon }]')
    const edited = apply(one, [{ op: 'set', path: '/recommendations/mfa/status', value: 'done' }])
    const two = given('recommendations: [{ id: mfa, title: Require two factors, owner: Jon }]', edited)
    expect(two.recommendations).toMatchObject([{ id: 'mfa', title: 'Require two factors', owner: 'Jon', status: 'done' }])
  })

  it('accepts a proposal that it speaks of', () => {
    const interval = (time: string) => ({ earliest: time, latest: time, precision: 'second', zone: 'Z' })
    const drafted = apply(empty, [
      { op: 'add', path: '/systems', value: { id: 'system-1', name: 'web-1', review: 'proposed' } },
      {
        op: 'set',
        path: '/moments/compromise',
        value: { at: interval('2026-03-01T09:00:00Z'), basis: 'inferred', review: 'proposed', note: 'first success' },
      },
    ])
    const document = given('systems: { WEB-1: web server }\nmoments: { compromise: 2026-03-01 08:00:00 UTC }', drafted)
    expect(document.systems).toMatchObject([{ id: 'system-1', role: 'web server', review: 'accepted' }])
    expect(document.moments.compromise).toEqual({
      at: { ...interval('2026-03-01T08:00:00Z'), zone: 'UTC' },
      basis: 'reported',
      review: 'accepted',
      citations: [],
      candidates: [],
    })
  })

  it('keeps the evidence of a proposed moment that it confirms', () => {
    const at = { earliest: '2026-03-01T09:00:00Z', latest: '2026-03-01T09:00:00Z', precision: 'second', zone: 'Z' }
    const drafted = apply(empty, [
      { op: 'set', path: '/moments/compromise', value: { at, basis: 'inferred', review: 'proposed', note: 'first success' } },
    ])
    const { changes } = changesFromYaml('moments: { compromise: 2026-03-01 09:00:00 UTC }', 'incident.yaml', drafted)
    expect(changes).toEqual([{ op: 'set', path: '/moments/compromise/review', value: 'accepted' }])
  })

  it('follows anchors', () => {
    const document = given('response: { actions: [{ action: Key disabled, owner: &jon Jon Park }, { action: Hosts rebuilt, owner: *jon }] }')
    expect(document.response.actions.map(({ owner }) => owner)).toEqual(['Jon Park', 'Jon Park'])
  })

  it('gives evidence its custody and retention, by file name', () => {
    const evidence = { id: 'e1', label: 'E1', name: 'auth.log', sha256: 'a'.repeat(64), size: 3 }
    const recorded = apply(empty, [{ op: 'add', path: '/evidence', value: evidence }])
    const text =
      'evidence:\n  auth.log:\n    retention: 12 months\n    acquisition: { by: Jon Park, at: 2026-03-02 09:00 UTC }\n    custody:\n      - { action: collect, by: Jon Park, at: 2026-03-02 09:00 UTC }\n'
    const document = given(text, recorded)
    expect(document.evidence[0]).toMatchObject({
      retention: '12 months',
      acquisition: { by: 'Jon Park', at: '2026-03-02T09:00:00Z' },
      custody: [{ action: 'collect' }],
    })
    expect(changesFromYaml(text, 'incident.yaml', document).changes).toEqual([])
    expect(changesFromYaml('evidence: { web.log: { retention: none } }', 'incident.yaml', recorded).problems).toMatchObject([
      { line: 1, message: 'There is no evidence item "web.log" in the record' },
    ])
  })
})
