import { code, isDigit, isHex, isWord } from './characters.ts'
import type { Host } from './host.ts'
import type { Search } from './search.ts'
import type { TextCodes } from './text-codes.ts'

export interface Ipv6Found {
  readonly address: Host
  readonly end: number
}

const longest = 45
/** Colons of an address without `::` whose last groups are an embedded IPv4 address. */
const fewestColons = 6

/**
 * Reads an IPv6 address at `start` (where a group or `::` begins), its colons perhaps defanged (`[:]`). Only addresses of blocks that are in use are
 * taken: that keeps out times, MAC addresses, fingerprints and `Ace::Bad` of programs. A zone id (`%eth0`) stays outside.
 */
export function readIpv6({ text, codes, memory }: Pick<Search, 'text' | 'codes' | 'memory'>, start: number): Ipv6Found | undefined {
  if (!mayBegin(codes, start) || !hasGroups(codes, start, text.length)) return undefined
  const plainEnd = groupsEnd(text, start)
  const written = { value: text.slice(start, plainEnd), end: plainEnd }
  let { value, end } = text.startsWith('[:]', plainEnd) ? refanged(text, written) : written
  if (value.length > longest || isWord(text.charCodeAt(end))) return undefined
  // "from fe80::1: no route" ends in a colon of the sentence.
  if (value.endsWith(':') && !value.endsWith('::') && text.charCodeAt(end - 1) === code.colon) {
    value = value.slice(0, -1)
    end -= 1
  }
  const address = isPlausible(value) ? memory.meant(value) : undefined
  return address === undefined || address.type === 'domain' ? undefined : { address, end }
}

/** The first place behind hex digits, colons, and dots before a digit; no further than matters. */
function groupsEnd(text: string, start: number): number {
  const most = Math.min(text.length, start + longest + 1)
  let end = start
  while (end < most) {
    const character = text.charCodeAt(end)
    if (!isHex(character) && character !== code.colon && (character !== code.dot || !isDigit(text.charCodeAt(end + 1)))) break
    end += 1
  }
  return end
}

/** Goes on over colons in brackets. */
function refanged(text: string, written: { value: string; end: number }): { value: string; end: number } {
  let { value, end } = written
  while (value.length <= longest && text.startsWith('[:]', end)) {
    const behind = groupsEnd(text, end + 3)
    value += `:${text.slice(end + 3, behind)}`
    end = behind
  }
  return { value, end }
}

/** True where as many colons follow as an address has, plain or defanged: the times and numbers of most logs have fewer. */
function hasGroups(codes: TextCodes, start: number, length: number): boolean {
  const most = Math.min(length, start + longest + 1)
  let colons = 0
  for (let at = start; at < most; at += 1) {
    const character = codes[at] ?? 0
    if (character === code.colon) {
      colons += 1
      if (colons >= fewestColons || codes[at + 1] === code.colon) return true
    } else if (character === code.openSquare) return true
    else if (!isHex(character) && character !== code.dot) return false
  }
  return false
}

const [two, three, six, upperF, lowerF] = [50, 51, 54, 70, 102] as const

/** With a character that `isPlausible` may accept, and not in the middle of a word, a dotted name or a longer run of colons. */
function mayBegin(codes: TextCodes, start: number): boolean {
  const first = codes[start]
  if (first !== two && first !== three && first !== six && first !== lowerF && first !== upperF && first !== code.colon) return false
  const before = codes[start - 1] ?? 0
  return !isWord(before) && before !== code.colon && before !== code.dot
}

/** First groups in use: global unicast, unique local, link local, multicast, NAT64, and the forms that begin with `::`. */
function isPlausible(value: string): boolean {
  if (!value.includes(':', value.indexOf(':') + 1)) return false
  if (value.startsWith('::')) return /^::(?:\d[\da-f]{0,3}|ffff:[\d.]{7,15}|ffff:[\da-f]{1,4}:[\da-f]{1,4})$/i.test(value)
  return /^(?:[23][\da-f]{3}|f[cd][\da-f]{2}|fe[89ab][\da-f]|ff[\da-f]{2}|64):/i.test(value) && !/^(?:[\da-f]{2}:){7}[\da-f]{2}$/i.test(value)
}
