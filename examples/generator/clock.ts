export const second = 1_000
export const minute = 60_000
export const hour = 60 * minute
export const day = 24 * hour

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** The zones of the people and hosts of the demonstration. */
export type Zone = 'Europe/Berlin' | 'Europe/Lisbon' | 'America/Chicago' | 'Asia/Tokyo' | 'UTC'

/** Milliseconds a zone is ahead of UTC at an instant, by the rules in force in 2026. */
export function offsetOf(zone: Zone, at: number): number {
  switch (zone) {
    case 'UTC':
      return 0
    case 'Asia/Tokyo':
      return 9 * hour
    case 'Europe/Berlin':
      return isEuropeanSummer(at) ? 2 * hour : hour
    case 'Europe/Lisbon':
      return isEuropeanSummer(at) ? hour : 0
    case 'America/Chicago':
      return isAmericanSummer(at) ? -5 * hour : -6 * hour
  }
}

/** Last Sunday of March to last Sunday of October, at 01:00 UTC. */
function isEuropeanSummer(at: number): boolean {
  const year = new Date(at).getUTCFullYear()
  return at >= sundayBefore(Date.UTC(year, 3, 1)) + hour && at < sundayBefore(Date.UTC(year, 10, 1)) + hour
}

/** Second Sunday of March to first Sunday of November, at 02:00 local time. */
function isAmericanSummer(at: number): boolean {
  const year = new Date(at).getUTCFullYear()
  return at >= sundayBefore(Date.UTC(year, 2, 15)) + 8 * hour && at < sundayBefore(Date.UTC(year, 10, 8)) + 7 * hour
}

/** The last Sunday before a midnight. */
function sundayBefore(midnight: number): number {
  const before = midnight - day
  return before - new Date(before).getUTCDay() * day
}

/** RFC 3164, as syslog daemons write it by default: local time, no year, no zone. */
export function syslogStamp(at: number, zone: Zone): string {
  const local = new Date(at + offsetOf(zone, at))
  return `${months[local.getUTCMonth()]} ${String(local.getUTCDate()).padStart(2)} ${local.toISOString().slice(11, 19)}`
}

/** RFC 3339 with the zone's offset and milliseconds padded to microseconds: "2026-03-05T04:12:09.120000+01:00". */
export function offsetStamp(at: number, zone: Zone): string {
  const offset = offsetOf(zone, at)
  const text = new Date(at + offset).toISOString().slice(0, -1)
  if (zone === 'UTC') return `${text}000+00:00`
  const size = Math.abs(offset) / minute
  const pair = (value: number): string => String(value).padStart(2, '0')
  return `${text}000${offset < 0 ? '-' : '+'}${pair(Math.floor(size / 60))}:${pair(size % 60)}`
}

/** "05/Mar/2026:03:12:09 +0000", as web servers write it. */
export function accessStamp(at: number): string {
  const text = new Date(at).toISOString()
  return `${text.slice(8, 10)}/${months[Number(text.slice(5, 7)) - 1]}/${text.slice(0, 4)}:${text.slice(11, 19)} +0000`
}

/** "Mar 5, 2026, 4:41:00 AM", as AWS writes the expiry of a session. */
export function expiryStamp(at: number): string {
  const date = new Date(at)
  const hours = date.getUTCHours()
  const clock = `${hours % 12 === 0 ? 12 : hours % 12}:${date.toISOString().slice(14, 19)} ${hours < 12 ? 'AM' : 'PM'}`
  return `${months[date.getUTCMonth()]} ${date.getUTCDate()}, ${date.getUTCFullYear()}, ${clock}`
}
