import { describe, expect, it } from 'vitest'
import type { EvidenceRow } from '../../store/records/evidence-records.ts'
import { countItems } from './count-items.ts'

function row(sha256: string, given: Partial<EvidenceRow> = {}): EvidenceRow {
  return {
    sha256,
    name: sha256,
    path: '',
    size: 1,
    addedAt: '2026-03-01T10:00:00Z',
    status: 'new',
    detail: '',
    acquisition: {},
    held: false,
    ...given,
  }
}

describe('countItems()', () => {
  it('counts no container, also where all that it holds came before by itself', async () => {
    const rows = [
      row('log', { status: 'read' }),
      row('tgz', { status: 'unpacked' }),
      row('tar', { status: 'unpacked', parent: 'tgz' }),
      row('zip', { status: 'new' }),
      row('inside', { parent: 'zip' }),
      row('gone', { disposedAt: '2026-03-02T10:00:00Z' }),
    ]
    const store = { evidence: async () => rows, readings: async () => [{ sha256: 'log', settings: '', detail: '' }] }
    expect(await countItems('INC-1', store)).toEqual({ items: 2, unread: 1 })
  })
})
