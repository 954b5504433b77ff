import { type CalendarTime, type Instant, instantFrom, parseOffset } from './instant.ts'

const nanosPerMinute = 60_000_000_000n
const formats = new Map<string, Intl.DateTimeFormat | undefined>()

/** True for an IANA zone name the runtime knows, `UTC`, or an offset such as `+02:00`. */
export function isZone(zone: string): boolean {
  return parseOffset(zone) !== undefined || formatOf(zone) !== undefined
}

/** Minutes east of UTC in a zone at an instant. Throws for a zone nobody knows. */
export function offsetAt(zone: string, instant: Instant): number {
  const fixed = parseOffset(zone)
  if (fixed !== undefined) return fixed
  const format = formatOf(zone)
  if (format === undefined) throw new TypeError(`Unknown time zone: "${zone}"`)
  const parts: Record<string, number> = {}
  for (const part of format.formatToParts(new Date(Number(instant / 1_000_000n)))) parts[part.type] = Number(part.value)
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts
  const local = instantFrom({ year, month, day, hour, minute, second, nanos: 0 })
  return Math.round(Number(local - (instant - (instant % 1_000_000_000n))) / Number(nanosPerMinute))
}

/**
 * The instants a local time in a zone may stand for: one usually; two where the clock was set back (both are real);
 * where it was set forward the local time did not exist, and the offset before the change is used.
 */
export function instantsInZone(time: CalendarTime, zone: string): { earliest: Instant; latest: Instant } {
  const fixed = parseOffset(zone)
  if (fixed !== undefined) {
    const instant = instantFrom(time, fixed)
    return { earliest: instant, latest: instant }
  }
  const asUtc = instantFrom(time)
  const day = 86_400_000_000_000n
  const before = asUtc - BigInt(offsetAt(zone, asUtc - day)) * nanosPerMinute
  const after = asUtc - BigInt(offsetAt(zone, asUtc + day)) * nanosPerMinute
  const real = [before, after].filter((instant) => instant + BigInt(offsetAt(zone, instant)) * nanosPerMinute === asUtc)
  const [first = before, second = first] = real
  return first < second ? { earliest: first, latest: second } : { earliest: second, latest: first }
}

function formatOf(zone: string): Intl.DateTimeFormat | undefined {
  if (formats.has(zone)) return formats.get(zone)
  let format: Intl.DateTimeFormat | undefined
  try {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
  } catch {
    format = undefined
  }
  formats.set(zone, format)
  return format
}
