import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openFolderVault } from '../../store/vault/folder.ts'
import type { Vault } from '../../store/vault/vault.ts'
import { writeTar } from '../reading/written-archives.ts'
import { type IntoVault, openIntoVault } from './into-vault.ts'
import { unpackMembers } from './unpack-members.ts'

let folder = ''
let vault: Vault
let into: IntoVault
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hindcast-members-'))
  vault = await openFolderVault(folder)
  into = openIntoVault({ vault, store: { isEvidenceUsed: async () => false } })
})
afterEach(() => rm(folder, { recursive: true }))

const hashOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')

async function* once(bytes: Buffer): AsyncGenerator<Uint8Array> {
  yield bytes
}

/** Unpacks a container that is in the vault, and counts the calls that wait for the disk. */
async function unpack(container: Buffer, signal?: AbortSignal) {
  const { sha256 } = await vault.put(once(container))
  const calls = { single: 0, together: 0 }
  const counted = {
    path: vault.path,
    put: (...given: Parameters<IntoVault['put']>) => {
      calls.single += 1
      return into.put(...given)
    },
    putAll: (all: readonly Uint8Array[]) => {
      calls.together += 1
      return into.putAll(all)
    },
  }
  return { calls, root: sha256, ...(await unpackMembers({ sha256, path: 'case.tar', signal }, counted)) }
}

const names = async (): Promise<string[]> => {
  const all = await readdir(folder, { recursive: true })
  return all.flatMap((path) => /[0-9a-f]{64}$/.exec(path)?.[0] ?? [])
}

describe('unpackMembers()', () => {
  const large = randomBytes(600_000)
  const small = Array.from({ length: 300 }, (_, index) => ({ name: `logs/${index}.log`, bytes: Buffer.from(`line ${index % 290}\n`) }))
  const inner = writeTar([
    { name: 'deep.log', bytes: Buffer.from('deep\n') },
    { name: 'deep.bin', bytes: large.subarray(7) },
  ])
  const nested = gzipSync(writeTar([{ name: 'only.log', bytes: Buffer.from('only\n') }]))
  const container = writeTar([...small, { name: 'large.bin', bytes: large }, { name: 'inner.tar', bytes: inner }, { name: 'in.tgz', bytes: nested }])

  it('keeps every member, nested ones too, the small ones many at a time', async () => {
    const { members, problems, calls, root } = await unpack(container)
    expect(problems).toEqual([])
    const told = new Map(members.map((member) => [member.path, member]))
    expect(members.map(({ path }) => path).slice(0, 2)).toEqual(['logs/0.log', 'logs/1.log'])
    expect(members.length).toBe(300 + 1 + 3 + 3)
    expect(told.get('deep.log')?.parent).toBe(hashOf(inner))
    expect(told.get('only.log')).toMatchObject({ sha256: hashOf(Buffer.from('only\n')), isContainer: false })
    for (const { sha256, size } of members) {
      const bytes = await readFile(vault.path(sha256))
      expect([hashOf(bytes), bytes.length]).toEqual([sha256, size])
    }
    expect(new Set(await names())).toEqual(new Set([root, ...members.map(({ sha256 }) => sha256)]))
    // large.bin, inner.tar, deep.bin; all others at once.
    expect(calls).toEqual({ single: 3, together: 1 })
  })

  it('leaves what it put to be taken out again, also where it was broken off', async () => {
    const { root } = await unpack(container)
    await into.clear()
    expect(await names()).toEqual([root])
    await expect(unpack(container, AbortSignal.abort())).rejects.toThrow('aborted')
    await into.clear()
    expect(await names()).toEqual([root])
  })

  it('answers nothing where a member cannot be kept', async () => {
    await rm(join(folder, 'incoming'), { recursive: true })
    await writeFile(join(folder, 'incoming'), '')
    const root = hashOf(container)
    await writeFile(join(folder, 'case.tar'), container)
    const here = { put: into.put, putAll: into.putAll, path: (sha256: string) => (sha256 === root ? join(folder, 'case.tar') : vault.path(sha256)) }
    await expect(unpackMembers({ sha256: root, path: 'case.tar' }, here)).rejects.toMatchObject({ code: 'vault' })
  })
})
