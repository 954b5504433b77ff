import { parse } from 'tldts'
import { readAddress } from './address.ts'
import {
  documentationDomains,
  fileEndings,
  knownHosts,
  memberNames,
  memberRoots,
  plainFileEndings,
  privateEndings,
  programNames,
  providerDomains,
  reversedRoots,
} from './known-names.ts'

/** A host that was recognised. */
export interface Host {
  readonly type: 'ipv4' | 'ipv6' | 'domain'
  readonly value: string
  readonly observable: boolean
}

/**
 * How sure the place makes it that a host is meant: in plain text it must look like one and not like a file; in an e-mail address its ending must be a
 * real one; where it was defanged, or stands in a URL, its form is enough.
 */
export type HostPlace = 'text' | 'email' | 'meant'

const form = /^(?=.{4,253}$)[a-z0-9_\u00c0-\uffff][a-z0-9_\u00c0-\uffff-]{0,62}(?:\.[a-z0-9_\u00c0-\uffff-]{1,63}){1,126}$/i

/** Reads a host name or address with plain dots; undefined where it is neither. Domains come in lower case and in their ASCII form (RFC 5891). */
export function readHost(text: string, place: HostPlace): Host | undefined {
  if (text.includes(':')) return readAddress(text)
  const first = text.charCodeAt(0)
  const last = text.charCodeAt(text.length - 1)
  if (last >= 48 && last <= 57) {
    if (first >= 48 && first <= 57) return readAddress(text)
    return text.includes('.xn--') ? readDomain(text, place) : undefined
  }
  return readDomain(text, place)
}

function readDomain(text: string, place: HostPlace): Host | undefined {
  if (text.length > 253 || !form.test(text)) return undefined
  const lower = toAscii(text.toLowerCase())
  if (lower === undefined) return undefined
  const labels = lower.split('.')
  if (labels.some((label) => label.startsWith('-') || label.endsWith('-'))) return undefined
  const ending = labels.at(-1) ?? ''
  if (place === 'text' && looksLikeCode(text, labels)) return undefined
  if (privateEndings.has(ending)) return { type: 'domain', value: lower, observable: true }
  const known = parse(lower, { extractHostname: false })
  const isPublic = known.isIcann === true && known.domain !== null
  if (!isPublic && (place !== 'meant' || known.isIcann === true || !mayBeEnding(ending))) return undefined
  if (known.domainWithoutSuffix?.includes('_') === true) return undefined
  return { type: 'domain', value: lower, observable: isObservable(known.domain ?? lower, labels) }
}

/**
 * False for an ending (lower case) that no host has in plain text or in an e-mail address. Only endings of three letters and more are looked up: some
 * countries have names only below a second label, and other letters than ASCII have to be written in it first.
 */
export function mayEndHost(ending: string): boolean {
  if (!/^[a-z\d-]{3,63}$/.test(ending)) return true
  return privateEndings.has(ending) || parse(`a.b.${ending}`, { extractHostname: false }).isIcann === true
}

/** Where somebody defanged it, any ending of letters may be one of a root of its own (`.bit`, `.bazar`); not that of a file. */
function mayBeEnding(ending: string): boolean {
  return /^(?:[a-z]{2,63}|xn--[a-z0-9-]{1,59})$/.test(ending) && !plainFileEndings.has(ending)
}

/** The ASCII form of a host name; undefined where it has none. */
function toAscii(lower: string): string | undefined {
  // oxlint-disable-next-line no-control-regex
  if (/^[\u0000-\u007f]*$/.test(lower)) return lower
  const url = `http://${lower}/`
  return URL.canParse(url) ? new URL(url).hostname : undefined
}

/** File names, members of objects and reversed package names, which share their endings with top-level domains. */
function looksLikeCode(text: string, labels: readonly string[]): boolean {
  const [first = ''] = labels
  const ending = labels.at(-1) ?? ''
  if (knownHosts.has(labels.slice(-2).join('.'))) return false
  if (reversedRoots.has(first) && labels.length > 2) return true
  if (memberRoots.has(first) && memberNames.has(ending)) return true
  if (programNames.has(first) && labels.length === 2 && (memberNames.has(ending) || privateEndings.has(ending))) return true
  return hasCapitalEnding(text) || (fileEndings.has(ending) && first !== 'www')
}

/** `System.IO`, `Foo.Map`, `done.It`: a capital in the last label of a name that is not written in capitals throughout. */
function hasCapitalEnding(text: string): boolean {
  const ending = text.slice(text.lastIndexOf('.') + 1)
  return ending !== ending.toLowerCase() && text !== text.toUpperCase()
}

/** Documentation domains, and hosts that a cloud provider or vendor runs for everybody. */
function isObservable(domain: string, labels: readonly string[]): boolean {
  if (documentationDomains.has(domain) || providerDomains.has(domain)) return true
  if (domain !== 'amazonaws.com' && domain !== 'amazonaws.com.cn') return false
  return isServiceEndpoint(labels.slice(0, labels.length - domain.split('.').length))
}

/** `ec2`, `s3.us-east-1`, `sts.amazonaws.com` as a principal; but not a bucket, a function or a machine that a customer has there. */
function isServiceEndpoint(names: readonly string[]): boolean {
  if (names.length > 1 && names.some((name) => /^(?:compute(?:-\d)?|elb|execute-api|lambda-url|rds)$/.test(name))) return false
  const service = names.filter((name) => !/^(?:[a-z]{2}(?:-[a-z]{2,12}){1,3}-\d{1,2}[a-z]?|dualstack|fips|console|signin|api)$/.test(name))
  return service.length <= 1
}
