const quote = 34
const comma = 44
const colon = 58
const openBracket = 91
const backslash = 92
const closeBracket = 93
const openBrace = 123
const closeBrace = 125
/** Stands for a number, `true`, `false` or `null`. */
const literal = 1

/** Deeper nesting is not followed: readers behind this may recurse. */
export const maxDepth = 200

/** Where a scan through one JSON value stands; kept between chunks. */
export interface JsonScan {
  position: number
  depth: number
  readonly kinds: Uint8Array
  tooDeep: boolean
  inString: boolean
  /** Index of the open string's quote, -1 where it is no longer in the buffer. */
  stringStart: number
  escaped: boolean
  /** The last significant byte; 34 for a whole string, 1 for a literal. */
  previous: number
  stringIsKey: boolean
  /** The last key of the outermost object, where it is as long as an envelope's. */
  lastKey: string
}

/** Why a scan stopped: the value is complete, it cannot be JSON, bytes ran out, or an array opens as a value of the outermost object. */
export type ScanStop = 'closed' | 'broken' | 'more' | 'array-at-depth-1'

export function createJsonScan(): JsonScan {
  const scan: JsonScan = {
    position: 0,
    depth: 0,
    kinds: new Uint8Array(maxDepth + 1),
    tooDeep: false,
    inString: false,
    stringStart: -1,
    escaped: false,
    previous: 0,
    stringIsKey: false,
    lastKey: '',
  }
  return scan
}

/** Makes ready for the first byte of a value. */
export function startJsonScan(scan: JsonScan): void {
  scan.depth = 0
  scan.tooDeep = false
  scan.inString = false
  scan.stringStart = -1
  scan.escaped = false
  scan.previous = 0
  scan.lastKey = ''
}

/**
 * Scans on from `from`. Checks what is needed to notice damage early (a value behind a value, brackets that do not match, a line end in
 * a string), not all of JSON: whoever parses the bytes does that. Behind a stop, `position` is the next byte to look at.
 */
export function scanJson(scan: JsonScan, bytes: Uint8Array, from: number): ScanStop {
  let at = from
  while (at < bytes.length) {
    if (scan.inString) {
      at = scanString(scan, bytes, at)
      if (at === -1) return 'broken'
      continue
    }
    const byte = bytes[at]
    if (byte === quote) {
      if (isValueEnd(scan.previous)) return stopAt(scan, at, 'broken')
      scan.inString = true
      scan.stringStart = at
      scan.stringIsKey = scan.depth === 1 && scan.kinds[0] === openBrace && scan.previous !== colon
    } else if (byte === comma || byte === colon) scan.previous = byte
    else if (byte === openBrace || byte === openBracket) {
      if (!mayOpen(scan)) return stopAt(scan, at, 'broken')
      if (open(scan, byte)) return stopAt(scan, at + 1, 'array-at-depth-1')
    } else if (byte === closeBrace || byte === closeBracket) {
      if (!closes(scan, byte)) return stopAt(scan, at, 'broken')
      if (scan.depth === 0) return stopAt(scan, at + 1, 'closed')
    } else if (byte !== undefined && byte > 32) {
      if (scan.previous === quote || scan.previous === closeBrace || scan.previous === closeBracket) return stopAt(scan, at, 'broken')
      scan.previous = literal
    }
    at += 1
  }
  return stopAt(scan, at, 'more')
}

function stopAt(scan: JsonScan, at: number, stop: ScanStop): ScanStop {
  scan.position = at
  return stop
}

/** Scans to the end of the string; the index behind it, the end of the bytes, or -1 where a line end shows that the string is damaged. */
function scanString(scan: JsonScan, bytes: Uint8Array, from: number): number {
  const start = scan.stringStart
  let at = from
  if (scan.escaped) {
    scan.escaped = false
    at += 1
  }
  while (at < bytes.length) {
    const byte = bytes[at]
    if (byte === quote) {
      if (scan.stringIsKey) scan.lastKey = start >= 0 && mayBeEnvelope(bytes[start + 1], at - start - 1) ? latin1(bytes, start + 1, at) : ''
      scan.inString = false
      scan.stringStart = -1
      scan.previous = quote
      return at + 1
    }
    if (byte === backslash) at += 1
    else if (byte === 10) {
      scan.position = at
      return -1
    }
    at += 1
  }
  scan.escaped = at > bytes.length
  return bytes.length
}

/** Only keys that start and are as long as those of envelopes are worth decoding: this runs for every key of the outermost object. */
function mayBeEnvelope(first: number | undefined, length: number): boolean {
  return (length === 6 || length === 7) && (first === 82 || first === 69 || first === 114)
}

function latin1(bytes: Uint8Array, from: number, to: number): string {
  return String.fromCharCode(...bytes.subarray(from, to))
}

function isValueEnd(previous: number): boolean {
  return previous === quote || previous === literal || previous === closeBrace || previous === closeBracket
}

function mayOpen(scan: JsonScan): boolean {
  if (isValueEnd(scan.previous)) return false
  if (scan.depth === 0 || scan.depth > maxDepth) return true
  return scan.kinds[scan.depth - 1] !== openBrace || scan.previous === colon
}

/** Opens a level; true where it is an array right inside the outermost object. */
function open(scan: JsonScan, byte: number): boolean {
  if (scan.depth < maxDepth) scan.kinds[scan.depth] = byte
  else scan.tooDeep = true
  scan.depth += 1
  scan.previous = byte
  return byte === openBracket && scan.depth === 2 && scan.kinds[0] === openBrace
}

/** Closes a level; false where the bracket does not match the one that opened it. */
function closes(scan: JsonScan, byte: number): boolean {
  const kind = scan.depth <= maxDepth ? scan.kinds[scan.depth - 1] : undefined
  if (kind !== undefined && (kind === openBrace) !== (byte === closeBrace)) return false
  scan.depth -= 1
  scan.previous = byte
  return true
}
