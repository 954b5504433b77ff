import { isObject, type Json } from '../../base/json.ts'
import { type FieldTest, parseFieldTest, parseKeyword } from './field-test.ts'
import { RuleFault } from './rule.ts'

/** A selection: field tests joined by `and`, alternatives joined by `or`. */
export type Selection = { readonly kind: 'and' | 'or'; readonly of: readonly Selection[] } | { readonly kind: 'test'; readonly test: FieldTest }

/** Reads a selection: a map (all of its fields), a list of maps (any), or a list of keywords (any, searched in the whole record). */
export function parseSelection(value: Json | undefined, at: readonly (string | number)[]): Selection {
  if (isObject(value)) return parseMap(value, at)
  if (Array.isArray(value)) {
    if (value.length === 0) throw new RuleFault('A selection is an empty list', at)
    return { kind: 'or', of: value.map((item, index) => parseSelection(item, [...at, index])) }
  }
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return { kind: 'test', test: parseKeyword(value) }
  throw new RuleFault('A selection is empty: expected fields or keywords', at)
}

function parseMap(map: { [key: string]: Json | undefined }, at: readonly (string | number)[]): Selection {
  const entries = Object.entries(map)
  if (entries.length === 0) throw new RuleFault('A selection has no fields', at)
  return { kind: 'and', of: entries.map(([key, value]): Selection => ({ kind: 'test', test: parseFieldTest({ key, value, at: [...at, key] }) })) }
}
