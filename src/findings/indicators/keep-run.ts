import { code, isDigit } from './characters.ts'
import type { DottedRun } from './dotted-run.ts'
import { languageEndings } from './known-names.ts'
import { type Search, keep } from './search.ts'
import { keepWord } from './word.ts'

/** Characters of an MD5. */
const shortestHash = 32

/** Keeps what a dotted run is: an address, a range of two, a domain; or the hashes among its labels (`<sha256>.exe`). */
export function keepRun(search: Search, run: DottedRun): void {
  if (run.value.length > 253) return
  const { start, end, value, labels, defanged } = run
  const isNumeric = isDigit(search.codes[start] ?? 0) && isDigit(search.codes[end - 1] ?? 0)
  if (isNumeric && value.includes('-')) return keepRange(search, run)
  // Most numbers with dots are versions by their parts alone: no address, and too short for a hash.
  if (isNumeric && value.length <= shortestHash && (labels !== 4 || value.length < 7 || value.length > 15)) return
  if (isNumeric && !defanged && isVersion(search.text, run)) return
  if (!isNumeric && !defanged && isCodeAround(search, run)) return
  const host = !isNumeric && !defanged && hasNumberAtEnd(value) ? undefined : search.memory[defanged ? 'meant' : 'text'](value)
  if (host !== undefined) keep(search, host, run)
  else if (!defanged && value.length > shortestHash) keepLabels(search, run)
}

/** `00.528Z` of a time: no top-level domain begins with a digit, and hardly two of these are the same. */
function hasNumberAtEnd(value: string): boolean {
  return isDigit(value.charCodeAt(value.lastIndexOf('.') + 1))
}

/** `Chrome/120.0.0.0`, `v1.2.3.4`, `version 1.2.3.4`; but `/203.0.113.7:22` and `host/203.0.113.7:22` are addresses. */
function isVersion(text: string, run: DottedRun): boolean {
  if (run.start === 0 || endsNoVersion(text.charCodeAt(run.start - 1))) return false
  const before = text.slice(Math.max(0, run.start - 10), run.start)
  if (/(?:^|[^a-z])(?:v|ver|version|release|build)[ :=.]{0,2}$/i.test(before)) return true
  return /[a-z\d_)]\/$/i.test(before) && text.charCodeAt(run.end) !== code.colon && !/\d\/$/.test(before)
}

/** A quote, a bracket, a comma: nothing that stands between the word for a version and its number. */
function endsNoVersion(character: number): boolean {
  return character === code.quote || character === code.openSquare || character === code.openRound || character === code.comma
}

/** A call (`os.name(`), a key of JSON (`"user.name":`), a variable (`$this.name`), a script (`/cgi-bin/form.pl`). */
function isCodeAround({ codes }: Search, { start, end, value }: DottedRun): boolean {
  const next = codes[end]
  if (next === code.openRound) return !isDigit(codes[end + 1] ?? 0)
  const before = codes[start - 1]
  if (before === code.dollar) return true
  if (before === code.slash && codes[start - 2] !== code.slash && languageEndings.has(value.slice(value.lastIndexOf('.') + 1))) return true
  return next === code.quote && codes[end + 1] === code.colon
}

/** `203.0.113.7-203.0.113.9`: both ends are addresses. */
function keepRange(search: Search, run: DottedRun): void {
  const parts = run.value.split('-')
  const [first = '', second = ''] = parts
  const from = search.memory.meant(first)
  const to = search.memory.meant(second)
  if (parts.length !== 2 || run.defanged || from?.type !== 'ipv4' || to?.type !== 'ipv4') return
  keep(search, from, { start: run.start, end: run.start + first.length })
  keep(search, to, { start: run.end - second.length, end: run.end })
}

function keepLabels(search: Search, run: DottedRun): void {
  let start = run.start
  for (const label of run.value.split('.')) {
    keepWord(search, start, start + label.length)
    start += label.length + 1
  }
}
