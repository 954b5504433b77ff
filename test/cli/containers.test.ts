import { readdirSync } from 'node:fs'
import { chmod, cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { writeTar, writeZip } from '../../src/app/reading/written-archives.ts'
import { runProgram } from './run-program.ts'

let place = ''
let evidence = ''
let report = ''
const temporary = (): string => join(place, 'tmp')

const failed = (second: number): string =>
  `2026-03-01T08:00:${String(second).padStart(2, '0')}+00:00 web-01 sshd[${1000 + second}]: Failed password for root from 203.0.113.9 port ${40_000 + second} ssh2`
const auth = Buffer.from(
  `${Array.from({ length: 50 }, (_, index) => failed(index)).join('\n')}\n2026-03-01T08:01:00+00:00 web-01 sshd[2000]: Accepted password for root from 203.0.113.9 port 50000 ssh2\n`,
)

/** case.zip holds case.tar.gz, which holds var/log/auth.log. */
function caseOf(log: Buffer): Buffer {
  const tar = writeTar([
    { name: 'var/log/auth.log', bytes: log },
    { name: 'var/log/link', type: '2', link: '/etc/shadow' },
  ])
  return writeZip([{ name: 'case.tar.gz', bytes: gzipSync(tar), isStored: true }])
}

beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), 'hindcast-containers-test-'))
  evidence = join(place, 'evidence')
  report = join(place, 'report')
  await mkdir(evidence)
  await mkdir(temporary())
  await writeFile(join(evidence, 'case.zip'), caseOf(auth))
})
afterAll(async () => {
  await rm(place, { recursive: true })
})

const run = (...args: string[]): ReturnType<typeof runProgram> => runProgram(args, { environment: { TMPDIR: temporary() } })
const leftBehind = (): string[] => readdirSync(temporary()).filter((name) => name.startsWith('hindcast'))

interface Item {
  readonly label: string
  readonly path: string
  readonly sha256: string
  readonly parent?: string
  readonly reading?: { readonly events: number }
}

describe('hindcast draft and verify over containers', () => {
  it('lists every container and member as an item, and cites the member', async () => {
    const { code, stderr } = await run('draft', evidence, '--out', report)
    expect(code).toBe(3)
    expect(stderr).toContain('"var/log/link": A symbolic link, not followed')
    const { document }: { document: { evidence: Item[]; timeline: { citations: { evidence: string | string[] }[] }[] } } = JSON.parse(
      await readFile(join(report, 'incident.json'), 'utf8'),
    )
    const root = join(evidence, 'case.zip')
    expect(document.evidence.map(({ label, path }) => `${label} ${path}`)).toEqual([
      `E1 ${root}`,
      `E2 ${root}!case.tar.gz`,
      `E3 ${root}!case.tar.gz!case.tar`,
      `E4 ${root}!case.tar.gz!case.tar!var/log/auth.log`,
    ])
    document.evidence.forEach((item, index) => expect(item.parent).toBe(document.evidence[index - 1]?.sha256))
    expect(document.evidence[3]?.reading?.events).toBe(51)
    const cited = new Set(document.timeline.flatMap(({ citations }) => citations.flatMap((citation) => citation.evidence)))
    expect([...cited]).toEqual([document.evidence[3]?.sha256])
    expect(leftBehind()).toEqual([])
  })

  it('proves its citations, also where the evidence was moved', async () => {
    expect((await run('verify', report)).code).toBe(0)
    const moved = join(place, 'moved')
    await cp(evidence, moved, { recursive: true })
    const { code, stdout } = await run('verify', report, '--evidence', moved)
    expect(stdout).not.toMatch(/^(?:BROKEN|not checked)/m)
    expect(code).toBe(0)
    expect(leftBehind()).toEqual([])
  })

  it('finds a changed byte in a member', async () => {
    const other = join(place, 'changed')
    await mkdir(other)
    await writeFile(join(other, 'case.zip'), caseOf(Buffer.from(auth.toString().replace('Accepted password for root', 'Accepted password for toor'))))
    const { code, stdout } = await run('verify', report, '--evidence', other)
    expect(code).toBe(1)
    expect(stdout).toMatch(/BROKEN .*E1 case\.zip: .*case\.zip was changed/)
    expect(stdout).toMatch(/BROKEN .*E4 auth\.log: its decoded bytes were changed/)
    expect(stdout).toMatch(/BROKEN .*claim/i)
  })

  it('checks a member that was unpacked by hand', async () => {
    const loose = join(place, 'loose')
    await mkdir(loose)
    await writeFile(join(loose, 'auth.log'), auth)
    const { code, stdout } = await run('verify', report, '--evidence', loose)
    expect(code).toBe(1)
    expect(stdout).not.toContain('BROKEN')
    expect(stdout).toMatch(/not checked .*E1 case\.zip: not found/)
  })
})

describe('hindcast events, detect and indicators over containers', () => {
  it('read the members', async () => {
    const events = await run('events', join(evidence, 'case.zip'))
    expect(events.stdout.trim().split('\n')).toHaveLength(51)
    expect(events.stderr).toContain('1 file, 51 events, 1 problem')
    expect((await run('detect', evidence)).stderr).toMatch(/1 file, 51 events, [1-9]/)
    expect((await run('indicators', evidence, '--all')).stdout).toContain('203.0.113.9')
    expect(leftBehind()).toEqual([])
  })

  it('take the zone of a member by its name', async () => {
    const local = Buffer.from('Mar  1 08:00:00 web-01 sshd[1]: Accepted password for root from 203.0.113.9 port 50000 ssh2\n')
    const file = join(place, 'local.zip')
    await writeFile(file, writeZip([{ name: 'auth.log', bytes: local }]))
    const { stdout } = await run('events', file, '--tz', 'auth.log=+02:00', '--year', '2026')
    expect(stdout).toContain('"@timestamp":"2026-03-01T06:00:00Z"')
  })

  it('remove what they unpacked when they are stopped', async () => {
    const big = join(place, 'big.tar')
    await writeFile(big, writeTar(Array.from({ length: 40 }, (_, index) => ({ name: `${index}.log`, bytes: Buffer.alloc(500_000, auth) }))))
    let isStopped = false
    const { code } = await runProgram(['events', big], {
      environment: { TMPDIR: temporary() },
      watch(seen) {
        if (isStopped || seen.stdout === '') return
        isStopped = true
        seen.kill('SIGTERM')
      },
    })
    expect(code).toBe(143)
    expect(leftBehind()).toEqual([])
  })

  it('remove at the next start what a kill -9 left behind', async () => {
    const big = join(place, 'killed.tar')
    await writeFile(big, writeTar(Array.from({ length: 40 }, (_, index) => ({ name: `${index}.log`, bytes: Buffer.alloc(500_000, auth) }))))
    await runProgram(['events', big], {
      environment: { TMPDIR: temporary() },
      watch(seen) {
        if (seen.stdout !== '') seen.kill('SIGKILL')
      },
    })
    expect(leftBehind()).toHaveLength(1)
    expect((await run('events', join(evidence, 'case.zip'))).stdout).not.toBe('')
    expect(leftBehind()).toEqual([])
  })

  it.skipIf(process.getuid?.() === 0)('say where they cannot unpack to', async () => {
    await chmod(temporary(), 0o500)
    const { code, stderr } = await run('events', join(evidence, 'case.zip'))
    await chmod(temporary(), 0o700)
    expect(code).not.toBe(0)
    expect(stderr).toMatch(/Cannot make a folder to unpack into .* Set TMPDIR to another folder/)
  })
})
