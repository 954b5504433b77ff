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

const seconds: Readonly<Record<string, bigint>> = { s: 1n, m: 60n, min: 60n, h: 3_600n, d: 86_400n }

/** Bounds this long before and after a time, both ends included. Microseconds since 1970; the length as `30s`, `2m`, `1h`, `1d`. Throws `usage`. */
export function boundsAround(at: bigint, within: string): { from: string; before: string } {
  const [, count = '', unit = ''] = /^(\d{1,6})\s?(s|m|min|h|d)$/i.exec(within.trim()) ?? []
  const second = seconds[unit.toLowerCase()]
  if (second === undefined) throw new AppError('usage', `Option "--within" needs a length of time such as 30s, 2m or 1h, not "${within}"`)
  const length = BigInt(count) * second * 1_000_000n
  const text = (micros: bigint): string => formatInstant(micros * 1_000n, 'microsecond')
  return { from: text(at - length), before: text(at + length + 1n) }
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
