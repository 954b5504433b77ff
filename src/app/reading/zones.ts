import { AppError } from '../../base/error.ts'
import { isZone } from '../../base/zone.ts'

/** Which zone to read the local times of which file in. */
export interface ZoneChoice {
  /** For every file that no rule names. */
  readonly fallback?: string
  /** The first that fits decides. */
  readonly rules: readonly { readonly pattern: string; readonly zone: string }[]
}

/** Reads `--tz` values: `Europe/Berlin` for all files, `auth.log=Europe/Berlin` for paths that end in, or match with `*` and `?`, what stands before `=`. */
export function parseZoneChoice(values: readonly string[]): ZoneChoice {
  const rules: { pattern: string; zone: string }[] = []
  let fallback: string | undefined
  for (const value of values) {
    const equals = value.lastIndexOf('=')
    const zone = value.slice(equals + 1)
    if (!isZone(zone))
      throw new AppError('bad-zone', `Unknown time zone "${zone}": give an IANA name such as Europe/Berlin, UTC, or an offset such as +02:00`)
    if (equals === -1) fallback = zone
    else rules.push({ pattern: value.slice(0, equals), zone })
  }
  return fallback === undefined ? { rules } : { fallback, rules }
}

/** The zone chosen for a path, of a compressed file also by its member's name; undefined where none was. */
export function zoneFor(choice: ZoneChoice, path: string): string | undefined {
  const member = path.replace(/\.gz$/i, '')
  return choice.rules.find(({ pattern }) => fitsPath(pattern, path) || fitsPath(pattern, member))?.zone ?? choice.fallback
}

/**
 * True where the pattern is the path's end at the boundary of a folder or container, or matches it whole or from a boundary with `*` and `?`.
 */
export function fitsPath(pattern: string, path: string): boolean {
  if (pattern === '') return false
  for (let at = 0; at !== -1; at = nextBoundary(path, at)) {
    if (matches(pattern, path.slice(at))) return true
  }
  return false
}

function nextBoundary(path: string, from: number): number {
  const boundary = path.slice(from).search(/[/!]/)
  return boundary === -1 ? -1 : from + boundary + 1
}

/** Wildcards without regular expressions: linear but for one star's retry, so no pattern can stall it. */
function matches(pattern: string, text: string): boolean {
  let p = 0
  let t = 0
  let star = -1
  let retry = 0
  while (t < text.length) {
    if (p < pattern.length && (pattern[p] === '?' || (pattern[p] !== '*' && pattern[p] === text[t]))) {
      p += 1
      t += 1
    } else if (pattern[p] === '*') {
      star = p
      retry = t
      p += 1
    } else if (star !== -1) {
      retry += 1
      t = retry
      p = star + 1
    } else return false
  }
  while (pattern[p] === '*') p += 1
  return p === pattern.length
}
