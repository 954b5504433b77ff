import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Ended, runProgram } from './run-program.ts'

let folder = ''
const run = (...args: readonly string[]): Promise<Ended> => runProgram(args, { folder, environment: { HINDCAST_DATA: join(folder, 'data') } })

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hindcast-names-'))
  const record = { timestamp: '2026-03-01T10:00:00Z', 'a.b': { 'c d': 'x1', 'q"\\': 'x2' }, 'event.type': 'start' }
  writeFileSync(join(folder, 'e.jsonl'), `${JSON.stringify(record)}\n`)
  await run('evidence', 'add', 'e.jsonl')
})
afterAll(() => rmSync(folder, { recursive: true }))

describe('hindcast search, names with signs of their own', () => {
  it.each([
    ['fields."a.b"."c d":x1', 'fields."a.b"."c d"', 'x1'],
    [String.raw`fields."a.b"."q\"\\":x2`, String.raw`fields."a.b"."q\"\\"`, 'x2'],
    ['fields."event.type":start', 'fields."event.type"', 'start'],
  ])('finds and counts by %s', async (query, field, value) => {
    expect((await run('search', query, '-c')).stdout).toBe('1\n')
    expect((await run('search', '--top', field, '--json')).stdout).toBe(`${JSON.stringify({ value, count: 1 })}\n`)
  })

  it('says how a name is quoted that was not', async () => {
    expect((await run('search', 'fields.event.type:start')).stderr).toContain('perhaps: fields."event.type":start')
    expect((await run('search', '--top', 'fields.a.b')).stderr).toContain('Perhaps: fields."a.b"."c d"')
  })
})
