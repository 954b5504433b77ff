import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openTemporaryFolder } from './temporary-folder.ts'
import { unpackFile } from './unpack.ts'
import { writeTar } from './written-archives.ts'

async function unpackEmpty(names: readonly string[]): Promise<{ puts: number; told: string[] }> {
  const folder = await mkdtemp(join(tmpdir(), 'hindcast-empty-'))
  await using temporary = openTemporaryFolder()
  const told: string[] = []
  let puts = 0
  try {
    const file = join(folder, 'empty.tar')
    await writeFile(file, writeTar(names.map((name) => ({ name }))))
    await unpackFile({
      path: 'x',
      file,
      put(bytes) {
        puts += 1
        return temporary.put(bytes)
      },
      onItem: () => undefined,
      onProblem: ({ message }) => told.push(message),
    })
  } finally {
    await rm(folder, { recursive: true })
  }
  return { puts, told }
}

describe('unpackFile() of empty members', () => {
  it('stores nothing, however many there are', async () => {
    const names = Array.from({ length: 2_000 }, (_, index) => `e${index}`)
    expect(await unpackEmpty(names)).toEqual({ puts: 0, told: ['"e0" and 1,999 more members are empty: they hold no bytes to keep'] })
  })

  it('tells of a single one', async () => {
    expect(await unpackEmpty(['a'])).toEqual({ puts: 0, told: ['"a" is empty: it holds no bytes to keep'] })
  })
})
