import { compileLinear } from './linear-regex.ts'
import { neededLiterals } from './regex-literals.ts'
import { parseRegex, RegexFault, type RegexNode } from './regex-syntax.ts'

const longestPattern = 2_000
/** Up to here the runtime's own engine cannot be made slow by an expression that repeats without bound at one place only. */
const shortText = 1_000
/** A counted repetition beyond this counts as unbounded. */
const fewRepetitions = 32

/** Why a regular expression cannot be used; undefined where it can. */
export function checkRegex(pattern: string, flags: string): string | undefined {
  if (pattern.length > longestPattern) return `it is longer than ${longestPattern} characters`
  try {
    compileLinear(parseRegex(pattern, flags))
    return undefined
  } catch (error) {
    if (error instanceof RegexFault) return error.message
    throw error
  }
}

/** A search for an expression, and texts of which one stands wherever it matches a text, once that is in lower case. */
export interface PreparedRegex {
  readonly test: (text: string) => boolean
  readonly literals: readonly string[] | undefined
}

/**
 * A search for an expression anywhere in a text, in time proportional to the text. Short texts go through the runtime's engine
 * where the expression cannot make it backtrack far; everything else through one that never backtracks, which is built when it is needed.
 */
export function prepareRegex(pattern: string, flags: string): PreparedRegex {
  const node = parseRegex(pattern, flags)
  let compiled: ((text: string) => boolean) | undefined
  const linear = (text: string): boolean => (compiled ??= compileLinear(node))(text)
  const native = isHarmless(node) && isSharedSyntax(pattern) ? nativeRegex(pattern, flags) : undefined
  const search = native === undefined ? linear : (text: string) => (text.length <= shortText ? native.test(text) : linear(text))
  const literals = neededLiterals(node)
  return { test: withLiterals(search, literals, flags.includes('i')), literals: literals?.map((literal) => literal.toLowerCase()) }
}

/** The search alone. */
export function compileRegex(pattern: string, flags: string): (text: string) => boolean {
  return prepareRegex(pattern, flags).test
}

/** Searches only texts that hold one of the literals. */
function withLiterals(search: (text: string) => boolean, literals: readonly string[] | undefined, ignoreCase: boolean): (text: string) => boolean {
  if (literals === undefined || literals.some((literal) => literal === '')) return search
  if (!ignoreCase) return (text) => literals.some((literal) => text.includes(literal)) && search(text)
  // Only for ASCII does lower-casing a whole text find all that folding its characters finds.
  const lowered = literals.map((literal) => literal.toLowerCase())
  if (!lowered.every((literal) => /^[\u0020-\u007e]+$/.test(literal))) return search
  return (text) => {
    const lower = text.toLowerCase()
    return lowered.some((literal) => lower.includes(literal)) && search(text)
  }
}

function nativeRegex(pattern: string, flags: string): RegExp | undefined {
  try {
    return new RegExp(pattern, flags)
  } catch {
    // The shared syntax is a little wider than JavaScript's: the other engine runs it.
    return undefined
  }
}

/** At most one unbounded repetition, and none inside another. */
function isHarmless(node: RegexNode): boolean {
  return unbounded(node, false) <= 1
}

function unbounded(node: RegexNode, inside: boolean): number {
  switch (node.kind) {
    case 'chars':
    case 'assert':
      return 0
    case 'repeat': {
      const isLarge = node.most > fewRepetitions
      const own = node.most > 1 ? (isLarge ? 1 : 0) : 0
      const inner = unbounded(node.of, inside || node.most > 1)
      return inside && node.most > 1 ? Infinity : own + inner
    }
    default:
      return node.of.reduce((sum, part) => sum + unbounded(part, inside), 0)
  }
}

/** Spellings that mean something else to JavaScript, or nothing. */
function isSharedSyntax(pattern: string): boolean {
  return !/\\[AZzae]|\(\?P|\[\^?\]/.test(pattern)
}
