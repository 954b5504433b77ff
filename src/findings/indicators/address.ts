/** The number of a dotted-quad IPv4 address; undefined for anything else (leading zeros, fewer or more parts, numbers above 255). */
export function parseIpv4(text: string): number | undefined {
  if (text.length < 7 || text.length > 15) return undefined
  let number = 0
  let octet = -1
  let dots = 0
  for (let at = 0; at < text.length; at += 1) {
    const digit = text.charCodeAt(at) - 48
    if (digit >= 0 && digit <= 9) {
      if (octet === 0) return undefined
      octet = octet === -1 ? digit : octet * 10 + digit
      if (octet > 255) return undefined
    } else {
      if (digit !== dotDigit || octet === -1 || dots === 3) return undefined
      number = number * 256 + octet
      octet = -1
      dots += 1
    }
  }
  return dots === 3 && octet !== -1 ? number * 256 + octet : undefined
}

/** The code of a dot as far from that of "0". */
const dotDigit = -2

function formatIpv4(number: number): string {
  return [24, 16, 8, 0].map((shift) => (number >>> shift) & 255).join('.')
}

/** The eight groups of an IPv6 address (RFC 4291, section 2.2), embedded IPv4 read; undefined for anything else. No zone id. */
function parseIpv6(text: string): readonly number[] | undefined {
  if (text.length < 2 || text.length > 45) return undefined
  const halves = text.split('::')
  if (halves.length > 2) return undefined
  const head = groupsOf(halves[0] ?? '', halves.length === 1)
  const tail = halves.length === 2 ? groupsOf(halves[1] ?? '', true) : []
  if (head === undefined || tail === undefined) return undefined
  if (halves.length === 1) return head.length === 8 ? head : undefined
  const gap = 8 - head.length - tail.length
  return gap < 1 ? undefined : [...head, ...new Array<number>(gap).fill(0), ...tail]
}

function groupsOf(text: string, mayEndInIpv4: boolean): number[] | undefined {
  if (text === '') return []
  const parts = text.split(':')
  const groups: number[] = []
  for (const [at, part] of parts.entries()) {
    if (mayEndInIpv4 && at === parts.length - 1 && part.includes('.')) {
      const number = parseIpv4(part)
      if (number === undefined) return undefined
      groups.push(Math.floor(number / 65_536), number % 65_536)
    } else {
      if (!/^[0-9a-f]{1,4}$/i.test(part)) return undefined
      groups.push(Number.parseInt(part, 16))
    }
  }
  return groups
}

/** The canonical text of an IPv6 address (RFC 5952): lower case, the longest run of zeros compressed. */
function formatIpv6(groups: readonly number[]): string {
  let best = { start: 0, length: 1 }
  for (let start = 0; start < groups.length; start += 1) {
    let length = 0
    while (groups[start + length] === 0) length += 1
    if (length > best.length) best = { start, length }
  }
  const text = (part: readonly number[]) => part.map((group) => group.toString(16)).join(':')
  if (best.length < 2) return text(groups)
  return `${text(groups.slice(0, best.start))}::${text(groups.slice(best.start + best.length))}`
}

/** The IPv4 address inside an IPv4-mapped IPv6 address (`::ffff:192.0.2.1`), which is the same host. */
function mappedIpv4(groups: readonly number[]): number | undefined {
  const [high = 0, low = 0] = groups.slice(6)
  if (groups.slice(0, 5).some((group) => group !== 0) || groups[5] !== 0xffff) return undefined
  return high * 65_536 + low
}

/** IPv4 blocks that are nobody's public address (IANA special-purpose registry, RFC 6890 and its updates; multicast, RFC 5771). */
const specialIpv4: readonly (readonly [number, number])[] = (
  [
    ['0.0.0.0', 8],
    ['10.0.0.0', 8],
    ['100.64.0.0', 10],
    ['127.0.0.0', 8],
    ['169.254.0.0', 16],
    ['172.16.0.0', 12],
    ['192.0.0.0', 24],
    ['192.0.2.0', 24],
    ['192.88.99.0', 24],
    ['192.168.0.0', 16],
    ['198.18.0.0', 15],
    ['198.51.100.0', 24],
    ['203.0.113.0', 24],
    ['224.0.0.0', 3],
  ] as const
).map(([network, bits]) => [(parseIpv4(network) ?? 0) >>> (32 - bits), 32 - bits] as const)

/** True for private, loopback, link-local, shared, documentation, benchmarking, multicast and reserved addresses. */
function isSpecialIpv4(number: number): boolean {
  for (const [network, shift] of specialIpv4) if (number >>> shift === network) return true
  return false
}

/** True for everything outside global unicast (2000::/3), and inside it for documentation (2001:db8::/32, 3fff::/20), Teredo, ORCHID and 6to4 of a special IPv4. */
function isSpecialIpv6(groups: readonly number[]): boolean {
  const [first = 0, second = 0, third = 0] = groups
  if (first >> 13 !== 1) return !(first === 0x64 && second === 0xff9b)
  if (first === 0x2001) return second === 0xdb8 || second < 0x200
  if (first === 0x2002) return isSpecialIpv4(second * 65_536 + third)
  return first === 0x3fff && second < 0x1000
}

/** One written address with what it is; undefined where the text is no address. IPv4-mapped IPv6 reads as the IPv4 address. */
export function readAddress(text: string): { type: 'ipv4' | 'ipv6'; value: string; observable: boolean } | undefined {
  const ipv4 = parseIpv4(text)
  if (ipv4 !== undefined) return { type: 'ipv4', value: text, observable: isSpecialIpv4(ipv4) }
  const groups = text.includes(':') ? parseIpv6(text.split('%')[0] ?? '') : undefined
  if (groups === undefined) return undefined
  const mapped = mappedIpv4(groups)
  if (mapped !== undefined) return { type: 'ipv4', value: formatIpv4(mapped), observable: isSpecialIpv4(mapped) }
  return { type: 'ipv6', value: formatIpv6(groups), observable: isSpecialIpv6(groups) }
}
