import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { mostQueryLength } from '../../api/search.ts'
import { longestQuery } from '../../query/parse.ts'
import { longestValue } from '../../query/scan.ts'
import { checkQuery, ownPath, readField, readQuery, withEntities } from './read-query.ts'

describe('readField()', () => {
  it('takes every way to name one field', () => {
    expect(['user', 'USER.NAME', 'fields.a."b.c"', 'event.id'].map(readField)).toEqual(['user.name', 'user.name', 'fields.a."b.c"', 'event.id'])
  })

  it('keeps a name of several fields', () => {
    expect(['ip', 'URL'].map(readField)).toEqual(['ip', 'url'])
  })

  it.each(['nonsense', '', 'user:x or user', 'time', '*', '-user'])('refuses "%s"', (name) => {
    expect(() => readField(name)).toThrow(/no field|not counted/)
  })
})

describe('ownPath()', () => {
  it('is the path below fields, and nothing for other names', () => {
    expect([ownPath('fields.a.b'), ownPath('fields."a.b"'), ownPath('user.name'), ownPath('(')]).toEqual([['a', 'b'], ['a.b'], undefined, undefined])
  })
})

describe('readQuery()', () => {
  it('refuses with the place of each mistake', () => {
    expect(() => readQuery('user:x outcme:y')).toThrow(
      expect.objectContaining({ code: 'invalid', details: { issues: [expect.objectContaining({ path: 'q', at: 7, length: 6 })] } }),
    )
    expect(checkQuery('user:x outcme:y')).toContain('user:x outcme:y\n       ^^^^^^')
    expect(checkQuery('user:x')).toBeUndefined()
  })
})

describe('withEntities()', () => {
  it('narrows a search to everything of each', () => {
    expect(readQuery(withEntities('x or y', ['ip=192.0.2.1']))).toMatchObject({ kind: 'and', parts: [{ kind: 'or' }, { kind: 'or' }] })
    expect(withEntities('user:x', [])).toBe('user:x')
  })

  it.each(['user', 'user=', 'ship=x', '=x'])('refuses %s', (entity) => {
    expect(() => withEntities('', [entity])).toThrow('KIND=VALUE')
  })
})

describe('docs/guides/search.md', () => {
  it('tells the limits that searches have', () => {
    const guide = readFileSync(new URL('../../../docs/guides/search.md', import.meta.url), 'utf8').replaceAll(/\s+/g, ' ')
    const [all, overHttp, value] = [longestQuery, mostQueryLength, longestValue].map((count) => count.toLocaleString('en'))
    expect(guide).toContain(`Limits: ${all} characters (${overHttp} on the page and over HTTP), 500 terms of ${value} characters`)
  })
})
