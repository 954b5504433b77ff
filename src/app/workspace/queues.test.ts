import { describe, expect, it } from 'vitest'
import { createQueues } from './queues.ts'

/** A task that says when it begins and ends, and ends when it is told to. */
function gated(name: string, said: string[]) {
  let open: () => void = () => undefined
  const gate = new Promise<void>((resolve) => {
    open = resolve
  })
  const task = async () => {
    said.push(`${name} begins`)
    await gate
    said.push(`${name} ends`)
    return name
  }
  return { task, open }
}

describe('createQueues()', () => {
  it('runs tasks of one key in turn, and those of others beside them', async () => {
    const said: string[] = []
    const queues = createQueues()
    const [first, second, other] = [gated('first', said), gated('second', said), gated('other', said)]
    const done = [queues.run('a', first.task), queues.run('a', second.task), queues.run('b', other.task)]
    second.open()
    other.open()
    await done[2]
    first.open()
    expect(await Promise.all(done)).toEqual(['first', 'second', 'other'])
    expect(said.filter((line) => !line.startsWith('other'))).toEqual(['first begins', 'first ends', 'second begins', 'second ends'])
    expect(said.indexOf('other ends')).toBeLessThan(said.indexOf('first ends'))
  })

  it('goes on after a task that failed, and tells its failure to who asked', async () => {
    const queues = createQueues()
    const failed = queues.run('a', () => Promise.reject(new Error('no')))
    const next = queues.run('a', async () => 'done')
    await expect(failed).rejects.toThrow('no')
    expect(await next).toBe('done')
  })
})
