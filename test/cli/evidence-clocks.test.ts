import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Ended, runProgram } from './run-program.ts'

let folder: string
let data: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hindcast-clocks-'))
  data = join(folder, 'data')
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

const run = (...args: string[]): Promise<Ended> => runProgram([...args, '--data', data], { folder })
const evidence = (...args: string[]): Promise<Ended> => run('evidence', ...args)

async function rows(...args: string[]): Promise<Record<string, unknown>[]> {
  const { stdout } = await run('search', ...args, '--format', 'jsonl')
  return stdout.split('\n').flatMap((text) => (text === '' ? [] : [JSON.parse(text)]))
}

/** Sign-ins that both the bastion and the host behind it write down, by address and port; `aheadMs` is how far the clock is ahead. */
function signIns(host: string, { from = 0, to, aheadMs = 0 }: { from?: number; to: number; aheadMs?: number }): string {
  const line = (index: number) => {
    const at = new Date(Date.UTC(2026, 2, 1, 10, index) + aheadMs).toISOString()
    return `${at.replace('Z', '+00:00')} ${host} sshd[${400 + index}]: Failed password for root from 203.0.113.9 port ${2000 + index} ssh2\n`
  }
  return Array.from({ length: to - from }, (_, index) => line(from + index)).join('')
}

const write = (name: string, text: string): void => writeFileSync(join(folder, name), text)

describe('hindcast evidence clocks', () => {
  it('proposes, applies and takes back a correction; what comes later gets it too', { timeout: 180_000 }, async () => {
    write('web.log', signIns('web-1', { to: 37 }))
    write('bastion.log', signIns('bastion01', { to: 37, aheadMs: 95_200 }))
    await evidence('add', 'web.log', 'bastion.log')
    const { stdout } = await evidence('clocks')
    expect(stdout).toMatch(/syslog@\S+ is 95\.2 s ± 1 ms (?:ahead of|behind) syslog@\S+, from 37 events both saw\n/)
    expect((await evidence('clocks', '--set', 'bastion01=-95.2s', '--uncertainty', '400ms', '--by', 'Mara Lindqvist')).stdout).toContain(
      'syslog@bastion01 corrected by −95.2 s ± 400 ms, in 1 item',
    )
    write('late.log', signIns('bastion01', { from: 40, to: 45, aheadMs: 95_200 }))
    await evidence('add', 'late.log')
    const corrected = await rows('host:bastion01')
    expect(corrected).toHaveLength(42)
    expect(corrected[0]).toMatchObject({ time: '2026-03-01T10:00:00.000Z', correction: { offset_ms: -95_200, uncertainty_ms: 400 } })
    expect(JSON.stringify(corrected[0])).toContain('2026-03-01T10:01:35.200Z')
    expect((await evidence('show', 'bastion.log')).stdout).toContain('Times of syslog@bastion01 corrected by −95.2 s ± 400 ms: given by hand')
    await evidence('clocks', '--take-back', 'bastion01')
    expect((await rows('host:bastion01'))[0]).toMatchObject({ time: '2026-03-01T10:01:35.200Z' })
    expect(await evidence('clocks', '--take-back', 'bastion01')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('No clock of this source is corrected'),
    })
    expect(await evidence('clocks', '--set', 'bastion01=soon')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('is no offset of a source'),
    })
  })

  it('counts what two exports both hold once, and says so', { timeout: 120_000 }, async () => {
    write('one.log', signIns('web-1', { to: 30 }))
    await evidence('add', 'one.log')
    write('two.log', signIns('web-1', { from: 20, to: 50 }))
    expect((await evidence('add', 'two.log')).stdout).toContain('10 events of the incident are in another item too and count once')
    expect([(await rows('host:web-1')).length, (await rows('host:web-1', '--with-duplicates')).length]).toEqual([50, 60])
    expect((await evidence('list')).stdout).toContain('10 also in another item')
    expect((await evidence('show', 'two.log')).stdout).toContain('10 of its 30 events are in another item too')
  })
})
