import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { instantOf } from '../../base/instant.ts'
import { headOf } from '../head.ts'
import { type BytesReading, readBytes } from '../read-bytes.ts'
import { recogniseFormat } from '../recognise.ts'
import { formatNamed, formats } from './index.ts'

const fixtures = fileURLToPath(new URL('../../../fixtures/evidence/', import.meta.url))
const here = fileURLToPath(new URL('./', import.meta.url))

describe('the list of formats', () => {
  it('is the list of files and of fixture folders', () => {
    const names = formats.map(({ name }) => name).toSorted()
    const files = readdirSync(here).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && file !== 'index.ts')
    expect(files.map((file) => file.slice(0, -3)).toSorted()).toEqual(names)
    expect(readdirSync(fixtures).toSorted()).toEqual(names)
  })
})

const cases = formats.flatMap(({ name }) => readdirSync(join(fixtures, name)).map((one) => ({ name, one, folder: join(fixtures, name, one) })))

describe.each(cases)('$name: $one', ({ name, folder }) => {
  const file = readdirSync(folder).find((entry) => entry.startsWith('input.')) ?? 'input.missing'
  const bytes = readFileSync(join(folder, file))
  const context = contextIn(folder)

  it('is recognised by its content alone', () => {
    expect(recogniseFormat(headOf({ name: 'evidence', bytes, whole: true }))?.format.name).toBe(name)
  })

  it('gives the expected events and problems', async () => {
    await expect(linesOf(readBytes({ name: file, bytes, format: formatNamed(name), ...context }))).toMatchFileSnapshot(join(folder, 'expected.jsonl'))
  })

  it('gives the same in pieces of any size', () => {
    const whole = linesOf(readBytes({ name: file, bytes, format: formatNamed(name), ...context }))
    for (const chunkBytes of [1, 2, 7, 64]) {
      expect(linesOf(readBytes({ name: file, bytes, format: formatNamed(name), ...context, chunkBytes })), `pieces of ${chunkBytes}`).toBe(whole)
    }
  })

  it('says which bytes each record is', () => {
    for (const { record } of readBytes({ name: file, bytes, format: formatNamed(name), ...context }).records) {
      expect(bytes.subarray(record.offset, record.offset + record.length).toString('utf8')).toBe(record.text)
    }
  })
})

function contextIn(folder: string): { zone?: string; year?: number; modified?: bigint } {
  const path = join(folder, 'context.json')
  if (!existsSync(path)) return {}
  const { modified, ...rest }: { zone?: string; year?: number; modified?: string } = JSON.parse(readFileSync(path, 'utf8'))
  return modified === undefined ? rest : { ...rest, modified: instantOf(modified) }
}

/** Events and problems by offset, one a line. */
function linesOf({ records, problems }: BytesReading): string {
  const events = records.flatMap(({ record, events: drafts }) =>
    drafts.map((event) => ({ at: record.offset, line: { record: record.number, offset: record.offset, length: record.length, ...event } })),
  )
  const wrong = problems.map((problem) => ({ at: problem.offset ?? 0, line: { problem } }))
  const all: { at: number; line: unknown }[] = [...events, ...wrong]
  return all
    .toSorted((a, b) => a.at - b.at)
    .map(({ line }) => `${JSON.stringify(line)}\n`)
    .join('')
}
