import { formatInstant, instantOf, type Precision } from '../../base/instant.ts'

/** A time as segments store it: whole microseconds since 1970 UTC as two halves of 64 bits, and the nanoseconds beyond. */
export interface StoredTime {
  readonly low: number
  readonly high: number
  readonly nanos: number
  /** True where these and the precision give the text back. */
  readonly isCanonical: boolean
}

/** Reads the times of events for the writer; the day a text speaks of is worked out once. */
export function createTimeSplitter(): (at: string, precision: Precision) => StoredTime {
  let day = ''
  let dayMicros = 0
  let lastAt = ''
  let lastPrecision: Precision | undefined
  let last: StoredTime | undefined
  return (at, precision) => {
    if (last !== undefined && at === lastAt && precision === lastPrecision) return last
    const date = at.slice(0, 10)
    if (date !== day) {
      const micros = microsOfDay(date)
      if (micros === undefined) return splitSlowly(at, precision)
      day = date
      dayMicros = micros
    }
    last = splitQuickly({ at, precision, dayMicros }) ?? splitSlowly(at, precision)
    lastAt = at
    lastPrecision = precision
    return last
  }
}

// Years in which microseconds are safe whole numbers.
const firstYear = 1700
const lastYear = 2200

function microsOfDay(date: string): number | undefined {
  const year = Number(date.slice(0, 4))
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date) || year < firstYear || year > lastYear) return undefined
  const ms = Date.parse(`${date}T00:00:00Z`)
  // Date.parse reads 30 February as 1 March.
  return Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== date ? undefined : ms * 1000
}

const digitsBehind: Readonly<Record<number, readonly Precision[]>> = {
  20: ['year', 'month', 'day', 'hour', 'minute', 'second'],
  24: ['millisecond'],
  27: ['microsecond'],
  30: ['nanosecond'],
}

/** Times as this program writes them: `2026-03-01T10:00:00.123Z`. */
function splitQuickly({ at, precision, dayMicros }: { at: string; precision: Precision; dayMicros: number }): StoredTime | undefined {
  const { length } = at
  if (digitsBehind[length]?.includes(precision) !== true || at.charCodeAt(length - 1) !== 90 || at.charCodeAt(10) !== 84) return undefined
  const hour = pairAt(at, 11)
  const minute = pairAt(at, 14)
  const second = pairAt(at, 17)
  if (!(hour < 24 && minute < 60 && second < 60) || at.charCodeAt(13) !== 58 || at.charCodeAt(16) !== 58) return undefined
  let fraction = 0
  if (length > 20) {
    if (at.charCodeAt(19) !== 46) return undefined
    for (let index = 20; index < 29; index += 1) fraction = fraction * 10 + (index < length - 1 ? digitAt(at, index) : 0)
    if (Number.isNaN(fraction)) return undefined
  }
  const micros = dayMicros + ((hour * 60 + minute) * 60 + second) * 1_000_000 + Math.floor(fraction / 1000)
  return { low: micros | 0, high: Math.floor(micros / 4_294_967_296), nanos: fraction % 1000, isCanonical: true }
}

function pairAt(text: string, index: number): number {
  return digitAt(text, index) * 10 + digitAt(text, index + 1)
}

/** NaN where there is no digit. */
function digitAt(text: string, index: number): number {
  const digit = text.charCodeAt(index) - 48
  return digit >= 0 && digit <= 9 ? digit : Number.NaN
}

function splitSlowly(at: string, precision: Precision): StoredTime {
  const instant = instantOf(at)
  const micros = floorDivide(instant, 1000n)
  const nanos = Number(instant - micros * 1000n)
  return {
    low: Number(BigInt.asIntN(32, micros)),
    high: Number(BigInt.asIntN(32, micros >> 32n)),
    nanos,
    isCanonical: formatInstant(instant, precision) === at,
  }
}

function floorDivide(a: bigint, b: bigint): bigint {
  const quotient = a / b
  return a % b < 0n ? quotient - 1n : quotient
}

/** EventTime.at of a stored time. */
export function storedTimeText({ micros, nanos, precision }: { micros: bigint; nanos: number; precision: Precision }): string {
  return formatInstant(micros * 1000n + BigInt(nanos), precision)
}
