import type { IndicatorType } from './indicator-sighting.ts'

const address = /^(?:192\.0\.2|198\.51\.100|203\.0\.113)\.\d{1,3}$|^(?:2001:db8:|3fff:[0-9a-f]{0,3}:)/
const name = /(?:^|\.)(?:example|example\.(?:com|net|org|edu))$/

/**
 * True for values that exist to be written about (RFC 5737, RFC 3849, RFC 9637, RFC 2606): addresses in canonical text and domains in lower case.
 * No network routes them, so they stand for the real ones wherever evidence was invented or rewritten before it was handed over.
 */
export function isDocumentationValue(type: IndicatorType, value: string): boolean {
  if (type === 'ipv4' || type === 'ipv6') return address.test(value)
  return type === 'domain' && name.test(value)
}
