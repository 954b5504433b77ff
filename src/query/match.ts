import { AppError, unreachable } from '../base/error.ts'
import { isObject, type Json } from '../base/json.ts'
import type { Event } from '../model/event.ts'
import { kindOf } from './fields.ts'
import { foldCase } from './fold-case.ts'
import { compileLike } from './match-like.ts'
import { isInNetwork } from './network.ts'
import { ownValues } from './own-values.ts'
import type { Comparison, EventFieldName, FieldTest, LikePart, Query, TextTest } from './query.ts'
import { compileRegex } from './regex-search.ts'

/** An event with what became known of it after it was read. */
export interface SearchedEvent {
  readonly event: Event
  /** Corrected time, microseconds since 1970 UTC. */
  readonly time: bigint
  readonly duplicateOf?: string
}

/** Whether an event matches. This is what the search language means; what stores do is tested against it. For many events use `compileQuery`. */
export function matchesQuery(query: Query, searched: SearchedEvent): boolean {
  return compileQuery(query)(searched)
}

/**
 * A test of events, made once for many. Letters match in either case. No event, however long and hostile, takes longer than its length times the size of
 * the search. Throws AppError `regex` where the search holds an expression that `parseQuery` would refuse.
 */
export function compileQuery(query: Query): (searched: SearchedEvent) => boolean {
  const test = compile(query)
  return (searched) => test(viewOf(searched))
}

/** An event, and the texts of it that free text is looked for in, made when first asked for. */
interface View extends SearchedEvent {
  readonly json: () => string
  readonly foldedMessage: () => string
  readonly foldedJson: () => string
}

type Matcher = (view: View) => boolean

function viewOf(searched: SearchedEvent): View {
  const { event } = searched
  const json = once(() => JSON.stringify(event.fields))
  return { ...searched, json, foldedMessage: once(() => foldCase(event.message)), foldedJson: once(() => foldCase(json())) }
}

function once(make: () => string): () => string {
  let made: string | undefined
  return () => {
    made ??= make()
    return made
  }
}

function compile(query: Query): Matcher {
  switch (query.kind) {
    case 'everything':
      return () => true
    case 'and': {
      const parts = query.parts.map(compile)
      return (view) => parts.every((part) => part(view))
    }
    case 'or': {
      const parts = query.parts.map(compile)
      return (view) => parts.some((part) => part(view))
    }
    case 'not': {
      const part = compile(query.part)
      return (view) => !part(view)
    }
    case 'time':
      return ({ time }) => (query.from === undefined || time >= query.from) && (query.before === undefined || time < query.before)
    case 'text':
      return compileText(query.test)
    case 'field':
      return compileField(query)
  }
}

/** A text of the message or of the source's own fields, these as the JSON they are and, for literal text, also as their values are written. */
function compileText(test: TextTest['test']): Matcher {
  if (test.op === 'matches') {
    const isIn = regexTest(test.source)
    return ({ event, json }) => isIn(event.message) || isIn(json())
  }
  if (test.op === 'contains') {
    const text = foldCase(test.text)
    const escaped = foldCase(jsonEscaped(test.text))
    return (view) => view.foldedMessage().includes(text) || view.foldedJson().includes(escaped) || view.foldedJson().includes(text)
  }
  const plain = compileLike(anywhere(test.pattern))
  const escaped = compileLike(anywhere(test.pattern.map((part) => (typeof part === 'string' ? jsonEscaped(part) : part))))
  return (view) => plain(view.foldedMessage()) || escaped(view.foldedJson()) || plain(view.foldedJson())
}

/** A text as it stands between the quotes of JSON. */
export function jsonEscaped(text: string): string {
  return JSON.stringify(text).slice(1, -1)
}

function anywhere(pattern: readonly LikePart[]): LikePart[] {
  return [{ wild: '*' }, ...folded(pattern), { wild: '*' }]
}

function folded(pattern: readonly LikePart[]): LikePart[] {
  return pattern.map((part) => (typeof part === 'string' ? foldCase(part) : part))
}

function compileField({ field, test }: FieldTest): Matcher {
  const holds = compileValue({ kind: 'field', field, test })
  switch (field.kind) {
    case 'own':
      return ({ event }) => ownValues(event.fields, field.path).some(holds)
    case 'ecs':
      return ({ event }) => holds(event.ecs[field.name])
    case 'event':
      return (view) => holds(eventValue(view, field.name))
  }
}

/** The value of a field that is neither ECS nor the source's own. */
function eventValue({ event, duplicateOf }: SearchedEvent, name: EventFieldName): string | undefined {
  switch (name) {
    case 'event.id':
      return event.id
    case 'event.dataset':
      return event.dataset
    case 'event.source_id':
      return event.sourceId
    case 'event.duplicate_of':
      return duplicateOf
    case 'evidence':
      return event.origin.evidence
    case 'path':
      return event.origin.path
    case 'message':
      return event.message
    case 'actor.principal':
      return event.actor?.principal
    case 'actor.credential':
      return event.actor?.credential
    case 'actor.issued':
      return event.actor?.issued
    default:
      return unreachable(name)
  }
}

/** A test of one value; nothing, null, objects and empty text pass none but `is` of empty text and, for objects, `exists`. */
function compileValue({ field, test }: FieldTest): (value: Json | undefined) => boolean {
  switch (test.op) {
    case 'exists':
      return (value) => value !== undefined && value !== null && value !== ''
    case 'is': {
      if (kindOf(field) === 'number') {
        const wanted = numberOf(test.value)
        return (value) => wanted !== undefined && value === wanted
      }
      const wanted = foldCase(test.value)
      return onText((text) => foldCase(text) === wanted)
    }
    case 'like': {
      const fits = compileLike(folded(test.pattern))
      return onText((text) => fits(foldCase(text)))
    }
    case 'matches':
      return onText(regexTest(test.source))
    case 'in':
      return onText((text) => isInNetwork(text, test.network))
    case 'compare':
      return (value) => {
        const number = typeof value === 'string' ? numberOf(value) : value
        return typeof number === 'number' && compares(number, test.comparison, test.value)
      }
  }
}

function onText(holds: (text: string) => boolean): (value: Json | undefined) => boolean {
  return (value) => value !== undefined && value !== null && !isObject(value) && holds(typeof value === 'string' ? value : JSON.stringify(value))
}

/** A number that a text is, written in decimals; spaces, hex and words are none. */
export function numberOf(text: string): number | undefined {
  if (text.length > 40 || !/^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(text)) return undefined
  const value = Number(text)
  return Number.isFinite(value) ? value : undefined
}

function compares(value: number, comparison: Comparison, wanted: number): boolean {
  switch (comparison) {
    case '<':
      return value < wanted
    case '<=':
      return value <= wanted
    case '>':
      return value > wanted
    case '>=':
      return value >= wanted
  }
}

function regexTest(source: string): (text: string) => boolean {
  const compiled = compileRegex(source)
  if (compiled.ok) return compiled.isIn
  throw new AppError('regex', `Cannot search for /${source}/: ${compiled.fault.message}. ${compiled.fault.hint}`)
}
