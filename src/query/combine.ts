import type { Query, TimeTest } from './query.ts'

/**
 * All of these. Nested ands are one, times are one range, what matches everything is left out; so that searches that mean the same by construction are the
 * same.
 */
export function allOf(queries: readonly Query[]): Query {
  const parts: Query[] = []
  let time: { at: number; test: TimeTest } | undefined
  for (const query of queries.flatMap((one) => (one.kind === 'and' ? one.parts : [one]))) {
    if (query.kind === 'everything') continue
    if (query.kind !== 'time') parts.push(query)
    else if (time === undefined) {
      time = { at: parts.length, test: query }
      parts.push(query)
    } else {
      time = { at: time.at, test: bothTimes(time.test, query) }
      parts[time.at] = time.test
    }
  }
  const [only] = parts
  if (only === undefined) return { kind: 'everything' }
  return parts.length === 1 ? only : { kind: 'and', parts }
}

/** Any of these. Nested ors are one; nothing to choose from matches everything. */
export function anyOf(queries: readonly Query[]): Query {
  const parts = queries.flatMap((one) => (one.kind === 'or' ? one.parts : [one]))
  const [only] = parts
  if (only === undefined || parts.some(({ kind }) => kind === 'everything')) return { kind: 'everything' }
  return parts.length === 1 ? only : { kind: 'or', parts }
}

/** Whatever this does not match, events without the field included. */
export function noneOf(query: Query): Query {
  return query.kind === 'not' ? query.part : { kind: 'not', part: query }
}

function bothTimes(a: TimeTest, b: TimeTest): TimeTest {
  const from = a.from === undefined || (b.from !== undefined && b.from > a.from) ? b.from : a.from
  const before = a.before === undefined || (b.before !== undefined && b.before < a.before) ? b.before : a.before
  return { kind: 'time', ...(from === undefined ? {} : { from }), ...(before === undefined ? {} : { before }) }
}
