import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openFolderVault } from './folder.ts'

const child = join(import.meta.dirname, 'put-forever.ts')

async function withFolder(use: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'hindcast-vault-'))
  try {
    await use(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function* chunks(...texts: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield new TextEncoder().encode(text)
}

function sha256(text: string | Uint8Array): string {
  return createHash('sha256').update(text).digest('hex')
}

describe('openFolderVault()', () => {
  it('keeps bytes once, under their hash, read-only', () =>
    withFolder(async (folder) => {
      const vault = await openFolderVault(folder)
      const hash = sha256('hello world')
      expect(await vault.put(chunks('hello ', 'world'))).toEqual({ sha256: hash, size: 11, existed: false })
      expect(await vault.put(chunks('hello world'))).toEqual({ sha256: hash, size: 11, existed: true })
      expect(await readFile(vault.path(hash), 'utf8')).toBe('hello world')
      expect((await stat(vault.path(hash))).mode & 0o777).toBe(0o400)
      expect([await vault.has(hash), await vault.size(hash)]).toEqual([true, 11])
      expect(await readdir(join(folder, 'incoming'))).toEqual([])
    }))

  it('reads all of it, or a range', () =>
    withFolder(async (folder) => {
      const vault = await openFolderVault(folder)
      const { sha256: hash } = await vault.put(chunks('0123456789'))
      const read = async (range?: { offset: number; length: number }) => Buffer.concat(await (await vault.open(hash, range)).toArray()).toString()
      expect([
        await read(),
        await read({ offset: 3, length: 4 }),
        await read({ offset: 8, length: 40 }),
        await read({ offset: 8, length: 0 }),
      ]).toEqual(['0123456789', '3456', '89', ''])
    }))

  it('keeps an empty file', () =>
    withFolder(async (folder) => {
      const vault = await openFolderVault(folder)
      expect(await vault.put(chunks())).toEqual({ sha256: sha256(''), size: 0, existed: false })
    }))

  it('leaves nothing of what is too long or breaks off', () =>
    withFolder(async (folder) => {
      const vault = await openFolderVault(folder)
      await expect(vault.put(chunks('01234', '56789'), { maxBytes: 9 })).rejects.toMatchObject({ code: 'too-large' })
      async function* broken(): AsyncGenerator<Uint8Array> {
        yield* chunks('some bytes')
        throw new Error('the line went dead')
      }
      await expect(vault.put(broken())).rejects.toThrow('the line went dead')
      expect(await readdir(join(folder, 'incoming'))).toEqual([])
      expect(await readdir(folder)).toEqual(['incoming', 'removing'])
    }))

  it('leaves alone what somebody keeps', () =>
    withFolder(async (folder) => {
      const vault = await openFolderVault(folder)
      const kept = await vault.put(chunks('kept'))
      const loose = await vault.put(chunks('loose'))
      await vault.keep(kept.sha256)
      await vault.keep(kept.sha256)
      await vault.remove(kept.sha256)
      await vault.remove(loose.sha256)
      expect([await vault.has(kept.sha256), await vault.has(loose.sha256)]).toEqual([true, false])
    }))

  it('refuses what is no hash, and says what it does not hold', () =>
    withFolder(async (folder) => {
      const vault = await openFolderVault(folder)
      expect(() => vault.path('../../etc/passwd')).toThrow('is no SHA-256')
      await expect(vault.open('a'.repeat(64))).rejects.toMatchObject({ code: 'not-found' })
      await expect(vault.size('a'.repeat(64))).rejects.toMatchObject({ code: 'not-found' })
      expect(await vault.has('a'.repeat(64))).toBe(false)
      await vault.remove('a'.repeat(64))
    }))

  it('sweeps what dead writers left, and nothing of a living one', () =>
    withFolder(async (folder) => {
      const vault = await openFolderVault(folder)
      await writeFile(join(folder, 'incoming', `${process.pid}-1.1`), 'left by an earlier process of this number')
      await writeFile(join(folder, 'incoming', 'nonsense'), 'x')
      let seen: string[] = []
      async function* slow(): AsyncGenerator<Uint8Array> {
        yield* chunks('first ')
        await openFolderVault(folder)
        seen = await readdir(join(folder, 'incoming'))
        yield* chunks('second')
      }
      expect(await vault.put(slow())).toMatchObject({ sha256: sha256('first second') })
      expect(seen).toHaveLength(1)
    }))

  it(
    'holds every acknowledged file whole after kill -9 in the middle of a put',
    () =>
      withFolder(async (folder) => {
        const acknowledged: string[] = []
        for (let round = 0; round < 6; round += 1) acknowledged.push(...(await putUntilKilled(folder, round)))
        expect(acknowledged.length).toBeGreaterThanOrEqual(6)
        const vault = await openFolderVault(folder)
        for (const hash of acknowledged) expect(sha256(await readFile(vault.path(hash)))).toBe(hash)
        expect(await readdir(join(folder, 'incoming'))).toEqual([])
        const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile())
        for (const { parentPath, name } of files) expect(sha256(await readFile(join(parentPath, name)))).toBe(name)
      }),
    60_000,
  )
})

/** Runs the child until it acknowledged a few files, and kills it at some point of the next one. */
async function putUntilKilled(folder: string, round: number): Promise<string[]> {
  const process_ = spawn(process.execPath, [child, folder, String(round)], { stdio: ['ignore', 'pipe', 'inherit'] })
  let output = ''
  const ended = new Promise((resolve) => process_.once('close', resolve))
  process_.stdout.setEncoding('utf8').on('data', (text: string) => {
    const isFirst = output === ''
    output += text
    if (isFirst) setTimeout(() => process_.kill('SIGKILL'), 5 + round * 7)
  })
  await ended
  return output.split('\n').slice(0, -1)
}
