import { isDigit } from './characters.ts'
import { type Host, readHost } from './host.ts'
import type { Found } from './search.ts'

/** Reads a text that may be one thing as a whole. */
export type Reader<T> = (text: string) => T | undefined

/** Reads texts and remembers what they were: in logs the same few come again and again. */
export interface IndicatorMemory {
  /** Hosts, by how sure the place makes it that one is meant (`HostPlace`). */
  readonly text: Reader<Host>
  readonly email: Reader<Host>
  readonly meant: Reader<Host>
  /** The Amazon Resource Name a quoted text begins with. */
  readonly quotedArn: Reader<Found>
}

const mostRemembered = 20_000
const longestRemembered = 253

/** Remembers at most 20,000 short texts for each reader. */
export function createIndicatorMemory(readQuotedArn: Reader<Found>): IndicatorMemory {
  return {
    text: unlessNumeric(remembering((text) => readHost(text, 'text'))),
    email: unlessNumeric(remembering((text) => readHost(text, 'email'))),
    meant: unlessNumeric(remembering((text) => readHost(text, 'meant'))),
    quotedArn: remembering(readQuotedArn),
  }
}

function remembering<T>(read: Reader<T>): Reader<T> {
  const known = new Map<string, T | null>()
  return (text) => {
    if (text.length > longestRemembered) return read(text)
    const before = known.get(text)
    if (before !== undefined) return before ?? undefined
    const own = ownCopy(text)
    const found = read(own)
    if (known.size >= mostRemembered) known.clear()
    known.set(own, found ?? null)
    return found
  }
}

/** Reading an IPv4 address costs less than looking it up; the place makes no difference to it. */
function unlessNumeric(reader: Reader<Host>): Reader<Host> {
  return (text) => (isNumeric(text) && !text.includes(':') ? readHost(text, 'meant') : reader(text))
}

function isNumeric(text: string): boolean {
  return text.length > 0 && isDigit(text.charCodeAt(0)) && isDigit(text.charCodeAt(text.length - 1))
}

/** The same text in memory of its own: a part cut out of a record keeps all of the record in memory. */
export function ownCopy(text: string): string {
  const copy: string = JSON.parse(JSON.stringify(text))
  return copy
}
