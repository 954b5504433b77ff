// Brings a checkout to where its programs run: dependencies, the pinned Node, the built web page. Runs on Node 20 or newer with npm alone.
import { spawn } from 'node:child_process'
import { existsSync, symlinkSync } from 'node:fs'
import { constants } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { withSetupLock } from './lock.mjs'
import { hashOf, isStamped, writeStamp } from './stamp.mjs'

export const root = fileURLToPath(new URL('../..', import.meta.url))

const webInputs = ['src/web', 'src/model', 'src/report', 'src/incident', 'src/api', 'src/base', 'src/query', 'vite.config.ts', 'package-lock.json']
const pinnedNode = join(root, 'node_modules/node/bin', process.platform === 'win32' ? 'node.exe' : 'node')
const installStamp = join(root, 'node_modules/.hindcast/install')
const parentPollMs = 250
const webStamp = join(root, 'dist/web.stamp')

/** Installs what package-lock.json names, unless it is installed already. */
export async function installDependencies() {
  requireNode20()
  const isInstalled = () => isStamped(installStamp, hashOf(root, ['package-lock.json'])) && existsSync(pinnedNode)
  if (isInstalled()) return
  await withSetupLock(root, async () => {
    if (isInstalled()) return
    say('Installing dependencies (a minute the first time) …')
    const [program, ...args] = npmCommand(['ci', '--no-audit', '--no-fund', '--loglevel=error'])
    const code = await run(program, args)
    if (code !== 0) fail(`"npm ci" failed with code ${code}. It needs the npm registry, or a cache or mirror of it (npm config get registry).`)
    if (!existsSync(pinnedNode)) {
      fail('The package "node" was installed without its program. Allow its install script (npm config get ignore-scripts) and run: npm rebuild node')
    }
    linkProgram()
    writeStamp(installStamp, hashOf(root, ['package-lock.json']))
  })
}

/** Builds the web page into dist/web, unless its sources are unchanged. */
export async function buildWeb() {
  const isBuilt = () => existsSync(join(root, 'dist/web/index.html')) && isStamped(webStamp, hashOf(root, webInputs))
  if (isBuilt()) return
  await withSetupLock(root, async () => {
    if (isBuilt()) return
    say('Building the web page …')
    const hash = hashOf(root, webInputs)
    const code = await run(pinnedNode, [join(root, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'warn'])
    if (code !== 0) fail(`The web page could not be built ("npx vite build" failed with code ${code})`)
    writeStamp(webStamp, hash)
  })
}

/**
 * Runs a program on the pinned Node and resolves to its exit code; signals reach it.
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} environment
 */
export function runOnPinnedNode(args, environment = {}) {
  return run(pinnedNode, args, environment)
}

/**
 * Runs a program in the checkout with this process's streams.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} environment
 * @returns {Promise<number>} its exit code, 128 + signal where one ended it
 */
export function run(program, args, environment = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...environment } })
    /** @param {NodeJS.Signals} signal */
    const forward = (signal) => child.kill(signal)
    // At a terminal Ctrl-C reaches the child by itself; elsewhere it has to be passed on.
    const interrupt = () => (process.stdout.isTTY || process.stdin.isTTY ? undefined : child.kill('SIGINT'))
    process.on('SIGTERM', forward).on('SIGHUP', forward).on('SIGINT', interrupt)
    const watch = stopWithNpm(child)
    child.on('error', reject)
    child.on('exit', (code, signal) => {
      clearInterval(watch)
      process.off('SIGTERM', forward).off('SIGHUP', forward).off('SIGINT', interrupt)
      resolve(signal === null ? (code ?? 1) : 128 + constants.signals[signal])
    })
  })
}

/**
 * npm passes a signal to the shell it runs a script in, and that shell dies without passing it on. When it has gone, so should what it started.
 * @param {import('node:child_process').ChildProcess} child
 */
function stopWithNpm(child) {
  if (process.env['npm_lifecycle_event'] === undefined) return undefined
  const parent = process.ppid
  return setInterval(() => {
    if (process.ppid !== parent) child.kill('SIGTERM')
  }, parentPollMs)
}

/** @param {string} line */
export function say(line) {
  process.stderr.write(`${line}\n`)
}

/**
 * @param {string} message
 * @returns {never}
 */
export function fail(message) {
  say(`hindcast set-up: ${message}`)
  process.exit(2)
}

function requireNode20() {
  const [major = 0] = process.versions.node.split('.').map(Number)
  if (major < 20) fail(`Node 20 or newer is needed to set up; this is Node ${process.versions.node}. Get one from https://nodejs.org/en/download`)
}

/**
 * npm names its own script when it runs one; run directly, the one on the path is used.
 * @param {readonly string[]} args
 * @returns {[string, ...string[]]}
 */
function npmCommand(args) {
  const script = process.env['npm_execpath']
  if (script !== undefined && /npm-cli\.c?js$/.test(script)) return [process.execPath, script, ...args]
  return [process.platform === 'win32' ? 'npm.cmd' : 'npm', ...args]
}

/** Makes `npx hindcast` work in the checkout, as it does where the package is installed. */
function linkProgram() {
  const link = join(root, 'node_modules/.bin/hindcast')
  if (process.platform !== 'win32' && !existsSync(link)) symlinkSync('../../bin/hindcast.mjs', link)
}
