import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { runProgram } from './run-program.ts'

const log = `${[
  ...Array.from(
    { length: 12 },
    (_, n) => `2026-03-14T09:00:${String(n).padStart(2, '0')}Z web-1 sshd[100]: Failed password for root from 203.0.113.7 port 4${n} ssh2`,
  ),
  '2026-03-14T09:00:30Z web-1 sshd[100]: Accepted password for root from 203.0.113.7 port 4022 ssh2',
  '2026-03-14T09:01:00Z web-1 useradd[200]: new user: name=support, UID=1004, GID=1004, home=/home/support, shell=/bin/bash, from=/dev/pts/0',
].join('\n')}\n`

const ownRule = `title: Support again
id: own-rule
logsource:
  product: linux
detection:
  keywords:
    - 'name=support'
  condition: keywords
`

const matchSchema = z.looseObject({
  'rule.id': z.string(),
  'rule.title': z.string(),
  techniques: z.array(z.string()),
  'event.id': z.string(),
  message: z.string(),
  origin: z.looseObject({ path: z.string(), offset: z.number(), length: z.number() }),
})

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hindcast-detect-'))
  await mkdir(join(folder, 'rules', 'deep'), { recursive: true })
  await mkdir(join(folder, 'bad'))
  await writeFile(join(folder, 'auth.log'), log)
  await writeFile(join(folder, 'rules', 'deep', 'own.yml'), ownRule)
  await writeFile(join(folder, 'bad', 'broken.yml'), ownRule.replace('condition: keywords', 'condition: keywords and nothing'))
})
afterAll(() => rm(folder, { recursive: true }))

describe('hindcast detect', () => {
  it('`hindcast detect` prints findings as a table', async () => {
    const { code, stdout } = await runProgram(['detect', 'auth.log'], { folder })
    const rows = stdout.trimEnd().split('\n')
    expect(code).toBe(0)
    expect(rows[0]).toMatch(/^First seen .* Rule .* Example$/)
    expect(rows.some((row) => /12 .*Failed SSH sign-ins/.test(row))).toBe(true)
    expect(rows.some((row) => row.includes('after 12 failed attempts from there within an hour.'))).toBe(true)
  })

  it('`hindcast detect --json` prints a finding a line, in order of time', async () => {
    const { stdout } = await runProgram(['detect', 'auth.log', '--json'], { folder })
    const found = stdout
      .trimEnd()
      .split('\n')
      .map((line) => z.looseObject({ 'rule.title': z.string(), first: z.string(), count: z.number() }).parse(JSON.parse(line)))
    expect(found.map((finding) => finding.first)).toEqual(found.map((finding) => finding.first).toSorted())
    expect(found.map((finding) => finding['rule.title'])).toContain('Account created')
  })

  it('`hindcast detect --per-event` prints every match with its event and its bytes', async () => {
    const { code, stdout, stderr } = await runProgram(['detect', 'auth.log', '--per-event', '--rules', 'rules'], { folder })
    const matches = stdout
      .trimEnd()
      .split('\n')
      .map((line) => matchSchema.parse(JSON.parse(line)))
    const bytes = await readFile(join(folder, 'auth.log'))
    expect(code).toBe(0)
    expect(matches.filter((match) => match['rule.title'] === 'Failed SSH sign-ins')).toHaveLength(12)
    const own = matches.find((match) => match['rule.id'] === 'own-rule')
    expect(bytes.subarray(own?.origin.offset, (own?.origin.offset ?? 0) + (own?.origin.length ?? 0)).toString()).toContain('name=support')
    expect(stderr).toContain('14 events')
  })

  it('`hindcast detect --rules` lists bad rules with file and line and exits with 3', async () => {
    const { code, stderr, stdout } = await runProgram(['detect', 'auth.log', '--rules', 'bad'], { folder })
    expect(code).toBe(3)
    expect(stderr).toContain('broken.yml:8: The condition names "nothing", which the detection does not define')
    expect(stdout).toContain('Account created')
  })

  it('`hindcast detect` refuses folders that are not there', async () => {
    expect((await runProgram(['detect', 'auth.log', '--rules', 'none'], { folder })).stderr).toContain('Cannot read rules from "none"')
    expect((await runProgram(['detect', 'none.log'], { folder })).stderr).toContain('none.log')
    expect((await runProgram(['detect'], { folder })).code).toBe(2)
  })
})
