import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { runProgram } from './run-program.ts'

const listedSchema = z.strictObject({
  type: z.string(),
  value: z.string(),
  observable: z.boolean(),
  count: z.number(),
  first: z.string().optional(),
  last: z.string().optional(),
  examples: z.array(z.strictObject({ path: z.string(), record: z.number(), offset: z.number(), length: z.number() })),
})

const access = (day: number, address: string, path: string): string =>
  `${address} - - [0${day}/Mar/2024:10:00:00 +0000] "GET ${path} HTTP/1.1" 200 512 "-" "evilscan/1.0 (+http://evil.com/bot)"`
const log = `${[access(3, '9.9.9.9', '/?u=http://evil.com/x.sh'), access(1, '9.9.9.9', '/'), access(2, '10.0.0.5', '/')].join('\n')}\n`
const notes = '# Notes\n\nSeen at hxxp://evil[.]com/x.sh and 9.9.9[.]9, never at 8.8.8.8\n'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hindcast-indicators-'))
  await writeFile(join(folder, 'access.log'), log)
  await writeFile(join(folder, 'notes.md'), notes)
  await writeFile(join(folder, 'old.txt.gz'), gzipSync('once mallory@evil.com wrote'))
  await writeFile(join(folder, 'tool.bin'), Buffer.from([0, 1, 2, 3]))
})
afterAll(() => rm(folder, { recursive: true }))

describe('hindcast indicators', () => {
  it('`hindcast indicators --json` gives count, times and bytes over logs and texts', async () => {
    const { code, stdout, stderr } = await runProgram(['indicators', '.', '--json'], { folder })
    expect([code, stderr]).toEqual([0, './tool.bin: Neither a log that is recognised nor text\n'])
    const listed = stdout
      .trimEnd()
      .split('\n')
      .map((line) => listedSchema.parse(JSON.parse(line)))
    const one = (type: string, value: string) => listed.find((each) => each.type === type && each.value === value)
    expect(one('ipv4', '9.9.9.9')).toMatchObject({ observable: false, count: 3, first: '2024-03-01T10:00:00Z', last: '2024-03-03T10:00:00Z' })
    expect(one('ipv4', '9.9.9.9')?.examples.map(({ path, record }) => [path, record])).toEqual([
      ['./access.log', 2],
      ['./access.log', 1],
      ['./notes.md', 3],
    ])
    expect(one('ipv4', '10.0.0.5')).toMatchObject({ observable: true, count: 1 })
    expect(one('url', 'http://evil.com/x.sh')?.count).toBe(2)
    expect(one('user-agent', 'evilscan/1.0 (+http://evil.com/bot)')?.count).toBe(3)
    expect(one('ipv4', '8.8.8.8')).toEqual({
      type: 'ipv4',
      value: '8.8.8.8',
      observable: false,
      count: 1,
      examples: [{ path: './notes.md', record: 3, offset: notes.indexOf('8.8.8.8'), length: 7 }],
    })
    expect(one('email', 'mallory@evil.com')?.examples).toEqual([{ path: './old.txt.gz', record: 1, offset: 5, length: 16 }])
    for (const { type, value, examples } of listed) await expectBytes(type === 'user-agent' ? 'evilscan' : value, examples)
  })

  it('`hindcast indicators` prints a table without observables, defanged where asked', async () => {
    const plain = await runProgram(['indicators', 'access.log'], { folder })
    expect(plain.stdout).toContain('9.9.9.9')
    expect(plain.stdout).not.toContain('10.0.0.5')
    expect(plain.stderr).toContain('1 observable not listed')
    const defanged = await runProgram(['indicators', 'access.log', '--all', '--defang'], { folder })
    expect(defanged.stdout).toMatch(/ipv4 \* {2,}10\[\.\]0\[\.\]0\[\.\]5 /)
    expect(defanged.stdout).toContain('hxxp://evil[.]com/x.sh')
    expect(defanged.stdout).not.toMatch(/9\.9\.9\.9|http:|evil\.com/)
  })

  it('`hindcast indicators` says what it cannot do', async () => {
    expect(await runProgram(['indicators'], { folder })).toMatchObject({ code: 2, stdout: '' })
    const missing = await runProgram(['indicators', 'gone.log'], { folder })
    expect(missing.code).toBe(2)
    expect(missing.stderr).toContain('No such file or folder: "gone.log"')
    await writeFile(join(folder, 'cut.log.gz'), gzipSync(log.repeat(500)).subarray(0, 60))
    expect((await runProgram(['indicators', 'cut.log.gz'], { folder })).code).toBe(3)
    await rm(join(folder, 'cut.log.gz'))
  })
})

/** The bytes of each example, refanged, hold the value (of a record: among others). */
async function expectBytes(value: string, examples: readonly { path: string; offset: number; length: number }[]): Promise<void> {
  for (const { path, offset, length } of examples) {
    if (path.endsWith('.gz')) continue
    const bytes = (await readFile(join(folder, path))).subarray(offset, offset + length)
    expect(bytes.toString().replaceAll('[.]', '.').replaceAll('hxxp', 'http')).toContain(value)
  }
}
