import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeFolder } from './make-folder.ts'

let root = ''
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'hindcast-make-'))
})
afterAll(() => rm(root, { recursive: true }))

describe('makeFolder()', () => {
  it('makes all that is missing, with the rights given, by several at once', async () => {
    const folder = join(root, 'a', 'b', 'c')
    await Promise.all([makeFolder(folder, 0o700), makeFolder(folder, 0o700), makeFolder(`${folder}/`, 0o700)])
    expect((await stat(folder)).isDirectory()).toBe(true)
    if (process.platform !== 'win32') expect((await stat(join(root, 'a'))).mode & 0o777).toBe(0o700)
  })

  it('refuses a place below a file', async () => {
    await writeFile(join(root, 'file'), '')
    await expect(makeFolder(join(root, 'file'))).rejects.toThrow(`"${join(root, 'file')}" is a file`)
    await expect(makeFolder(join(root, 'file', 'x', 'y'))).rejects.toThrow(`"${join(root, 'file')}" is a file`)
  })

  it.runIf(process.platform === 'linux')('ends where the file system makes no folders', async () => {
    await expect(makeFolder('/proc/hindcast/x')).rejects.toMatchObject({ code: 'ENOENT' })
  })
})
