import type { EventTime } from '../../model/event.ts'
import type { Finding, RuleStory } from '../../model/finding.ts'
import type { Harvest } from '../../model/harvest.ts'
import type { Session } from '../../model/session.ts'

/* Harvests for tests: small, invented, complete. */

const sha = 'a'.repeat(64)

export function time(at: string): EventTime {
  return { at, precision: 'second', zone: 'Z' }
}

export function session(parts: Partial<Session> & { id: string }): Session {
  const citation = {
    kind: 'event' as const,
    event: `aaaaaaaaaaaaaaaa:${parts.id}`,
    evidence: sha,
    record: 1,
    spans: [{ offset: 0, length: 1 }],
    sha256: sha,
  }
  return {
    dataset: 'aws-cloudtrail',
    principal: 'arn:aws:iam::111122223333:user/alice',
    user: 'alice',
    address: '192.0.2.10',
    agent: 'aws-cli',
    count: 10,
    failures: 0,
    first: time('2026-03-01T10:00:00Z'),
    last: time('2026-03-01T11:00:00Z'),
    actions: {},
    bytesOut: 0,
    firstEvent: citation,
    ...parts,
  }
}

export function finding(parts: {
  id: string
  sessions: string[]
  tactic?: string
  technique?: string
  story?: Partial<RuleStory>
  outcome?: string
  at?: string
  count?: number
  rule?: string
  key?: Record<string, string>
}): Finding {
  const at = time(parts.at ?? '2026-03-01T10:00:00Z')
  const citation = {
    kind: 'event' as const,
    event: `aaaaaaaaaaaaaaaa:${parts.id}`,
    evidence: sha,
    record: 7,
    spans: [{ offset: 0, length: 1 }],
    sha256: sha,
  }
  const story: RuleStory = {
    role: 'attack',
    one: 'Account {user.name} was used.',
    many: '{count} calls with the account {user.name} from {source.ip}',
    failedMany: '{count} refused attempts with the account {user.name} from {source.ip}',
    group: ['user.name', 'source.ip'],
    weight: 'telling',
    ...parts.story,
  }
  return {
    id: `finding-${parts.id}`,
    rule: { id: parts.rule ?? parts.id, hash: sha, title: `Rule ${parts.id}`, level: 'high', story },
    techniques: [parts.technique ?? 'T1078.004'],
    tactics: [parts.tactic ?? 'TA0001'],
    key: { 'user.name': 'alice', 'source.ip': '198.51.100.9', ...parts.key, 'event.outcome': parts.outcome ?? 'success' },
    count: parts.count ?? 5,
    first: at,
    last: at,
    members: [citation.event],
    evidence: [sha],
    sessions: parts.sessions,
    left: [],
    examples: [{ citation, time: at, message: 'm', sentence: 'Account alice was used.' }],
    values: {},
  }
}

export function harvest(parts: Partial<Harvest>): Harvest {
  return { items: [], findings: [], sessions: [], issues: [], sightings: [], coverage: [], ...parts }
}
