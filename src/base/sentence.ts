/** The text with a capital first letter. */
export function capitalised(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}

/** The text as it stands inside a sentence: a lower first letter, unless the first word is written in capitals or with one inside ("SSH", "CloudTrail"). */
export function lowerFirst(text: string): string {
  const [word = ''] = /^[\p{L}\p{N}]*/u.exec(text) ?? []
  if (/[\p{Lu}\p{Nd}]/u.test(word.slice(1)) || word === 'I') return text
  return text.slice(0, 1).toLowerCase() + text.slice(1)
}

/** The text with one full stop behind it, unless it ends as a sentence already; blanks and surplus stops at its end are dropped. */
export function closed(text: string): string {
  const trimmed = text.trimEnd()
  if (trimmed === '' || /[!?…:]["'”’)]?$/.test(trimmed)) return trimmed
  if (/\.["'”’)]$/.test(trimmed)) return trimmed
  return `${opened(trimmed)}.`
}

/** The text without the stop that closes it, for places that go on or have none. "…" and abbreviations inside stay. */
export function opened(text: string): string {
  return text.replace(/[.\s]+$/, '')
}

/** Sentences behind each other: each with a capital and a stop, one space between, empty ones left out. */
export function sentences(...parts: readonly (string | undefined)[]): string {
  return parts
    .filter((part) => part !== undefined && part.trim() !== '')
    .map((part) => closed(capitalised(part?.trim() ?? '')))
    .join(' ')
}

// Spelled with letters whose names begin with a vowel sound: F, H, L, M, N, R, S, X and the vowels but U.
const vowelLetters = /^[AEFHILMNORSX]/
/** Capitals that are spoken as a word, not letter by letter. */
const spoken = new Set([
  'FIDO',
  'LAN',
  'MAC',
  'MISP',
  'MITRE',
  'NAS',
  'NATO',
  'NIST',
  'RAID',
  'RAM',
  'REST',
  'ROM',
  'SAML',
  'SAN',
  'SHA',
  'SIEM',
  'SIM',
  'SOAR',
  'SOC',
])
const silentH = /^(?:hour|honest|honou?r|heir)/i
/** Vowels that sound like "you" or "w". */
const consonantSound = /^(?:u(?:ni(?!n|m)|s[aeiu]|r[aio]|t[aei]|bi)|eu|ew|one\b|once\b|ouija)/i
const vowelNumber = /^(?:8|11(?!\d)|18(?!\d)|(?:11|18)(?=[,.]?\d{3}(?!\d)))/

/** "a" or "an", as the word behind it is spoken: "an hour", "a user", "an IAM user", "a URL", "an 8". */
export function article(word: string): 'a' | 'an' {
  const [first = ''] = word.replace(/^["'“‘(]+/, '').split(/[\s-]/, 1)
  if (/^\d/.test(first)) return vowelNumber.test(first) ? 'an' : 'a'
  if (/^[A-Z](?:[A-Z0-9.]+s?)?$/.test(first)) return !spoken.has(first) && vowelLetters.test(first) ? 'an' : 'a'
  if (silentH.test(first)) return 'an'
  if (consonantSound.test(first)) return 'a'
  return /^[aeiou]/i.test(first) ? 'an' : 'a'
}

/** "an IAM user", "a policy". */
export function withArticle(words: string): string {
  return `${article(words)} ${words}`
}
