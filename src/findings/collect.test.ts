import { describe, expect, it } from 'vitest'
import { sha256Hex } from '../base/canonical-json.ts'
import { digestOfMembers, setCitationOf } from '../model/finding-citation.ts'
import type { Event } from '../model/event.ts'
import type { Finding } from '../model/finding.ts'
import { collectFindings, createFindingMemory, type FindingTally } from './collect.ts'
import { mergeFindings } from './merge-findings.ts'
import { isRuleProblem, loadRule } from './sigma/load-rule.ts'
import type { Rule } from './sigma/rule.ts'

const ruleText = `title: Test
id: test-rule
level: medium
tags: [attack.discovery, attack.t1580]
logsource: {product: aws}
detection: {s: {a: x}, condition: s}
hindcast:
  role: attack
  one: 'The account {user.name} was used for {fields.request.name}.'
  many: '{count} calls for {fields.request.name}'
  failed: 'A call of {user.name} was refused ({error.code}).'
  group: [user.name]
  least: 3
  weight: notable
  leaves: {what: Thing, name: '{fields.request.name}'}
`

function testRule(): Rule {
  const rule = loadRule(ruleText, 'test.yml')
  if (isRuleProblem(rule)) throw new Error(rule.message)
  return rule
}

const testRuleOnce = testRule()
const evidence = ['a'.repeat(64), 'b'.repeat(64)]

function eventAt(index: number, parts: { user?: string; failed?: boolean; item?: number } = {}): Event {
  const { user = 'alice', failed = false, item = 0 } = parts
  const hash = evidence[item] ?? ''
  const at = new Date(Date.UTC(2026, 2, 14, 9, 0, (index * 7919) % 3600)).toISOString().replace('.000', '')
  return {
    id: `${hash.slice(0, 16)}:${index * 100}`,
    time: { at, precision: 'second', zone: 'Z' },
    dataset: 'aws-cloudtrail',
    message: `event ${index}`,
    ecs: {
      'user.name': user,
      'source.ip': `192.0.2.${index % 30}`,
      'event.outcome': failed ? 'failure' : 'success',
      ...(failed ? { 'error.code': 'Denied' } : {}),
    },
    fields: { request: { name: `thing-${index % 40}` } },
    origin: { evidence: hash, path: 'x', record: index + 1, offset: index * 100, length: 10, format: 'aws-cloudtrail', version: 1 },
  }
}

const bytesOf = (event: Event): Uint8Array => new TextEncoder().encode(event.id)

function tallyOf(events: readonly Event[], rule: Rule, most?: number): FindingTally {
  const collector = collectFindings(most)
  const shared = new Uint8Array(64)
  for (const event of events) {
    const bytes = bytesOf(event)
    shared.set(bytes)
    collector.see(event, [rule], shared.subarray(0, bytes.length))
    shared.fill(0)
  }
  return structuredClone(collector.tally())
}

function only(findings: readonly Finding[]): Finding {
  const [finding] = findings
  if (finding === undefined || findings.length !== 1) throw new Error(`${findings.length} findings`)
  return finding
}

const many = [0, 1].flatMap((item) =>
  Array.from({ length: 400 }, (_, index) => eventAt(index, { item, user: index % 3 === 0 ? 'bob' : 'alice', failed: index % 5 === 0 })),
)

describe('mergeFindings()', () => {
  it('gives the same findings in whatever order and cut the events come', () => {
    const rule = testRule()
    const whole = mergeFindings([tallyOf(many, rule)])
    const reversed = mergeFindings([tallyOf(many.toReversed(), rule)])
    const pieces = Array.from({ length: 9 }, (_, piece) => many.filter((__, index) => index % 9 === piece))
    const cut = mergeFindings(pieces.toReversed().map((piece) => tallyOf(piece, rule)))
    expect(whole).toHaveLength(4)
    expect(reversed).toEqual(whole)
    expect(cut).toEqual(whole)
  })

  it('counts, dates and cites every member', () => {
    const finding = mergeFindings([tallyOf(many, testRule())]).find((one) => one.key['user.name'] === 'bob' && one.key['event.outcome'] === 'success')
    const members = many.filter((event) => event.ecs['user.name'] === 'bob' && event.ecs['event.outcome'] === 'success')
    const times = members.map((event) => event.time.at).sort()
    expect(finding?.count).toBe(members.length)
    expect(finding?.members).toEqual(members.map((event) => event.id).sort())
    expect([finding?.first.at, finding?.last.at]).toEqual([times[0], times.at(-1)])
    expect(finding?.evidence).toEqual(evidence)
    expect(finding?.examples).toHaveLength(5)
    for (const { citation } of finding?.examples ?? []) expect(citation.sha256).toBe(sha256Hex(citation.event))
    expect(finding === undefined ? '' : setCitationOf(finding).digest).toBe(digestOfMembers(members.map((event) => event.id).sort()))
  })

  it('leaves out groups that are smaller than their rule asks for, counted over all items', () => {
    const rule = testRule()
    const [a, b, c] = [eventAt(1), eventAt(2), eventAt(3, { item: 1 })]
    expect(mergeFindings([tallyOf([a, b], rule)])).toEqual([])
    expect(only(mergeFindings([tallyOf([a, b], rule), tallyOf([c], rule)])).count).toBe(3)
  })

  it('keeps the id of a finding when more evidence comes', () => {
    const rule = testRule()
    const before = only(
      mergeFindings([
        tallyOf(
          [1, 2, 3].map((index) => eventAt(index)),
          rule,
        ),
      ]),
    )
    const after = only(
      mergeFindings([
        tallyOf(
          [1, 2, 3, 4, 5].map((index) => eventAt(index)),
          rule,
        ),
      ]),
    )
    expect(after.id).toBe(before.id)
    expect(after.count).toBe(5)
  })

  it('fills the sentences of its examples and names what was left, where the act succeeded', () => {
    const good = only(
      mergeFindings([
        tallyOf(
          [1, 2, 3].map((index) => eventAt(index)),
          testRule(),
        ),
      ]),
    )
    const refused = only(
      mergeFindings([
        tallyOf(
          [1, 2, 3].map((index) => eventAt(index, { failed: true })),
          testRule(),
        ),
      ]),
    )
    expect(good.examples.map((example) => example.sentence)).toContain('The account alice was used for thing-1.')
    expect(good.left).toEqual(['thing-1', 'thing-2', 'thing-3'])
    expect(good.values['fields.request.name']).toEqual(['thing-1', 'thing-2', 'thing-3'])
    expect(refused.examples[0]?.sentence).toBe('A call of alice was refused (Denied).')
    expect(refused.left).toEqual([])
  })

  it('shows what attackers wrote as harmless text of bounded length', () => {
    const hostile = { ...eventAt(1), fields: { request: { name: `x\u202eevil\n${'y'.repeat(5_000)}` } } }
    const finding = only(mergeFindings([tallyOf([hostile, eventAt(2), eventAt(3)], testRule())]))
    const shown = JSON.stringify([finding.left, finding.values, finding.examples.map((example) => example.sentence)])
    expect(shown).not.toMatch(/[\u202e\n]|\\n/)
    expect(shown.length).toBeLessThan(4_000)
  })
})

describe('collectFindings()', () => {
  it('bounds its groups, keeps the same ones in any order and counts the others', () => {
    const events = Array.from({ length: 300 }, (_, index) => eventAt(index % 100, { user: `user-${index % 100}` }))
    const rule = { ...testRule() }
    const forth = tallyOf(events, rule, 10)
    const back = tallyOf(events.toReversed(), rule, 10)
    expect(forth.parts).toHaveLength(10)
    expect(mergeFindings([back])).toEqual(mergeFindings([forth]))
    expect(forth.notKept).toEqual({ 'test-rule': 270 })
  })

  it('counts events of one kind apart where they matched other rules', () => {
    const other: Rule = { ...testRule(), id: 'other-rule' }
    const collector = collectFindings()
    const alike = Array.from({ length: 12 }, (_, index) => ({ ...eventAt(index), ecs: eventAt(0).ecs }))
    alike.forEach((event, index) => collector.see(event, index % 3 === 0 ? [testRuleOnce, other] : [testRuleOnce], bytesOf(event)))
    const counts = collector.tally().parts.map(({ rule, count, sessions }) => [rule.id, count, sessions.length])
    expect(counts).toEqual([
      ['test-rule', 12, 1],
      ['other-rule', 4, 1],
    ])
  })

  it('serves several collectors with one memory, one inside the other', () => {
    const memory = createFindingMemory()
    const collectors = [collectFindings(undefined, memory), collectFindings(undefined, memory)]
    for (const event of many) for (const collector of collectors) collector.see(event, [testRuleOnce], bytesOf(event))
    const [a, b] = collectors.map((collector) => collector.tally())
    expect(a).toEqual(tallyOf(many, testRuleOnce))
    expect(b).toEqual(a)
  })

  it('takes names that hold half a character', () => {
    const events = [1, 2, 3].map((index) => eventAt(index, { user: 'a\ud800' }))
    expect(only(mergeFindings([tallyOf(events, testRuleOnce)])).count).toBe(3)
  })
})
