import { readAddress } from './address.ts'
import { code, isDigit, isHex, isWord } from './characters.ts'

export interface Ipv6Found {
  readonly type: 'ipv4' | 'ipv6'
  readonly value: string
  readonly observable: boolean
  readonly end: number
}

const longest = 45

/**
 * Reads an IPv6 address at `start` (where a group or `::` begins), its colons perhaps defanged (`[:]`). Only addresses of blocks that are in use are
 * taken: that keeps out times, MAC addresses, fingerprints and `Ace::Bad` of programs. A zone id (`%eth0`) stays outside.
 */
export function readIpv6(text: string, start: number): Ipv6Found | undefined {
  if (!mayBegin(text, start)) return undefined
  let end = start
  let value = ''
  while (value.length <= longest) {
    const character = text.charCodeAt(end)
    if (character === code.openSquare && text.startsWith('[:]', end)) {
      value += ':'
      end += 3
    } else if (isHex(character) || character === code.colon || (character === code.dot && isDigit(text.charCodeAt(end + 1)))) {
      value += text.charAt(end)
      end += 1
    } else break
  }
  if (value.length > longest || isWord(text.charCodeAt(end))) return undefined
  // "from fe80::1: no route" ends in a colon of the sentence.
  if (value.endsWith(':') && !value.endsWith('::') && text.charCodeAt(end - 1) === code.colon) {
    value = value.slice(0, -1)
    end -= 1
  }
  const found = isPlausible(value) ? readAddress(value) : undefined
  return found === undefined ? undefined : { ...found, end }
}

/** With a character that `isPlausible` may accept, and not in the middle of a word, a dotted name or a longer run of colons. */
function mayBegin(text: string, start: number): boolean {
  if (!'23fF6:'.includes(text.charAt(start))) return false
  const before = text.charCodeAt(start - 1)
  return !isWord(before) && before !== code.colon && before !== code.dot
}

/** First groups in use: global unicast, unique local, link local, multicast, NAT64, and the forms that begin with `::`. */
function isPlausible(value: string): boolean {
  if (!value.includes(':', value.indexOf(':') + 1)) return false
  if (value.startsWith('::')) return /^::(?:\d[\da-f]{0,3}|ffff:[\d.]{7,15}|ffff:[\da-f]{1,4}:[\da-f]{1,4})$/i.test(value)
  return /^(?:[23][\da-f]{3}|f[cd][\da-f]{2}|fe[89ab][\da-f]|ff[\da-f]{2}|64):/i.test(value) && !/^(?:[\da-f]{2}:){7}[\da-f]{2}$/i.test(value)
}
