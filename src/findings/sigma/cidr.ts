import ipaddr from 'ipaddr.js'

/** True for `192.0.2.0/24` or `2001:db8::/32`. */
export function isCidr(text: string): boolean {
  return ipaddr.isValidCIDR(text)
}

/** A test of an address written as text; IPv4 addresses mapped into IPv6 count as IPv4. Throws where `cidr` is none. */
export function compileCidr(cidr: string): (text: string) => boolean {
  const range = ipaddr.parseCIDR(cidr)
  const [network] = range
  return (text) => {
    if (text.length > 45 || !ipaddr.isValid(text)) return false
    const address = ipaddr.process(text)
    return address.kind() === network.kind() && address.match(range)
  }
}
