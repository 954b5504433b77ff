import { readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { containers } from '../../evidence/containers/index.ts'
import type { Problem } from '../../model/problem.ts'
import { openTemporaryFolder } from './temporary-folder.ts'
import { unpackFile } from './unpack.ts'
import type { UnpackedItem } from './unpack-request.ts'

const fixtures = fileURLToPath(new URL('../../../fixtures/containers/', import.meta.url))
const units = fileURLToPath(new URL('../../evidence/containers/', import.meta.url))

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hindcast-unpack-test-'))
})
afterAll(async () => {
  await rm(folder, { recursive: true })
})

let given = 0

interface Unpacked {
  readonly items: UnpackedItem[]
  readonly problems: Problem[]
}

async function unpack(bytes: Buffer, name = 'evidence'): Promise<Unpacked> {
  given += 1
  const file = join(folder, `given-${given}`)
  await writeFile(file, bytes)
  await using temporary = openTemporaryFolder()
  const items: UnpackedItem[] = []
  const problems: Problem[] = []
  await unpackFile({
    path: name,
    file,
    put: (part) => temporary.put(part),
    onItem: (item) => void items.push(item),
    onProblem: (problem) => problems.push(problem),
  })
  await rm(file)
  return { items, problems }
}

/** Items and problems, one a line; where bytes were put is left out. */
function linesOf({ items, problems }: Unpacked): string {
  return [...items.map(({ file: _, ...item }) => item), ...problems].map((one) => `${JSON.stringify(one)}\n`).join('')
}

/** Hashes of what is no container itself. */
function leaves({ items }: Unpacked): string[] {
  return items.filter(({ container }) => container === undefined).map(({ sha256 }) => sha256)
}

describe('the list of containers', () => {
  it('is the list of files that are one and of fixture folders', () => {
    const names = containers.map(({ name }) => name).toSorted()
    const files = readdirSync(units).filter(
      (file) => file !== 'index.ts' && /^export const \w+: Container =/m.test(readFileSync(join(units, file), 'utf8')),
    )
    expect(files.map((file) => file.slice(0, -3)).toSorted()).toEqual(names)
    expect(readdirSync(fixtures).toSorted()).toEqual(names)
  })
})

const cases = containers.flatMap(({ name }) =>
  readdirSync(join(fixtures, name))
    .filter((file) => file.startsWith('input') && !file.endsWith('.jsonl'))
    .map((file) => ({ name, file, bytes: readFileSync(join(fixtures, name, file)) })),
)

describe.each(cases)('unpackFile() of $name/$file', ({ name, file, bytes }) => {
  it('gives the expected items', async () => {
    await expect(linesOf(await unpack(bytes, file))).toMatchFileSnapshot(join(fixtures, name, `${file}.expected.jsonl`))
  })

  it('knows it by its content alone', async () => {
    expect(leaves(await unpack(bytes, 'no-name'))).toEqual(leaves(await unpack(bytes, file)))
  })

  it('gives what stands before the end of a file that is cut off, and says that it is', async () => {
    let before = -1
    for (let seventh = 1; seventh < 7; seventh += 1) {
      const { items, problems } = await unpack(bytes.subarray(0, Math.floor((bytes.length * seventh) / 7)))
      expect(problems.length, `${seventh} sevenths`).toBeGreaterThan(0)
      const size = items.reduce((sum, item) => sum + (item.container === undefined ? item.size : 0), 0)
      // The beginning of a tar that is too short to be known as one is an item itself.
      if (name !== 'tar') expect(size, `${seventh} sevenths`).toBeGreaterThanOrEqual(before)
      before = size
    }
    // The list of a 7z stands at its end, and one block of bzip2 holds all of the tar.
    if (!['seven-zip', 'tar'].includes(name)) expect(before).toBeGreaterThan(0)
  })

  it('tells of every changed byte that changes what is unpacked', { timeout: 60_000 }, async () => {
    const whole = new Set(leaves(await unpack(bytes)))
    const random = numbers(bytes.length)
    const lost: number[] = []
    for (let turn = 0; turn < (name === 'seven-zip' ? 20 : 120); turn += 1) {
      const changed = Buffer.from(bytes)
      const at = random() % bytes.length
      changed[at] = (changed[at] ?? 0) ^ (1 << (random() % 8))
      const found = await unpack(changed)
      const same = found.items.length > 0 && leaves(found).filter((sha256) => whole.has(sha256)).length === whole.size
      // A file whose first bytes changed is no container any more: it is read as it is.
      if (!same && found.items.length > 0 && found.problems.length === 0) lost.push(at)
    }
    expect(lost).toEqual([])
  })
})

/** The same numbers every time. */
function numbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state >>> 8
  }
}
