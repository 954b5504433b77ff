import { describe, expect, it } from 'vitest'
import { AppError } from '../base/error.ts'
import type { Terminal } from './command.ts'
import { exitCodeOf, reportError } from './exit.ts'

function messagesOf(error: unknown, isDebug = false): string[] {
  const lines: string[] = []
  const terminal: Terminal = {
    out: () => Promise.reject(new Error('An error does not belong on standard output')),
    error: (line) => lines.push(line),
    progress: { update: () => undefined, clear: () => undefined },
    paint: (_style, text) => text,
    paintError: (_style, text) => text,
    columns: undefined,
  }
  reportError(error, terminal, isDebug)
  return lines
}

describe('exitCodeOf()', () => {
  it.each([
    [new AppError('usage', 'x'), 2],
    [new AppError('no-such-file', 'x'), 2],
    [new AppError('verify-failed', 'x'), 1],
    [new AppError('output-closed', 'x'), 0],
    [new TypeError('x'), 70],
    ['text', 70],
  ])('of %s is %i', (error, code) => {
    expect(exitCodeOf(error)).toBe(code)
  })
})

describe('reportError()', () => {
  it('shows only the message of what the user can act on', () => {
    expect(messagesOf(new AppError('usage', 'Unknown verb "x"'))).toEqual(['hindcast: Unknown verb "x"'])
  })

  it('owns up to a fault of the program and keeps the stack for HINDCAST_DEBUG', () => {
    expect(messagesOf(new TypeError('x is not a function')).join('\n')).toMatch(/x is not a function\nThis is a fault in Hindcast.*HINDCAST_DEBUG/)
    expect(messagesOf(new TypeError('x is not a function'), true).join('\n')).toContain('exit.test.ts')
  })

  it('is silent where nobody reads the output any more', () => {
    expect(messagesOf(new AppError('output-closed', 'x'))).toEqual([])
  })
})
