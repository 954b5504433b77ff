import type { Network } from './query.ts'

/** Leading bits of an IPv4 address once it is mapped into IPv6 (RFC 4291, 2.5.5.2). */
const mappedBits = 96
const mappedPrefix = '00000000000000000000ffff'

/**
 * An address as 32 hex digits, so that texts compare as addresses do: IPv4 is mapped into IPv6, a zone (`%eth0`) is left out. Undefined for anything that is
 * no address (`256.1.1.1`, `010.1.1.1`).
 */
export function addressKey(text: string): string | undefined {
  if (text.length > 64) return undefined
  const four = quadHex(text)
  if (four !== undefined) return mappedPrefix + four
  if (!text.includes(':')) return undefined
  const zone = text.indexOf('%')
  return sixHex(zone === -1 ? text : text.slice(0, zone))
}

/** An address or a network in CIDR notation; host bits may be set and do not count. Undefined for anything else. */
export function parseNetwork(text: string): Network | undefined {
  const slash = text.indexOf('/')
  const address = addressKey(slash === -1 ? text : text.slice(0, slash))
  if (address === undefined) return undefined
  if (slash === -1) return { text, first: address, last: address }
  const isFour = !text.slice(0, slash).includes(':')
  const length = text.slice(slash + 1)
  if (!/^\d{1,3}$/.test(length) || Number(length) > (isFour ? 32 : 128)) return undefined
  const bits = Number(length) + (isFour ? mappedBits : 0)
  return { text, first: withHostBits(address, bits, 0), last: withHostBits(address, bits, 15) }
}

/** True for `a.b.c.d/n` and `x::/n` as written, possible or not. */
export function looksLikeNetwork(text: string): boolean {
  return /^(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f:]{0,39}:[0-9a-f:.]{0,39})\/\d{1,3}$/i.test(text)
}

export function isInNetwork(text: string, network: Pick<Network, 'first' | 'last'>): boolean {
  const key = addressKey(text)
  return key !== undefined && key >= network.first && key <= network.last
}

/** All bits behind the first `bits` set to those of `fill` (0 or 15). */
function withHostBits(hex: string, bits: number, fill: 0 | 15): string {
  const whole = Math.floor(bits / 4)
  if (whole >= hex.length) return hex
  const mask = 15 >> (bits % 4)
  const digit = Number.parseInt(hex.charAt(whole), 16)
  const mixed = fill === 0 ? digit & ~mask & 15 : digit | mask
  return hex.slice(0, whole) + mixed.toString(16) + fill.toString(16).repeat(hex.length - whole - 1)
}

function quadHex(text: string): string | undefined {
  const parts = text.split('.', 5)
  if (parts.length !== 4 || text.length > 15) return undefined
  let hex = ''
  for (const part of parts) {
    // A leading zero is octal to some programs and decimal to others: such a text is no address.
    if (!/^(?:0|[1-9]\d{0,2})$/.test(part) || Number(part) > 255) return undefined
    hex += Number(part).toString(16).padStart(2, '0')
  }
  return hex
}

function sixHex(text: string): string | undefined {
  const halves = text.split('::')
  if (halves.length > 2) return undefined
  const [left, right] = [groupsHex(halves[0] ?? ''), groupsHex(halves[1] ?? '')]
  if (left === undefined || right === undefined) return undefined
  if (halves.length === 1) return left.length === 32 ? left : undefined
  // "::" stands for at least one group; an IPv4 tail belongs at the end.
  if (left.length + right.length > 28 || (halves[0] ?? '').includes('.')) return undefined
  return left + '0'.repeat(32 - left.length - right.length) + right
}

function groupsHex(text: string): string | undefined {
  if (text === '') return ''
  const groups = text.split(':')
  let hex = ''
  for (const [index, group] of groups.entries()) {
    const four = index === groups.length - 1 ? quadHex(group) : undefined
    if (four === undefined && !/^[0-9a-f]{1,4}$/i.test(group)) return undefined
    hex += four ?? group.toLowerCase().padStart(4, '0')
  }
  return hex.length > 32 ? undefined : hex
}
