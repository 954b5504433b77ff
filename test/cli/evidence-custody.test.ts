import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Ended, runProgram } from './run-program.ts'

let folder: string
let data: string

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hindcast-custody-'))
  data = join(folder, 'data')
  mkdirSync(join(folder, 'in'))
  writeFileSync(join(folder, 'in/a.log'), line(1) + line(2))
  writeFileSync(join(folder, 'in/b.log.gz'), gzipSync(line(3)))
  await run('add', 'in', '--by', 'Mara Lindqvist', '--place', 'Server room')
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

const line = (second: number) =>
  `2026-03-01T00:00:0${second}+00:00 web-1 sshd[40${second}]: Failed password for root from 203.0.113.9 port 1022 ssh2\n`
const run = (...args: string[]): Promise<Ended> => runProgram(['evidence', ...args, '--data', data], { folder })

/** Runs statements over the records by hand. */
function sql(statements: string): void {
  const script = "const { DatabaseSync } = require('node:sqlite'); new DatabaseSync(process.argv[1]).exec(process.argv[2])"
  const whole = `DROP TRIGGER IF EXISTS custody_is_unchanged; DROP TRIGGER IF EXISTS custody_is_kept; ${statements}`
  execFileSync(process.execPath, ['-e', script, join(data, 'records.sqlite'), whole], { stdio: 'ignore' })
}

function vaultFile(sha256: string): string {
  return join(data, 'vault', sha256.slice(0, 2), sha256)
}

async function hashOf(name: string): Promise<string> {
  const { stdout } = await run('show', name, '--json')
  const shown: { item: { row: { sha256: string } } } = JSON.parse(stdout)
  return shown.item.row.sha256
}

describe('hindcast evidence verify', () => {
  it('finds nothing wrong with what nobody touched, and tells of it', async () => {
    expect(await run('verify', '--by', 'Tomas Okafor')).toMatchObject({ code: 0, stdout: '', stderr: expect.stringContaining('intact') })
    expect((await run('show', 'a.log')).stdout).toMatch(/verify {2}Tomas Okafor/)
    expect((await run('verify', '--no-entry')).stderr).toContain('6 custody entries')
  })

  it('names what was changed and what is missing', async () => {
    const [changed, missing] = [vaultFile(await hashOf('a.log')), vaultFile(await hashOf('b.log.gz'))]
    chmodSync(changed, 0o600)
    writeFileSync(changed, line(1) + line(4))
    rmSync(missing)
    const { code, stdout } = await run('verify', '--no-entry')
    expect(code).toBe(1)
    expect(stdout).toContain(`changed: "a.log"`)
    expect(stdout).toContain(`missing: "b.log.gz"`)
    expect(stdout).toContain(missing)
    const out = await run('export', '--out', 'out')
    expect(out.code).toBe(1)
    expect(existsSync(join(folder, 'out/data/in/a.log'))).toBe(false)
  })

  it.each([
    ['an entry that was changed', "UPDATE custody SET body = replace(body, 'Mara', 'Nora') WHERE seq = 1", 'Entry 1'],
    ['the last entry that was taken out', 'DELETE FROM custody WHERE seq = 3', 'cut: The custody should end with entry 3'],
    ['an item listed with another size', "UPDATE evidence SET size = 7 WHERE name = 'a.log'", '"a.log"'],
  ])('finds %s behind its back', async (_, statements, found) => {
    sql(statements)
    const { code, stdout } = await run('verify', '--no-entry')
    expect({ code, stdout }).toEqual({ code: 1, stdout: expect.stringContaining(found) })
  })
})

describe('hindcast evidence verify of a damaged chain', () => {
  it('tells each damaged entry once, and everything else as if it could be read', async () => {
    await run('seal', 'a.log', '--seal', 'S-1', '--by', 'Mara Lindqvist')
    await run('access', 'a.log', '--by', 'Mara Lindqvist')
    sql("UPDATE custody SET body = 'x' WHERE seq IN (1, 4)")
    const { code, stdout, stderr } = await run('verify', '--no-entry')
    expect(code).toBe(1)
    const cannot = (seq: number) => expect.stringContaining(`changed: Custody entry ${seq} of INC-`)
    expect(stdout.trimEnd().split('\n')).toEqual([cannot(1), cannot(4)])
    expect(stderr).toContain('5 custody entries, no time stamp: 2 findings')
    sql('DELETE FROM custody WHERE seq = 3')
    expect((await run('verify', '--by', 'Tomas Okafor')).stdout).toContain('sequence: ')
    expect((await run('show', 'a.log')).stdout).toContain('Custody entry 1 of INC-')
    expect((await run('verify', '--no-entry')).stderr).toContain('custody entries, no time stamp: ')
  })
})

describe('hindcast evidence export', () => {
  it('gives originals back byte for byte, with a manifest, and writes over nothing', async () => {
    const { code } = await run('export', '--out', 'out', '--members', '--purpose', 'Handed to the police')
    expect(code).toBe(0)
    expect(readFileSync(join(folder, 'out/data/in/a.log'))).toEqual(readFileSync(join(folder, 'in/a.log')))
    expect(readFileSync(join(folder, 'out/data/in/b.log.gz'))).toEqual(readFileSync(join(folder, 'in/b.log.gz')))
    expect(readFileSync(join(folder, 'out/data/in/b.log.gz (members)/b.log'), 'utf8')).toBe(line(3))
    execFileSync('sha256sum', ['--strict', '-c', 'manifest-sha256.txt', 'tagmanifest-sha256.txt'], { cwd: join(folder, 'out') })
    const last = readFileSync(join(folder, 'out/custody.jsonl'), 'utf8').trimEnd().split('\n').at(-1) ?? ''
    expect(JSON.parse(last)).toMatchObject({ action: 'export', purpose: 'Handed to the police' })
    expect(await run('export', '--out', 'out')).toMatchObject({ code: 2, stderr: expect.stringContaining('holds something already') })
    expect(await run('export', 'a.log', '--out', '-')).toMatchObject({ code: 0, stdout: line(1) + line(2) })
    expect((await run('verify')).code).toBe(0)
  })
})

describe('hindcast evidence dispose', () => {
  it('takes a container with its members and events, and keeps why', async () => {
    const member = vaultFile(await hashOf('in/b.log.gz!b.log'))
    expect(await run('dispose', 'b.log.gz')).toMatchObject({ code: 2, stderr: expect.stringContaining('--purpose') })
    expect(await run('dispose', 'b.log.gz', '--purpose', 'Private')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('disposed of 2 items'),
    })
    expect(existsSync(member)).toBe(false)
    expect((await run('list')).stdout).not.toContain('b.log')
    expect((await run('list', '--all')).stdout).toContain('disposed')
    expect((await runProgram(['search', '--count', '--data', data])).stdout).toBe('2\n')
    expect((await run('verify')).code).toBe(0)
    expect((await run('add', 'in/b.log.gz')).stdout).toContain('kept 2 items')
    expect((await runProgram(['search', '--count', '--data', data])).stdout).toBe('3\n')
    expect((await run('verify')).code).toBe(0)
  })

  it('refuses what is held, and what must be kept', async () => {
    await run('hold', 'a.log', '--purpose', 'Preservation notice', '--by', 'Counsel')
    expect(await run('dispose', 'a.log', '--purpose', 'x')).toMatchObject({ code: 2, stderr: expect.stringContaining('legal hold') })
    await run('release', 'a.log', '--purpose', 'Settled')
    await run('retain', '--until', '2099-12-31')
    expect(await run('dispose', 'a.log', '--purpose', 'x')).toMatchObject({ code: 2, stderr: expect.stringContaining('2100-01-01T12:00:00Z') })
    expect((await run('list')).stdout).toContain('until 2099-12-31')
    expect(readdirSync(join(data, 'vault', (await hashOf('a.log')).slice(0, 2)))).toHaveLength(1)
  })
})

describe('hindcast evidence handling', () => {
  it('records from hand to hand, and finds where a hand is missing', async () => {
    const handed = await run('transfer', 'a.log', '--by', 'Mara Lindqvist', '--to', 'Tomas Okafor', '--reference', 'Courier 88-1')
    expect(handed).toMatchObject({ code: 0, stdout: expect.stringContaining('transfer') })
    await run('analyse', 'a.log', '--by', 'Tomas Okafor', '--purpose', 'Timeline')
    expect((await run('verify')).code).toBe(0)
    await run('seal', 'a.log', '--by', 'Somebody Else', '--seal', '004711')
    expect(await run('verify')).toMatchObject({ code: 1, stdout: expect.stringContaining('gap: "a.log"') })
    const { stdout } = await run('show', 'a.log', '--json')
    const shown: { entries: { seq: number; action: string }[] } = JSON.parse(stdout)
    const seal = shown.entries.find(({ action }) => action === 'seal')?.seq ?? 0
    await run('correct', String(seal), '--by', 'Tomas Okafor', '--note', 'The wrong name was written')
    expect((await run('verify')).code).toBe(0)
  })

  it('tells what was not obtained', async () => {
    expect((await run('not-obtained', '--what', 'VPN logs')).code).toBe(2)
    await run('not-obtained', '--what', 'VPN logs', '--purpose', 'Overwritten after 14 days')
    expect((await run('list')).stderr).toContain('Not obtained: VPN logs (Overwritten after 14 days)')
  })
})
