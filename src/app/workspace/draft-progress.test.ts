import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { DraftJob, FileProgress } from '../../api/draft.ts'
import { createDraftProgress } from './draft-progress.ts'
import type { WorkspaceEvent } from './workspace.ts'

const counts = { bytes: 0, records: 0, events: 0, problems: 0, findings: 0 }
const job: DraftJob = { job: 'j', state: 'running', phase: 'waiting', startedAt: '2026-03-09T10:00:00Z', totalBytes: 0, ...counts }
const file = (sha256: string, more: Partial<FileProgress> = {}): FileProgress => ({
  sha256,
  name: sha256,
  state: 'waiting',
  total: 100,
  ...counts,
  ...more,
})

function open() {
  const told: WorkspaceEvent[] = []
  const progress = createDraftProgress({ job, files: [file('a'), file('b')], everyMs: 200, publish: (event) => told.push(event) })
  return { progress, told }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('createDraftProgress()', () => {
  it('adds up its files', () => {
    const { progress } = open()
    progress.updateFile(file('a', { state: 'reading', bytes: 40, records: 4, events: 5, problems: 1, findings: 2 }))
    progress.updateFile(file('b', { state: 'reading', bytes: 10, records: 1 }))
    expect(progress.job).toMatchObject({ totalBytes: 200, bytes: 50, records: 5, events: 5, problems: 1, findings: 2 })
  })

  it('tells many changes as one, and each time only the files that changed', () => {
    const { progress, told } = open()
    for (let bytes = 0; bytes <= 50; bytes += 1) progress.updateFile(file('a', { bytes }))
    expect(told).toEqual([])
    vi.advanceTimersByTime(200)
    expect(told.map(({ event }) => event)).toEqual(['job', 'files'])
    told.length = 0
    progress.updateFile(file('b', { bytes: 7 }))
    vi.advanceTimersByTime(200)
    expect(told.find(({ event }) => event === 'files')?.data).toEqual([file('b', { bytes: 7 })])
  })

  it('tells the end at once, with what was not told yet, and nothing after it', () => {
    const { progress, told } = open()
    progress.updateFile(file('a', { state: 'done', bytes: 100 }))
    progress.finish({ state: 'done', phase: 'finished', version: 3 })
    expect(told[0]).toMatchObject({ event: 'job', data: { state: 'done', version: 3, bytes: 100 } })
    const count = told.length
    vi.advanceTimersByTime(10_000)
    expect(told).toHaveLength(count)
  })
})
