import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { writeTar, writeZip } from '../../src/app/reading/written-archives.ts'
import { type Ended, runProgram } from './run-program.ts'

let folder: string
let data: string

const line = (second: number) =>
  `2026-03-01T00:00:0${second}+00:00 web-1 sshd[40${second}]: Failed password for root from 203.0.113.9 port 1022 ssh2\n`
const shared = { name: 'auth.log', bytes: Buffer.from(line(1) + line(2)) }

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hindcast-dispose-'))
  data = join(folder, 'data')
  writeFileSync(join(folder, 'case.zip'), writeZip([shared, { name: 'own.log', bytes: Buffer.from(line(3)) }]))
  writeFileSync(join(folder, 'case.tar.gz'), gzipSync(writeTar([shared])))
  writeFileSync(join(folder, 'kept.log'), line(4))
  await run('add', 'case.zip', 'case.tar.gz', 'kept.log', '--by', 'Mara Lindqvist')
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

const run = (...args: string[]): Promise<Ended> => runProgram(['evidence', ...args, '--data', data], { folder })
const dispose = (...items: string[]): Promise<Ended> => run('dispose', ...items, '--purpose', 'Private')
const count = async (): Promise<string> => (await runProgram(['search', '--count', '--data', data])).stdout.trim()

async function hashOf(name: string): Promise<string> {
  const { stdout } = await run('show', name, '--json')
  const shown: { item: { row: { sha256: string } } } = JSON.parse(stdout)
  return shown.item.row.sha256
}

describe('hindcast evidence dispose', () => {
  it('leaves no file that holds events it took', async () => {
    const files = () => readdirSync(join(data, 'events'), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.parquet'))
    const before = files()
    expect((await dispose('case.zip', 'case.tar.gz')).code).toBe(0)
    expect(files()).toHaveLength(1)
    expect(before.length > 1 || !before.includes(files()[0] ?? '')).toBe(true)
    expect((await dispose('kept.log')).code).toBe(0)
    expect(files()).toEqual([])
  })
})

describe('hindcast evidence dispose of a member that two containers hold', () => {
  it.each([
    ['case.zip', 'case.tar.gz', '3'],
    ['case.tar.gz', 'case.zip', '4'],
  ])('keeps it with the other after %s, and takes it with %s', async (first, last, left) => {
    const member = await hashOf('auth.log')
    const bytes = join(data, 'vault', member.slice(0, 2), member)
    expect((await dispose(first)).code).toBe(0)
    expect({ count: await count(), kept: existsSync(bytes) }).toEqual({ count: left, kept: true })
    expect((await dispose(last)).code).toBe(0)
    expect({ count: await count(), kept: existsSync(bytes) }).toEqual({ count: '1', kept: false })
    expect((await run('list')).stdout).not.toContain('auth.log')
    expect((await run('verify')).code).toBe(0)
  })

  it('refuses the last container of a member that is held', async () => {
    await run('hold', await hashOf('auth.log'), '--purpose', 'Preservation notice', '--by', 'Counsel')
    expect((await dispose('case.zip')).code).toBe(0)
    expect(await dispose('case.tar.gz')).toMatchObject({ code: 2, stderr: expect.stringContaining('legal hold') })
    expect(await count()).toBe('3')
  })

  it('keeps what was given by itself, too', async () => {
    writeFileSync(join(folder, 'auth.log'), shared.bytes)
    await run('add', 'auth.log')
    expect((await dispose('case.zip')).code).toBe(0)
    expect((await dispose('case.tar.gz')).code).toBe(0)
    expect(await count()).toBe('3')
  })

  it('takes the members of a container that came again', async () => {
    await dispose('case.zip')
    await run('add', 'case.zip')
    await dispose('case.tar.gz')
    expect(await count()).toBe('4')
    expect((await dispose('case.zip')).code).toBe(0)
    expect(await count()).toBe('1')
  })
})
