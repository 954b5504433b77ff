/**
 * An IP address as 32 hex digits, IPv4 mapped into IPv6 (::ffff:192.0.2.1), so that texts compare as addresses do; undefined for what is none
 * (225.01.00.16, a name, an address with a port). A zone (`%eth0`) is left out.
 */
export function addressSort(text: string): string | undefined {
  if (text.length < 2 || text.length > 64) return undefined
  if (!text.includes(':')) {
    const bytes = ipv4(text)
    return bytes === undefined ? undefined : `00000000000000000000ffff${bytes}`
  }
  return ipv6(text.split('%', 1)[0] ?? '')
}

function ipv4(text: string): string | undefined {
  const parts = text.split('.')
  if (parts.length !== 4) return undefined
  let hex = ''
  for (const part of parts) {
    if (!/^(?:0|[1-9]\d{0,2})$/.test(part) || Number(part) > 255) return undefined
    hex += Number(part).toString(16).padStart(2, '0')
  }
  return hex
}

function ipv6(text: string): string | undefined {
  const halves = text.split('::')
  if (halves.length > 2) return undefined
  const [head, tail] = halves.map(groups)
  if (head === undefined || (halves.length === 2 && tail === undefined)) return undefined
  if (tail === undefined) return head.length === 32 ? head : undefined
  // "::" stands for at least one group.
  const missing = 32 - head.length - tail.length
  return missing >= 4 ? `${head}${'0'.repeat(missing)}${tail}` : undefined
}

/** The hex digits of groups between single colons; the last may be an IPv4 address. */
function groups(text: string): string | undefined {
  if (text === '') return ''
  const parts = text.split(':')
  let hex = ''
  for (const [index, part] of parts.entries()) {
    const group =
      index === parts.length - 1 && part.includes('.') ? ipv4(part) : /^[0-9a-f]{1,4}$/i.test(part) ? part.toLowerCase().padStart(4, '0') : undefined
    if (group === undefined) return undefined
    hex += group
  }
  return hex
}
