import { AppError } from '../../base/error.ts'
import { instantOf } from '../../base/instant.ts'
import type { Event } from '../../model/event.ts'
import { compileQuery } from '../../query/match.ts'
import { parseQuery } from '../../query/parse.ts'
import { errorText } from '../../query/query-error.ts'

/**
 * A test of events as they are read, from the text of a search; their times are those of the source, no clock corrected. Times such as `-2h` count from
 * `now` (milliseconds since 1970). Throws AppError `query` with every mistake and its place.
 */
export function compileWhere(text: string, now: number): (event: Event) => boolean {
  const parsed = parseQuery(text, { nowUs: BigInt(Math.floor(now)) * 1000n })
  if (!parsed.ok) throw new AppError('query', `The search cannot be read\n\n${errorText(text, parsed.errors)}`)
  const matches = compileQuery(parsed.query)
  return (event) => matches({ event, time: microsOf(event) })
}

function microsOf(event: Event): bigint {
  const nanos = instantOf(event.time.at)
  return (nanos - (((nanos % 1000n) + 1000n) % 1000n)) / 1000n
}
