import { describe, expect, it } from 'vitest'
import { createProgress } from './progress.ts'

function record(isTerminal: boolean) {
  const written: string[] = []
  const clock = { ms: 0 }
  const progress = createProgress({ isTerminal, columns: 20, write: (text) => written.push(text) }, () => clock.ms)
  const updateAt = (ms: number, line: string): void => {
    clock.ms = ms
    progress.update(line)
  }
  return { written, progress, updateAt }
}

describe('createProgress()', () => {
  it('says nothing in the first second', () => {
    const { written, progress, updateAt } = record(true)
    updateAt(0, 'one')
    updateAt(999, 'two')
    progress.clear()
    expect(written).toEqual([])
  })

  it('redraws one line on a terminal, cut to its width, ten times a second at most', () => {
    const { written, progress, updateAt } = record(true)
    updateAt(1_000, 'auth.log: 120,000 records')
    updateAt(1_050, 'too soon')
    updateAt(1_100, 'next')
    progress.clear()
    progress.clear()
    expect(written).toEqual(['\r\u001b[2Kauth.log: 120,000 r', '\r\u001b[2Knext', '\r\u001b[2K'])
  })

  it('writes a whole line every five seconds elsewhere', () => {
    const { written, progress, updateAt } = record(false)
    updateAt(1_000, 'one')
    updateAt(5_999, 'too soon')
    updateAt(6_000, 'two')
    progress.clear()
    expect(written).toEqual(['one\n', 'two\n'])
  })

  it('lets no file name steer the terminal', () => {
    const { written, updateAt } = record(false)
    updateAt(1_000, 'a\u001b[2Jb\nc')
    expect(written).toEqual(['a [2Jb c\n'])
  })
})
