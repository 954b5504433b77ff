import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { aliases, ecsKinds, eventKinds } from './fields.ts'
import { parseQuery } from './parse.ts'

const guide = readFileSync(new URL('../../docs/guides/search.md', import.meta.url), 'utf8')
const nowUs = 1_772_366_400_000_000n

/** Lines of blocks, and what the first column of a table of terms and the list of hints show as searches. */
function examples(): string[] {
  const blocks = [...guide.matchAll(/```query\n([^`]*)```/g)].flatMap(([, block = '']) => block.trim().split('\n'))
  const before = guide.slice(0, guide.indexOf('## Fields'))
  const rows = before.split('\n').filter((line) => line.startsWith('| `'))
  const cells = rows.flatMap((row) =>
    [...(row.split(/(?<!\\)\|/)[1] ?? '').matchAll(/`([^`]+)`/g)].map(([, text = '']) => text.replaceAll('\\|', '|')),
  )
  return [...blocks, ...cells]
}

/** Searches in running text: what is between backticks and holds a colon, a comparison or an operator. */
function inText(): string[] {
  const text = guide
    .replace(/```[^]*?```/g, '')
    .split('\n')
    .filter((line) => !line.startsWith('|'))
    .join('\n')
  const shown = [...text.matchAll(/`([^`]+)`/g)].map(([, one = '']) => one.replaceAll(/\s+/g, ' '))
  return shown.filter((one) => /[\w"]:[^ ]|!=|^[-!/(]\w|^\/|^a /.test(one) && !/…|field:/.test(one))
}

describe('docs/guides/search.md', () => {
  it.each(examples())('shows %s, which can be searched for', (text) => {
    expect(parseQuery(text, { nowUs })).toMatchObject({ ok: true })
  })

  it.each(inText())('says %s, which can be searched for', (text) => {
    expect(parseQuery(text, { nowUs })).toMatchObject({ ok: true })
  })

  it('has enough examples, and fits a page', () => {
    expect(examples().length).toBeGreaterThan(30)
    expect(inText().length).toBeGreaterThan(12)
    expect(guide.split('\n').length).toBeLessThanOrEqual(91)
  })

  it('has every short name with its fields, and marks those that are searched within', () => {
    const cells = guide
      .split('\n')
      .filter((line) => /^\| `[a-z]+` \| /.test(line))
      .flatMap((line) => line.split('|').map((cell) => cell.trim()))
    const kinds: Readonly<Record<string, string>> = { ...ecsKinds, ...eventKinds }
    for (const [name, fields] of Object.entries(aliases)) {
      const cell = cells[cells.indexOf(`\`${name}\``) + 1] ?? ''
      expect([name, ...[...cell.matchAll(/`([^`]+)`/g)].map(([, field]) => field)]).toEqual([name, ...fields])
      expect([name, [...cell.matchAll(/▸/g)].length]).toEqual([name, fields.filter((field) => kinds[field] === 'long').length])
    }
  })

  it('has no example that is escaped for a table', () => {
    expect(guide).not.toContain('\\|')
  })

  it('names every field', () => {
    for (const name of [...Object.keys(ecsKinds), ...Object.keys(eventKinds)]) expect(guide).toContain(`\`${name}\``)
  })
})
