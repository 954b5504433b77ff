import type { IndicatorMatch, IndicatorType } from '../../model/indicator-sighting.ts'
import { isDigit } from './characters.ts'
import { type Host, type HostPlace, readHost } from './host.ts'

/** Reads hosts; what was read before may be remembered. */
export type HostReader = (text: string, place: HostPlace) => Host | undefined

/** What one search carries along: the text, what was found, and where the last match ended (nothing may reach back behind it). */
export interface Search {
  readonly text: string
  readonly readHost: HostReader
  readonly matches: IndicatorMatch[]
  floor: number
}

/** Keeps a match; `end` is the first place behind it. */
export function keep(search: Search, found: { type: IndicatorType; value: string; observable: boolean; start: number; end: number }): void {
  const { type, value, observable, start, end } = found
  search.matches.push({ type, value, raw: search.text.slice(start, end), offset: start, length: end - start, observable })
  search.floor = Math.max(search.floor, end)
}

const mostRemembered = 20_000

/** A host reader that remembers: in logs the same few hosts come again and again. Holds at most 60,000 short names. */
export function rememberingHostReader(): HostReader {
  const known = { text: new Map<string, Host | null>(), email: new Map<string, Host | null>(), meant: new Map<string, Host | null>() }
  return (text, place) => {
    // Reading an IPv4 address costs less than looking it up.
    if (isNumeric(text) && !text.includes(':')) return readHost(text, place)
    const memory = known[place]
    const before = memory.get(text)
    if (before !== undefined) return before ?? undefined
    const host = readHost(text, place)
    if (text.length > 253) return host
    if (memory.size >= mostRemembered) memory.clear()
    memory.set(text, host ?? null)
    return host
  }
}

function isNumeric(text: string): boolean {
  return text.length > 0 && isDigit(text.charCodeAt(0)) && isDigit(text.charCodeAt(text.length - 1))
}
