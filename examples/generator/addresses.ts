import type { Chance } from './random.ts'

/*
 * Who has which address. Only addresses of documentation are used (RFC 5737, RFC 3849); which of them belongs to whom is drawn anew for each
 * seed, so that no range gives anybody away.
 */

/** Addresses drawn without repetition. */
export interface Addresses {
  /** One IPv4 address nobody has yet. */
  take(): string
  /** One IPv6 address, in a network of its own. */
  takeWide(): string
  /** IPv4, or IPv6 in so many cases of one. */
  takeEither(wideShare: number): string
}

const networks = ['192.0.2', '198.51.100', '203.0.113'] as const

export function createAddresses(chance: Chance): Addresses {
  const free = chance.shuffle(networks.flatMap((network) => Array.from({ length: 254 }, (_, host) => `${network}.${host + 1}`)))
  const wide = new Set<string>()
  const take = (): string => {
    const address = free.pop()
    if (address === undefined) throw new RangeError('No documentation address is left')
    return address
  }
  const takeWide = (): string => {
    const address = `2001:db8:${chance.between(1, 9)}${chance.hex(3)}:${chance.between(1, 9)}${chance.hex(2)}::${chance.between(1, 9)}${chance.hex(2)}`
    if (wide.has(address)) return takeWide()
    wide.add(address)
    return address
  }
  return { take, takeWide, takeEither: (share) => (chance.odds(share) ? takeWide() : take()) }
}
