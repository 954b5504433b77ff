// `npm start` as a person uses it: it comes up, answers, stops when asked, leaves nothing behind, and comes up again within seconds.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'

const firstLimitMs = 180_000
const againLimitMs = 10_000
const stopLimitMs = 10_000

const data = mkdtempSync(join(tmpdir(), 'hindcast-smoke-'))
const port = await freePort()
try {
  await startAndStop('first start', firstLimitMs)
  await startAndStop('second start', againLimitMs)
} finally {
  rmSync(data, { recursive: true, force: true })
}

/**
 * @param {string} name
 * @param {number} limitMs
 */
async function startAndStop(name, limitMs) {
  const startedMs = performance.now()
  const child = spawn('npm', ['start', '--silent'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, PORT: String(port), HINDCAST_DATA: data },
  })
  let printed = ''
  child.stdout.on('data', (chunk) => {
    printed += chunk
  })
  const ended = new Promise((resolve) => child.on('exit', (code, signal) => resolve(code ?? signal)))
  // A program that has ended will not come up any more.
  const isUp = await Promise.race([waitFor(() => answers('/health'), limitMs), ended.then(() => false)])
  const upMs = performance.now() - startedMs
  const page = isUp ? await fetch(`http://127.0.0.1:${port}/`).then((answer) => answer.text()) : ''
  child.kill('SIGTERM')
  const end = await Promise.race([ended, sleep(stopLimitMs, 'still running')])
  const isGone = await waitFor(async () => !(await answers('/health')), stopLimitMs)

  require(isUp, `${name}: did not come up within ${limitMs / 1000} s, or ended before it did`)
  require(printed.includes(`:${port}`), `${name}: the address was not printed, but: ${printed}`)
  require(/<title>/.test(page), `${name}: the page is no page: ${page.slice(0, 200)}`)
  require(end !== 'still running', `${name}: did not stop within ${stopLimitMs / 1000} s`)
  require(isGone, `${name}: something still answers after the stop`)
  process.stdout.write(`${name}: up after ${(upMs / 1000).toFixed(1)} s, stopped with ${end}\n`)
}

/**
 * @param {boolean} condition
 * @param {string} message
 */
function require(condition, message) {
  if (!condition) throw new Error(message)
}

/** @param {string} path */
async function answers(path) {
  try {
    return (await fetch(`http://127.0.0.1:${port}${path}`)).status === 200
  } catch {
    return false
  }
}

/**
 * @param {() => Promise<boolean>} check
 * @param {number} limitMs
 */
async function waitFor(check, limitMs) {
  for (const endMs = performance.now() + limitMs; performance.now() < endMs; await sleep(100)) if (await check()) return true
  return false
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      if (address === null || typeof address === 'string') throw new Error('No port')
      server.close(() => resolve(address.port))
    })
  })
}
