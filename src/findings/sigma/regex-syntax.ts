/** A regular expression as a tree. `chars` tests one UTF-16 code unit; `literal` is that one where it stands for no other (but case). */
export type RegexNode =
  | { readonly kind: 'chars'; readonly has: (code: number) => boolean; readonly literal?: string }
  | { readonly kind: 'sequence' | 'choice'; readonly of: readonly RegexNode[] }
  | { readonly kind: 'repeat'; readonly of: RegexNode; readonly least: number; readonly most: number }
  | { readonly kind: 'assert'; readonly what: Assertion }

export type Assertion = 'start' | 'end' | 'line-start' | 'line-end' | 'boundary' | 'no-boundary'

/** Why a regular expression cannot be used. */
export class RegexFault extends Error {}

interface State {
  readonly text: string
  readonly flags: string
  at: number
  depth: number
}

type Has = (code: number) => boolean
const deepest = 60
const isDigit: Has = (code) => code >= 48 && code <= 57
const isWord: Has = (code) => isDigit(code) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95
const isSpace: Has = (code) => (code >= 9 && code <= 13) || code === 32 || code === 0xa0 || code === 0xfeff || code === 0x2028 || code === 0x2029
const classes: Readonly<Record<string, Has>> = {
  d: isDigit,
  w: isWord,
  s: isSpace,
  D: (code) => !isDigit(code),
  W: (code) => !isWord(code),
  S: (code) => !isSpace(code),
}
const controls: Readonly<Record<string, number>> = { t: 9, n: 10, v: 11, f: 12, r: 13, 0: 0, a: 7, e: 27 }

/** Reads the syntax that JavaScript, Python and PCRE share. Throws a RegexFault for look-around, back references and what is no expression. */
export function parseRegex(text: string, flags: string): RegexNode {
  const state: State = { text, flags, at: 0, depth: 0 }
  const node = parseChoice(state)
  if (state.at < text.length) throw new RegexFault('a parenthesis is closed that was not opened')
  return node
}

function parseChoice(state: State): RegexNode {
  const of = [parseSequence(state)]
  while (state.text[state.at] === '|') {
    state.at++
    of.push(parseSequence(state))
  }
  return { kind: 'choice', of }
}

function parseSequence(state: State): RegexNode {
  const of: RegexNode[] = []
  while (state.at < state.text.length && state.text[state.at] !== '|' && state.text[state.at] !== ')') of.push(parseQuantified(state))
  return { kind: 'sequence', of }
}

function parseQuantified(state: State): RegexNode {
  const node = parseAtom(state)
  const bounds = quantifierAt(state)
  if (bounds === undefined) return node
  if (bounds.most < bounds.least) throw new RegexFault('a repetition has its bounds the wrong way round')
  if (state.text[state.at] === '?') state.at++
  else if (state.text[state.at] === '+') throw new RegexFault('possessive repetition is not supported')
  if (quantifierAt(state) !== undefined) throw new RegexFault('a repetition is repeated')
  return { kind: 'repeat', of: node, ...bounds }
}

function quantifierAt(state: State): { least: number; most: number } | undefined {
  const sign = state.text[state.at]
  const simple = { '*': [0, Infinity], '+': [1, Infinity], '?': [0, 1] } as const
  if (sign === '*' || sign === '+' || sign === '?') {
    state.at++
    const [least, most] = simple[sign]
    return { least, most }
  }
  const counted = /^\{(\d{1,5})(,(\d{0,5}))?\}/.exec(state.text.slice(state.at, state.at + 14))
  if (counted === null) return undefined
  state.at += counted[0].length
  const least = Number(counted[1])
  if (counted[2] === undefined) return { least, most: least }
  return { least, most: counted[3] === '' || counted[3] === undefined ? Infinity : Number(counted[3]) }
}

function parseAtom(state: State): RegexNode {
  const character = state.text.charAt(state.at++)
  const lines = state.flags.includes('m')
  switch (character) {
    case '(':
      return parseGroup(state)
    case '[':
      return charsOf(state, parseClass(state))
    case '.':
      return charsOf(state, state.flags.includes('s') ? () => true : (code) => code !== 10 && code !== 13 && code !== 0x2028 && code !== 0x2029)
    case '^':
      return { kind: 'assert', what: lines ? 'line-start' : 'start' }
    case '$':
      return { kind: 'assert', what: lines ? 'line-end' : 'end' }
    case '\\':
      return parseEscape(state)
    case '*':
    case '+':
    case '?':
      throw new RegexFault(`"${character}" repeats nothing`)
    default: {
      return literalOf(state, character.charCodeAt(0))
    }
  }
}

function parseGroup(state: State): RegexNode {
  if (++state.depth > deepest) throw new RegexFault(`it is nested deeper than ${deepest} levels`)
  const opening = /^\?(?::|P?<[A-Za-z_]\w{0,60}>)/.exec(state.text.slice(state.at, state.at + 70))
  if (opening !== null) state.at += opening[0].length
  else if (state.text[state.at] === '?') throw new RegexFault('look-around, atomic groups and flags inside the expression are not supported')
  const node = parseChoice(state)
  if (state.text[state.at++] !== ')') throw new RegexFault('a parenthesis is not closed')
  state.depth--
  return node
}

function parseEscape(state: State): RegexNode {
  const character = state.text[state.at]
  if (character === undefined) throw new RegexFault('it ends in a backslash')
  const assertions: Readonly<Record<string, Assertion>> = { b: 'boundary', B: 'no-boundary', A: 'start', Z: 'end', z: 'end' }
  const what = assertions[character]
  if (what !== undefined) {
    state.at++
    return { kind: 'assert', what }
  }
  if (/[1-9k]/.test(character)) throw new RegexFault('back references are not supported')
  const set = escapedSet(state)
  if (typeof set === 'function') return charsOf(state, set)
  return literalOf(state, set)
}

function literalOf(state: State, code: number): RegexNode {
  return { ...charsOf(state, (other) => other === code), literal: String.fromCharCode(code) }
}

/** The code unit or the class behind a backslash. */
function escapedSet(state: State): number | Has {
  const character = state.text.charAt(state.at++)
  const known = classes[character]
  if (known !== undefined) return known
  const code = /^(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4}))/.exec(state.text.slice(state.at - 1, state.at + 4))
  if (code !== null) {
    state.at += code[0].length - 1
    return Number.parseInt(code[1] ?? code[2] ?? '', 16)
  }
  if (character === 'p' || character === 'P') throw new RegexFault('Unicode properties are not supported')
  return controls[character] ?? character.charCodeAt(0)
}

function parseClass(state: State): Has {
  const negated = state.text[state.at] === '^'
  if (negated) state.at++
  const parts: Has[] = []
  for (let first = true; ; first = false) {
    const character = state.text[state.at]
    if (character === undefined) throw new RegexFault('a bracket is not closed')
    if (character === ']' && !first) break
    parts.push(parseClassPart(state))
  }
  state.at++
  const folded = state.flags.includes('i') ? parts.map(foldCase) : parts
  return negated ? (code) => !folded.some((has) => has(code)) : (code) => folded.some((has) => has(code))
}

function parseClassPart(state: State): Has {
  const low = classMember(state)
  if (typeof low === 'function') return low
  if (state.text[state.at] !== '-' || state.text[state.at + 1] === ']' || state.text[state.at + 1] === undefined) return (code) => code === low
  const before = state.at++
  const high = classMember(state)
  if (typeof high === 'function') {
    state.at = before
    return (code) => code === low
  }
  if (high < low) throw new RegexFault('a range in brackets runs backwards')
  return (code) => code >= low && code <= high
}

function classMember(state: State): number | Has {
  const character = state.text.charAt(state.at++)
  if (character !== '\\') return character.charCodeAt(0)
  if (state.text[state.at] === 'b') {
    state.at++
    return 8
  }
  if (state.at >= state.text.length) throw new RegexFault('it ends in a backslash')
  return escapedSet(state)
}

/** A set with a table for ASCII, where nearly all text lies, made when it is first asked. Classes fold the case of their parts themselves. */
function charsOf(state: State, has: Has): RegexNode & { kind: 'chars' } {
  const folded = state.flags.includes('i') && state.text[state.at - 1] !== ']' ? foldCase(has) : has
  let table: Uint8Array | undefined
  const tableOf = (): Uint8Array => (table ??= Uint8Array.from({ length: 128 }, (_, code) => (folded(code) ? 1 : 0)))
  return { kind: 'chars', has: (code) => (code < 128 ? tableOf()[code] === 1 : folded(code)) }
}

function foldCase(has: Has): Has {
  return (code) => {
    if (has(code)) return true
    const character = String.fromCharCode(code)
    const lower = character.toLowerCase()
    const upper = character.toUpperCase()
    return (lower.length === 1 && has(lower.charCodeAt(0))) || (upper.length === 1 && has(upper.charCodeAt(0)))
  }
}
