import { isOpenQuotedName, type NamePiece, nameAt } from './field-name.ts'
import { aliases, fieldNames, fieldText, kindOf, namedFields, timeNames } from './fields.ts'
import { valueText } from './format.ts'
import type { QueryField } from './query.ts'
import { rawText } from './read-value.ts'
import { isEscape, isSpace, isWordEnd, type Piece, type Scan, scanPiece } from './scan.ts'

/** What may be written at a place of a search. */
export interface QueryCompletion {
  /** The part of the text that is replaced, in UTF-16 units, `end` excluded. */
  readonly replace: { readonly start: number; readonly end: number }
  readonly kind: 'field' | 'value' | 'operator'
  /** What was written so far, quotes and escapes undone. */
  readonly prefix: string
  /** `value`: the fields to ask the data for (names as the store takes them); none for the time. */
  readonly fields: readonly string[]
  /** What the language itself knows. The caller adds values (`insertValue`) and the source's own fields (`insertField`). */
  readonly options: readonly CompletionOption[]
}

export interface CompletionOption {
  /** What is put in. */
  readonly text: string
  readonly kind: 'field' | 'value' | 'operator'
  readonly detail: string
}

const mostOptions = 20

/** What may be written at the cursor. Never throws; a place inside a phrase or a regular expression has no options. */
export function completeQuery(text: string, cursor: number): QueryCompletion {
  const head = text.slice(0, Math.max(0, cursor))
  const place = placeAtEnd(head)
  const replace = { start: place.start, end: endOfPiece(text, { start: place.start, cursor: head.length }) }
  if (place.kind === 'value') {
    return { replace, kind: 'value', prefix: place.prefix, fields: storeNames(place.name), options: valueOptions(place.name, place.prefix) }
  }
  if (place.kind === 'joint') return { replace, kind: 'operator', prefix: place.prefix, fields: [], options: joiningOptions(place.prefix) }
  const joining = place.kind === 'term' && (place.isAfterTerm || place.prefix !== '') ? joiningOptions(place.prefix) : []
  const options = place.kind === 'none' ? [] : [...fieldOptions(place.prefix), ...joining]
  return { replace, kind: 'field', prefix: place.prefix, fields: [], options: options.slice(0, mostOptions) }
}

/** A chosen value as it is put in: quoted where it needs to be. */
export function insertValue(value: string): string {
  return valueText(value)
}

/** A chosen field as it is put in, with the colon behind it. */
export function insertField(field: QueryField): string {
  return `${fieldText(field)}:`
}

/** Where a text ends: in the value of a field, in a term, between the values of a group, or where nothing can be completed. */
type Place = { readonly start: number; readonly prefix: string } & (
  | { readonly kind: 'value'; readonly name: string }
  | { readonly kind: 'term'; readonly isAfterTerm: boolean }
  | { readonly kind: 'joint' | 'none' }
)

function placeAtEnd(text: string): Place {
  const scan: Scan = { text, nowUs: undefined, errors: [], at: 0, depth: 0, terms: 0, regexes: 0, isStopped: false }
  const groups: (string | undefined)[] = []
  let isAfterTerm = false
  while (scan.at < text.length) {
    const character = text.charAt(scan.at)
    if (isSpace(character)) scan.at++
    else if (character === '(' || character === ')') {
      scan.at++
      if (character === '(') groups.push(groups.at(-1))
      else groups.pop()
      isAfterTerm = character === ')'
    } else if ((character === '-' || character === '!') && text[scan.at + 1] !== '=') {
      scan.at++
      isAfterTerm = false
    } else {
      const found = readPiece(scan, groups)
      if (found !== undefined && 'kind' in found) return found.kind === 'term' ? { ...found, isAfterTerm } : found
      isAfterTerm = found?.isTerm ?? false
    }
  }
  const [name, start] = [groups.at(-1), text.length]
  if (name === undefined) return { kind: 'term', isAfterTerm, start, prefix: '' }
  return isAfterTerm ? { kind: 'joint', start, prefix: '' } : { kind: 'value', name, start, prefix: '' }
}

/** Reads a term, or the opening of a group of values; a place where the text ends inside it. */
function readPiece(scan: Scan, groups: (string | undefined)[]): Place | { isTerm: boolean } | undefined {
  const group = groups.at(-1)
  const name = group === undefined ? nameAt(scan) : undefined
  if (name !== undefined) {
    scan.at = afterName(scan.text, name)
    if (scan.text[scan.at] === '(') {
      scan.at++
      groups.push(name.name)
      return { isTerm: false }
    }
    if (scan.at >= scan.text.length) return { kind: 'value', name: name.name, start: scan.at, prefix: '' }
  }
  const errors = scan.errors.length
  const start = scan.at
  if (name === undefined && group === undefined && isOpenQuotedName(scan))
    return { kind: 'term', isAfterTerm: false, start, prefix: scan.text.slice(start) }
  const piece = scanPiece(scan)
  const field = name?.name ?? group
  const isOpen = scan.at >= scan.text.length && (piece.kind === 'word' || scan.errors.length > errors)
  if (!isOpen) return { isTerm: !isJoiningWord(scan.text.slice(start, scan.at)) }
  const prefix = rawText(piece.parts)
  if (piece.kind === 'regex') return { kind: 'none', start, prefix }
  if (field !== undefined) return { kind: 'value', name: field, start, prefix }
  return piece.kind === 'phrase' ? { kind: 'none', start, prefix } : { kind: 'term', isAfterTerm: false, start, prefix: scan.text.slice(start) }
}

function afterName(text: string, { after }: NamePiece): number {
  let at = after
  while (isSpace(text.charAt(at)) || '<>='.includes(text.charAt(at) || ' ')) at++
  return at
}

function isJoiningWord(text: string): boolean {
  return /^(?:and|or|not|&&|\|\|)$/i.test(text)
}

/** The end of what is being written: a word goes on behind the cursor, a phrase up to its closing quote. */
function endOfPiece(text: string, { start, cursor }: { start: number; cursor: number }): number {
  if (text[start] === '"') {
    const scan: Scan = { text, nowUs: undefined, errors: [], at: start, depth: 0, terms: 0, regexes: 0, isStopped: false }
    const piece: Piece = scanPiece(scan)
    return scan.errors.length === 0 ? piece.end : cursor
  }
  const name = nameAt({ text, at: start })
  if (name !== undefined && name.end >= cursor && text.slice(start, cursor).includes('"')) return name.end
  let end = cursor
  while (!isWordEnd(text.charAt(end)) && text[end] !== ':') end += isEscape(text, end) ? 2 : 1
  return Math.min(end, text.length)
}

/** Short names first, then names that begin so, then names of which a part begins so. */
function fieldOptions(prefix: string): CompletionOption[] {
  const lower = prefix.toLowerCase()
  const short = [...timeNames.slice(0, 1), ...Object.keys(aliases)].filter((name) => name.startsWith(lower))
  const long = lower === '' ? [] : fieldNames.filter((name) => name.startsWith(lower) && !short.includes(name))
  const inner = lower === '' ? [] : fieldNames.filter((name) => name.includes(`.${lower}`) && !long.includes(name))
  const own = 'fields.'.startsWith(lower) ? [{ text: 'fields.', kind: 'field' as const, detail: "the source's own fields" }] : []
  return [...[...short, ...long, ...inner].map((name) => ({ text: `${name}:`, kind: 'field' as const, detail: detailOf(name) })), ...own]
}

function detailOf(name: string): string {
  if (timeNames.includes(name)) return 'time, UTC: time>=2026-03-01T10:00Z'
  const fields = namedFields(name) ?? []
  const names = fields.map(fieldText).join(' or ')
  const [kind] = fields.map(kindOf)
  const what = kind === 'number' ? 'a number' : kind === 'address' ? 'an address or network' : kind === 'long' ? 'text, searched within' : 'text'
  return names === name ? what : `${names}: ${what}`
}

function joiningOptions(prefix: string): CompletionOption[] {
  const words = { and: 'both', or: 'either', not: 'what follows must not match' }
  return Object.entries(words)
    .filter(([word]) => word.startsWith(prefix.toLowerCase()) && word !== prefix.toLowerCase())
    .map(([word, detail]) => ({ text: `${word} `, kind: 'operator', detail }))
}

function valueOptions(name: string, prefix: string): CompletionOption[] {
  const [field] = namedFields(name) ?? []
  if (field === undefined || kindOf(field) !== 'outcome') return []
  const outcomes = { success: 'it was done', failure: 'it was refused or went wrong', unknown: 'the source does not say' }
  return Object.entries(outcomes)
    .filter(([value]) => value.startsWith(prefix.toLowerCase()))
    .map(([text, detail]) => ({ text, kind: 'value', detail }))
}

function storeNames(name: string): readonly string[] {
  if (timeNames.includes(name.toLowerCase())) return []
  const fields = namedFields(name)
  return fields === undefined ? (/^fields\../i.test(name) ? [name] : []) : fields.map(fieldText)
}
