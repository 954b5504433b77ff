// Lets one set-up at a time run in a checkout. Runs on the machine's own Node (20 or newer), before anything is installed.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'

const pollMs = 500

/**
 * Runs `work` while holding the checkout's set-up lock; waits where another set-up holds it. A lock whose owner has died is taken over.
 * @template T
 * @param {string} root
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withSetupLock(root, work) {
  const folder = join(root, '.cache', 'setup.lock')
  let isWaiting = false
  while (!take(folder)) {
    if (!isWaiting) process.stderr.write('Waiting for another set-up in this checkout …\n')
    isWaiting = true
    await sleep(pollMs)
  }
  try {
    return await work()
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/**
 * @param {string} folder
 * @returns {boolean}
 */
function take(folder) {
  mkdirSync(join(folder, '..'), { recursive: true })
  try {
    mkdirSync(folder)
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
    if (isHeld(folder)) return false
    rmSync(folder, { recursive: true, force: true })
    return false
  }
  writeFileSync(join(folder, 'pid'), String(process.pid))
  return true
}

/**
 * @param {string} folder
 * @returns {boolean}
 */
function isHeld(folder) {
  let pid
  try {
    pid = Number(readFileSync(join(folder, 'pid'), 'utf8'))
  } catch {
    // Its owner has just taken it and not yet signed, or has just let it go.
    return true
  }
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return codeOf(error) === 'EPERM'
  }
}

/** @param {unknown} error */
function codeOf(error) {
  return error instanceof Error && 'code' in error ? error.code : undefined
}
