import { describe, expect, it } from 'vitest'
import type { CustodyDraft } from '../../model/custody.ts'
import { chainCustody } from './chain.ts'
import { checkCustody } from './check.ts'

const a = 'a'.repeat(64)
const other = 'c'.repeat(64)
const mara = 'Mara Lindqvist'
const jonas = 'Jonas Weber'

/** Faults of one item's story, an entry a minute, told by Mara unless it says otherwise. */
function faults(...story: readonly Partial<CustodyDraft>[]) {
  const drafts = story.map((told, index): CustodyDraft => {
    const at = `2026-03-05T10:${String(index).padStart(2, '0')}:00Z`
    return { action: 'access', at, recorded: '2026-03-06T00:00:00Z', by: mara, sha256: a, ...told }
  })
  const disposed = story.find(({ action }) => action === 'dispose') === undefined ? {} : { disposedAt: 'some time' }
  return checkCustody({ entries: chainCustody(drafts, undefined), items: [{ sha256: a, name: 'auth.log', ...disposed }] }).map(
    ({ code, seqs, message }) => ({ code, seqs, message: message.replace(`(${a.slice(0, 16)}…)`, '(…)') }),
  )
}

const collect = { action: 'collect' as const, place: 'Vault 1' }
const toJonas = { action: 'transfer' as const, to: jonas }
const dispose = { action: 'dispose' as const }

describe("checkCustody() of an item's story", () => {
  it.each<[string, Partial<CustodyDraft>[]]>([
    ['is handed on and back', [collect, toJonas, { by: jonas }, { action: 'transfer', by: jonas, to: mara }, { action: 'seal' }]],
    [
      'is read by others where it lies',
      [collect, { by: jonas, action: 'analyse', hashBefore: a, hashAfter: a }, { by: 'Ines Cole', action: 'verify' }],
    ],
    ['is handled on authority', [collect, toJonas, { by: 'Ines Cole', authority: 'Court order 9' }, { by: jonas }]],
    ['is seized on authority', [collect, { action: 'transfer', by: 'Ines Cole', to: 'Police', authority: 'Warrant' }, { by: 'police ' }]],
    ['is moved', [collect, { ...toJonas, place: 'vault  1', placeTo: 'Lab' }, { by: jonas, place: 'Lab' }]],
    ['is moved without a word on the new place', [collect, toJonas, { by: jonas, place: 'Lab' }, { by: jonas, place: 'Lab' }]],
    ['is copied', [collect, { action: 'copy', placeTo: 'Lab', hashAfter: a }, { place: 'Lab' }, { place: 'Vault 1' }]],
    [
      'is collected twice, the second time earlier',
      [collect, { ...collect, by: jonas, at: '2026-03-04T09:00:00Z', path: 'copy/auth.log' }, { by: jonas }],
    ],
    [
      'is disposed of when it may be',
      [collect, { action: 'retain', until: '2026-03-03' }, { action: 'hold', purpose: 'x' }, { action: 'release', releases: 3 }, dispose],
    ],
    ['is collected again', [collect, dispose, collect, {}, dispose]],
    ['tells of the whole incident', [collect, { sha256: undefined, action: 'not-obtained', what: 'VPN log', purpose: 'Overwritten' }]],
  ])('finds nothing where it %s', (_, story) => {
    expect(faults(...story)).toEqual([])
  })

  it.each<[string, Partial<CustodyDraft>[], { code: string; seqs: number[]; message: string }]>([
    [
      'a gap between people',
      [collect, toJonas, { action: 'analyse' }],
      {
        code: 'gap',
        seqs: [2, 3],
        message: `"auth.log" (…) was with ${jonas} since entry 2 (transfer, 2026-03-05T10:01:00Z), but was next handled by ${mara} in entry 3 (analyse, 2026-03-05T10:02:00Z)`,
      },
    ],
    [
      'a hand it never came to',
      [collect, { ...toJonas, by: 'Ines Cole' }],
      {
        code: 'gap',
        seqs: [1, 2],
        message: `"auth.log" (…) was with ${mara} since entry 1 (collect, 2026-03-05T10:00:00Z), but was handed on by Ines Cole in entry 2 (transfer, 2026-03-05T10:01:00Z): nothing tells how it came to them`,
      },
    ],
    [
      'two holders at once',
      [collect, toJonas, { action: 'transfer', to: 'Ines Cole' }],
      {
        code: 'overlap',
        seqs: [2, 3],
        message: `"auth.log" (…) was with ${jonas} since entry 2 (transfer, 2026-03-05T10:01:00Z) and with Ines Cole at once: ${mara} had given it away in entry 2 (transfer, 2026-03-05T10:01:00Z) and did so again in entry 3 (transfer, 2026-03-05T10:02:00Z)`,
      },
    ],
    [
      'another place',
      [collect, { place: 'Lab' }],
      {
        code: 'gap',
        seqs: [1, 2],
        message:
          '"auth.log" (…) was in Vault 1 since entry 1 (collect, 2026-03-05T10:00:00Z), but was next handled in Lab in entry 2 (access, 2026-03-05T10:01:00Z): no entry moved it there',
      },
    ],
    [
      'a transfer to nobody',
      [collect, { action: 'transfer' }],
      { code: 'incomplete', seqs: [2], message: 'Entry 2 (transfer, 2026-03-05T10:01:00Z) names nobody who received it' },
    ],
    [
      'other bytes before',
      [collect, { action: 'analyse', hashBefore: other }],
      {
        code: 'mismatch',
        seqs: [2],
        message: `"auth.log" (…) had other bytes before entry 2 (analyse, 2026-03-05T10:01:00Z): their SHA-256 was ${other}`,
      },
    ],
    [
      'other bytes after',
      [collect, { action: 'export', hashAfter: other }],
      {
        code: 'mismatch',
        seqs: [2],
        message: `"auth.log" (…) had other bytes after entry 2 (export, 2026-03-05T10:01:00Z): their SHA-256 was ${other}`,
      },
    ],
    [
      'no collection',
      [{ action: 'seal' }, {}],
      {
        code: 'uncollected',
        seqs: [1],
        message: '"auth.log" (…) has entry 1 (seal, 2026-03-05T10:00:00Z), but no entry before it tells how it was collected',
      },
    ],
    [
      'handling after disposal',
      [collect, dispose, { action: 'verify' }],
      {
        code: 'disposed',
        seqs: [2, 3],
        message: '"auth.log" (…) was disposed of in entry 2 (dispose, 2026-03-05T10:01:00Z), but entry 3 (verify, 2026-03-05T10:02:00Z) follows',
      },
    ],
    [
      'disposal under hold of the incident',
      [collect, { action: 'hold', sha256: undefined, purpose: 'Regulator' }, dispose],
      {
        code: 'held',
        seqs: [2, 3],
        message:
          '"auth.log" (…) was disposed of in entry 3 (dispose, 2026-03-05T10:02:00Z) while it was under the hold of entry 2 (hold, 2026-03-05T10:01:00Z)',
      },
    ],
    [
      'disposal before the last day of its retention has ended everywhere',
      [collect, { action: 'retain', until: '2026-03-04' }, { action: 'retain', sha256: undefined, until: '2026-01-01' }, dispose],
      {
        code: 'retained',
        seqs: [2, 4],
        message:
          '"auth.log" (…) was disposed of in entry 4 (dispose, 2026-03-05T10:03:00Z), though entry 2 (retain, 2026-03-05T10:01:00Z) keeps it until 2026-03-04',
      },
    ],
    [
      'time going back',
      [collect, { action: 'seal', at: '2026-03-05T09:00:00Z' }],
      {
        code: 'time',
        seqs: [1, 2],
        message: '"auth.log" (…) goes back in time: entry 2 (seal, 2026-03-05T09:00:00Z) follows entry 1 (collect, 2026-03-05T10:00:00Z)',
      },
    ],
    [
      'a time to come',
      [collect, { at: '2026-03-07T00:00:00Z' }],
      { code: 'time', seqs: [2], message: 'Entry 2 (access, 2026-03-07T00:00:00Z) tells of something after it was recorded (2026-03-06T00:00:00Z)' },
    ],
    [
      'a correction of something else',
      [collect, { corrects: 1 }],
      {
        code: 'correction',
        seqs: [2],
        message:
          'Entry 2 (access, 2026-03-05T10:01:00Z) says it corrects entry 1, which is no earlier entry with the same action about the same item',
      },
    ],
  ])('finds %s', (_, story, fault) => {
    expect(faults(...story)).toEqual([fault])
  })

  it('takes what a correction says in place of what it corrects', () => {
    const wrong = { action: 'transfer' as const, to: 'Nobody we know' }
    const story = [collect, wrong, { by: jonas }, { ...toJonas, corrects: 2, at: '2026-03-05T10:01:00Z' }]
    expect(faults(...story)).toEqual([])
    expect(faults(...story.slice(0, 3)).map(({ code }) => code)).toEqual(['gap'])
    expect(faults(...story, { ...wrong, corrects: 4 }).map(({ code }) => code)).toEqual(['time', 'gap'])
  })

  it('finds where the list of evidence and custody disagree', () => {
    const at = '2026-03-05T10:00:00Z'
    const entry = (action: 'collect' | 'dispose'): CustodyDraft => ({ action, at, recorded: at, by: mara, sha256: a })
    const kept = chainCustody([entry('collect')], undefined)
    const gone = chainCustody([entry('collect'), entry('dispose')], undefined)
    const item = { sha256: a, name: 'auth.log' }
    const codes = (entries: typeof kept, items: (typeof item & { disposedAt?: string })[]) => checkCustody({ entries, items }).map(({ code }) => code)
    expect(codes(kept, [])).toEqual(['unlisted'])
    expect(codes(kept, [{ ...item, disposedAt: at }])).toEqual(['unlisted'])
    expect(codes(gone, [item])).toEqual(['unlisted'])
    expect([codes(gone, []), codes(gone, [{ ...item, disposedAt: at }])]).toEqual([[], []])
  })
})
