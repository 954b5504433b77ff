/** A text with wildcards: literal runs, `?` (any one character), `*` (any run), and a dash in any of the forms Windows takes it. */
export type Token = string | typeof anyOne | typeof anyRun | typeof anyDash
export const anyOne = 1 as const
export const anyRun = 2 as const
export const anyDash = 3 as const

const dashes = ['-', '/', '–', '—', '―']

/** Reads a value of a rule: `*` and `?` are wildcards, `\*`, `\?` and `\\` stand for themselves, any other backslash too. */
export function parsePattern(text: string): Token[] {
  const tokens: Token[] = []
  let literal = ''
  const push = (token: Token) => {
    if (literal !== '') tokens.push(literal)
    literal = ''
    tokens.push(token)
  }
  for (let index = 0; index < text.length; index++) {
    const character = text.charAt(index)
    const following = text.charAt(index + 1)
    if (character === '\\' && (following === '*' || following === '?' || following === '\\')) {
      literal += following
      index++
    } else if (character === '*') {
      if (literal !== '' || tokens.at(-1) !== anyRun) push(anyRun)
    } else if (character === '?') push(anyOne)
    else literal += character
  }
  if (literal !== '') tokens.push(literal)
  return tokens
}

/** The text of a pattern without wildcards; undefined where it has some. */
export function literalOf(tokens: readonly Token[]): string | undefined {
  if (tokens.length === 0) return ''
  const [first] = tokens
  return tokens.length === 1 && typeof first === 'string' ? first : undefined
}

/** The text that a pattern looks for anywhere (`*text*`); undefined for any other pattern. */
export function soughtLiteral(tokens: readonly Token[]): string | undefined {
  const [first, middle, last] = tokens
  return tokens.length === 3 && first === anyRun && typeof middle === 'string' && last === anyRun ? middle : undefined
}

/** Lets each dash or slash that begins a word stand for every dash Windows programs accept (modifier `windash`). */
export function withDashes(tokens: readonly Token[]): Token[] {
  return tokens.flatMap((token) => {
    if (typeof token !== 'string') return [token]
    return token
      .split(/((?<![\w])[-/](?=\w))/)
      .filter((part) => part !== '')
      .map((part): Token => (part === '-' || part === '/' ? anyDash : part))
  })
}

/** Lower-cases the literal parts. */
export function lowered(tokens: readonly Token[]): Token[] {
  return tokens.map((token) => (typeof token === 'string' ? token.toLowerCase() : token))
}

/** A test of a whole text; never slower than the text's length times the pattern's. */
export function compilePattern(tokens: readonly Token[]): (text: string) => boolean {
  const literal = literalOf(tokens)
  if (literal !== undefined) return (text) => text === literal
  const inner = tokens.filter((token) => token !== anyRun)
  const [only] = inner
  if (inner.length === 0) return () => true
  if (inner.length === 1 && typeof only === 'string') return compileLiteral(only, { open: tokens[0] === anyRun, ends: tokens.at(-1) === anyRun })
  return compileSegments(tokens)
}

function compileLiteral(literal: string, { open, ends }: { open: boolean; ends: boolean }): (text: string) => boolean {
  if (open && ends) return (text) => text.includes(literal)
  if (open) return (text) => text.endsWith(literal)
  return (text) => text.startsWith(literal)
}

/** Segments between `*` are found one after the other, each at the first place it fits: greedy is exact here, nothing is tried twice. */
function compileSegments(tokens: readonly Token[]): (text: string) => boolean {
  const segments: Token[][] = [[]]
  for (const token of tokens) {
    if (token === anyRun) segments.push([])
    else segments.at(-1)?.push(token)
  }
  const last = segments.pop() ?? []
  const [first = last, ...middle] = segments
  const lengths = new Map([first, last, ...middle].map((segment) => [segment, lengthOf(segment)]))
  return (text) => {
    if (!fitsAt(text, 0, first)) return false
    let from = lengths.get(first) ?? 0
    if (first === last) return from === text.length
    for (const segment of middle) {
      const found = findFrom(text, from, segment)
      if (found === -1) return false
      from = found + (lengths.get(segment) ?? 0)
    }
    const end = text.length - (lengths.get(last) ?? 0)
    return end >= from && fitsAt(text, end, last)
  }
}

function lengthOf(segment: readonly Token[]): number {
  return segment.reduce((sum: number, token) => sum + (typeof token === 'string' ? token.length : 1), 0)
}

function findFrom(text: string, from: number, segment: readonly Token[]): number {
  const [head] = segment
  if (typeof head !== 'string') {
    for (let at = from; at <= text.length - lengthOf(segment); at++) if (fitsAt(text, at, segment)) return at
    return -1
  }
  for (let at = text.indexOf(head, from); at !== -1; at = text.indexOf(head, at + 1)) if (segment.length === 1 || fitsAt(text, at, segment)) return at
  return -1
}

function fitsAt(text: string, at: number, segment: readonly Token[]): boolean {
  let position = at
  for (const token of segment) {
    if (typeof token === 'string') {
      if (!text.startsWith(token, position)) return false
      position += token.length
    } else {
      if (position >= text.length || (token === anyDash && !dashes.includes(text.charAt(position)))) return false
      position++
    }
  }
  return position <= text.length
}
