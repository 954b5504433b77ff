import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Problem } from '../model/problem.ts'
import { type PlacedMatch, searchTextFile } from './text-indicators.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hindcast-text-'))
})
afterEach(() => rm(folder, { recursive: true }))

async function search(bytes: Uint8Array | string) {
  const path = join(folder, 'notes.md')
  await writeFile(path, bytes)
  const placed: PlacedMatch[] = []
  const problems: Problem[] = []
  const signal = new AbortController().signal
  const isText = await searchTextFile({ path, onMatch: (match) => placed.push(match), onProblem: (problem) => problems.push(problem), signal })
  return { placed, problems, isText }
}

describe('searchTextFile', () => {
  it('`searchTextFile()` gives the line and the bytes of every match', async () => {
    const source = Buffer.from('\ufeff# Notes\r\n\r\nÜber 8[.]8[.]8[.]8 😀 evil.com\n\n\n- bücher.de')
    const { placed } = await search(source)
    expect(placed.map(({ match, line }) => [match.value, line])).toEqual([
      ['8.8.8.8', 3],
      ['evil.com', 3],
      ['xn--bcher-kva.de', 6],
    ])
    for (const { match, offset, length } of placed) expect(source.subarray(offset, offset + length).toString()).toBe(match.raw)
  })

  it('`searchTextFile()` keeps line and offset over chunks of a large file', async () => {
    const source = Buffer.from(Array.from({ length: 40_000 }, (_, at) => (at % 3 === 0 ? '' : `line ${at + 1} from 8.8.${at % 200}.8`)).join('\n'))
    const { placed } = await search(source)
    expect(placed.length).toBe(26_666)
    for (const { match, line, offset, length } of placed) {
      expect(source.subarray(offset, offset + length).toString()).toBe(match.raw)
      expect(match.value).toBe(`8.8.${(line - 1) % 200}.8`)
    }
  })

  it('`searchTextFile()` reads gzip and text of other encodings', async () => {
    expect((await search(gzipSync('from 8.8.8.8'))).placed[0]).toMatchObject({ match: { value: '8.8.8.8' }, offset: 5 })
    expect((await search(Buffer.from('caf\u00e9 8.8.8.8', 'latin1'))).placed[0]).toMatchObject({ match: { value: '8.8.8.8' }, offset: 5 })
  })

  it('`searchTextFile()` leaves binary files alone', async () => {
    expect(await search(Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 1, 2]))).toEqual({ placed: [], problems: [], isText: false })
  })

  it('`searchTextFile()` reports what it cannot read', async () => {
    const cut = gzipSync('from 8.8.8.8\n'.repeat(1000)).subarray(0, 40)
    expect((await search(cut)).problems).toMatchObject([{ code: 'truncated' }])
    const long = await search(`${'x'.repeat(9 * 1024 * 1024)}\n8.8.8.8`)
    expect(long.problems).toMatchObject([{ code: 'too-long', record: 1, offset: 0 }])
    expect(long.placed[0]).toMatchObject({ line: 2 })
  })
})
