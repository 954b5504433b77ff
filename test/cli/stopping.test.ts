import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { olderNode } from './older-node.ts'
import { runProgram } from './run-program.ts'

const folder = mkdtempSync(join(tmpdir(), 'hindcast-stop-'))
const log = join(folder, 'long.jsonl')
const line = `${JSON.stringify({ timestamp: '2024-01-05T03:10:01Z', message: 'Something happened', host: 'web-01' })}\n`
// Far more than is read before the first events are printed.
writeFileSync(log, line.repeat(300_000))

afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('hindcast, in the middle of its output,', () => {
  it('ends without a word when nobody reads it any more', async () => {
    const { code, stderr } = await runProgram(['events', log], { watch: ({ closeOutput }) => closeOutput() })
    expect(code).toBe(0)
    expect(stderr).not.toContain('hindcast:')
  })

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('stops at %s with %i', async (signal, expected) => {
    const { code, stdout, stderr } = await runProgram(['events', log], { watch: ({ kill }) => kill(signal) })
    expect(code).toBe(expected)
    expect(stderr).not.toContain('hindcast:')
    expect(stdout.length).toBeLessThan(line.length * 300_000)
  })

  it('stops at a signal that reaches only the launcher of an older Node', async ({ skip }) => {
    const node = await olderNode()
    if (node === undefined) return skip('This machine has no older Node to try')
    const { code, stderr } = await runProgram(['events', log], { node, watch: ({ kill }) => kill('SIGTERM') })
    expect(code).toBe(143)
    expect(stderr).not.toContain('hindcast:')
  })
})
