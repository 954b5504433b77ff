// `npm run bench -- NAME [arguments]`: runs bench/NAME.ts; without a name lists what there is.
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath, pathToFileURL } from 'node:url'

const folder = fileURLToPath(new URL('../bench', import.meta.url))
const names = existsSync(folder)
  ? readdirSync(folder)
      .filter((file) => file.endsWith('.ts'))
      .map((file) => file.slice(0, -'.ts'.length))
  : []
const [name, ...args] = process.argv.slice(2)

if (name === undefined || !names.includes(name)) {
  console.error(`${name === undefined ? 'Usage: npm run bench -- NAME' : `No bench "${name}"`}\nThere are: ${names.join(', ') || 'none yet'}`)
  process.exitCode = 2
} else {
  process.argv.splice(2, process.argv.length, ...args)
  await import(pathToFileURL(join(folder, `${name}.ts`)).href)
}
