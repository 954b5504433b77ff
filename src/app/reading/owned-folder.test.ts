import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeOwnedFolder, sweepFolders } from './owned-folder.ts'

let root = ''
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'hindcast-owned-'))
})
afterEach(() => rm(root, { recursive: true, force: true }))

const module = JSON.stringify(new URL('./owned-folder.ts', import.meta.url).href)

/** Another process that has a folder with a file in it, and waits. */
async function startOwner() {
  const script = `const { makeOwnedFolder } = await import(${module})
    const { path } = await makeOwnedFolder(process.argv[1])
    const { writeFileSync } = await import('node:fs')
    writeFileSync(path + '/0000001', 'member')
    console.log(path)
    setInterval(() => undefined, 1_000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script, root], { stdio: ['ignore', 'pipe', 'ignore'] })
  const [printed] = await once(child.stdout.setEncoding('utf8'), 'data')
  return { path: String(printed).trim(), child }
}

describe('sweepFolders()', () => {
  it('removes the folder of a process that was killed, and none of one that runs', async () => {
    const [killed, running] = await Promise.all([startOwner(), startOwner()])
    const own = await makeOwnedFolder(root)
    try {
      await sweepFolders(root)
      expect((await readdir(root)).length).toBe(3)
      killed.child.kill('SIGKILL')
      await once(killed.child, 'exit')
      await sweepFolders(root)
      expect(existsSync(killed.path)).toBe(false)
      expect((await readdir(running.path)).toSorted()).toEqual(['0000001', 'owner.lock'])
      // Looking at its own lock did not let go of it: another process that sweeps still finds it taken.
      const sweep = `(await import(${module})).sweepFolders(process.argv[1])`
      await once(spawn(process.execPath, ['--input-type=module', '-e', sweep, root], { stdio: 'ignore' }), 'exit')
      expect(existsSync(own.path)).toBe(true)
    } finally {
      running.child.kill('SIGKILL')
      own.release()
    }
    await sweepFolders(root)
    expect(existsSync(own.path)).toBe(false)
  })

  it('leaves what is only called alike, and what links lead to', async () => {
    await mkdir(join(root, 'hindcast-unpacked-Ab12Cd'))
    await mkdir(join(root, 'hindcast-unpacked-77-Ab12Cd'))
    await writeFile(join(root, 'hindcast-unpacked-77-Ab12Cd/kept'), '')
    await mkdir(join(root, 'elsewhere'))
    await writeFile(join(root, 'elsewhere/owner.lock'), '')
    await symlink(join(root, 'elsewhere'), join(root, 'hindcast-unpacked-78-Ab12Cd'))
    await mkdir(join(root, 'hindcast-unpacked-79-Ab12Cd'))
    await sweepFolders(root)
    expect((await readdir(root)).toSorted()).toEqual([
      'elsewhere',
      'hindcast-unpacked-77-Ab12Cd',
      'hindcast-unpacked-78-Ab12Cd',
      'hindcast-unpacked-Ab12Cd',
    ])
    expect(existsSync(join(root, 'elsewhere/owner.lock'))).toBe(true)
    await sweepFolders(join(root, 'nowhere'))
  })
})
