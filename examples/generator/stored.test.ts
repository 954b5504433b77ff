import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { generateDemonstration } from './demonstration.ts'
import { storedDemonstrations } from './stored.ts'

const folder = mkdtempSync(join(tmpdir(), 'hindcast-stored-'))

afterAll(() => rmSync(folder, { recursive: true, force: true }))

interface Held {
  readonly path: string
  readonly sha256: string
  readonly bytes: number
}

function filesIn(root: string): Held[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => {
      const content = readFileSync(path)
      return { path: path.slice(root.length), sha256: createHash('sha256').update(content).digest('hex'), bytes: content.length }
    })
}

describe('the demonstrations of the repository', () => {
  it.each(storedDemonstrations.map((stored) => [stored.scenario, stored] as const))(
    '%s is what `generateDemonstration()` writes',
    (scenario, stored) => {
      const out = join(folder, scenario)
      generateDemonstration({ ...stored, out })
      // Where this fails: node examples/generator/generate.ts
      expect(filesIn(stored.out)).toEqual(filesIn(out))
    },
  )

  it('`storedDemonstrations` take at most 15 MB', () => {
    const bytes = storedDemonstrations.flatMap(({ out }) => filesIn(out)).reduce((sum, file) => sum + file.bytes, 0)
    expect(bytes).toBeLessThan(15_000_000)
  })
})
