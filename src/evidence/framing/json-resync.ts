const newline = 10
const quote = 34
const openBrace = 123
const keyBytes = 64

/** What the elements of this file look like where they start, learned from the first one. */
export interface ElementMark {
  /** Blanks before the element on its line; undefined where other bytes stand before it. */
  readonly column?: number
  /** Its first key. */
  readonly key?: string
}

export function isWhite(byte: number | undefined): boolean {
  return byte === 32 || byte === 10 || byte === 13 || byte === 9
}

/** Keys of envelope objects whose array holds the records: CloudTrail files and `aws cloudtrail lookup-events`, Azure Monitor blobs. */
export function opensEnvelope(key: string): boolean {
  return key === 'Records' || key === 'Events' || key === 'records'
}

/** The mark of an element that starts at `start`. */
export function markOf(bytes: Buffer, start: number): ElementMark {
  return { column: columnOf(bytes, start), key: firstKey(bytes, start).key }
}

/** Blanks between the line's start and `at`; undefined where anything else stands there. */
function columnOf(bytes: Buffer, at: number): number | undefined {
  let before = at - 1
  while (before >= 0 && (bytes[before] === 32 || bytes[before] === 9)) before -= 1
  return before < 0 || bytes[before] === newline ? at - 1 - before : undefined
}

/** The first key of the object that opens at `start`; `known` is false where more bytes could tell. */
function firstKey(bytes: Buffer, start: number): { key?: string; known: boolean } {
  let at = start + 1
  while (at < bytes.length && at - start < keyBytes && isWhite(bytes[at])) at += 1
  if (at >= bytes.length) return { known: false }
  if (bytes[at] !== quote) return { known: true }
  const end = bytes.indexOf(quote, at + 1)
  if (end === -1) return { known: bytes.length - at > keyBytes }
  return end - at > keyBytes ? { known: true } : { key: bytes.toString('latin1', at + 1, end), known: true }
}

export interface Search {
  readonly from: number
  readonly mark: ElementMark | undefined
  readonly inArray: boolean
  /** No bytes follow those at hand. */
  readonly ended: boolean
}

export interface SearchResult {
  readonly at?: number
  readonly envelope: boolean
  /** Where the search goes on with more bytes. */
  readonly searchedTo: number
}

/** Finds where the next element starts behind damage: at the column of its siblings, or (in an array) with their first key. */
export function findElement(bytes: Buffer, search: Search): SearchResult {
  let at = bytes.indexOf(openBrace, search.from)
  while (at !== -1) {
    const column = columnOf(bytes, at)
    const { key, known } = firstKey(bytes, at)
    if (!known && !search.ended) return { envelope: false, searchedTo: at }
    const envelope = column === 0 && key !== undefined && opensEnvelope(key)
    if (envelope || isElement({ column, key }, search)) return { at, envelope, searchedTo: at }
    at = bytes.indexOf(openBrace, at + 1)
  }
  return { envelope: false, searchedTo: bytes.length }
}

function isElement(candidate: ElementMark, search: Search): boolean {
  const expected = search.mark?.column ?? (search.inArray ? undefined : 0)
  if (expected !== undefined && candidate.column === expected) return true
  if (!search.inArray) return false
  const key = search.mark?.key
  return key === undefined ? candidate.column === 0 : key === candidate.key
}
