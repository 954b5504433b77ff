/*
 * A child of the vault's tests: puts files of random-looking bytes into the vault in argv[2] until it is killed, and prints the hash of each once
 * it is acknowledged.
 */
import { writeSync } from 'node:fs'
import { openFolderVault } from './folder.ts'

const [, , folder = '', seed = '0'] = process.argv
const vault = await openFolderVault(folder)

async function* bytesOf(number: number): AsyncGenerator<Uint8Array> {
  for (let chunk = 0; chunk < 40; chunk += 1) {
    yield new TextEncoder().encode(`${seed} ${number} ${chunk} `.repeat(2_000))
    await new Promise((resolve) => setImmediate(resolve))
  }
}

for (let number = 0; ; number += 1) {
  const { sha256 } = await vault.put(bytesOf(number))
  writeSync(1, `${sha256}\n`)
}
