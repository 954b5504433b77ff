import { ownText } from '../../base/own-text.ts'
import { isDigit } from './characters.ts'
import { type Host, mayEndHost, readHost } from './host.ts'
import type { Counted } from './counting.ts'
import { KnownPieces } from './known-pieces.ts'
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
  /** What parts of JSON source hold, and what stands between the quotes of other texts. */
  readonly members: KnownPieces<Counted>
  readonly quoted: KnownPieces<Counted>
  /** How many collectors have used it. */
  collectors: number
}

const mostRemembered = 20_000
const longestRemembered = 253

/** Remembers at most 20,000 short texts for each reader. */
export function createIndicatorMemory(readQuotedArn: Reader<Found>): IndicatorMemory {
  const isNoHost = noHostTest()
  return {
    text: unlessNumeric(remembering((text) => readHost(text, 'text'), isNoHost)),
    email: unlessNumeric(remembering((text) => readHost(text, 'email'), isNoHost)),
    meant: unlessNumeric(remembering((text) => readHost(text, 'meant'))),
    quotedArn: remembering(readQuotedArn),
    members: new KnownPieces(true),
    quoted: new KnownPieces(false),
    collectors: 0,
  }
}

/** `isNothing` is asked for texts that are new: those that it is true of are neither read nor remembered. */
function remembering<T>(read: Reader<T>, isNothing: (text: string) => boolean = () => false): Reader<T> {
  const known = new Map<string, T | null>()
  return (text) => {
    if (text.length > longestRemembered) return read(text)
    const before = known.get(text)
    if (before !== undefined) return before ?? undefined
    if (isNothing(text)) return undefined
    const own = ownText(text)
    const found = read(own)
    if (known.size >= mostRemembered) known.clear()
    known.set(own, found ?? null)
    return found
  }
}

/** Tells by its ending that a text is no host: names of files, of which there are many, need not be read. Each ending is read once. */
function noHostTest(): (text: string) => boolean {
  const endings = remembering((ending) => !mayEndHost(ending))
  return (text) => !text.includes(':') && endings(text.slice(text.lastIndexOf('.') + 1).toLowerCase()) === true
}

/** Reading an IPv4 address costs less than looking it up; the place makes no difference to it. */
function unlessNumeric(reader: Reader<Host>): Reader<Host> {
  return (text) => (isNumeric(text) && !text.includes(':') ? readHost(text, 'meant') : reader(text))
}

function isNumeric(text: string): boolean {
  return text.length > 0 && isDigit(text.charCodeAt(0)) && isDigit(text.charCodeAt(text.length - 1))
}
