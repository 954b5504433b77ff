import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { incomingFiles } from '../evidence/incoming.ts'
import { discoverFiles } from './discover.ts'
import { cannotFind, shownPath } from './path-bytes.ts'
import { readableFiles } from './readable-files.ts'
import { writeTar } from './written-archives.ts'

let root = ''
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'hindcast-names-'))
})
afterEach(() => rm(root, { recursive: true }))

/** A path below the folder, written in ISO 8859-1. */
const latin = (path: string): Buffer => Buffer.from(join(root, path), 'latin1')

// Other systems let no such name be made.
describe.runIf(process.platform === 'linux')('a name that is not UTF-8', () => {
  it('is found with its bytes, in a folder of such a name too, and sorted by what is shown', async () => {
    await mkdir(latin('é'))
    for (const name of ['é/café.log', 'z.log', 'caf\u00e9.log']) await writeFile(latin(name), name)
    await writeFile(join(root, 'ünder.log'), 'x')
    const { files, problems } = await discoverFiles([root])
    expect(problems).toEqual([])
    expect(files.map(({ path, bytes }) => [path.slice(root.length + 1), bytes !== undefined])).toEqual([
      ['%E9/caf%E9.log', true],
      ['caf%E9.log', true],
      ['z.log', false],
      ['ünder.log', false],
    ])
    expect(await readFile(files[0]?.bytes ?? '', 'utf8')).toBe('é/café.log')
  })

  it('is kept as evidence under the name that is shown', async () => {
    await mkdir(latin('é'))
    await writeFile(latin('é/ü.log'), 'abc')
    const [incoming, ...others] = incomingFiles(await discoverFiles([root]), [root])
    expect(others).toEqual([])
    expect(incoming).toMatchObject({ name: '%FC.log', path: `${root.slice(root.lastIndexOf('/') + 1)}/%E9/%FC.log`, size: 3 })
    const parts: Uint8Array[] = []
    for await (const part of incoming?.open() ?? []) parts.push(part)
    expect(Buffer.concat(parts).toString()).toBe('abc')
  })

  it('is read, and unpacked, like any other', async () => {
    await writeFile(latin('é.log'), 'plain')
    await writeFile(latin('é.tgz'), gzipSync(writeTar([{ name: 'in.log', bytes: Buffer.from('packed') }])))
    const problems: unknown[] = []
    const { files } = await discoverFiles([root])
    const read: string[][] = []
    for await (const { path, file } of readableFiles(files, { onProblem: (problem) => problems.push(problem) }))
      read.push([path.slice(root.length + 1), await readFile(file ?? path, 'utf8')])
    expect(problems).toEqual([])
    expect(read).toEqual([
      ['%E9.log', 'plain'],
      ['%E9.tgz!%E9.tar!in.log', 'packed'],
    ])
  })
})

describe('shownPath()', () => {
  it.each([
    [Buffer.from('/a/ünd 😀.log'), '/a/ünd 😀.log'],
    [Buffer.from([0x61, 0xe9, 0x2e]), 'a%E9.'],
    [Buffer.from([0xc0, 0xaf, 0xed, 0xa0, 0x80, 0xf0, 0x9f, 0x98]), '%C0%AF%ED%A0%80%F0%9F%98'],
  ])('shows %j', (bytes, text) => {
    expect(shownPath(bytes)).toBe(text)
  })
})

describe('cannotFind()', () => {
  it('says what to do about a name that the command line could not take', () => {
    expect(cannotFind('a.log')).toBe('Cannot find "a.log"')
    expect(cannotFind('a\ufffd.log')).toContain('its name is not UTF-8, give the folder it lies in')
  })
})
