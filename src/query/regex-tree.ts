/** A regular expression as a tree. `chars` tests one character, given by its code point. */
export type RegexNode =
  | { readonly kind: 'chars'; readonly has: CharTest }
  | { readonly kind: 'sequence' | 'choice'; readonly of: readonly RegexNode[] }
  | { readonly kind: 'repeat'; readonly of: RegexNode; readonly least: number; readonly most: number }
  | { readonly kind: 'assert'; readonly what: Assertion }

export type CharTest = (code: number) => boolean
export type Assertion = 'start' | 'end' | 'line-start' | 'line-end' | 'boundary' | 'no-boundary'

/** Why a regular expression cannot be used, and where in it: offsets in its source, `end` excluded. */
export interface RegexFault {
  readonly message: string
  readonly hint: string
  readonly start: number
  readonly end: number
}

/** Thrown inside the reader only; it ends there as a value. */
export class RegexError extends Error {
  readonly fault: RegexFault

  constructor(fault: RegexFault) {
    super(fault.message)
    this.fault = fault
  }
}

export interface RegexFlags {
  readonly isFolded: boolean
  readonly isMultiline: boolean
  readonly hasDotNewline: boolean
}

export interface RegexScan {
  readonly source: string
  at: number
  depth: number
  flags: RegexFlags
}

/** Ends the reading. */
export function refuse(message: string, hint: string, { start, end }: { start: number; end: number }): never {
  throw new RegexError({ message, hint, start, end })
}

/** A test that takes either case where the flags say so. What it says of ASCII, where nearly all text lies, is kept once it is first asked. */
export function withCase(has: CharTest, { isFolded }: RegexFlags): CharTest {
  const folded = isFolded ? (code: number) => has(code) || hasOtherCase(has, code) : has
  let ascii: Uint8Array | undefined
  return (code) => {
    if (code >= 128) return folded(code)
    ascii ??= Uint8Array.from({ length: 128 }, (_, other) => (folded(other) ? 1 : 0))
    return ascii[code] === 1
  }
}

function hasOtherCase(has: CharTest, code: number): boolean {
  const character = String.fromCodePoint(code)
  const upper = single(character.toUpperCase()) ?? code
  const lower = single(character.toLowerCase()) ?? code
  return has(upper) || has(lower) || has(single(String.fromCodePoint(upper).toLowerCase()) ?? code)
}

/** The one character of a text; undefined where there are more (ß in capitals is SS). */
function single(text: string): number | undefined {
  const code = text.codePointAt(0)
  return code !== undefined && text.length === (code > 0xffff ? 2 : 1) ? code : undefined
}
