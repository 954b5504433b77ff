import { code, isHex, isWord, wordEnd } from './characters.ts'
import { emptyHashes } from './known-names.ts'
import { type Found, type Search, keep } from './search.ts'
import { skipHyphens, wordStart } from './signals.ts'

const hashTypes = { 32: 'md5', 40: 'sha1', 64: 'sha256' } as const

/** Shorter words are neither hash nor key. */
export const shortestWord = 20

/**
 * Keeps the hashes and keys among the words that are not done yet and stand before `to`, which is in no word or begins one. Looks at every 20th
 * character: in each word that is long enough there is one of them.
 */
export function keepWords(search: Search, to: number): void {
  const { codes, done } = search
  let at = done + shortestWord - 1
  while (at < to) {
    if (isWord(codes[at] ?? 0)) {
      const end = Math.min(wordEnd(codes, at + 1), to)
      const start = skipHyphens(codes, wordStart(codes, done, at), end)
      if (end - start >= shortestWord) keepWord(search, start, end)
      at = end
    }
    at += shortestWord
  }
}

/** Keeps a word that is a hash by its length (not part of a longer word, not one digit over and over) or an AWS access key id. */
export function keepWord(search: Search, start: number, end: number): void {
  const length = end - start
  if (length === 20) return keepKey(search, start, end)
  if (length !== 32 && length !== 40 && length !== 64) return
  if (!isHex(search.codes[start] ?? 0)) return
  const raw = search.text.slice(start, end)
  if (!/^[\da-f]+$/i.test(raw) || !/\d/.test(raw) || !/[a-f]/i.test(raw)) return
  const value = raw.toLowerCase()
  keep(search, { type: hashTypes[length], value, observable: emptyHashes.has(value) }, { start, end })
}

const upperA = 65

/** Access keys of users (AKIA) and of sessions (ASIA): https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html */
function keepKey(search: Search, start: number, end: number): void {
  if (search.codes[start] !== upperA) return
  const value = search.text.slice(start, end)
  if (!/^A[KS]IA[A-Z\d]{16}$/.test(value)) return
  keep(search, { type: 'aws-key-id', value, observable: value.endsWith('EXAMPLE') }, { start, end })
}

const arnHead = 'arn:aws[a-z-]{0,12}:[a-z\\d-]{1,40}:(?:[a-z\\d-]{0,30}|\\*):(?:\\d{12}|[a-z-]{0,20}|\\*)(?::|(?=/))'
const arn = new RegExp(`${arnHead}[^\\s"'<>\`|\\\\,;()]{1,1024}`, 'y')
const wholeArn = new RegExp(`${arnHead}[^"'<>\`|\\\\,;()\\t\\r\\n]{1,1024}$`, 'y')

/**
 * Reads an Amazon Resource Name whose first word goes from `start` to `end`; it stops at white space, quotes and commas, and between double quotes only
 * at the closing one (names of some resources hold spaces). Returns the first place behind it, or undefined where there is none. What AWS itself owns
 * (`arn:aws:iam::aws:policy/…`) is an observable.
 */
export function readArn(search: Search, start: number, end: number): number | undefined {
  const { text, codes } = search
  if (end - start !== 3 || codes[end] !== code.colon || !text.startsWith('arn:aws', start)) return undefined
  const whole = codes[start - 1] === code.quote ? quotedPart(text, start) : undefined
  const found = whole === undefined ? plainArn(text, start) : search.memory.quotedArn(whole)
  if (found === undefined) return undefined
  const behind = start + found.value.length
  keep(search, found, { start, end: behind })
  return behind
}

/** More than an ARN may have. */
const longestArn = 1_200

/** What stands between a quote before `start` and the next one; undefined where there is none near. */
function quotedPart(text: string, start: number): string | undefined {
  const part = text.slice(start, start + longestArn)
  const length = part.indexOf('"')
  return length === -1 ? undefined : part.slice(0, length)
}

/** Reads the name at the beginning of what stood between quotes. */
export function readQuotedArn(part: string): Found | undefined {
  const value = exec(wholeArn, part, 0)
  return value === undefined ? plainArn(part, 0) : arnFound(value)
}

function plainArn(text: string, start: number): Found | undefined {
  const value = unpunctuated(exec(arn, text, start))
  return value === undefined ? undefined : arnFound(value)
}

function arnFound(value: string): Found {
  return { type: 'aws-arn', value, observable: /^arn:aws[a-z-]*:[a-z\d-]+:[a-z\d-]*:aws:/.test(value) }
}

function exec(pattern: RegExp, text: string, start: number): string | undefined {
  pattern.lastIndex = start
  return pattern.exec(text)?.[0]
}

/** Punctuation at the end belongs to the sentence. */
function unpunctuated(value: string | undefined): string | undefined {
  return value?.replace(/[.:!?\])}]{1,20}$/, '')
}
