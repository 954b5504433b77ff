import { describe, expect, it } from 'vitest'
import { canonicalJson, sha256Hex } from '../../base/canonical-json.ts'
import { custodyActions, type CustodyDraft, type CustodyEntry, custodyEntrySchema, hashOfCustody } from '../../model/custody.ts'
import { noHash } from '../../model/edit.ts'
import { chainCustody } from './chain.ts'
import { checkChain, checkCustody } from './check.ts'

const a = 'a'.repeat(64)
const b = 'b'.repeat(64)

function draft(minute: number, told: Partial<CustodyDraft>): CustodyDraft {
  const at = `2026-03-05T10:${String(minute).padStart(2, '0')}:00Z`
  return { action: 'access', at, recorded: at, by: 'Mara Lindqvist', sha256: a, purpose: 'Case 12', zone: 'Europe/Stockholm', ...told }
}

const acquisition = { by: 'Mara Lindqvist', tool: 'aws-cli 2.15', rowCap: 500 }
const chain = chainCustody(
  [
    draft(0, { action: 'collect', acquisition, path: 'logs/auth.log', hashAfter: a }),
    draft(1, { action: 'collect', sha256: b, parent: a, path: 'inner.log' }),
    draft(2, { action: 'seal', seal: 'S-1', place: 'Vault 1' }),
    draft(3, { action: 'transfer', to: 'Jonas Weber', reference: 'Courier 77' }),
    draft(4, { action: 'analyse', by: 'Jonas Weber', hashBefore: a, hashAfter: a, note: 'Read only' }),
    draft(5, { action: 'hold', sha256: undefined, authority: 'Counsel' }),
    draft(6, { action: 'retain', sha256: b, until: '2027-01-31' }),
  ],
  undefined,
)
const items = [
  { sha256: a, name: 'auth.log' },
  { sha256: b, name: 'inner.log' },
]
const last = chain.at(-1)
const head = { seq: last?.seq ?? 0, hash: last?.hash ?? '' }

describe('chainCustody()', () => {
  it('hashes the hash before and the canonical JSON of the entry', () => {
    const [first, second] = chain
    const { previous, hash, ...told } = second ?? first ?? { previous: '', hash: '' }
    expect([first?.previous, previous]).toEqual([noHash, first?.hash])
    expect(hash).toBe(sha256Hex(`${first?.hash}${canonicalJson(told)}`))
    expect(chain.map((entry) => custodyEntrySchema.parse(JSON.parse(canonicalJson(entry))))).toEqual(
      chain.map((entry) => JSON.parse(canonicalJson(entry))),
    )
  })

  it('goes on behind the end it is given', () => {
    const more = chainCustody([draft(7, {})], chain.at(-1))
    expect(checkChain([...chain, ...more])).toEqual([])
    expect(more[0]?.seq).toBe(8)
  })
})

describe('checkCustody() of a chain', () => {
  it('finds nothing where nothing was changed', () => {
    expect(checkCustody({ entries: chain, items, head })).toEqual([])
    expect(checkCustody({ entries: [], items: [] })).toEqual([])
  })

  const fields = chain.flatMap((entry, index) => Object.entries(entry).map(([key, value]) => ({ index, key, value: value as unknown })))
  it.each(fields.filter(({ value }) => value !== undefined))('finds that $key of entry $index was changed or taken out', ({ index, key, value }) => {
    const [before, after] = [chain.slice(0, index), chain.slice(index + 1)]
    const forged = custodyEntrySchema.safeParse({ ...chain[index], [key]: changed(value) })
    expect(forged.success ? faultsOf([...before, forged.data, ...after]) : 'no entry').not.toEqual([])
    const { [key]: _, ...rest } = { ...chain[index] } as Record<string, unknown>
    const shorter = custodyEntrySchema.safeParse(rest)
    expect(shorter.success ? faultsOf([...before, shorter.data, ...after]) : 'no entry').not.toEqual([])
  })

  it('finds a change whose hash was made to fit, in the entry behind it', () => {
    for (const index of chain.keys()) {
      const forged = chain.map((entry, at) => (at === index ? rehashed({ ...entry, by: 'Somebody else' }) : entry))
      expect(faultsOf(forged).map(({ code }) => code)).toContain(index === chain.length - 1 ? 'cut' : 'broken')
    }
  })

  it('finds each entry that was taken out, doubled, or brought in', () => {
    for (const [index, entry] of chain.entries()) {
      expect(faultsOf(chain.toSpliced(index, 1))).not.toEqual([])
      expect(faultsOf(chain.toSpliced(index, 0, entry))).not.toEqual([])
      expect(faultsOf(chain.toSpliced(index, 0, rehashed({ ...entry, note: 'New' })))).not.toEqual([])
    }
  })

  it('finds every order but the one it was kept in', () => {
    const places = [...chain.keys()]
    const moves = chain.flatMap((entry, from) => places.filter((to) => to !== from).map((to) => chain.toSpliced(from, 1).toSpliced(to, 0, entry)))
    expect(moves.filter((moved) => faultsOf(moved).length === 0)).toEqual([])
    expect(moves).toHaveLength(42)
  })

  it('finds that all entries of an item are gone, and that the end is, even where nobody knows how it ended', () => {
    const without = chain.filter(({ sha256 }) => sha256 !== b)
    expect(checkCustody({ entries: without, items }).map(({ code }) => code)).toContain('broken')
    expect(faultsOf(chain.slice(0, -1)).map(({ message }) => message)).toEqual([
      `The custody should end with entry 7 (${head.hash}), but the last one is entry 6 (${chain[5]?.hash})`,
    ])
    expect(checkCustody({ entries: chainCustody([draft(0, { action: 'collect' })], undefined), items })).toMatchObject([
      { code: 'uncollected', sha256: b, message: `"inner.log" (${b.slice(0, 16)}…) is listed as evidence, but no entry tells how it was collected` },
    ])
  })
})

describe('checkCustody() of a chain with entries that cannot be read', () => {
  const unread = (...seqs: number[]) => chain.filter(({ seq }) => seqs.includes(seq)).map(({ seq, sha256, action }) => damage(seq, action, sha256))
  const check = (entries: readonly CustodyEntry[], ...seqs: number[]) =>
    checkCustody({ entries: entries.filter(({ seq }) => !seqs.includes(seq)), damaged: unread(...seqs), items, head })

  it('names each of them once, and nothing that follows from it', () => {
    for (const first of chain) {
      for (const second of chain) {
        const seqs = [...new Set([first.seq, second.seq])]
        expect(check(chain, ...seqs).map(({ code, message }) => [code, message])).toEqual(
          seqs.toSorted((a, b) => a - b).map((seq) => ['changed', `Entry ${seq} cannot be read`]),
        )
      }
    }
    expect(check(chain, ...chain.map(({ seq }) => seq))).toHaveLength(chain.length)
  })

  it('finds every other change beside them', () => {
    for (const { seq: lost } of chain) {
      for (const { seq } of chain.filter((entry) => entry.seq !== lost)) {
        const changed = chain.map((entry) => (entry.seq === seq ? { ...entry, note: 'Forged' } : entry))
        expect(check(changed, lost)).toHaveLength(2)
        const codes = check(
          chain.filter((entry) => entry.seq !== seq),
          lost,
        ).map(({ code }) => code)
        expect(codes.some((code) => code === 'sequence' || code === 'cut')).toBe(true)
      }
    }
  })

  it('goes on with the story of an item behind one, and lets it be corrected', () => {
    const more = chainCustody(
      [
        draft(7, { by: 'Rosa Keller', action: 'transfer', to: 'Tomas Okafor' }),
        draft(8, { by: 'Somebody else', action: 'seal' }),
        draft(9, { action: 'collect', corrects: 1, at: '2026-03-05T10:00:00Z' }),
      ],
      last,
    )
    const entries = [...chain, ...more]
    const known = { items, head: { seq: 10, hash: more[2]?.hash ?? '' } }
    const whole = checkCustody({ ...known, entries }).map(({ code, seqs }) => [code, seqs.at(-1)])
    expect(whole).toEqual([
      ['gap', 8],
      ['gap', 9],
    ])
    const cut = checkCustody({ ...known, entries: entries.filter(({ seq }) => seq !== 4), damaged: unread(4) })
    expect(cut.map(({ code, seqs }) => [code, seqs.at(-1)])).toEqual([
      ['changed', 4],
      ['gap', 9],
    ])
    const corrected = checkCustody({ ...known, entries: entries.slice(1), damaged: unread(1) })
    expect(corrected.map(({ code, seqs }) => [code, seqs.at(-1)])).toEqual([
      ['changed', 1],
      ['gap', 8],
      ['gap', 9],
    ])
  })
})

function damage(seq: number, action: string, sha256: string | undefined) {
  const told = { seq, action, message: `Entry ${seq} cannot be read` }
  return sha256 === undefined ? told : { ...told, sha256 }
}

function faultsOf(entries: readonly CustodyEntry[]) {
  return checkCustody({ entries, items, head })
}

function rehashed(entry: CustodyEntry): CustodyEntry {
  return { ...entry, hash: hashOfCustody(entry) }
}

function changed(value: unknown): unknown {
  if (typeof value === 'number') return value + 1
  if (typeof value === 'object') return { ...value, by: 'Somebody else' }
  const text = String(value)
  if (/^[0-9a-f]{64}$/.test(text)) return text.replace(/^./, text.startsWith('1') ? '2' : '1')
  if (/^\d{4}-/.test(text)) return text.replace('2026', '2025').replace('2027', '2028')
  return custodyActions.some((action) => action === text) ? (text === 'verify' ? 'access' : 'verify') : `${text} `
}
