import { describe, expect, it } from 'vitest'
import type { Event } from '../model/event.ts'
import { collectFindings } from './collect.ts'
import { mergeFindings } from './merge-findings.ts'
import { leastFailures } from './sign-in-sequences.ts'

function signIn(
  second: number,
  parts: { failed?: boolean; method?: string; address?: string; host?: string; user?: string; item?: string } = {},
): Event {
  const { failed = false, method = 'password', address = '203.0.113.7', host = 'web-1', user = 'root', item = 'a' } = parts
  const evidence = item.repeat(64)
  return {
    id: `${evidence.slice(0, 16)}:${second * 100}`,
    time: { at: new Date(Date.UTC(2026, 2, 14, 9) + second * 1000).toISOString().replace('.000', ''), precision: 'second', zone: 'Z' },
    dataset: 'syslog',
    message: 'sign-in',
    ecs: { 'event.action': 'ssh_login', 'event.outcome': failed ? 'failure' : 'success', 'user.name': user, 'source.ip': address, 'host.name': host },
    actor: { principal: `${user}@${host}` },
    fields: { method },
    origin: { evidence, path: 'auth.log', record: 1, offset: second * 100, length: 5, format: 'syslog', version: 1 },
  }
}

function found(...files: (readonly Event[])[]) {
  const tallies = files.map((events) => {
    const collector = collectFindings()
    for (const event of events) collector.see(event, [], new Uint8Array([1, 2, 3]))
    return structuredClone(collector.tally())
  })
  return mergeFindings(tallies)
}

const burst = (count: number, from = 0): Event[] => Array.from({ length: count }, (_, index) => signIn(from + index, { failed: true }))

describe('findSequences()', () => {
  it('finds a sign-in after a burst of failures from the same address', () => {
    const [finding] = found([...burst(412), signIn(500)])
    expect(finding).toMatchObject({
      count: 1,
      techniques: ['T1110'],
      key: { 'user.name': 'root', 'source.ip': '203.0.113.7', 'host.name': 'web-1', 'event.outcome': 'success' },
    })
    expect(finding?.examples[0]?.sentence).toBe(
      'The account root was used to sign in to web-1 from 203.0.113.7 after 412 failed attempts from there within an hour.',
    )
  })

  it('counts failures of any account, and those in other files', () => {
    const others = Array.from({ length: leastFailures }, (_, index) => signIn(index, { failed: true, user: `user-${index}`, item: 'b' }))
    expect(found([signIn(100)], others)).toEqual(found(others, [signIn(100)]))
    expect(found([signIn(100)], others)).toHaveLength(1)
  })

  it.each<[string, Event[]]>([
    ['too few failures', [...burst(leastFailures - 1), signIn(100)]],
    ['failures that are too long ago', [...burst(leastFailures), signIn(3_600 + leastFailures)]],
    ['failures that come later', [signIn(0), ...burst(50, 10)]],
    ['failures from elsewhere', [...burst(50), signIn(100, { address: '198.51.100.1' })]],
    ['failures on another host', [...burst(50), signIn(100, { host: 'web-2' })]],
    ['a sign-in by key', [...burst(50), signIn(100, { method: 'publickey' })]],
  ])('finds nothing where there are %s', (_name, events) => {
    expect(found(events)).toEqual([])
  })

  it('tells the first of several sign-ins once, and keeps its id', () => {
    const findings = found([...burst(50), signIn(100), signIn(200)])
    expect(findings.map((finding) => finding.first.at)).toEqual(['2026-03-14T09:01:40Z'])
    expect(found([...burst(80), signIn(100)])[0]?.id).toBe(findings[0]?.id)
  })
})
