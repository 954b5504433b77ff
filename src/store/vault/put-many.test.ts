import { createHash } from 'node:crypto'
import { appendFile, chmod, mkdir, mkdtemp, readFile, readdir, rm, stat, truncate, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { AppError } from '../../base/error.ts'
import { openFolderVault } from './folder.ts'
import { readSourceFile } from './source-file.ts'
import type { PutAnswer, PutSource, Vault } from './vault.ts'

async function withFolder(use: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'hindcast-vault-'))
  try {
    await use(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

function textSource(text: string): PutSource<string> {
  return {
    key: text,
    async *bytes() {
      yield new TextEncoder().encode(text)
    },
  }
}

const fileSource = (key: string): PutSource<string> => ({ key, bytes: () => readSourceFile(key) })

async function batchesOf(vault: Vault, sources: Iterable<PutSource<string>>): Promise<(readonly PutAnswer<string>[])[]> {
  const batches: (readonly PutAnswer<string>[])[] = []
  for await (const batch of vault.putMany(sources)) batches.push(batch)
  return batches
}

async function putAll(vault: Vault, sources: Iterable<PutSource<string>>): Promise<PutAnswer<string>[]> {
  return (await batchesOf(vault, sources)).flat()
}

function codeOf(answer: PutAnswer<string> | undefined): string {
  return answer !== undefined && 'error' in answer && answer.error instanceof AppError ? answer.error.code : 'stored'
}

describe('putMany()', () => {
  it('keeps each file once, read-only, and answers in the order they were given', () =>
    withFolder(async (folder) => {
      const vault = await openFolderVault(folder)
      const texts = Array.from({ length: 2_100 }, (_, index) => `file ${index % 1_000}`)
      const batches = await batchesOf(vault, texts.map(textSource))
      expect(batches.map(({ length }) => length)).toEqual([2_048, 52])
      const answers = batches.flat()
      expect(answers.map(({ key }) => key)).toEqual(texts)
      expect(answers.map((answer) => ('stored' in answer ? answer.stored : undefined))).toEqual(
        texts.map((text, index) => ({ sha256: sha256(text), size: text.length, existed: index >= 1_000 })),
      )
      const one = vault.path(sha256('file 7'))
      expect([await readFile(one, 'utf8'), (await stat(one)).mode & 0o777]).toEqual(['file 7', 0o400])
      expect(await readdir(join(folder, 'incoming'))).toEqual([])
    }))

  it('says what is wrong with a file, and keeps the rest', () =>
    withFolder(async (folder) => {
      const vault = await openFolderVault(join(folder, 'vault'))
      const path = (name: string) => join(folder, name)
      await writeFile(path('good.log'), 'good')
      await mkdir(path('a-folder'))
      const answers = await putAll(
        vault,
        ['gone.log', 'good.log', 'a-folder'].map((name) => fileSource(path(name))),
      )
      expect(answers.map(codeOf)).toEqual(['vanished', 'stored', 'unreadable'])
      expect(await vault.has(sha256('good'))).toBe(true)
      expect(await readdir(join(folder, 'vault', 'incoming'))).toEqual([])
    }))

  it('keeps nothing of a file that changes while it is copied', () =>
    withFolder(async (folder) => {
      const vault = await openFolderVault(join(folder, 'vault'))
      const file = join(folder, 'live.log')
      const meddle: Record<string, () => Promise<void>> = {
        changed: () => appendFile(file, 'more'),
        shrunk: () => truncate(file, 10),
        touched: () => utimes(file, 1_000, 1_000),
        vanished: () => rm(file),
      }
      for (const [how, change] of Object.entries(meddle)) {
        await writeFile(file, 'x'.repeat(600_000))
        const source = {
          key: how,
          async *bytes() {
            let isFirst = true
            for await (const chunk of readSourceFile(file)) {
              if (isFirst) await change()
              isFirst = false
              yield chunk
            }
          },
        }
        const [answer] = await putAll(vault, [source])
        expect([how, codeOf(answer)]).toEqual([how, how === 'vanished' ? 'vanished' : 'changed'])
      }
      expect(await readdir(join(folder, 'vault'))).toEqual(['incoming', 'removing'])
    }))

  it('tells a vault that cannot be written to from a file that cannot be read', () =>
    withFolder(async (folder) => {
      const vault = await openFolderVault(folder)
      await rm(join(folder, 'incoming'), { recursive: true })
      const [answer] = await putAll(vault, [textSource('one')])
      expect([codeOf(answer), answer !== undefined && 'error' in answer ? String(answer.error) : '']).toEqual([
        'vault',
        expect.stringContaining(`Cannot keep evidence in "${folder}"`),
      ])
    }))

  it.skipIf(process.getuid?.() === 0)('says that a file or the folder may not be used', () =>
    withFolder(async (folder) => {
      const vault = await openFolderVault(join(folder, 'vault'))
      await writeFile(join(folder, 'secret'), 'x', { mode: 0 })
      expect((await putAll(vault, [fileSource(join(folder, 'secret'))])).map(codeOf)).toEqual(['unreadable'])
      await chmod(join(folder, 'vault', 'incoming'), 0o500)
      expect((await putAll(vault, [textSource('one')])).map(codeOf)).toEqual(['read-only'])
      await chmod(join(folder, 'vault', 'incoming'), 0o700)
    }),
  )
})

describe('verify()', () => {
  it('says what the bytes hash to now', () =>
    withFolder(async (folder) => {
      const vault = await openFolderVault(folder)
      const hash = sha256('hello')
      await putAll(vault, [textSource('hello')])
      expect(await vault.verify(hash)).toEqual({ isIntact: true, actual: hash, size: 5 })
      await chmod(vault.path(hash), 0o600)
      await writeFile(vault.path(hash), 'jello')
      expect(await vault.verify(hash)).toEqual({ isIntact: false, actual: sha256('jello'), size: 5 })
      await expect(vault.verify(sha256('none'))).rejects.toMatchObject({ code: 'not-found' })
    }))
})

describe('remove()', () => {
  it('brings back what somebody refers to by the time it is gone', () =>
    withFolder(async (folder) => {
      const vault = await openFolderVault(folder)
      const hash = sha256('hello')
      await putAll(vault, [textSource('hello')])
      const answers = [false, true]
      const seen: boolean[] = []
      await vault.remove(hash, async () => {
        seen.push(await vault.has(hash))
        return answers.shift() ?? true
      })
      expect([seen, await vault.has(hash), await readdir(join(folder, 'removing'))]).toEqual([[true, false], true, []])
      await vault.remove(hash, async () => true)
      expect(await vault.has(hash)).toBe(true)
      await expect(vault.remove(hash, failsTheSecondTime())).rejects.toThrow('the store is busy')
      expect(await vault.has(hash)).toBe(true)
      await vault.remove(hash, async () => false)
      expect(await vault.has(hash)).toBe(false)
    }))

  it('leaves what was put anew meanwhile', () =>
    withFolder(async (folder) => {
      const vault = await openFolderVault(folder)
      const hash = sha256('hello')
      await putAll(vault, [textSource('hello')])
      let asked = 0
      await vault.remove(hash, async () => {
        asked += 1
        if (asked === 2) await putAll(vault, [textSource('hello')])
        return false
      })
      expect(await readFile(vault.path(hash), 'utf8')).toBe('hello')
    }))

  it('brings back what a process was removing when it ended', () =>
    withFolder(async (folder) => {
      await openFolderVault(folder)
      const hash = sha256('hello')
      await writeFile(join(folder, 'removing', `${process.pid}-1.1-${hash}`), 'hello')
      const again = await openFolderVault(folder)
      expect([await again.has(hash), await readdir(join(folder, 'removing'))]).toEqual([true, []])
    }))
})

function failsTheSecondTime(): () => Promise<boolean> {
  let asked = 0
  return async () => {
    asked += 1
    if (asked > 1) throw new Error('the store is busy')
    return false
  }
}
