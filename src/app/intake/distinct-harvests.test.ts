import { describe, expect, it } from 'vitest'
import { setCitationOf } from '../../model/finding-citation.ts'
import type { Finding } from '../../model/finding.ts'
import type { Harvest } from '../../model/harvest.ts'
import { mergeFiles } from '../drafting/harvest.ts'
import { createVerifier } from '../verifying/verify-file.ts'
import { citedSet } from '../verifying/verify-evidence.ts'
import { harvestDistinct } from './distinct-harvests.ts'
import type { IntakeItem } from './intake-item.ts'
import { harvestItems } from './kept-harvests.ts'
import { type IntakeGround, openIntakeGround } from './made-up-intake.ts'
import { takeIn } from './take-in.ts'

async function onGround(use: (ground: IntakeGround) => Promise<void>): Promise<void> {
  const ground = await openIntakeGround()
  try {
    await use(ground)
  } finally {
    await ground.close()
  }
}

/** Failed sign-ins of one host, three seconds apart. */
function authLines(from: number, to: number): string {
  const line = (index: number) => {
    const second = new Date(Date.UTC(2026, 2, 1, 0, 0, index * 3)).toISOString().slice(0, 19)
    return `${second}+00:00 bastion01 sshd[${400 + index}]: Failed password for root from 203.0.113.9 port ${1024 + index} ssh2\n`
  }
  return Array.from({ length: to - from }, (_, index) => line(from + index)).join('')
}

/** Console sign-ins as CloudTrail tells them, one a line; their ids are what two exports have in common. */
function trailLines(from: number, to: number, extra = ''): string {
  const line = (index: number) =>
    JSON.stringify({
      eventVersion: '1.08',
      userIdentity: { type: 'IAMUser', userName: 'alice', accountId: '111122223333' },
      eventTime: new Date(Date.UTC(2026, 2, 1, 0, index)).toISOString().replace('.000', ''),
      eventSource: 'signin.amazonaws.com',
      eventName: 'ConsoleLogin',
      awsRegion: 'us-east-1',
      sourceIPAddress: '198.51.100.7',
      userAgent: `Mozilla/5.0${extra}`,
      responseElements: { ConsoleLogin: 'Failure' },
      eventID: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
      eventType: 'AwsConsoleSignIn',
    })
  return Array.from({ length: to - from }, (_, index) => `${line(from + index)}\n`).join('')
}

const request = (ground: IntakeGround, items: readonly IntakeItem[]) => ({ ...ground.request(items), ledger: ground.store, tag: crypto.randomUUID() })

async function drafted(ground: IntakeGround, items: readonly IntakeItem[]): Promise<Harvest> {
  return mergeFiles(await harvestDistinct(request(ground, items)), { known: [], preserved: new Map() })
}

const told = ({ findings, coverage, sessions }: Harvest) => ({
  findings: findings.map(({ id, count, members, first, last, values }) => ({ id, count, members: members.length, first, last, values })),
  coverage: coverage.map(({ dataset, events }) => [dataset, events]),
  sessions: sessions.map(({ id }) => id),
})

async function checkSets(ground: IntakeGround, items: readonly IntakeItem[], findings: readonly Finding[]): Promise<void> {
  const verify = createVerifier(ground.rules)
  for (const finding of findings) {
    const citation = setCitationOf(finding)
    const members: string[] = []
    for (const { path, file, sha256 } of items.filter((item) => citation.evidence.includes(item.sha256))) {
      const task = { path, ...(file === undefined ? {} : { file }), recorded: sha256, offsets: [], selectors: [citedSet(citation, sha256)] }
      members.push(...((await verify(task)).sets[0]?.members ?? []))
    }
    expect(members.sort()).toEqual(finding.members)
  }
}

describe('harvestDistinct()', () => {
  it('tells of overlapping exports what one export of all would tell, and can prove it', () =>
    onGround(async (ground) => {
      const parts = await ground.add({
        'auth-1.log': authLines(0, 40),
        'auth-2.log': authLines(25, 70),
        'trail-1.jsonl': trailLines(0, 12),
        'trail-2.jsonl': trailLines(6, 20, ' other bytes, the same ids'),
      })
      const doubled = mergeFiles(await harvestItems(ground.request(parts)), { known: [], preserved: new Map() })
      const whole = await openIntakeGround()
      try {
        const items = await whole.add({
          'auth.log': authLines(0, 70),
          'trail.jsonl': trailLines(0, 12) + trailLines(12, 20, ' other bytes, the same ids'),
        })
        const expected = await drafted(whole, items)
        const harvest = await drafted(ground, parts)
        expect(told(harvest)).toEqual(told(expected))
        expect(told(doubled)).not.toEqual(told(expected))
        expect(harvest.findings.flatMap(({ repeats = [] }) => repeats).length).toBeGreaterThan(0)
        await checkSets(ground, parts, harvest.findings)
      } finally {
        await whole.close()
      }
    }))

  it('keeps what it found for the next time, and follows what comes and goes', () =>
    onGround(async (ground) => {
      const [first, second] = [await ground.add({ 'a.log': authLines(0, 20) }), await ground.add({ 'b.log': authLines(10, 30) })]
      const alone = told(await drafted(ground, second))
      const both = [...first, ...second]
      const together = await drafted(ground, both)
      expect(told(together).coverage).toEqual([['syslog', 30]])
      const kept = await harvestItems(ground.request(both))
      expect(kept.map(({ repeats }) => repeats?.offsets.size ?? 0)).toEqual([0, 1])
      expect(await takeIn(ground.request(both))).toMatchObject({ taken: 0, kept: 2 })
      expect(await harvestDistinct(request(ground, both))).toEqual(kept)
      expect(alone.coverage).toEqual([['syslog', 20]])
    }))
})
