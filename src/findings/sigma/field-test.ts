import type { Json } from '../../base/json.ts'
import { isCidr } from './cidr.ts'
import { base64Of, base64Offsets, encodings, utf8Bytes } from './encoding.ts'
import { anyRun, literalOf, parsePattern, type Token, withDashes } from './pattern.ts'
import { checkRegex } from './regex.ts'
import { RuleFault, Unsupported } from './rule.ts'

/** What one field (or, without a field, the whole record) must hold. */
export interface FieldTest {
  readonly field: string | undefined
  /** Every value must match, not only one. */
  readonly all: boolean
  /** The test must fail (modifier `neq`). */
  readonly negated: boolean
  readonly values: readonly ValueTest[]
}

export type ValueTest =
  | { readonly kind: 'text'; readonly tokens: readonly Token[]; readonly cased: boolean }
  | { readonly kind: 'regex'; readonly pattern: string; readonly flags: string }
  | { readonly kind: 'null' }
  | { readonly kind: 'exists'; readonly expected: boolean }
  | { readonly kind: 'cidr'; readonly range: string }
  | { readonly kind: 'compare'; readonly operator: Operator; readonly value: number }
  | { readonly kind: 'fieldref'; readonly field: string; readonly place: Place; readonly cased: boolean }

export type Place = 'whole' | 'start' | 'end' | 'anywhere'
const operators = ['gt', 'gte', 'lt', 'lte'] as const
export type Operator = (typeof operators)[number]

const places: Readonly<Record<string, Place>> = { contains: 'anywhere', startswith: 'start', endswith: 'end' }
const timeParts = ['minute', 'hour', 'day', 'week', 'month', 'year']
const known = new Set([
  'all',
  'neq',
  'cased',
  're',
  'i',
  'm',
  's',
  'cidr',
  'exists',
  'fieldref',
  'windash',
  'expand',
  'base64',
  'base64offset',
  ...Object.keys(places),
  ...operators,
  ...Object.keys(encodings),
  ...timeParts,
])
const mostValues = 20_000

/** Reads one line of a selection: `Field|modifier|…: value or list of values`. Throws a RuleFault or Unsupported. */
export function parseFieldTest({ key, value, at }: { key: string; value: Json | undefined; at: readonly (string | number)[] }): FieldTest {
  const [field = '', ...modifiers] = key.split('|')
  const unknown = modifiers.find((modifier) => !known.has(modifier))
  if (unknown !== undefined) throw new RuleFault(`"${unknown}" is no modifier of Sigma`, at)
  const timePart = modifiers.find((modifier) => timeParts.includes(modifier))
  if (timePart !== undefined) throw new Unsupported(`the modifier "${timePart}" is not supported yet`)
  const values = Array.isArray(value) ? value : [value]
  if (values.length === 0) throw new RuleFault(`"${key}" has an empty list of values`, at)
  if (values.length > mostValues) throw new RuleFault(`"${key}" has more than ${mostValues} values`, at)
  const context: ValueContext = { key, modifiers, isKeyword: field === '', at }
  return {
    field: field === '' ? undefined : field,
    all: modifiers.includes('all'),
    negated: modifiers.includes('neq'),
    values: values.flatMap((item) => parseValue(item, context)),
  }
}

/** A keyword: found anywhere in the record. */
export function parseKeyword(value: string | number | boolean): FieldTest {
  return { field: undefined, all: false, negated: false, values: parseValue(value, { key: 'keywords', modifiers: [], isKeyword: true, at: [] }) }
}

interface ValueContext {
  readonly key: string
  readonly modifiers: readonly string[]
  readonly isKeyword: boolean
  readonly at: readonly (string | number)[]
}

function parseValue(value: Json | undefined, context: ValueContext): ValueTest[] {
  const { key, modifiers, at } = context
  if (modifiers.includes('exists')) {
    if (typeof value !== 'boolean') throw new RuleFault(`"${key}" needs true or false`, at)
    return [{ kind: 'exists', expected: value }]
  }
  if (value === null || value === undefined) return [{ kind: 'null' }]
  if (typeof value === 'object') throw new RuleFault(`"${key}" has a value that is neither text, number nor list`, at)
  const operator = operators.find((name) => modifiers.includes(name))
  if (operator !== undefined) return [{ kind: 'compare', operator, value: numberOf(value, context) }]
  const text = String(value)
  if (modifiers.includes('re')) return [regexOf(text, context)]
  if (modifiers.includes('cidr')) return [cidrOf(text, context)]
  const place = places[modifiers.find((modifier) => modifier in places) ?? ''] ?? 'whole'
  const cased = modifiers.includes('cased')
  if (modifiers.includes('fieldref')) return [{ kind: 'fieldref', field: text, place, cased }]
  if (modifiers.includes('expand') && /%[\w.-]+%/.test(text)) throw new Unsupported(`the placeholder in "${text}" stands for values nobody gave`)
  return patternsOf(text, context).map((tokens) => ({ kind: 'text', tokens: placed(tokens, context.isKeyword ? 'anywhere' : place), cased }))
}

function numberOf(value: string | number | boolean, { key, at }: ValueContext): number {
  const number = Number(value)
  if (typeof value === 'boolean' || !Number.isFinite(number)) throw new RuleFault(`"${key}" needs a number`, at)
  return number
}

function regexOf(text: string, { key, modifiers, at }: ValueContext): ValueTest {
  // Inline flags at the front are Python's spelling; JavaScript takes them beside the pattern.
  const inline = /^\(\?([ims]{1,3})\)/.exec(text)
  const pattern = inline === null ? text : text.slice(inline[0].length)
  const flags = ['i', 'm', 's'].filter((flag) => modifiers.includes(flag) || inline?.[1]?.includes(flag)).join('')
  const fault = checkRegex(pattern, flags)
  if (fault !== undefined) throw new RuleFault(`"${key}" has a regular expression that cannot be used: ${fault}`, at)
  return { kind: 'regex', pattern, flags }
}

function cidrOf(text: string, { key, at }: ValueContext): ValueTest {
  if (!isCidr(text)) throw new RuleFault(`"${key}" has "${text}", which is no network in CIDR notation`, at)
  return { kind: 'cidr', range: text }
}

/** The patterns a value stands for once it is encoded; without an encoding the value itself. */
function patternsOf(text: string, { key, modifiers, at }: ValueContext): (readonly Token[])[] {
  const tokens = parsePattern(text)
  const encoding = modifiers.find((modifier) => modifier in encodings)
  const base64 = modifiers.includes('base64') || modifiers.includes('base64offset')
  if (encoding === undefined && !base64) return [modifiers.includes('windash') ? withDashes(tokens) : tokens]
  const literal = literalOf(tokens)
  if (literal === undefined) throw new RuleFault(`"${key}" has wildcards in a value that is to be encoded`, at)
  const encode = encoding === undefined ? utf8Bytes : (encodings[encoding] ?? utf8Bytes)
  const bytes = encode(literal)
  if (modifiers.includes('base64offset')) return base64Offsets(bytes).map((variant) => [variant])
  return [[modifiers.includes('base64') ? base64Of(bytes) : bytes]]
}

function placed(tokens: readonly Token[], place: Place): readonly Token[] {
  const open: readonly Token[] = place === 'anywhere' || place === 'end' ? [anyRun, ...tokens] : tokens
  return place === 'anywhere' || place === 'start' ? [...open, anyRun] : open
}
