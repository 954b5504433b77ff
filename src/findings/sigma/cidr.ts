import ipaddr from 'ipaddr.js'

/** A network: its address and the number of leading bits that count. */
export type CidrRange = ReturnType<typeof ipaddr.parseCIDR>

/** Reads `192.0.2.0/24` or `2001:db8::/32`; undefined for anything else. */
export function parseCidr(text: string): CidrRange | undefined {
  return ipaddr.isValidCIDR(text) ? ipaddr.parseCIDR(text) : undefined
}

/** A test of an address written as text; IPv4 addresses mapped into IPv6 count as IPv4. */
export function compileCidr(range: CidrRange): (text: string) => boolean {
  const [network] = range
  return (text) => {
    if (text.length > 45 || !ipaddr.isValid(text)) return false
    const address = ipaddr.process(text)
    return address.kind() === network.kind() && address.match(range)
  }
}
