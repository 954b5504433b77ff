/**
 * Seconds since 1970 of an ISO text in UTC as this program writes them (`2026-03-14T09:00:00.123Z`), its fraction left out; NaN where it is written
 * otherwise. Reads digits and nothing else: for what is asked of every event.
 */
export function secondOf(at: string): number {
  const mark = at.charCodeAt(19)
  if ((mark !== 0x5a && mark !== 0x2e) || at.charCodeAt(4) !== 0x2d || at.charCodeAt(10) !== 0x54) return Number.NaN
  const clock = (twoDigits(at, 11) * 60 + twoDigits(at, 14)) * 60 + twoDigits(at, 17)
  return dayOf(twoDigits(at, 0) * 100 + twoDigits(at, 2), twoDigits(at, 5), twoDigits(at, 8)) * 86_400 + clock
}

function twoDigits(text: string, at: number): number {
  return text.charCodeAt(at) * 10 + text.charCodeAt(at + 1) - 0x30 * 11
}

/** Days since 1970-01-01: years begin in March, so that the day that may be missing is the last. */
function dayOf(year: number, month: number, day: number): number {
  const isEarly = month <= 2
  const years = isEarly ? year - 1 : year
  const months = isEarly ? month + 9 : month - 3
  const leaps = Math.floor(years / 4) - Math.floor(years / 100) + Math.floor(years / 400)
  return years * 365 + leaps + Math.floor((months * 153 + 2) / 5) + day - 719_469
}
