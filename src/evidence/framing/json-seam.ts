import { isObject, type Json, type JsonObject } from '../../base/json.ts'
import type { ParsedText } from './framer.ts'
import { maxDepth } from './json-scan.ts'

const openBrace = 123
const quote = 34
/** Longer ones are no seam between records that follow each other. */
const longestSeam = 128
/** Elements that are longer are scanned. */
const longestGuess = 64 * 1024
/** Wrong guesses in a row before a file is scanned to its end. */
const mostWrong = 16

/** An element that was found without a scan: the index behind it, and what it says. */
export interface GuessedElement {
  readonly end: number
  readonly parsed: ParsedText
}

/**
 * Guesses where elements end. What stands between two of them, from the closing brace to the first key behind it as in `},{"eventVersion"` or `}\n{"ts"`,
 * mostly stands behind the next as well. Finding that and parsing takes a fraction of the time of a scan byte by byte, and what parses is exactly one element:
 * nothing stands behind its closing brace.
 */
export class JsonSeam {
  private seam: Buffer | undefined
  private wrong = 0

  /** Learns from the element that ended at `end` and the one that starts at `start` behind it. */
  learn(bytes: Buffer, end: number, start: number): void {
    if (this.seam !== undefined || end < 1 || bytes[start] !== openBrace || bytes[start + 1] !== quote) return
    const keyEnd = bytes.indexOf(quote, start + 2)
    if (keyEnd !== -1 && keyEnd - end < longestSeam) this.seam = Buffer.from(bytes.subarray(end - 1, keyEnd + 1))
  }

  /** The element that starts at `start`; undefined where only a scan can tell. */
  guess(bytes: Buffer, start: number): GuessedElement | undefined {
    if (this.seam === undefined || this.wrong > mostWrong) return undefined
    const near = bytes.subarray(start, start + longestGuess)
    const at = near.indexOf(this.seam)
    // At the end of the bytes at hand every guess fails.
    if (at === -1 && near.length < longestGuess) return undefined
    const text = near.toString('utf8', 0, at + 1)
    const value = at === -1 ? undefined : parsed(text)
    if (value === undefined || isDeeper(value, maxDepth)) {
      this.wrong += 1
      this.seam = undefined
      return undefined
    }
    this.wrong = 0
    return { end: start + at + 1, parsed: { text, value } }
  }
}

function parsed(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}

/** Whether a value has more levels than this. */
function isDeeper(value: Json | undefined, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  if (levels === 0) return true
  if (Array.isArray(value)) {
    for (const item of value) if (isDeeper(item, levels - 1)) return true
    return false
  }
  for (const key in value) if (isDeeper(value[key], levels - 1)) return true
  return false
}
