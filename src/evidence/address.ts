/** True for text that is written like an IPv4 or IPv6 address, also an impossible one (225.01.00.16): evidence is kept as it is. */
export function looksLikeAddress(text: string): boolean {
  if (text.length < 2 || text.length > 64) return false
  if (/^\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(text)) return true
  return (
    text.includes(':') &&
    /^[0-9a-f:]{2,39}(?:(?<=:)\d{1,3}(?:\.\d{1,3}){3})?(?:%[0-9a-z.]{1,16})?$/i.test(text) &&
    text.indexOf(':') !== text.lastIndexOf(':')
  )
}

/** True for text written like a host name: letters, digits, dots and hyphens. */
export function looksLikeHost(text: string): boolean {
  return text.length <= 253 && /^(?=.*[a-z])[a-z0-9_](?:[a-z0-9_-]{0,62})(?:\.[a-z0-9_-]{1,63}){0,30}\.?$/i.test(text)
}
