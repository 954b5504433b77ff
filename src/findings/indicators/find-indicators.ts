import type { IndicatorMatch } from '../../model/indicator-sighting.ts'
import { atLength, code, isHex, isWord, mayOpenForm, dotLength, wordEnd } from './characters.ts'
import { readDottedRun } from './dotted-run.ts'
import { readEmail } from './email.ts'
import { readHost } from './host.ts'
import { readIpv6 } from './ipv6.ts'
import { keepRun } from './keep-run.ts'
import { type HostReader, type Search, keep, rememberingHostReader } from './search.ts'
import { mayBeScheme, readUrl } from './url.ts'
import { keepWord, readArn } from './word.ts'

/** Finds indicators in a text, in the order they stand. `isJson` says that the text is JSON source, where `\n` before a word is no letter of it. */
export type IndicatorSearch = (text: string, isJson?: boolean) => IndicatorMatch[]

/**
 * Finds indicators in a text: addresses, domains, URLs (and, beside each, its host), e-mail addresses, hashes, AWS access keys and ARNs; plain or
 * defanged. A domain inside an e-mail address is not reported again. User agents are not found in text; they come from their own field.
 * Runs in one pass whatever the text holds.
 */
export function findIndicators(text: string): IndicatorMatch[] {
  return search(text, readHost, false)
}

/** The same search for many texts: remembers the hosts it has read. */
export function createIndicatorSearch(): IndicatorSearch {
  const reader = rememberingHostReader()
  return (text, isJson = false) => search(text, reader, isJson)
}

function search(text: string, reader: HostReader, isJson: boolean): IndicatorMatch[] {
  const state: Search = { text, readHost: reader, matches: [], floor: 0 }
  const { length } = text
  let at = 0
  while (at < length) {
    const character = text.charCodeAt(at)
    if (isWord(character)) {
      const end = wordEnd(text, at + 1)
      at = character === code.hyphen ? skipHyphens(text, at) : readWord(state, at, end)
    } else if (character === code.colon && text.charCodeAt(at + 1) === code.colon) at = readAddressAt(state, at) ?? at + 2
    else if (character === code.percent) at += isHex(text.charCodeAt(at + 1)) && isHex(text.charCodeAt(at + 2)) ? 3 : 1
    else if (character === code.backslash && isJson) at += escapeLength(text, at)
    else at += 1
  }
  return state.matches
}

/** No indicator begins with a hyphen: `--host` begins at its first letter. */
function skipHyphens(text: string, start: number): number {
  let at = start
  while (text.charCodeAt(at) === code.hyphen) at += 1
  return at
}

/** JSON: `\n` and its like are two characters, `\u0026` is six. */
function escapeLength(text: string, at: number): number {
  const next = text.charAt(at + 1)
  if (next === 'u') return 6
  return next === '/' ? 1 : 2
}

/** Looks at the word from `start` to `end` and at what follows it. Returns where to go on. */
function readWord(state: Search, start: number, end: number): number {
  const { text } = state
  const next = text.charCodeAt(end)
  if (next === code.dot) return isWord(text.charCodeAt(end + 1)) ? readDotted(state, start) : plainWord(state, start, end)
  if (next === code.colon) return readColon(state, start, end)
  if (next === code.at) return readEmail(state, { start, end }) ?? plainWord(state, start, end)
  if (!mayOpenForm(text, end)) return plainWord(state, start, end)
  if (mayBeScheme(text, end)) {
    const behind = readUrl(state, start, end) ?? (text.startsWith('[:]', end) ? readAddressAt(state, start) : undefined)
    if (behind !== undefined) return behind
  }
  if (atLength(text, end) > 0) return readEmail(state, { start, end }) ?? plainWord(state, start, end)
  const dot = dotLength(text, end)
  return dot > 0 && isWord(text.charCodeAt(end + dot)) ? readDotted(state, start) : plainWord(state, start, end)
}

function plainWord(state: Search, start: number, end: number): number {
  keepWord(state, start, end)
  return end
}

function readColon(state: Search, start: number, end: number): number {
  return readUrl(state, start, end) ?? readArn(state, start, end) ?? readAddressAt(state, start) ?? plainWord(state, start, end)
}

function readAddressAt(state: Search, start: number): number | undefined {
  const found = readIpv6(state, start)
  if (found === undefined) return undefined
  keep(state, { type: found.type, value: found.value, observable: found.observable, start, end: found.end })
  return found.end
}

function readDotted(state: Search, start: number): number {
  const run = readDottedRun(state.text, start)
  if (atLength(state.text, run.end) > 0) {
    const behind = readEmail(state, run)
    if (behind !== undefined) return behind
  }
  keepRun(state, run)
  return run.end
}
