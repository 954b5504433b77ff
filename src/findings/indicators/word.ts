import { code } from './characters.ts'
import { emptyHashes } from './known-names.ts'
import { type Search, keep } from './search.ts'

const hashTypes = { 32: 'md5', 40: 'sha1', 64: 'sha256' } as const

/** Keeps a word that is a hash by its length (not part of a longer word, not one digit over and over) or an AWS access key id. */
export function keepWord(search: Search, start: number, end: number): void {
  const length = end - start
  if (length === 20) return keepKey(search, start, end)
  if (length !== 32 && length !== 40 && length !== 64) return
  const raw = search.text.slice(start, end)
  if (!/^[\da-f]+$/i.test(raw) || !/\d/.test(raw) || !/[a-f]/i.test(raw)) return
  const value = raw.toLowerCase()
  keep(search, { type: hashTypes[length], value, observable: emptyHashes.has(value), start, end })
}

/** Access keys of users (AKIA) and of sessions (ASIA): https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html */
function keepKey(search: Search, start: number, end: number): void {
  const value = search.text.slice(start, end)
  if (!/^A[KS]IA[A-Z\d]{16}$/.test(value)) return
  keep(search, { type: 'aws-key-id', value, observable: value.endsWith('EXAMPLE'), start, end })
}

const arnHead = 'arn:aws[a-z-]{0,12}:[a-z\\d-]{1,40}:(?:[a-z\\d-]{0,30}|\\*):(?:\\d{12}|[a-z-]{0,20}|\\*)(?::|(?=/))'
const arn = new RegExp(`${arnHead}[^\\s"'<>\`|\\\\,;()]{1,1024}`, 'y')
const quotedArn = new RegExp(`${arnHead}[^"'<>\`|\\\\,;()\\t\\r\\n]{1,1024}(?=")`, 'y')

/**
 * Reads an Amazon Resource Name whose first word goes from `start` to `end`; it stops at white space, quotes and commas, and between double quotes only
 * at the closing one (names of some resources hold spaces). Returns the first place behind it, or undefined where there is none. What AWS itself owns
 * (`arn:aws:iam::aws:policy/…`) is an observable.
 */
export function readArn(search: Search, start: number, end: number): number | undefined {
  const { text } = search
  if (end - start !== 3 || text.charCodeAt(end) !== code.colon || !text.startsWith('arn:aws', start)) return undefined
  const value = (text.charCodeAt(start - 1) === code.quote ? exec(quotedArn, text, start) : undefined) ?? unpunctuated(exec(arn, text, start))
  if (value === undefined) return undefined
  keep(search, { type: 'aws-arn', value, observable: /^arn:aws[a-z-]*:[a-z\d-]+:[a-z\d-]*:aws:/.test(value), start, end: start + value.length })
  return start + value.length
}

function exec(pattern: RegExp, text: string, start: number): string | undefined {
  pattern.lastIndex = start
  return pattern.exec(text)?.[0]
}

/** Punctuation at the end belongs to the sentence. */
function unpunctuated(value: string | undefined): string | undefined {
  return value?.replace(/[.:!?\])}]{1,20}$/, '')
}
