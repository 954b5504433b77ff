import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Page } from './page.ts'

const generator = fileURLToPath(new URL('../../examples/generator/early-generate.ts', import.meta.url))

/** The evidence of the example, from its generator. */
export async function exampleFiles(): Promise<Page[]> {
  const folder = mkdtempSync(join(tmpdir(), 'hindcast-example-'))
  try {
    await promisify(execFile)(process.execPath, [generator, folder])
    return readdirSync(folder).map((name) => ({ path: `examples/leaked-key/evidence/${name}`, content: readFileSync(join(folder, name)) }))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
