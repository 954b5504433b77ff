#!/usr/bin/env node
// Starts Hindcast on the Node it needs. This file itself must parse and run on any Node from 14 on.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { constants } from 'node:os'
import { dirname } from 'node:path'
import process from 'node:process'
import { fileURLToPath, pathToFileURL } from 'node:url'

const wanted = 24
const own = Number(process.versions.node.split('.')[0])
const source = fileURLToPath(new URL('../src/cli/main.ts', import.meta.url))
const bundle = fileURLToPath(new URL('../dist/main.js', import.meta.url))
const pinned = fileURLToPath(new URL(`../node_modules/node/bin/${process.platform === 'win32' ? 'node.exe' : 'node'}`, import.meta.url))
const isCheckout = existsSync(source)

if (own >= wanted) {
  void start()
} else if (isCheckout && existsSync(pinned)) {
  startOnPinnedNode()
} else {
  explain()
}

async function start() {
  await keepCompiledCode()
  const { main } = await import(pathToFileURL(isCheckout ? source : bundle).href)
  const code = await main(process.argv.slice(2))
  process.exitCode = code
}

// Threads look only at the environment for the folder of compiled code. Node names the folder of its own version in it.
async function keepCompiledCode() {
  const { enableCompileCache, getCompileCacheDir } = await import('node:module')
  if (!enableCompileCache) return
  enableCompileCache()
  const folder = getCompileCacheDir()
  if (folder !== undefined) process.env['NODE_COMPILE_CACHE'] ??= dirname(folder)
}

function startOnPinnedNode() {
  const child = spawn(pinned, [fileURLToPath(import.meta.url)].concat(process.argv.slice(2)), { stdio: 'inherit' })
  // Ctrl-C reaches the child by the terminal as well; a signal sent to this process alone must be passed on.
  /** @param {NodeJS.Signals} signal */
  const forward = (signal) => child.kill(signal)
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, forward)
  process.on('SIGINT', () => (process.stdin.isTTY ? undefined : child.kill('SIGINT')))
  child.on('error', (error) => {
    process.stderr.write(`hindcast: cannot start ${pinned}: ${error.message}\n`)
    process.exitCode = 2
  })
  child.on('exit', (code, signal) => {
    process.exitCode = signal === null ? code : 128 + constants.signals[signal]
  })
}

function explain() {
  const how = isCheckout
    ? 'Run "npm ci" in the checkout: it brings a Node of its own.'
    : 'Get it from https://nodejs.org/en/download, or with a version manager: "nvm install 24", "fnm install 24", "volta install node@24".'
  process.stderr.write(`Hindcast needs Node ${wanted} or newer; this is Node ${process.versions.node}.\n${how}\n`)
  process.exitCode = 2
}
