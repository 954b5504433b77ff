import { RuleFault, Unsupported } from './rule.ts'

/** A condition, with its selections by name; `1 of x*` and the like are resolved to the names they stand for. */
export type Condition =
  | { readonly kind: 'selection'; readonly name: string }
  | { readonly kind: 'not'; readonly of: Condition }
  | { readonly kind: 'and' | 'or'; readonly of: readonly Condition[] }
  | { readonly kind: 'count'; readonly least: number; readonly of: readonly Condition[] }

const deepest = 50

/**
 * Reads a condition (https://sigmahq.io/sigma-specification/specification/sigma-rules-specification.html#condition): `not` binds tighter
 * than `and`, and that tighter than `or`. Throws a RuleFault for what is no condition, Unsupported for aggregations behind `|`.
 */
export function parseCondition(text: string, names: readonly string[]): Condition {
  const state: State = { tokens: tokensOf(text), next: 0, names, depth: 0 }
  const condition = parseOr(state)
  const rest = state.tokens[state.next]
  if (rest !== undefined) throw new RuleFault(`Cannot read the condition "${text}": "${rest}" was not expected here`)
  return condition
}

/** Several conditions of one rule: any of them. */
export function anyOf(conditions: readonly Condition[]): Condition {
  return joined('or', conditions)
}

interface State {
  readonly tokens: readonly string[]
  next: number
  readonly names: readonly string[]
  depth: number
}

function tokensOf(text: string): string[] {
  if (text.length > 10_000) throw new RuleFault('The condition is longer than 10,000 characters')
  const tokens: string[] = text.match(/[()|]|[^\s()|]+/g) ?? []
  if (tokens.includes('|')) throw new Unsupported('aggregations ("|" in a condition) are not supported yet')
  return tokens
}

function parseOr(state: State): Condition {
  return parseChain(state, 'or', parseAnd)
}

function parseAnd(state: State): Condition {
  return parseChain(state, 'and', parseNot)
}

function parseChain(state: State, word: 'and' | 'or', part: (state: State) => Condition): Condition {
  const parts = [part(state)]
  while (isWord(state.tokens[state.next], word)) {
    state.next++
    parts.push(part(state))
  }
  return joined(word, parts)
}

function parseNot(state: State): Condition {
  if (!isWord(state.tokens[state.next], 'not')) return parsePrimary(state)
  state.next++
  return nested(state, () => ({ kind: 'not', of: parseNot(state) }))
}

function parsePrimary(state: State): Condition {
  const token = state.tokens[state.next++]
  if (token === undefined) throw new RuleFault('The condition ends where a selection was expected')
  if (token === '(') return parseGroup(state)
  if (isWord(state.tokens[state.next], 'of')) return parseQuantified(state, token)
  if (token === ')' || ['and', 'or', 'of'].includes(token.toLowerCase())) {
    throw new RuleFault(`The condition has "${token}" where a selection was expected`)
  }
  if (token.toLowerCase() === 'them' || token.includes('*')) throw new RuleFault(`The condition has "${token}" without "1 of" or "all of" before it`)
  if (!state.names.includes(token)) throw new RuleFault(`The condition names "${token}", which the detection does not define`)
  return { kind: 'selection', name: token }
}

function parseGroup(state: State): Condition {
  const inner = nested(state, () => parseOr(state))
  if (state.tokens[state.next++] !== ')') throw new RuleFault('The condition opens a parenthesis that it does not close')
  return inner
}

function nested(state: State, parse: () => Condition): Condition {
  if (++state.depth > deepest) throw new RuleFault(`The condition is nested deeper than ${deepest} levels`)
  const inner = parse()
  state.depth--
  return inner
}

function parseQuantified(state: State, quantifier: string): Condition {
  state.next++
  const pattern = state.tokens[state.next++]
  if (pattern === undefined) throw new RuleFault(`"${quantifier} of" needs "them" or a name`)
  const of = selected(pattern, state.names).map((name): Condition => ({ kind: 'selection', name }))
  if (of.length === 0) throw new RuleFault(`"${quantifier} of ${pattern}" stands for no selection of the detection`)
  const word = quantifier.toLowerCase()
  if (word === 'all') return joined('and', of)
  if (word === '1' || word === 'any') return joined('or', of)
  if (!/^[1-9]\d{0,3}$/.test(word)) throw new RuleFault(`"${quantifier} of" is no quantifier: expected 1, any, all or a number`)
  return { kind: 'count', least: Number(word), of }
}

/** `them` leaves out selections whose name begins with an underscore. */
function selected(pattern: string, names: readonly string[]): string[] {
  if (pattern.toLowerCase() === 'them') return names.filter((name) => !name.startsWith('_'))
  const parts = pattern.split('*')
  if (parts.length === 1) return names.filter((name) => name === pattern)
  return names.filter((name) => fits(name, parts))
}

function fits(name: string, parts: readonly string[]): boolean {
  const [head = '', ...rest] = parts
  const tail = rest.pop() ?? ''
  if (!name.startsWith(head) || !name.endsWith(tail) || name.length < head.length + tail.length) return false
  let from = head.length
  for (const part of rest) {
    const found = name.indexOf(part, from)
    if (found === -1) return false
    from = found + part.length
  }
  return from <= name.length - tail.length
}

function joined(kind: 'and' | 'or', of: readonly Condition[]): Condition {
  const [only] = of
  return of.length === 1 && only !== undefined ? only : { kind, of }
}

function isWord(token: string | undefined, word: string): boolean {
  return token?.toLowerCase() === word
}
