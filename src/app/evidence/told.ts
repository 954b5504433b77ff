import { AppError } from '../../base/error.ts'
import { formatInstant, instantFrom, parseWrittenTime } from '../../base/instant.ts'
import { instantsInZone, isZone } from '../../base/zone.ts'
import type { CustodyDraft } from '../../model/custody.ts'

/** What a person tells of something that was done to evidence, as custody keeps it. */
export type Told = Pick<CustodyDraft, 'by'> &
  Partial<Pick<CustodyDraft, 'at' | 'zone' | 'to' | 'purpose' | 'authority' | 'place' | 'placeTo' | 'reference' | 'seal' | 'hashAfter' | 'note'>>

/** What every entry needs: who, when, and when it was written down. Absent fields stay absent. */
export function draftOf(told: Told, now: string): Pick<CustodyDraft, 'at' | 'by' | 'recorded'> & Told {
  const given = Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined && value !== ''))
  return { ...given, by: told.by, at: told.at ?? now, recorded: now }
}

/**
 * A time as a person tells it, with its zone: one written with it (`2026-03-01T10:00:00+01:00`), else `zone`, else UTC. Throws `usage` for what is no time or no
 * zone, and for a time later than `now` (UTC).
 */
export function readToldTime(
  text: string,
  { zone, now }: { readonly zone?: string | undefined; readonly now: string },
): { at: string; zone: string } {
  const written = parseWrittenTime(text)
  if (written === undefined) {
    throw new AppError('usage', `"${text}" is no time; write it as 2026-03-01T10:00:00+01:00, or as "2026-03-01 10:00" with --zone Europe/Berlin`)
  }
  if (zone !== undefined && !isZone(zone)) {
    throw new AppError('usage', `Unknown time zone "${zone}": give an IANA name such as Europe/Berlin, UTC, or an offset such as +02:00`)
  }
  const { calendar, offsetMinutes } = written
  const instant = offsetMinutes === undefined ? instantsInZone(calendar, zone ?? 'UTC').earliest : instantFrom(calendar, offsetMinutes)
  const at = formatInstant(instant, 'second')
  if (Date.parse(at) > Date.parse(now)) throw new AppError('usage', `"${text}" lies in the future: it is ${now} now`)
  return { at, zone: zone ?? (offsetMinutes === undefined ? 'UTC' : offsetText(offsetMinutes)) }
}

function offsetText(minutes: number): string {
  if (minutes === 0) return 'UTC'
  const two = (value: number): string => String(value).padStart(2, '0')
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(Math.abs(minutes) / 60))}:${two(Math.abs(minutes) % 60)}`
}
