import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { writeTar, writeZip } from '../../src/app/reading/written-archives.ts'
import { type Ended, runProgram } from './run-program.ts'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hindcast-show-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const run = (...args: string[]): Promise<Ended> => runProgram(['evidence', ...args, '--data', join(folder, 'data')], { folder })
const show = async (name: string): Promise<string> => (await run('show', name)).stdout
const text = '2026-03-01T00:00:01+00:00 web-1 sshd[401]: Failed password for root from 203.0.113.9 port 1022 ssh2\n'

describe('hindcast evidence show', () => {
  it('tells every way in which an item was obtained, the one that says most first', async () => {
    writeFileSync(join(folder, 'b.jsonl'), '{"a":1}\n')
    const told = ['--tool', 'kubectl 1.31', '--query', 'namespace=web', '--range', 'March 2026', '--row-cap', '3000']
    await run('add', 'b.jsonl', '--no-read', '--by', 'Tomas Okafor')
    expect(await show('b.jsonl')).not.toContain('Acquisition')
    await run('add', 'b.jsonl', '--no-read', '--by', 'Mara Lindqvist', ...told)
    await run('add', 'b.jsonl', '--no-read', '--by', 'Ada Example')
    const lines = (await show('b.jsonl')).split('\n').map((line) => line.trim().replaceAll(/ {2,}/g, '|'))
    const from = lines.findIndex((line) => line.startsWith('Acquisition'))
    expect(lines.slice(from, lines.indexOf('Custody')).filter((line) => !line.startsWith('Acquired at|'))).toEqual([
      'Acquisition|1 of 3, told by entry 2',
      'Acquired by|Mara Lindqvist',
      'Tool|kubectl 1.31',
      'Query|namespace=web',
      'Range|March 2026',
      'Row cap|3,000',
      'Acquisition|2 of 3, told by entry 1',
      'Acquired by|Tomas Okafor',
      'Acquisition|3 of 3, told by entry 3',
      'Acquired by|Ada Example',
      '',
    ])
  })

  it('names the container at each place where a member was found', async () => {
    const member = { name: 'logs/auth.log', bytes: Buffer.from(text) }
    writeFileSync(join(folder, 'case.zip'), writeZip([member]))
    writeFileSync(join(folder, 'case.tar.gz'), gzipSync(writeTar([member])))
    await run('add', 'case.zip', 'case.tar.gz', '--no-read')
    const shown = await show('auth.log')
    expect(shown).toContain('found at: case.zip!logs/auth.log\n')
    expect(shown).toContain('found at: case.tar.gz!case.tar!logs/auth.log\n')
    await run('dispose', 'case.zip', '--purpose', 'Private')
    expect((await show('auth.log')).match(/^ {2}Container .*/gm)).toEqual([
      expect.stringMatching(/ case\.zip, disposed of$/),
      expect.stringMatching(/ case\.tar\.gz!case\.tar$/),
    ])
  })
})
