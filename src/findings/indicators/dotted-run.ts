import { code, dotLength, isWord, mayOpenForm, wordEnd } from './characters.ts'
import type { Search } from './search.ts'
import type { TextCodes } from './text-codes.ts'

/** Labels joined by dots, as far as they go: an address, a host name, a file name or a member of an object. */
export interface DottedRun {
  readonly start: number
  readonly end: number
  /** With plain dots. */
  readonly value: string
  readonly labels: number
  /** True where at least one dot was defanged: somebody meant it as an indicator. */
  readonly defanged: boolean
}

/** A host name has at most 127 dots; what is longer is none, and only its extent matters. */
const mostParts = 256

/** Reads the run that begins at `start`, a word character. Takes all of it, so that the search never looks at it twice. */
export function readDottedRun({ text, codes }: Pick<Search, 'text' | 'codes'>, start: number): DottedRun {
  let end = wordEnd(codes, start)
  let labels = 1
  let parts: string[] | undefined
  let taken = start
  for (;;) {
    const length = codes[end] === code.dot ? 1 : mayOpenForm(codes, end) ? dotLength(text, end) : 0
    if (length === 0 || !isWord(codes[end + length] ?? 0)) break
    if (length > 1) {
      parts ??= []
      if (parts.length < mostParts) parts.push(text.slice(taken, end), '.')
      taken = end + length
    }
    end = wordEnd(codes, end + length)
    labels += 1
  }
  end = trimmedEnd(codes, start, end)
  const tail = text.slice(taken, end)
  return { start, end, value: parts === undefined ? tail : parts.join('') + tail, labels, defanged: parts !== undefined }
}

/** A hyphen or underscore at the end belongs to the sentence. */
function trimmedEnd(codes: TextCodes, start: number, end: number): number {
  let last = end
  while (last > start + 1 && isDash(codes[last - 1] ?? 0)) last -= 1
  return last
}

function isDash(character: number): boolean {
  return character === code.hyphen || character === code.underscore
}
