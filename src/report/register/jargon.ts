import { isObject } from '../../base/json.ts'
import type { Incident } from '../../model/incident.ts'

/** Something in a text for a board that a board cannot read, or should not have to. */
export interface Jargon {
  readonly kind: 'technique' | 'address' | 'name' | 'path' | 'call' | 'identifier' | 'acronym'
  readonly found: string
}

/** Acronyms a board reads without their words: time, money, countries. The report's own numbers (R1) are none. */
const known = new Set([
  'UTC',
  'EUR',
  'USD',
  'GBP',
  'CHF',
  'JPY',
  'SEK',
  'NOK',
  'DKK',
  'PLN',
  'CAD',
  'AUD',
  'INR',
  'EU',
  'US',
  'USA',
  'UK',
  'UN',
  'OK',
  'CEO',
  'IT',
  'SEV',
])

const patterns: readonly (readonly [Jargon['kind'], RegExp])[] = [
  ['technique', /\bTA?\d{4}(?:\.\d{3})?\b/g],
  ['address', /\b\d{1,3}(?:(?:\.|\[\.\])\d{1,3}){3}\b/g],
  ['address', /(?<![\w:])(?!\d{1,2}:\d{2}:\d{2}(?![\w:]))(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{1,4}(?![\w:])/gi],
  ['address', /\b(?:h(?:tt|xx)ps?|s?ftp):\/\/\S{1,300}/gi],
  ['address', /\b[\w.+-]{1,64}(?:@|\[@\]|\[at\])[\w-]{1,63}(?:(?:\.|\[\.\])[\w-]{1,63}){1,5}/gi],
  ['address', /\b(?:[a-z0-9][a-z0-9-]{0,62}(?:\.|\[\.\])){1,6}[a-z]{2,24}\b/gi],
  ['path', /(?<=^|[\s("'])(?:~|\.{1,2})?\/[\w.@~-]{1,100}(?:\/[\w.@~-]{0,100}){0,20}/g],
  ['path', /\b[A-Za-z]:\\[^\s"]{1,200}/g],
  ['call', /\b[A-Z][a-z]{1,30}[a-z0-9]{0,30}(?:[A-Z][a-z0-9]{1,30}){1,8}\b/g],
  ['call', /\b[a-z]{1,30}(?:_[a-z]{1,30}){1,6}\b/g],
  ['identifier', /\barn:[\w:/*.-]{1,300}/g],
  ['identifier', /\b(?:AKIA|ASIA|AROA|AIDA)[A-Z0-9]{8,}\b/g],
  ['identifier', /\b(?:i|snap|sg|vol|ami|vpc|subnet|eni)-[0-9a-f]{6,17}\b/g],
  ['identifier', /\b(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64}|\d{12})\b/gi],
]

/** Names of a record that stand for machines, accounts and values: what an appendix names and a summary does not. */
export function namesOf(document: Incident): string[] {
  const names = [
    ...document.systems.map(({ name }) => name),
    ...document.accounts.map(({ name }) => name),
    ...document.indicators.map(({ value }) => value),
    ...document.leftBehind.map(({ name }) => name),
    ...document.evidence.map(({ name }) => name),
    ...document.rootCause.movement.path.flatMap(({ from, to }) => [from, to]),
    ...document.timeline.flatMap((entry) => (isObject(entry) ? [...entry.systems, ...entry.accounts] : [])),
  ]
  // Short names are words: an account "backup" or "root" is in many a sentence that means no account.
  return [...new Set(names.filter((name) => name.length > 2 && /[^a-z]/i.test(name)))]
}

/** What in a text speaks to an engineer or an examiner, not to a board. `names` are those of the record (namesOf()). */
export function findJargon(text: string, names: readonly string[] = []): Jargon[] {
  const found: Jargon[] = patterns.flatMap(([kind, pattern]) => [...text.matchAll(pattern)].map(([match]): Jargon => ({ kind, found: match })))
  const named = names.filter((name) => holdsWord(text, name)).map((name): Jargon => ({ kind: 'name', found: name }))
  const covered = [...found, ...named].map((jargon) => jargon.found)
  const short = unexplained(text).filter((acronym) => !covered.some((one) => one.includes(acronym)))
  return [...found, ...named, ...short.map((acronym): Jargon => ({ kind: 'acronym', found: acronym }))]
}

function holdsWord(text: string, name: string): boolean {
  for (let at = text.indexOf(name); at !== -1; at = text.indexOf(name, at + 1)) {
    if (!isWordCharacter(text[at - 1]) && !isWordCharacter(text[at + name.length])) return true
  }
  return false
}

function isWordCharacter(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{N}_]/u.test(character)
}

/** Acronyms whose words do not stand before them in brackets at their first use: "multi-factor authentication (MFA)". */
function unexplained(text: string): string[] {
  const first = new Map<string, number>()
  for (const match of text.matchAll(/\b[A-Z][A-Z0-9]{1,9}(?=s?\b)/g)) if (!first.has(match[0])) first.set(match[0], match.index)
  return [...first]
    .filter(([acronym, at]) => !known.has(acronym) && !/^R\d+$/.test(acronym) && !isExplained(text, acronym, at))
    .map(([acronym]) => acronym)
}

function isExplained(text: string, acronym: string, at: number): boolean {
  const behind = text.slice(at + acronym.length).replace(/^s/, '')
  return /[a-z-]{3,} \($/i.test(text.slice(Math.max(0, at - 40), at)) && behind.startsWith(')')
}
