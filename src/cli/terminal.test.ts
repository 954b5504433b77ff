import { PassThrough, Writable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { createTerminal } from './terminal.ts'

interface Opening {
  readonly isTTY?: boolean
  readonly isPlain?: boolean
  readonly stdout?: Writable
}

function open({ isTTY = false, isPlain = false, stdout: given }: Opening = {}) {
  const results = new PassThrough()
  const stdout = given ?? results
  const stderr = new PassThrough()
  let closed = 0
  const terminal = createTerminal({
    stdout: Object.assign(stdout, { isTTY, columns: 100 }),
    stderr: Object.assign(stderr, { isTTY, columns: 100 }),
    isPlain,
    now: () => 0,
    onClosed: () => {
      closed += 1
    },
  })
  return { terminal, results, stderr, closedTimes: () => closed }
}

/** A stream that fails every write, as a closed pipe or a full disk does. */
function failing(code: string): Writable {
  return new Writable({ write: (_chunk, _encoding, done) => done(Object.assign(new Error(code), { code })) })
}

describe('createTerminal()', () => {
  it('colours a terminal, and nothing else', () => {
    expect(open({ isTTY: true }).terminal.paint('red', 'x')).toBe('\u001b[31mx\u001b[39m')
    expect(open({ isTTY: true }).terminal.paintError('bold', 'x')).toBe('\u001b[1mx\u001b[22m')
    expect(open({ isTTY: true, isPlain: true }).terminal.paint('red', 'x')).toBe('x')
    expect(open().terminal.paintError('red', 'x')).toBe('x')
  })

  it('knows its width only where it is a terminal', () => {
    expect(open({ isTTY: true }).terminal.columns).toBe(100)
    expect(open().terminal.columns).toBeUndefined()
  })

  it('keeps results and messages apart', async () => {
    const { terminal, results, stderr } = open()
    await terminal.out('result')
    await terminal.out('')
    terminal.error('message')
    expect([String(results.read()), String(stderr.read())]).toEqual(['result', 'message\n'])
  })

  it('says so once where nobody reads the output any more, and refuses more of it', async () => {
    const { terminal, closedTimes } = open({ stdout: failing('EPIPE') })
    await expect(terminal.out('one')).rejects.toMatchObject({ code: 'output-closed' })
    await expect(terminal.out('two')).rejects.toMatchObject({ code: 'output-closed' })
    expect(closedTimes()).toBe(1)
  })

  it('names what else keeps it from writing', async () => {
    const { terminal, closedTimes } = open({ stdout: failing('ENOSPC') })
    await expect(terminal.out('one')).rejects.toMatchObject({ code: 'output', message: 'Cannot write to standard output: ENOSPC' })
    expect(closedTimes()).toBe(0)
  })
})
