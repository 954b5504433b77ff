import { describe, expect, it } from 'vitest'
import type { EvidenceRow } from '../../store/records/evidence-records.ts'
import { intakeItems } from './incident-items.ts'

const fileOf = (sha256: string) => `/vault/${sha256}`

describe('intakeItems()', () => {
  it('gives each item its path, its file and the zone chosen for it', () => {
    const rows = [row('a', { path: 'web-1/auth.log' }), row('b', { name: 'trail.json' })]
    const items = intakeItems(rows, fileOf, { zone: 'UTC', zones: { 'auth.log': 'Europe/Berlin' }, year: 2025 })
    expect(items).toMatchObject([
      { sha256: 'a', path: 'web-1/auth.log', file: '/vault/a', zone: 'Europe/Berlin', year: 2025, yearFrom: 'given' },
      { sha256: 'b', path: 'trail.json', file: '/vault/b', zone: 'UTC' },
    ])
  })

  it('leaves out what was disposed of', () => {
    expect(intakeItems([row('a', { disposedAt: '2026-03-01T10:00:00Z' }), row('b')], fileOf, {}).map(({ sha256 }) => sha256)).toEqual(['b'])
  })

  it('has nothing to read of a container besides its members, whose paths begin with its own', () => {
    const rows = [
      row('zip', { name: 'case.zip' }),
      row('gz', { path: 'logs/auth.log.gz', parent: 'zip' }),
      row('log', { path: 'auth.log', parent: 'gz' }),
    ]
    const items = intakeItems(rows, fileOf, { zones: { 'case.zip!logs/*': 'Asia/Tokyo' } })
    expect(items.map(({ path, isContainer, zone }) => [path, isContainer, zone])).toEqual([
      ['case.zip', true, undefined],
      ['case.zip!logs/auth.log.gz', true, 'Asia/Tokyo'],
      ['case.zip!logs/auth.log.gz!auth.log', undefined, 'Asia/Tokyo'],
    ])
  })

  it('takes a path that names its containers already as it is', () => {
    const rows = [row('zip', { name: 'case.zip' }), row('log', { path: 'case.zip!auth.log', parent: 'zip' })]
    expect(intakeItems(rows, fileOf, {})[1]?.path).toBe('case.zip!auth.log')
  })
})

function row(sha256: string, more: Partial<EvidenceRow> = {}): EvidenceRow {
  const plain = {
    name: `${sha256}.log`,
    path: '',
    size: 10,
    addedAt: '2026-03-01T10:00:00Z',
    status: 'new',
    detail: '',
    acquisition: {},
    held: false,
  }
  return { sha256, ...plain, ...more }
}
