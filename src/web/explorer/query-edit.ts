import { valueQuery } from '../../query/entity.ts'
import { fieldText } from '../../query/fields.ts'
import { formatQuery } from '../../query/format.ts'
import { parseQuery } from '../../query/parse.ts'
import type { Query } from '../../query/query.ts'

/** What a click on a value does to the search. */
export type FilterMode = 'include' | 'exclude' | 'exists' | 'absent'

/** A test of one field as the search language writes it: `user.name:alice`, `-fields."a.b":*`. `name` is a field's name; own fields begin with `fields.`. */
export function filterText(name: string, value: string | number | undefined, mode: FilterMode): string {
  const present = parseQuery(`${name}:*`)
  if (!present.ok) return ''
  const test = value === undefined || mode === 'exists' || mode === 'absent' ? present.query : withValue(present.query, String(value))
  const isAgainst = mode === 'exclude' || mode === 'absent'
  return isAgainst ? formatQuery({ kind: 'not', part: test }) : grouped(test)
}

/** The presence of a field made a test for one value, compared as a whole; in any of the fields where the name stands for several. */
function withValue(query: Query, value: string): Query {
  if (query.kind === 'or') return { kind: 'or', parts: query.parts.map((part) => withValue(part, value)) }
  return query.kind === 'field' ? valueQuery(query.field, value) : query
}

/** The name of one of the source's own fields, by its path. */
export function ownName(path: readonly string[]): string {
  return fieldText({ kind: 'own', path })
}

/** The search with one more test. A search that is a choice is put in parentheses first; a test takes the place of its own opposite. */
export function withTest(query: string, test: string): string {
  const text = query.trim()
  const parsed = parseQuery(text)
  if (test === '') return text
  // What cannot be read yet cannot be added to; the click says what is wanted now.
  if (!parsed.ok || parsed.query.kind === 'everything') return test
  const parts = parsed.query.kind === 'and' ? parsed.query.parts : [parsed.query]
  if (parts.some((part) => formatQuery(part) === test)) return text
  const opposite = test.startsWith('-') ? test.slice(1) : `-${test}`
  const others = parts.filter((part) => formatQuery(part) !== opposite)
  if (others.length < parts.length) return [...others.map((part) => grouped(part)), test].join(' ')
  return parsed.query.kind === 'or' ? `(${text}) ${test}` : `${text} ${test}`
}

/** The search with another term in the place of one; the other alone where the search has no such term at its top. */
export function withOther(query: string, term: string, other: string): string {
  const parsed = parseQuery(query, { nowUs: BigInt(Date.now()) * 1_000n })
  if (!parsed.ok || parsed.query.kind !== 'and') return other
  const texts = parsed.query.parts.map((part) => grouped(part))
  const at = parsed.query.parts.findIndex((part) => formatQuery(part) === term)
  return at === -1 ? other : texts.with(at, other).join(' ')
}

function grouped(part: Query): string {
  return part.kind === 'or' ? `(${formatQuery(part)})` : formatQuery(part)
}
