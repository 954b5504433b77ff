import { chmodSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { findBrowser } from './browser.mjs'
import { withSetupLock } from './lock.mjs'
import { findOffice } from './office.mjs'
import { hashOf, isStamped, writeStamp } from './stamp.mjs'

const folders: string[] = []

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'setup-'))
  folders.push(folder)
  return folder
}

describe('hashOf()', () => {
  it('changes with a name, a content, and a new file, but not with a test', () => {
    const root = temporaryFolder()
    mkdirSync(join(root, 'src/deep'), { recursive: true })
    writeFileSync(join(root, 'src/deep/a.ts'), 'a')
    const first = hashOf(root, ['src', 'absent'])
    writeFileSync(join(root, 'src/deep/a.test.ts'), 'test')
    expect(hashOf(root, ['src', 'absent'])).toBe(first)
    writeFileSync(join(root, 'src/deep/a.ts'), 'b')
    const changed = hashOf(root, ['src', 'absent'])
    renameSync(join(root, 'src/deep/a.ts'), join(root, 'src/deep/b.ts'))
    const renamed = hashOf(root, ['src', 'absent'])
    writeFileSync(join(root, 'src/c.ts'), '')
    expect(new Set([first, changed, renamed, hashOf(root, ['src', 'absent'])]).size).toBe(4)
  })
})

describe('isStamped()', () => {
  it('is true for the hash that was stamped last, and for no other', () => {
    const file = join(temporaryFolder(), 'deep/stamp')
    expect(isStamped(file, 'one')).toBe(false)
    writeStamp(file, 'one')
    writeStamp(file, 'two')
    expect([isStamped(file, 'one'), isStamped(file, 'two')]).toEqual([false, true])
  })
})

describe('withSetupLock()', () => {
  it('lets one work at a time, and the next one after it has ended or failed', async () => {
    const root = temporaryFolder()
    const seen: string[] = []
    const work = (name: string) => async () => {
      seen.push(`${name} begins`)
      await new Promise((resolve) => setTimeout(resolve, 20))
      seen.push(`${name} ends`)
      if (name === 'a') throw new Error('a failed')
    }
    const [first, second] = await Promise.allSettled([withSetupLock(root, work('a')), withSetupLock(root, work('b'))])
    expect([first.status, second.status]).toEqual(['rejected', 'fulfilled'])
    expect(seen).toEqual(['a begins', 'a ends', 'b begins', 'b ends'])
  })

  it('takes over from a set-up that has died', async () => {
    const root = temporaryFolder()
    mkdirSync(join(root, '.cache/setup.lock'), { recursive: true })
    // Above the largest process id there can be on Linux.
    writeFileSync(join(root, '.cache/setup.lock/pid'), '4194305')
    expect(await withSetupLock(root, async () => 'done')).toBe('done')
  })
})

describe('findBrowser()', () => {
  it('finds one on the path, prefers the one that is named, and takes nothing that cannot be run', () => {
    const folder = temporaryFolder()
    for (const name of ['chromium', 'mine', 'text']) writeFileSync(join(folder, name), '#!/bin/sh\n')
    for (const name of ['chromium', 'mine']) chmodSync(join(folder, name), 0o755)
    chmodSync(join(folder, 'text'), 0o644)
    expect(findBrowser({ PATH: folder })).toBe(join(folder, 'chromium'))
    expect(findBrowser({ PATH: folder, HINDCAST_BROWSER: join(folder, 'mine') })).toBe(join(folder, 'mine'))
    expect(findBrowser({ PATH: folder, HINDCAST_BROWSER: join(folder, 'text') })).toBeUndefined()
  })
})

describe('findOffice()', () => {
  it('finds one on the path before any other, and takes nothing that cannot be run', () => {
    const [first, second] = [temporaryFolder(), temporaryFolder()]
    for (const folder of [first, second]) writeFileSync(join(folder, 'soffice'), '#!/bin/sh\n')
    chmodSync(join(second, 'soffice'), 0o755)
    expect(findOffice({ PATH: [first, second].join(delimiter) })).toBe(join(second, 'soffice'))
  })
})
