import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { evidenceActions } from '../../src/cli/commands/evidence/actions.ts'
import { type Ended, runProgram } from './run-program.ts'

let folder: string
let data: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hindcast-evidence-'))
  data = join(folder, 'data')
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

const line = (second: number, host = 'web-1') =>
  `2026-03-01T00:00:0${second}+00:00 ${host} sshd[40${second}]: Failed password for root from 203.0.113.9 port 102${second} ssh2\n`

function write(path: string, content: string | Uint8Array): string {
  const file = join(folder, path)
  mkdirSync(join(file, '..'), { recursive: true })
  writeFileSync(file, content)
  return file
}

const run = (...args: string[]): Promise<Ended> => runProgram(['evidence', ...args, '--data', data], { folder })

interface Listed {
  readonly sha256: string
  readonly path: string
  readonly name: string
  readonly state: string
  readonly events: number
  readonly parent?: string
  readonly problems: number
}

async function listed(...args: string[]): Promise<Listed[]> {
  const { stdout } = await run('list', '--json', ...args)
  return stdout.split('\n').flatMap((text): Listed[] => (text === '' ? [] : [JSON.parse(text)]))
}

describe('hindcast evidence', () => {
  it('lists its actions, and means the nearest one', async () => {
    const { stdout } = await runProgram(['evidence', '--help'])
    for (const { name, summary } of evidenceActions) expect(stdout).toMatch(new RegExp(`^ {2}${name} +${summary}$`, 'm'))
    expect(await runProgram(['evidence', 'lsit'])).toMatchObject({ code: 2, stderr: expect.stringContaining('did you mean "list"?') })
    expect(await runProgram(['evidence'])).toMatchObject({ code: 2, stdout: '' })
  })

  it.each(evidenceActions)('$name has help with examples of its own', async ({ name, summary, load }) => {
    const { command } = await load()
    const { code, stdout } = await runProgram(['evidence', name, '--help'])
    expect(code).toBe(0)
    expect({ name: command.name, summary: command.summary }).toEqual({ name: `evidence ${name}`, summary })
    expect(command.usage).toMatch(new RegExp(`^evidence ${name}\\b`))
    expect(command.examples.length).toBeGreaterThan(0)
    for (const { command: text } of command.examples) expect(stdout).toContain(`  ${text}\n`)
  })
})

describe('hindcast evidence add', () => {
  it('keeps a folder, unpacks what it holds, and reads it', async () => {
    write('in/a.log', line(1) + line(2))
    write('in/deep/b.log.gz', gzipSync(line(3)))
    execFileSync('tar', ['cf', join(folder, 'in/c.tar'), '-C', join(folder, 'in'), 'a.log', 'deep'])
    const { code, stdout, stderr } = await run('add', 'in')
    expect(stderr).toContain('Made the incident INC-')
    expect(stdout).toContain('kept 4 items, 1 of them out of containers; 3 were there already')
    expect(stdout).toContain('read 2 items into 3 events')
    expect(code).toBe(0)
    const items = await listed()
    expect(items.map(({ path, state, events }) => [path, state, events])).toEqual([
      ['in/a.log', 'read', 2],
      ['in/c.tar', 'unpacked', 0],
      ['in/deep/b.log.gz', 'unpacked', 0],
      ['b.log', 'read', 1],
    ])
  })

  it('tells how evidence was acquired, once for each time it came', async () => {
    write('one.log', line(1))
    write('two.log', line(1))
    await run(
      'add',
      'one.log',
      '--by',
      'Mara Lindqvist',
      '--tool',
      'scp 9.6',
      '--row-cap',
      '5000',
      '--at',
      '2026-03-05 09:00',
      '--zone',
      'Europe/Berlin',
    )
    const again = await run('add', 'two.log', '--by', 'Tomas Okafor')
    expect(again.stdout).toContain('kept 0 items; 1 was there already')
    const { stdout } = await run('show', 'one.log', '--json')
    const { item, entries, faults } = JSON.parse(stdout)
    expect(item.row.acquisition).toMatchObject({ by: 'Tomas Okafor' })
    expect(entries).toMatchObject([
      { action: 'collect', by: 'Mara Lindqvist', at: '2026-03-05T08:00:00Z', zone: 'Europe/Berlin', acquisition: { tool: 'scp 9.6', rowCap: 5000 } },
      { action: 'collect', by: 'Tomas Okafor', path: 'two.log' },
    ])
    expect(faults).toEqual([])
    expect(entries[0].hashAfter).toBe(item.row.sha256)
  })

  it('tells of the members of a container each time it comes', async () => {
    write('in/a.log.gz', gzipSync(line(1)))
    execFileSync('tar', ['czf', join(folder, 'one.tgz'), '-C', folder, 'in'])
    writeFileSync(join(folder, 'two.tgz'), readFileSync(join(folder, 'one.tgz')))
    await run('add', 'one.tgz', '--no-read', '--by', 'Mara Lindqvist')
    // The file, the archive in it, the file in that, and the log.
    const again = await run('add', 'two.tgz', '--no-read', '--by', 'Tomas Okafor')
    expect(again.stdout).toContain('kept 0 items; 4 were there already and got another custody entry')
    for (const { sha256 } of await listed()) {
      const { entries, faults } = JSON.parse((await run('show', sha256, '--json')).stdout)
      expect(entries).toMatchObject([{ by: 'Mara Lindqvist' }, { action: 'collect', by: 'Tomas Okafor' }])
      const [{ parent, path }, second] = entries
      expect(second).toMatchObject(parent === undefined ? { path: 'two.tgz' } : { parent, path })
      expect(faults).toEqual([])
    }
    expect(await run('verify', '--no-entry')).toMatchObject({ code: 0, stderr: expect.stringContaining('8 custody entries') })
    const log = (await listed()).find(({ name }) => name === 'a.log')?.sha256 ?? ''
    await run('dispose', log, '--purpose', 'Private')
    expect((await run('add', 'one.tgz', '--no-read')).stdout).toContain('kept 0 items; 3 were there already')
    expect((await run('verify', '--no-entry')).code).toBe(0)
  })

  it('takes a stream from standard input under a name', async () => {
    const script = `printf '%s' "$LOG" | "$NODE" "$PROGRAM" evidence add - --name sshd.log --data "$DATA"`
    const program = new URL('../../bin/hindcast.mjs', import.meta.url).pathname
    const env = { ...process.env, LOG: line(1), NODE: process.execPath, PROGRAM: program, DATA: data }
    expect(execFileSync('sh', ['-c', script], { env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })).toContain('read 1 item into 1 event')
    expect(await listed()).toMatchObject([{ name: 'sshd.log', state: 'read' }])
    expect(await runProgram(['evidence', 'add', '-', '--data', data])).toMatchObject({ code: 2, stderr: expect.stringContaining('--name') })
  })

  it('keeps the rest where some cannot be read, and says so', async () => {
    write('in/a.log', line(1))
    const secret = write('in/secret.log', line(2))
    symlinkSync('/dev/zero', join(folder, 'in/zero'))
    chmodSync(secret, 0)
    const isRoot = process.getuid?.() === 0
    const { code, stderr } = await run('add', 'in')
    expect(code).toBe(3)
    expect(stderr).toContain('in/zero: Symbolic link, not followed')
    if (!isRoot) expect(stderr).toContain('in/secret.log: May not be read: check its rights')
    expect((await listed()).map(({ name }) => name)).toContain('a.log')
  })

  it('keeps what a damaged archive holds, and its problems', async () => {
    const whole = gzipSync(line(1).repeat(400))
    write('cut.log.gz', whole.subarray(0, whole.length - 12))
    const { code, stderr } = await run('add', 'cut.log.gz')
    expect(code).toBe(3)
    expect(stderr).toContain('cut.log.gz')
    const [container] = await listed('cut.log.gz')
    const { stdout } = await run('show', 'cut.log')
    expect({ state: container?.state, told: stdout }).toEqual({ state: 'unpacked', told: expect.stringContaining('396 events') })
  })

  it('tells what was wrong with a container each time it comes, under the path it has then', async () => {
    const packed = gzipSync(line(1))
    packed[packed.length - 8] = (packed[packed.length - 8] ?? 0) ^ 1
    write('in/a.log.gz', packed)
    execFileSync('sh', ['-c', 'ln -s /etc/passwd in/link && tar cf one.tar in && cp one.tar two.tar && cp one.tar three.tar'], { cwd: folder })
    const wrong = (name: string) => [
      expect.stringMatching(new RegExp(`${name}: "in/link": .*link`)),
      expect.stringContaining(`${name}!in/a.log.gz!a.log: `),
    ]
    const told = async (...args: string[]) => {
      const { code, stderr } = await run('add', '--no-read', ...args)
      return [
        code,
        stderr
          .split('\n')
          .filter((text) => /^\w+\.tar|^a\.log\.gz/.test(text))
          .sort(),
      ]
    }
    expect(await told('one.tar', 'two.tar')).toEqual([3, [...wrong('one.tar').toReversed(), ...wrong('two.tar').toReversed()]])
    await run('read')
    expect(await told('three.tar')).toEqual([3, wrong('three.tar').toReversed()])
    expect(await told('in/a.log.gz')).toEqual([3, [expect.stringMatching(/^a\.log\.gz!a\.log: /)]])
  })

  it('tells every record that could not be read, each time the file comes', async () => {
    const day = (second: number) => `{"time":"2026-03-01T00:00:0${second}Z","msg":"sign-in","user":"alice"}\n`
    write('in/app.jsonl', `${day(1)}{"time":"2026-03\n${day(2)}[]\nnull\n${day(3)}`)
    write('in/big.jsonl', `${day(4)}null\n`.repeat(1203))
    const { code, stdout, stderr } = await run('add', 'in', '--problems', 'problems.jsonl')
    expect(code).toBe(3)
    expect(stdout).toContain('1,206 records of 2 items could not be read')
    expect(stderr).toContain('in/app.jsonl: record 2 at byte 63: Not readable as JSON')
    expect(stderr).toContain('Records that could not be read: 3 of in/app.jsonl, 1,203 of in/big.jsonl\n')
    const written = (name: string) => readFileSync(join(folder, name), 'utf8').trimEnd().split('\n').sort()
    expect((await runProgram(['events', 'in', '--problems', 'events.jsonl'], { folder })).code).toBe(3)
    expect(written('problems.jsonl')).toEqual(written('events.jsonl'))
    expect(written('problems.jsonl')).toHaveLength(1206)
    expect((await run('add', 'in')).code).toBe(3)
    expect(await run('read')).toMatchObject({ code: 0, stdout: expect.not.stringContaining('could not be read') })
    expect(await run('read', 'app.jsonl')).toMatchObject({ code: 3, stdout: expect.stringContaining('3 records of 1 item could not be read') })
  })

  it('tells a member whose checksum differs where it is listed', async () => {
    write('in/a.log', line(1).repeat(9))
    const packed = gzipSync(readFileSync(join(folder, 'in/a.log')), { level: 0 })
    packed[packed.length - 8] = (packed[packed.length - 8] ?? 0) ^ 1
    write('a.log.gz', packed)
    expect((await run('add', 'a.log.gz')).code).toBe(3)
    expect(await listed()).toMatchObject([
      { state: 'unpacked', problems: 1 },
      { name: 'a.log', state: 'read', events: 9, problems: 1 },
    ])
    expect((await run('show', 'a.log')).stdout).toMatch(/Problems \(1\)\n +a\.log\.gz!a\.log: /)
  })

  it('asks which incident where there are several, and refuses what is no time', async () => {
    write('a.log', line(1))
    expect(await run('add', 'a.log', '--at', 'yesterday')).toMatchObject({ code: 2, stderr: expect.stringContaining('"yesterday" is no time') })
    expect(await run('add', 'a.log', '--at', '2999-01-01')).toMatchObject({ code: 2, stderr: expect.stringContaining('in the future') })
    expect(await run('add', 'nowhere.log')).toMatchObject({ code: 2, stderr: expect.stringContaining('Cannot find "nowhere.log"') })
  })

  it('leaves nothing in the vault that no item refers to', async () => {
    execFileSync('sh', ['-c', 'mkdir in && : > in/empty && tar cf in.tar in'], { cwd: folder })
    await run('add', 'in.tar')
    const kept = readdirSync(join(data, 'vault'), { recursive: true, encoding: 'utf8' }).filter(
      (path) => statSync(join(data, 'vault', path)).size > 0 && /[0-9a-f]{64}$/.test(path),
    )
    expect(kept.map((path) => path.slice(-64))).toEqual((await listed()).map(({ sha256 }) => sha256))
  })
})

describe('hindcast evidence list', () => {
  it('shows hostile names so that they cannot do anything', async () => {
    write('in/\u001b[31m\u202egol.exe', line(1))
    await run('add', 'in')
    const { stdout } = await run('list')
    expect(stdout).not.toContain('\u001b')
    expect(stdout).not.toContain('\u202e')
    expect(await run('show', 'nothing')).toMatchObject({ code: 2, stderr: expect.stringContaining('No evidence item is called "nothing"') })
  })
})
