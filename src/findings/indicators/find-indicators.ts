import type { IndicatorMatch } from '../../model/indicator-sighting.ts'
import { atLength, code, dotLength, isHex, isWord, mayBeAt, mayOpenForm } from './characters.ts'
import { readDottedRun } from './dotted-run.ts'
import { readEmail } from './email.ts'
import { createIndicatorMemory, type IndicatorMemory } from './indicator-memory.ts'
import { readIpv6 } from './ipv6.ts'
import { keepRun } from './keep-run.ts'
import { type Search, keep } from './search.ts'
import { nextSignal, skipHyphens, wordStart } from './signals.ts'
import { codesOf } from './text-codes.ts'
import { mayBeScheme, readUrl } from './url.ts'
import { keepWord, keepWords, readArn, readQuotedArn, shortestWord } from './word.ts'

/** Finds indicators in a text, in the order they stand. `isJson` says that the text is JSON source, where `\\n` before a word is no letter of it. */
export type IndicatorSearch = (text: string, isJson?: boolean) => IndicatorMatch[]

/**
 * Finds indicators in a text: addresses, domains, URLs (and, beside each, its host), e-mail addresses, hashes, AWS access keys and ARNs; plain or
 * defanged. A domain inside an e-mail address is not reported again. User agents are not found in text; they come from their own field.
 * Runs in one pass whatever the text holds.
 */
export function findIndicators(text: string): IndicatorMatch[] {
  return createIndicatorSearch()(text)
}

/** The same search for many texts: remembers the hosts it has read. */
export function createIndicatorSearch(): IndicatorSearch {
  const memory = createIndicatorMemory(readQuotedArn)
  return (text, isJson = false) => {
    const { found, places } = searchText({ text, memory, isJson })
    return found.map(({ type, value, observable }, index) => {
      const offset = places[2 * index] ?? 0
      const end = places[2 * index + 1] ?? 0
      return { type, value, raw: text.slice(offset, end), offset, length: end - offset, observable }
    })
  }
}

/** A text to be searched. */
export interface Searched {
  readonly text: string
  readonly isJson: boolean
  readonly memory: IndicatorMemory
}

/** Goes over a text once. */
function searchText(searched: Searched): Search {
  const search = beginSearch(searched)
  searchPart(search, 0, searched.text.length)
  return search
}

/** A search that has found nothing yet. Its codes hold until the next one begins. */
export function beginSearch({ text, isJson, memory }: Searched): Search {
  return { text, isJson, codes: codesOf(text), memory, found: [], places: [], done: 0, floor: 0 }
}

/**
 * Searches the text from one place to another, from one place that may be part of an indicator to the next; what lies between are words that stand alone.
 * No indicator may go over either end.
 */
export function searchPart(search: Search, from: number, to: number): void {
  const { codes } = search
  search.done = from
  let signal = nextSignal(codes, from, to)
  while (signal < to) signal = nextSignal(codes, readSignal(search, signal), to)
  keepWords(search, to)
}

/** Reads what a signal belongs to. Returns where to look for the next one. */
function readSignal(search: Search, signal: number): number {
  const { codes } = search
  const character = codes[signal]
  if (character === code.percent || character === code.backslash) return readEscape(search, signal)
  const before = codes[signal - 1]
  if (character === code.colon && before === code.colon) {
    keepWords(search, signal - 1)
    search.done = readAddressAt(search, signal - 1) ?? signal + 1
    return search.done
  }
  const end = before === code.space ? signal - 1 : signal
  const start = skipHyphens(codes, wordStart(codes, search.done, end), end)
  if (start === end) return signal
  keepWords(search, start)
  search.done = readWord(search, start, end)
  return search.done
}

function readEscape(search: Search, at: number): number {
  const length = escapeLength(search, at)
  if (length === 1) return at + 1
  keepWords(search, at)
  search.done = at + length
  return search.done
}

/** `%2F` stands for another character, and in JSON source so do `\n` and `\u0026`. */
function escapeLength({ codes, text, isJson }: Search, at: number): number {
  if (codes[at] === code.percent) return isHex(codes[at + 1] ?? 0) && isHex(codes[at + 2] ?? 0) ? 3 : 1
  const next = text.charAt(at + 1)
  if (!isJson || next === '/') return 1
  return next === 'u' ? 6 : 2
}

/** Looks at the word from `start` to `end` and at what follows it. Returns where to go on. */
function readWord(state: Search, start: number, end: number): number {
  const { text, codes } = state
  const next = codes[end]
  if (next === code.dot) return isWord(codes[end + 1] ?? 0) ? readDotted(state, start) : plainWord(state, start, end)
  if (next === code.colon) return readColon(state, start, end)
  if (next === code.at) return readEmail(state, { start, end }) ?? plainWord(state, start, end)
  if (!mayOpenForm(codes, end)) return plainWord(state, start, end)
  if (mayBeScheme(text, end)) {
    const behind = readUrl(state, start, end) ?? (text.startsWith('[:]', end) ? readAddressAt(state, start) : undefined)
    if (behind !== undefined) return behind
  }
  if (atLength(text, end) > 0) return readEmail(state, { start, end }) ?? plainWord(state, start, end)
  const dot = dotLength(text, end)
  return dot > 0 && isWord(codes[end + dot] ?? 0) ? readDotted(state, start) : plainWord(state, start, end)
}

function plainWord(state: Search, start: number, end: number): number {
  if (end - start >= shortestWord) keepWord(state, start, end)
  return end
}

function readColon(state: Search, start: number, end: number): number {
  return readUrl(state, start, end) ?? readArn(state, start, end) ?? readAddressAt(state, start) ?? plainWord(state, start, end)
}

function readAddressAt(state: Search, start: number): number | undefined {
  const found = readIpv6(state, start)
  if (found === undefined) return undefined
  keep(state, found.address, { start, end: found.end })
  return found.end
}

function readDotted(state: Search, start: number): number {
  const run = readDottedRun(state, start)
  if (mayBeAt(state.codes, run.end) && atLength(state.text, run.end) > 0) {
    const behind = readEmail(state, run)
    if (behind !== undefined) return behind
  }
  keepRun(state, run)
  return run.end
}
