import type { Finding } from '../../model/finding.ts'
import type { Session } from '../../model/session.ts'
import { isPrivateAddress } from './sign-ins.ts'
import type { Presence } from './presence.ts'

/** One account under the names that different sources have for it, at one address. */
export interface Person {
  readonly name: string
  readonly address: string
  readonly presences: readonly Presence[]
  readonly findings: readonly Finding[]
}

/** Names that stand for no account in particular. */
const nobody = /^(?:root|admin|administrator|session|unknown|system|nobody|user|test|i-[0-9a-f]{8,17}|\d{1,20}|.{1,2})$/i

/**
 * Presences of the same account at the same address in different sources: the cloud account, the role it signed in to, the web site, the application, the
 * host. Name and address have to be the same; an address alone joins nothing.
 */
export function personsOf(presences: readonly Presence[]): Person[] {
  const groups = new Map<string, { name: string; address: string; presences: Set<Presence> }>()
  for (const presence of presences) {
    if (presence.address === undefined || isPrivateAddress(presence.address)) continue
    for (const name of new Set(presence.sessions.flatMap(namesOf))) {
      const key = `${name}\u0000${presence.address}`
      const group = groups.get(key) ?? { name, address: presence.address, presences: new Set<Presence>() }
      group.presences.add(presence)
      groups.set(key, group)
    }
  }
  return [...groups.values()]
    .filter((group) => new Set([...group.presences].map(({ identity, sessions }) => `${sessions[0]?.dataset} ${identity}`)).size > 1)
    .map(({ name, address, presences: own }) => ({
      name,
      address,
      presences: [...own],
      findings: [...new Set([...own].flatMap((presence) => presence.findings))],
    }))
}

/** `…:assumed-role/AWSReservedSSO_Admin_1f/alice@example.com` and `alice` are the same account. */
export function namesOf({ principal, user }: Session): string[] {
  const session = /:assumed-role\/[^/]{1,200}\/(.{1,200})$/.exec(principal ?? '')?.[1]
  return [session, user].flatMap((name) => {
    const plain = name?.toLowerCase().replace(/@.{1,253}$/, '')
    return plain === undefined || nobody.test(plain) ? [] : [plain]
  })
}
