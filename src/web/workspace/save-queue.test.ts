import { describe, expect, it } from 'vitest'
import type { Edited } from '../../api/edits.ts'
import type { Change } from '../../model/edit.ts'
import { ApiFailure } from '../client.ts'
import { createSaveQueue, type SaveState } from './save-queue.ts'

const set = (path: string, value: string): Change => ({ op: 'set', path, value })

interface Sent {
  readonly base: number
  readonly changes: readonly Change[]
  answer(edited: Edited): void
  refuse(failure: ApiFailure): void
}

function openQueue() {
  const sent: Sent[] = []
  const states: SaveState[] = []
  const saved: number[] = []
  const refused: string[] = []
  const timers: (() => void)[] = []
  let stale = 0
  const queue = createSaveQueue({
    version: 4,
    send: (base, changes) => new Promise((resolve, reject) => sent.push({ base, changes, answer: resolve, refuse: reject })),
    later: (_milliseconds, act) => timers.push(act),
    onState: (state) => states.push(state),
    onStale: () => {
      stale += 1
    },
    onSaved: (_batch, version) => saved.push(version),
    onRefused: (failure) => refused.push(failure.code),
  })
  return { queue, sent, states, saved, refused, timers, stale: () => stale }
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 0))
const failure = (code: string, status: number, conflicts: readonly string[] = []) => new ApiFailure({ code, status, message: code, conflicts })

describe('createSaveQueue()', () => {
  it('`createSaveQueue()` sends one edit at a time, each based on the one before', async () => {
    const { queue, sent, states } = openQueue()
    queue.add({ changes: [set('/title', 'a')] })
    queue.add({ changes: [set('/type', 'b')] })
    expect(sent.map(({ base }) => base)).toEqual([4])
    sent[0]?.answer({ version: 5, head: 'x' })
    await settled()
    expect(sent.map(({ base }) => base)).toEqual([4, 5])
    sent[1]?.answer({ version: 6, head: 'y' })
    await settled()
    expect(states.at(-1)).toEqual({ phase: 'saved', version: 6 })
    expect(queue.idle()).toBe(true)
  })

  it('sends a field that was set twice while waiting only once, with its last value', async () => {
    const { queue, sent } = openQueue()
    queue.add({ changes: [set('/title', 'a')] })
    queue.add({ changes: [set('/type', 'one')] })
    queue.add({ changes: [set('/type', 'two')] })
    sent[0]?.answer({ version: 5, head: '' })
    await settled()
    expect(sent[1]?.changes).toEqual([set('/type', 'two')])
  })

  it('keeps an edit that did not arrive and tries it again', async () => {
    const { queue, sent, states, timers } = openQueue()
    queue.add({ changes: [set('/title', 'a')] })
    sent[0]?.refuse(failure('offline', 0))
    await settled()
    expect(states.at(-1)?.phase).toBe('waiting')
    expect(queue.idle()).toBe(false)
    timers[0]?.()
    expect(sent[1]?.changes).toEqual([set('/title', 'a')])
  })

  it('stops at a conflict until the person has chosen, then sends what was chosen', async () => {
    const { queue, sent, states } = openQueue()
    queue.add({ changes: [set('/title', 'mine'), set('/type', 'b')] })
    sent[0]?.refuse(failure('conflict', 409, ['/title']))
    await settled()
    expect(states.at(-1)).toMatchObject({ phase: 'conflict', conflict: { paths: ['/title'] } })
    queue.add({ changes: [set('/state', 'closed')] })
    expect(sent).toHaveLength(1)
    queue.loaded(7)
    queue.resolve([set('/type', 'b')])
    await settled()
    expect(sent[1]).toMatchObject({ base: 7, changes: [set('/type', 'b')] })
  })

  it('drops what the server refuses as wrong, says so and asks for the record again', async () => {
    const { queue, sent, refused, stale } = openQueue()
    queue.add({ changes: [set('/title', 'a')] })
    sent[0]?.refuse(failure('invalid', 422))
    await settled()
    expect(refused).toEqual(['invalid'])
    expect(stale()).toBe(1)
    expect(queue.idle()).toBe(true)
  })

  it('asks for the record again when somebody else saved, but not for its own edits', async () => {
    const { queue, sent, stale, saved } = openQueue()
    queue.add({ changes: [set('/title', 'a')], told: 'Changed' })
    queue.sawVersion(5)
    sent[0]?.answer({ version: 5, head: '' })
    await settled()
    expect(stale()).toBe(0)
    expect(saved).toEqual([5])
    queue.sawVersion(6)
    expect(stale()).toBe(1)
    queue.loaded(6)
    queue.add({ changes: [set('/title', 'b')] })
    sent[1]?.answer({ version: 8, head: '' })
    await settled()
    expect(stale()).toBe(2)
  })
})
