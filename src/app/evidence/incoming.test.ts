import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { discoverFiles } from '../reading/discover.ts'
import { outsideOf } from './incoming.ts'

/** What is left of these paths below a case folder whose data folder is `.hindcast`, and what is told. */
async function left(...given: readonly string[]): Promise<{ files: string[]; told: string[] }> {
  const root = await mkdtemp(join(tmpdir(), 'hindcast-incoming-'))
  try {
    for (const folder of ['.hindcast/vault', '.hindcast-notes']) await mkdir(join(root, folder), { recursive: true })
    for (const file of ['a.log', '.hindcast/records.sqlite', '.hindcast/vault/x', '.hindcast-notes/b.log']) await writeFile(join(root, file), file)
    await symlink(join(root, '.hindcast'), join(root, 'linked'))
    const paths = given.map((path) => `${root}${path}`)
    const found = await outsideOf(join(root, '.hindcast'), await discoverFiles(paths), paths)
    return { files: found.files.map(({ path }) => path.slice(root.length)), told: found.problems.map(({ message }) => message) }
  } finally {
    await rm(root, { recursive: true })
  }
}

const told = '2 files in the data folder of this program, not kept: what is kept already is no new evidence'

describe('outsideOf()', () => {
  it('leaves out the data folder below what was given', async () => {
    expect(await left('')).toEqual({ files: ['/.hindcast-notes/b.log', '/a.log'], told: ['Symbolic link, not followed', told] })
    expect(await left('/')).toMatchObject({ told: ['Symbolic link, not followed', told] })
  })

  it('leaves out what is given in it, through a link too', async () => {
    expect(await left('/.hindcast')).toEqual({ files: [], told: [told] })
    expect(await left('/linked')).toEqual({ files: [], told: [told] })
    expect((await left('/.hindcast/vault/x', '/a.log')).files).toEqual(['/a.log'])
  })

  it('says nothing where nothing of it was given', async () => {
    expect(await left('/.hindcast-notes', '/a.log')).toEqual({ files: ['/.hindcast-notes/b.log', '/a.log'], told: [] })
  })
})
