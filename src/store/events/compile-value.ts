import { AppError } from '../../base/error.ts'
import { foldCase } from '../../query/fold-case.ts'
import { numberOf } from '../../query/match.ts'
import type { LikePart, Network, ValueTest } from '../../query/query.ts'
import { checkRegex } from '../../query/regex-syntax.ts'
import type { SqlValues } from './sql.ts'

/**
 * The condition that a text passes the test; `text` is an expression of ours. False or NULL where it is NULL. What it means is what
 * `matchesQuery` says.
 */
export function textCondition(test: ValueTest, text: string, values: SqlValues): string {
  switch (test.op) {
    case 'is':
      return `lower(${text}) = ${values.add(foldCase(test.value))}`
    case 'like':
      return likeCondition(test.pattern, text, values)
    case 'matches':
      return `regexp_matches(${text}, ${values.add(checkedRegex(test.source))}, 'i')`
    case 'in':
      return networkCondition(test.network, text, values)
    case 'compare':
      return `number_of(${text}) ${test.comparison} ${values.add(test.value)}`
    case 'exists':
      return `${text} <> ''`
  }
}

const mapped = '00000000000000000000ffff'

/** Whether a text is an address of the network. Reading an address takes long: only texts that begin like one of its addresses are read. */
function networkCondition({ first, last }: Network, text: string, values: SqlValues): string {
  const isRead = `address_key(${text}) BETWEEN ${values.add(first)} AND ${values.add(last)}`
  if (last < mapped || first > `${mapped}ffffffff`) return `CASE WHEN contains(${text}, ':') THEN ${isRead} ELSE false END`
  const octets: number[] = []
  for (let at = 24; at < 32 && first.startsWith(mapped) && first.slice(0, at + 2) === last.slice(0, at + 2); at += 2) {
    octets.push(Number.parseInt(first.slice(at, at + 2), 16))
  }
  if (octets.length === 0) return isRead
  const start = octets.length === 4 ? octets.join('.') : `${octets.join('.')}.`
  return `CASE WHEN starts_with(${text}, ${values.add(start)}) OR contains(${text}, ':') THEN ${isRead} ELSE false END`
}

/** The condition that a column of whole numbers passes the test. */
export function numberCondition(test: ValueTest, column: string, values: SqlValues): string {
  switch (test.op) {
    case 'is': {
      const wanted = numberOf(test.value)
      return wanted === undefined ? 'false' : `${column} = ${numberSql(wanted, values)}`
    }
    case 'compare':
      return `${column} ${test.comparison} ${numberSql(test.value, values)}`
    case 'exists':
      return `${column} IS NOT NULL`
    case 'like':
    case 'matches':
    case 'in':
      return textCondition(test, `${column}::VARCHAR`, values)
  }
}

// Whole numbers stand in the text, so that parts of files without them are left out when the search is planned.
function numberSql(value: number, values: SqlValues): string {
  return Number.isSafeInteger(value) ? String(value + 0) : values.add(value)
}

/**
 * `*` and `?` as RE2 runs them, in time proportional to the text: LIKE goes back at every `%`. The usual forms need no expression at all.
 */
export function likeCondition(pattern: readonly LikePart[], text: string, values: SqlValues): string {
  const parts = pattern.map((part) => (typeof part === 'string' ? foldCase(part) : part))
  const literals = parts.filter((part) => typeof part === 'string')
  const isSimple = literals.length === 1 && parts.every((part) => typeof part === 'string' || part.wild === '*')
  const [literal = ''] = literals
  if (parts.length === 0) return `${text} = ''`
  if (isSimple) {
    const isOpenBefore = typeof parts[0] !== 'string'
    const isOpenBehind = typeof parts.at(-1) !== 'string'
    if (isOpenBefore && isOpenBehind) return `contains(lower(${text}), ${values.add(literal)})`
    if (isOpenBehind) return `starts_with(lower(${text}), ${values.add(literal)})`
    return isOpenBefore ? `ends_with(lower(${text}), ${values.add(literal)})` : `lower(${text}) = ${values.add(literal)}`
  }
  return `regexp_full_match(lower(${text}), ${values.add(likeRegex(parts))}, 's')`
}

/** A pattern as an expression of RE2 for the whole text. */
function likeRegex(parts: readonly LikePart[]): string {
  return parts.map((part) => (typeof part === 'string' ? escapeRegex(part) : part.wild === '*' ? '.*' : '.')).join('')
}

function escapeRegex(text: string): string {
  return text.replace(/[^\p{L}\p{N}_\s\u0000-\u001f\u0080-\u{10ffff}]/gu, '\\$&')
}

/** The expression as it stands; throws AppError `regex` where it is none that RE2 can run. */
export function checkedRegex(source: string): string {
  const fault = checkRegex(source)
  if (fault === undefined) return source
  throw new AppError('regex', `Cannot search for /${source}/: ${fault.message}. ${fault.hint}`)
}

const octet = '(?:0|[1-9][0-9]?|1[0-9][0-9]|2[0-4][0-9]|25[0-5])'
const quad = `${octet}(?:\\.${octet}){3}`

/**
 * Functions that searches use: the decimal number that a text is, and an address as 32 hex digits (as `addressKey` makes them); NULL where the text is none.
 */
export const searchMacros: readonly string[] = [
  `CREATE MACRO number_of(x) AS CASE WHEN length(x) <= 40 AND regexp_full_match(x, '[+-]?(?:[0-9]+[.]?[0-9]*|[.][0-9]+)(?:[eE][+-]?[0-9]+)?')
    THEN (CASE WHEN isfinite(TRY_CAST(x AS DOUBLE)) THEN TRY_CAST(x AS DOUBLE) END) END`,
  `CREATE MACRO octets_hex(x, sep) AS printf('%02x%02x', split_part(x, '.', 1)::INTEGER, split_part(x, '.', 2)::INTEGER) || sep
    || printf('%02x%02x', split_part(x, '.', 3)::INTEGER, split_part(x, '.', 4)::INTEGER)`,
  `CREATE MACRO groups_of(x) AS CASE WHEN x = '' THEN [] ELSE list_transform(string_split(x, ':'), lambda g: lpad(g, 4, '0')) END`,
  // A macro's argument is written out wherever it stands: lists of one element hold what is worked out once.
  `CREATE MACRO six_plain(x) AS list_transform([x], lambda p: CASE WHEN regexp_matches(p, ':${quad}$')
    THEN regexp_replace(p, '[^:]*$', '') || octets_hex(regexp_extract(p, '[^:]*$'), ':') ELSE p END)[1]`,
  // An address of version 6 in small letters without zone, whose tail of version 4 has become two groups.
  `CREATE MACRO six_key(x) AS list_transform([x], lambda p: CASE
    WHEN NOT regexp_full_match(p, '(?:[0-9a-f]{1,4}(?::[0-9a-f]{1,4}){0,7})?(?:::(?:[0-9a-f]{1,4}(?::[0-9a-f]{1,4}){0,7})?)?') THEN NULL
    WHEN NOT contains(p, '::') THEN (CASE WHEN len(string_split(p, ':')) = 8 THEN array_to_string(groups_of(p), '') END)
    ELSE list_transform([[groups_of(split_part(p, '::', 1)), groups_of(split_part(p, '::', 2))]], lambda h: CASE WHEN len(h[1]) + len(h[2]) > 7 THEN NULL
      ELSE array_to_string(h[1], '') || repeat('0000', 8 - len(h[1]) - len(h[2])) || array_to_string(h[2], '') END)[1] END)[1]`,
  `CREATE MACRO address_key(x) AS CASE WHEN length(x) > 64 THEN NULL
    WHEN regexp_full_match(x, '${quad}') THEN '00000000000000000000ffff' || octets_hex(x, '')
    WHEN contains(x, ':') THEN six_key(six_plain(lower(split_part(x, '%', 1)))) END`,
]
