import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { lockDataFolder } from './data-lock.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hindcast-lock-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

async function spawnHolder() {
  const module = JSON.stringify(new URL('./data-lock.ts', import.meta.url).href)
  const script = `const { lockDataFolder } = await import(${module}); await lockDataFolder(${JSON.stringify(folder)}, process.pid); process.stdout.write('held'); setInterval(() => undefined, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  await once(child.stdout, 'data')
  return child
}

describe('lockDataFolder()', () => {
  it('refuses a folder that another process has, and names that process', async () => {
    const holder = await spawnHolder()
    await expect(lockDataFolder(folder, 1)).rejects.toMatchObject({ code: 'data-in-use', message: expect.stringContaining(`process ${holder.pid}`) })
    holder.kill('SIGKILL')
    await once(holder, 'exit')
  })

  it.runIf(process.platform === 'linux')('does not blame another process for a place that can hold nothing', async () => {
    await expect(lockDataFolder('/proc', 1)).rejects.toMatchObject({ code: 'data-folder', message: expect.stringContaining('Cannot use "/proc"') })
  })

  it('takes the folder of a process that was killed', async () => {
    const holder = await spawnHolder()
    holder.kill('SIGKILL')
    await once(holder, 'exit')
    const lock = await lockDataFolder(folder, 1)
    expect(readFileSync(join(folder, 'workspace.json'), 'utf8')).toBe('{"pid":1}\n')
    lock.release()
  })

  it('refuses a second workspace of the same process, and takes the folder again once released', async () => {
    const lock = await lockDataFolder(folder, 1)
    await expect(lockDataFolder(folder, 1)).rejects.toMatchObject({ code: 'data-in-use' })
    lock.release()
    const again = await lockDataFolder(folder, 2)
    expect(readFileSync(join(folder, 'workspace.json'), 'utf8')).toBe('{"pid":2}\n')
    again.release()
  })
})
