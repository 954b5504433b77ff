import type { CalendarTime, Precision, WrittenTime } from '../base/instant.ts'

interface Scale {
  readonly below: number
  readonly perSecond: number
  readonly precision: Precision
}

/** Epoch counts told apart by their size: each scale covers the years 1973 to 5138 without touching the next. */
const scales: readonly Scale[] = [
  { below: 1e11, perSecond: 1, precision: 'second' },
  { below: 1e14, perSecond: 1e3, precision: 'millisecond' },
  { below: 1e17, perSecond: 1e6, precision: 'microsecond' },
  { below: 1e20, perSecond: 1e9, precision: 'nanosecond' },
]

/** A number of JSON with more digits than a double has, which is kept as its text; with fewer it is read as a number and has lost its exponent. */
const longExponent = /^\d\.\d{15,40}e\+?\d{1,2}$/i

/**
 * The UTC time of an epoch count in seconds, milliseconds, microseconds or nanoseconds, told by its magnitude. A fraction (`1700000000.25`)
 * is read as fraction of the unit where that is a second, to the nanosecond. Undefined where it is no number or too large.
 */
export function writtenFromEpoch(text: string): WrittenTime | undefined {
  const match = /^(-?\d{1,19})(?:[.,](\d{1,9})\d{0,40})?$/.exec(longExponent.test(text) ? String(Number(text)) : text)
  if (match === null) return undefined
  const [, whole = '', fraction = ''] = match
  const scale = scales.find((candidate) => Math.abs(Number(whole)) < candidate.below)
  if (scale === undefined) return undefined
  return scale.perSecond === 1 ? fromSeconds(Number(whole), fraction) : fromUnits(BigInt(whole), scale)
}

function fromSeconds(seconds: number, fraction: string): WrittenTime | undefined {
  if (seconds < 0 && fraction !== '') return undefined
  const precision = fraction === '' ? 'second' : fraction.length <= 3 ? 'millisecond' : fraction.length <= 6 ? 'microsecond' : 'nanosecond'
  return { calendar: calendarOf(seconds, Number(fraction.padEnd(9, '0'))), offsetMinutes: 0, precision }
}

function fromUnits(units: bigint, scale: Scale): WrittenTime {
  const perSecond = BigInt(scale.perSecond)
  const rest = ((units % perSecond) + perSecond) % perSecond
  const seconds = Number((units - rest) / perSecond)
  return { calendar: calendarOf(seconds, Number(rest) * (1e9 / scale.perSecond)), offsetMinutes: 0, precision: scale.precision }
}

function calendarOf(seconds: number, nanos: number): CalendarTime {
  const date = new Date(seconds * 1000)
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    nanos,
  }
}
