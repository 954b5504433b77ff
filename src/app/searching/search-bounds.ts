import { endOfPrecision, formatInstant, instantFrom, parseWrittenTime, type WrittenTime } from '../../base/instant.ts'
import { AppError } from '../../base/error.ts'

/** Bounds of a search as people write them on a command line. */
export interface WrittenBounds {
  readonly from: string | undefined
  readonly to: string | undefined
}

/** The same as the API has them: `from` included, `before` excluded; `to` a day includes the whole of it. UTC where no zone is written. Throws `usage`. */
export function readBounds({ from, to }: WrittenBounds): { from?: string; before?: string } {
  const first = from === undefined ? undefined : instantOf(readTime('--from', from))
  const last = to === undefined ? undefined : lastOf(readTime('--to', to)) + 1n
  if (first !== undefined && last !== undefined && last <= first) throw new AppError('usage', `--to "${to}" lies before --from "${from}"`)
  return {
    ...(first === undefined ? {} : { from: formatInstant(first, 'nanosecond') }),
    ...(last === undefined ? {} : { before: formatInstant(last, 'nanosecond') }),
  }
}

function readTime(option: string, text: string): WrittenTime {
  const written = parseWrittenTime(text)
  if (written === undefined)
    throw new AppError('usage', `Option "${option}" needs a time such as 2026-03-01, "2026-03-01 10:00" or 2026-03-01T10:00:00+01:00, not "${text}"`)
  return written
}

function instantOf({ calendar, offsetMinutes }: WrittenTime): bigint {
  return instantFrom(calendar, offsetMinutes ?? 0)
}

function lastOf(written: WrittenTime): bigint {
  return endOfPrecision(instantOf(written), written.precision)
}
