import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runProgram } from './run-program.ts'

const line = '2024-03-05T10:00:00+01:00 web-1 sshd[1]: Failed password for root from 203.0.113.7 port 4022 ssh2'
const sum = '2024-03-05T09:00:00Z'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hindcast-events-'))
  await mkdir(join(folder, 'clean'))
  await mkdir(join(folder, 'broken'))
  await writeFile(join(folder, 'clean', 'auth.log'), `${line}\n`)
  await writeFile(join(folder, 'clean', 'local.log'), 'Mar  5 10:00:00 db-1 app: hello\n')
  await writeFile(join(folder, 'clean', 'table.csv'), 'time,message\n2024-03-05T10:00:00Z,"=cmd(), \u202eturned"\n')
  await writeFile(join(folder, 'clean', 'readme.txt'), 'Nothing here is a log.\n')
  await writeFile(join(folder, 'clean', 'empty.log'), '')
  await writeFile(
    join(folder, 'broken', 'web.log.gz'),
    gzipSync(`192.0.2.1 - - [10/Oct/2023:13:55:36 +0000] "GET / HTTP/1.0" 200 1\nnot a line of it\n`),
  )
})
afterAll(async () => {
  await rm(folder, { recursive: true })
})

describe('hindcast events', () => {
  it('prints one flat JSON object an event, with exactly where it was read', async () => {
    const path = join(folder, 'clean', 'auth.log')
    const { code, stdout } = await runProgram(['events', path])
    expect(code).toBe(0)
    const event: Record<string, unknown> = JSON.parse(stdout)
    expect(event).toMatchObject({
      '@timestamp': sum,
      message: 'Failed password sign-in for root from 203.0.113.7',
      'event.dataset': 'syslog',
      'event.action': 'ssh_login',
      'event.outcome': 'failure',
      'host.name': 'web-1',
      'user.name': 'root',
      'source.ip': '203.0.113.7',
      'event.timezone': '+01:00',
      origin: { path, record: 1, offset: 0, length: line.length, format: 'syslog' },
    })
  })

  it('reads a folder: a file that is no log is listed and no error', async () => {
    const { code, stdout, stderr } = await runProgram(['events', join(folder, 'clean'), '--tz', 'local.log=Europe/Berlin', '--year', '2024'])
    expect(code).toBe(0)
    expect(stderr).toContain('readme.txt: Not recognised as a log')
    expect(stderr).toContain('empty.log: The file is empty')
    const times = stdout
      .trimEnd()
      .split('\n')
      .map((text) => JSON.parse(text)['@timestamp'])
    expect(times).toEqual([sum, sum, '2024-03-05T10:00:00Z'])
    expect(stdout).not.toContain('\u202e')
  })

  it('exits with 3 where some evidence could not be read, and writes all problems where asked', async () => {
    const problems = join(folder, 'problems.jsonl')
    const { code, stdout } = await runProgram(['events', join(folder, 'broken'), '--problems', problems])
    expect(code).toBe(3)
    expect(JSON.parse(stdout)).toMatchObject({ 'event.action': 'http_request', origin: { path: join(folder, 'broken', 'web.log.gz!web.log') } })
    expect(JSON.parse(await readFile(problems, 'utf8'))).toMatchObject({ code: 'not-a-record', record: 2, offset: 66, length: 16 })
  })

  it('prints only the events of a search, and shows where a search is wrong', async () => {
    const { code, stdout, stderr } = await runProgram(['events', join(folder, 'clean'), '--where', 'user:root ip:203.0.113.0/24 or "turned"'])
    expect(code).toBe(0)
    expect(stdout.split('\n').filter((text) => text !== '')).toHaveLength(2)
    expect(stderr).toContain('(2 printed)')
    const wrong = await runProgram(['events', join(folder, 'clean'), '--where', 'usr:root'])
    expect([wrong.code, wrong.stdout]).toEqual([2, ''])
    expect(wrong.stderr).toContain('There is no field "usr"\nusr:root\n^^^\n')
  })

  it('guards CSV against formulas', async () => {
    const { stdout } = await runProgram(['events', join(folder, 'clean', 'table.csv'), '--format', 'csv'])
    expect(stdout.split('\r\n')[0]).toMatch(/^@timestamp,message,event\.id,/)
    expect(stdout.split('\r\n')[1]).toMatch(/^2024-03-05T10:00:00Z,"'=cmd\(\), \\u202eturned",/)
  })

  it.each([
    [['events']],
    [['events', 'no/such/path']],
    [['events', '.', '--tz', 'Mars/Olympus']],
    [['events', '.', '--year', '24']],
    [['events', '.', '--format', 'xml']],
  ])('exits with 2 for %j', async (args) => {
    const { code, stdout, stderr } = await runProgram(args)
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(/^hindcast: /)
  })
})

describe('hindcast formats', () => {
  it('lists what is read and how it is recognised', async () => {
    const { code, stdout } = await runProgram(['formats', '--json'])
    expect(code).toBe(0)
    const listed: { name: string; recognisedBy: string }[] = JSON.parse(stdout)
    expect(listed.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['aws-cloudtrail', 'syslog', 'web-access', 'timesketch-csv', 'timesketch-jsonl', 'jsonl', 'csv']),
    )
    expect(listed.every(({ recognisedBy }) => recognisedBy.length > 10)).toBe(true)
  })
})
