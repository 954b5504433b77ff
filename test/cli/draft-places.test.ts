import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runProgram } from './run-program.ts'

let place = ''
let evidence = ''

beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), 'hindcast-places-'))
  evidence = join(place, 'evidence')
  await mkdir(evidence)
  await writeFile(join(evidence, 'auth.log'), '2026-03-05T01:00:00Z web01 sshd[7]: Accepted password for root from 203.0.113.7 port 4000 ssh2\n')
  await writeFile(join(place, 'a-file'), 'kept')
})

afterAll(() => rm(place, { recursive: true, force: true }))

const draft = (out: string, ...more: string[]) => runProgram(['draft', evidence, '--out', out, ...more])

describe('hindcast draft --out', () => {
  it.each([
    ['a file', 'a-file', /is a file; choose a folder/],
    ['a place below a file', 'a-file/x', /is a file; choose a folder/],
    ['a file system without folders', '/proc/hindcast', /Cannot make the folder "\/proc\/hindcast"/],
    ['nothing', '', /Give --out the folder to write/],
    ['the evidence itself', 'evidence', /choose another folder for --out/],
  ])('refuses %s before it reads anything', async (_, out, words) => {
    const ended = await draft(out === '' || out.startsWith('/') ? out : join(place, out))
    expect(ended.stderr).toMatch(words)
    expect(ended.stderr).not.toContain('auth.log')
    expect(ended.code).toBe(2)
    expect(await readFile(join(place, 'a-file'), 'utf8')).toBe('kept')
    expect(await readdir(evidence)).toEqual(['auth.log'])
  })

  it('says that the data folder cannot be one', async () => {
    const ended = await runProgram(['draft', evidence, '--out', join(place, 'kept')], { environment: { HINDCAST_DATA: join(place, 'a-file') } })
    expect(ended.stderr).toMatch(/Cannot use ".*a-file", which HINDCAST_DATA names/)
    expect(ended.code).toBe(2)
  })

  it.runIf(process.platform === 'linux').each(['/proc', '/proc/hindcast/data'])('says that %s cannot hold data', async (folder) => {
    for (const command of ['draft', 'evidence add']) {
      const args = [...command.split(' '), evidence, ...(command === 'draft' ? ['--out', join(place, 'kept')] : [])]
      const ended = await runProgram(args, { environment: { HINDCAST_DATA: folder } })
      expect([ended.code, ended.stderr]).toEqual([2, expect.stringMatching(/^(?:Unpacking\n)?hindcast: Cannot (?:use|keep evidence in) "\/proc/)])
    }
  })

  it('reads none of its own files, also where a link leads to them', async () => {
    await symlink(evidence, join(place, 'link'))
    const inside = join(place, 'link', 'report')
    await draft(inside)
    const again = await draft(inside)
    expect(again.stdout).toContain('1 evidence item,')
    await rm(join(evidence, 'report'), { recursive: true })
  })

  it('refuses a time, or notes, that it cannot read before it reads the evidence', async () => {
    const time = await draft(join(place, 'new'), '--at', 'yesterday')
    const notes = await draft(join(place, 'new'), '--incident', place)
    expect([time.code, notes.code]).toEqual([2, 2])
    expect(time.stderr + notes.stderr).not.toContain('auth.log')
    expect(await readdir(place)).not.toContain('new')
  })
})
