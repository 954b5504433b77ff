// Numbers of JSON that a double falsifies: JSON (RFC 8259, section 6) sets no limit to their digits, and promises no more than a double gives.

/** Every number of up to 15 significant digits comes back from a double as it was (IEEE 754 binary64). */
const shortest = 16
const space = 32
const comma = 44
const minus = 45
const dot = 46
const zero = 48
const nine = 57
const colon = 58
const bracket = 91
const backslash = 92

/** An exponent of three digits or more, in front of what may stand behind a number: a double ends at 1.8e308, and below 4.9e-324. */
const wideExponent = /[eE][-+]?\d{3,}[,}\]\s]/

/** False where no number of the text has digits enough, or an exponent wide enough, to be changed by a double. */
export function mayHoldLongNumber(text: string): boolean {
  return mayHoldLongRun(text) || wideExponent.test(text)
}

/** Looks at every 16th character, since no run of 16 lies between two of them, and around those that may be of a number. */
function mayHoldLongRun(text: string): boolean {
  let at = shortest - 1
  while (at < text.length) {
    if (!isOfNumber(text.charCodeAt(at))) {
      at += shortest
      continue
    }
    let start = at
    while (start > 0 && isOfNumber(text.charCodeAt(start - 1))) start -= 1
    let end = at + 1
    while (isOfNumber(text.charCodeAt(end))) end += 1
    if (end - start >= shortest && mayStand(text, start)) return true
    at = end + shortest
  }
  return false
}

/** Most runs of digits stand in strings, behind a quote or a letter; a number and its sign stand behind a colon, a comma, a bracket or white space. */
function mayStand(text: string, start: number): boolean {
  const first = text.charCodeAt(start - 1) === minus ? start - 1 : start
  const before = text.charCodeAt(first - 1)
  return before === colon || before === comma || before === bracket || before <= space
}

/** A digit or the decimal point; what is behind the end (NaN) is neither. */
function isOfNumber(code: number): boolean {
  return (code >= zero && code <= nine) || code === dot
}

/** Valid JSON with quotes around every number that a double would change; the very same text where there is none. Takes time in proportion to its length. */
export function quoteLongNumbers(json: string): string {
  const parts: string[] = []
  let taken = 0
  let at = 0
  while (at < json.length) {
    const opens = json.indexOf('"', at)
    const end = opens === -1 ? json.length : opens
    for (const match of json.slice(at, end).matchAll(numbers)) {
      const start = at + match.index
      if (isKept(match[0])) continue
      parts.push(json.slice(taken, start), `"${match[0]}"`)
      taken = start + match[0].length
    }
    at = opens === -1 ? json.length : endOfString(json, opens + 1)
  }
  if (taken === 0) return json
  parts.push(json.slice(taken))
  return parts.join('')
}

const numbers = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g

/** The index behind the string whose first character is at `from`. */
function endOfString(json: string, from: number): number {
  let closes = json.indexOf('"', from)
  while (closes !== -1 && isEscaped(json, from, closes)) closes = json.indexOf('"', closes + 1)
  return closes === -1 ? json.length : closes + 1
}

function isEscaped(json: string, from: number, at: number): boolean {
  let first = at
  while (first > from && json.charCodeAt(first - 1) === backslash) first -= 1
  return (at - first) % 2 === 1
}

/** Whether a double gives the number back: an integer as long as it is exact, anything else with the same significant digits. */
function isKept(written: string): boolean {
  if (written.length < shortest && !/[eE][-+]?\d{3}/.test(written)) return true
  const value = Number(written)
  return /^-?\d+$/.test(written) ? Number.isSafeInteger(value) : significant(written) === significant(String(value))
}

/** The digits of a number from its first to its last that is not 0. */
function significant(written: string): string {
  const digits = written
    .replace(/[eE].*$/, '')
    .replace(/[-.]/g, '')
    .replace(/^0+/, '')
  let end = digits.length
  while (end > 0 && digits.charCodeAt(end - 1) === zero) end -= 1
  return digits.slice(0, end)
}
