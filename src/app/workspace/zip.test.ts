import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { zipFiles } from './zip.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hindcast-zip-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const files = [
  { path: 'report.md', bytes: Buffer.from('the same line again\n'.repeat(1000)) },
  { path: 'figures/übersicht.svg', bytes: Buffer.from('<svg/>') },
  { path: 'empty.txt', bytes: Buffer.alloc(0) },
]

describe('zipFiles()', () => {
  it('writes what another program reads back byte for byte', () => {
    writeFileSync(join(folder, 'a.zip'), zipFiles(files))
    execFileSync('python3', ['-m', 'zipfile', '-e', join(folder, 'a.zip'), join(folder, 'out')])
    const wrong = files.filter(({ path, bytes }) => !readFileSync(join(folder, 'out', path)).equals(bytes))
    expect(wrong).toEqual([])
  })

  it('gives the same bytes for the same files', () => {
    expect(Buffer.from(zipFiles(files)).equals(zipFiles(files))).toBe(true)
  })

  it('compresses what repeats and stores what does not', () => {
    expect(zipFiles(files.slice(0, 1)).length).toBeLessThan(500)
    expect(Buffer.from(zipFiles(files.slice(1, 2))).includes('<svg/>')).toBe(true)
  })
})
