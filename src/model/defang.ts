import type { IndicatorType } from './indicator-sighting.ts'

/** A value as people may copy it without reaching the other machine: `203[.]0[.]113[.]7`, `hxxps://bad[.]example/x`. Hashes, keys, ARNs and agents stay. */
export function defang(type: IndicatorType, value: string): string {
  switch (type) {
    case 'ipv4':
    case 'domain':
      return defangDots(value)
    case 'ipv6':
      return value.replaceAll(':', '[:]')
    case 'url':
      return defangUrl(value)
    case 'email':
      return defangEmail(value)
    case 'user-agent':
      return defangLinks(value)
    default:
      return value
  }
}

function defangDots(value: string): string {
  return value.replaceAll('.', '[.]')
}

function defangEmail(value: string): string {
  const at = value.lastIndexOf('@')
  return at === -1 ? value : `${value.slice(0, at)}[@]${defangDots(value.slice(at + 1))}`
}

/** The dots of the host are broken and the scheme made unusable (`hxxp`, `fxp`); the path stays readable. */
function defangUrl(value: string): string {
  const separator = value.indexOf('://')
  if (separator === -1) return defangDots(value)
  const rest = value.slice(separator + 3)
  const path = rest.search(/[/?#]/)
  const host = path === -1 ? rest : rest.slice(0, path)
  return `${defangScheme(value.slice(0, separator))}://${defangDots(host)}${path === -1 ? '' : rest.slice(path)}`
}

function defangScheme(scheme: string): string {
  if (/^https?$/i.test(scheme)) return scheme.replace(/tt/i, 'xx')
  return /^s?ftps?$/i.test(scheme) ? scheme.replace(/t/i, 'x') : scheme
}

/** A link inside a longer text, as crawlers put one into their user agent. */
function defangLinks(value: string): string {
  return value.replace(/\bhttps?:\/\/[^\s)'"<>;]{1,2048}/gi, defangUrl)
}

/** A known indicator: what `defangText` looks for. */
export interface KnownIndicator {
  readonly type: IndicatorType
  readonly value: string
}

/**
 * Defangs the given indicators where they stand in a text, whole (never `1.2.3.4` inside `11.2.3.4`). A known domain is also found in longer host
 * names below it, and every URL on a known host is defanged whatever its path. What is defanged already stays as it is.
 */
export function defangText(text: string, known: readonly KnownIndicator[]): string {
  return createDefanger(known)(text)
}

/** The same for many texts: prepares the list once. One pass over each text, whatever the number of values. */
export function createDefanger(known: readonly KnownIndicator[]): (text: string) => string {
  const lists: Lists = { hosts: new Set(), urlHosts: new Set(), emails: new Set(), ipv6: new Set() }
  for (const { type, value } of known) addKnown(lists, type, value.toLowerCase())
  return (text) => {
    const named = text.replace(namedHost, (whole, scheme: string | undefined, local: string | undefined, host: string) =>
      isKnown(lists, { scheme, local, host }) ? `${shownScheme(scheme)}${shownLocal(local, scheme)}${defangDots(host)}` : whole,
    )
    if (lists.ipv6.size === 0) return named
    return named.replace(ipv6InText, (whole, open: string | undefined, address: string) =>
      lists.ipv6.has(address.toLowerCase()) ? `${shownScheme(open)}${defang('ipv6', address)}` : whole,
    )
  }
}

interface Lists {
  /** Addresses and domains. */
  readonly hosts: Set<string>
  /** Hosts of known URLs, which count only behind a scheme: the site may be a harmless one. */
  readonly urlHosts: Set<string>
  readonly emails: Set<string>
  readonly ipv6: Set<string>
}

// Starts only where a word starts and takes the whole run, so that no text makes it look twice at the same place (the local part has at most 64).
const namedHost = /(?<![\w%+.-])(?:([a-z][a-z\d+]{1,9}:\/\/))?(?:([\w%+.:-]{1,64})@)?((?<![\w-])[\w-]+(?:\.[\w-]+)+)/gi
const ipv6InText = /(?<![\w:.])([a-z][a-z\d+]{1,9}:\/\/\[)?([\da-f]{0,4}(?::[\da-f]{0,4}){2,8})(?![\w:])/gi

function addKnown(lists: Lists, type: IndicatorType, value: string): void {
  if (type === 'ipv4' || type === 'domain') lists.hosts.add(value)
  if (type === 'email') lists.emails.add(value)
  if (type === 'ipv6') lists.ipv6.add(value)
  if (type !== 'url') return
  const authority = /^[a-z\d+]{1,12}:\/\/(?:[^/?#@]{0,256}@)?(\[[\da-f:]{2,45}\]|[^/?#:]{1,253})/.exec(value)?.[1]
  if (authority === undefined) return
  if (authority.startsWith('[')) lists.ipv6.add(authority.slice(1, -1))
  else lists.urlHosts.add(authority)
}

function isKnown(lists: Lists, found: { scheme: string | undefined; local: string | undefined; host: string }): boolean {
  const host = found.host.toLowerCase()
  if (found.scheme !== undefined && lists.urlHosts.has(host)) return true
  if (found.local !== undefined && lists.emails.has(`${found.local.toLowerCase()}@${host}`)) return true
  if (lists.hosts.has(host)) return true
  if (host.length > 253) return false
  for (let dot = host.indexOf('.'); dot !== -1; dot = host.indexOf('.', dot + 1)) {
    // An address is no subdomain of its own last numbers.
    if (lists.hosts.has(host.slice(dot + 1)) && !/^[\d.]+$/.test(host.slice(dot + 1))) return true
  }
  return false
}

function shownScheme(open: string | undefined): string {
  if (open === undefined) return ''
  const end = open.indexOf('://')
  return defangScheme(open.slice(0, end)) + open.slice(end)
}

/** `name[@]` in an e-mail address; user and password in a URL stay as they are. */
function shownLocal(local: string | undefined, scheme: string | undefined): string {
  if (local === undefined) return ''
  return scheme === undefined ? `${local}[@]` : `${local}@`
}
