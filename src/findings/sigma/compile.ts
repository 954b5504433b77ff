import { compileCidr } from './cidr.ts'
import type { Condition } from './condition.ts'
import type { FieldTest, Operator, Place, ValueTest } from './field-test.ts'
import { compilePattern, literalOf, lowered, soughtLiteral } from './pattern.ts'
import { everythingSlot, type RecordView, type Slots } from './record-view.ts'
import { type PreparedRegex, prepareRegex } from './regex.ts'
import type { Detection } from './rule.ts'
import type { Selection } from './selection.ts'

/** Whether the event that the view shows matches. */
export type Predicate = (view: RecordView) => boolean

/** Turns a detection into one function; every field it asks for gets a slot. */
export function compileDetection({ selections, condition }: Detection, slots: Slots): Predicate {
  const compiled = new Map<string, Predicate>()
  for (const [name, selection] of selections) compiled.set(name, compileSelection(selection, slots))
  return compileCondition(condition, compiled)
}

function compileCondition(condition: Condition, selections: ReadonlyMap<string, Predicate>): Predicate {
  switch (condition.kind) {
    case 'selection':
      return selections.get(condition.name) ?? never
    case 'not': {
      const inner = compileCondition(condition.of, selections)
      return (view) => !inner(view)
    }
    case 'count': {
      const parts = condition.of.map((part) => compileCondition(part, selections))
      return (view) => parts.filter((part) => part(view)).length >= condition.least
    }
    default:
      return combine(
        condition.kind,
        condition.of.map((part) => compileCondition(part, selections)),
      )
  }
}

function compileSelection(selection: Selection, slots: Slots): Predicate {
  if (selection.kind === 'test') return compileTest(selection.test, slots)
  return combine(
    selection.kind,
    selection.of.map((part) => compileSelection(part, slots)),
  )
}

function combine(kind: 'and' | 'or', parts: readonly Predicate[]): Predicate {
  const [first = never, second] = parts
  if (second === undefined) return first
  if (kind === 'and') {
    return (view) => {
      for (const part of parts) if (!part(view)) return false
      return true
    }
  }
  return (view) => {
    for (const part of parts) if (part(view)) return true
    return false
  }
}

function never(): boolean {
  return false
}

function compileTest(test: FieldTest, slots: Slots): Predicate {
  const slot = test.field === undefined ? undefined : slots.of(test.field)
  const predicate =
    test.all || test.values.length === 1
      ? combine(
          'and',
          test.values.map((value) => compileValue({ value, slot, slots })),
        )
      : compileAny({ test, slot, slots })
  return test.negated ? (view) => !predicate(view) : predicate
}

/** Plain texts of a list become one look-up; the rest is tried in order. */
function compileAny({ test, slot, slots }: { test: FieldTest; slot: number | undefined; slots: Slots }): Predicate {
  const plain = slot === undefined ? [] : test.values.map(plainText).filter((text) => text !== undefined)
  const others = test.values.filter((value) => slot === undefined || plainText(value) === undefined)
  const parts = others.map((value) => compileValue({ value, slot, slots }))
  if (slot !== undefined && plain.length > 0) {
    const texts = new Set(plain)
    parts.unshift((view) => view.lowered(slot).some((text) => texts.has(text)))
  }
  return combine('or', parts)
}

/** The lower-cased text of a value without wildcards that is compared as a whole; undefined for any other value. */
export function plainText(value: ValueTest): string | undefined {
  return value.kind === 'text' && !value.cased ? literalOf(value.tokens)?.toLowerCase() : undefined
}

interface ValueParts {
  readonly value: ValueTest
  readonly slot: number | undefined
  readonly slots: Slots
}

function compileValue({ value, slot, slots }: ValueParts): Predicate {
  switch (value.kind) {
    case 'text': {
      const sought = value.cased ? undefined : soughtLiteral(value.tokens)?.toLowerCase()
      const held = sought === undefined ? undefined : compileHeld([sought], slot, slots)
      if (held !== undefined) return held
      const test = compilePattern(value.cased ? value.tokens : lowered(value.tokens))
      return value.cased ? overTexts(slot, test) : overLowered(slot, test)
    }
    case 'regex':
      return compileExpression(prepareRegex(value.pattern, value.flags), slot, slots)
    case 'cidr':
      return overTexts(slot, compileCidr(value.range))
    case 'compare':
      return overTexts(slot, compileComparison(value.operator, value.value))
    case 'null':
      return slot === undefined ? never : (view) => view.texts(slot).length === 0
    case 'exists':
      return slot === undefined ? never : (view) => view.texts(slot).length > 0 === value.expected
    case 'fieldref':
      return slot === undefined ? never : compileReference({ slot, other: slots.of(value.field), place: value.place, cased: value.cased })
  }
}

/** Whether one of some lower-case texts stands in a slot; undefined where that cannot be told by the pass over its literals. */
function compileHeld(texts: readonly string[], slot: number | undefined, slots: Slots): Predicate | undefined {
  const own = slot ?? everythingSlot
  const numbers = texts.map((text) => slots.literals[own]?.add(text)).filter((number) => number !== undefined)
  if (numbers.length === 0 || numbers.length < texts.length) return undefined
  return (view) => {
    const literals = view.literals(own)
    if (!literals.any) return false
    for (const number of numbers) if (literals.has(number)) return true
    return false
  }
}

/** Runs an expression only where one of the texts it needs stands. */
function compileExpression({ test, literals }: PreparedRegex, slot: number | undefined, slots: Slots): Predicate {
  const matches = overTexts(slot, test)
  const held = literals === undefined ? undefined : compileHeld(literals, slot, slots)
  return held === undefined ? matches : (view) => held(view) && matches(view)
}

function overTexts(slot: number | undefined, test: (text: string) => boolean): Predicate {
  if (slot === undefined) return (view) => test(view.everything())
  return (view) => view.texts(slot).some(test)
}

function overLowered(slot: number | undefined, test: (text: string) => boolean): Predicate {
  if (slot === undefined) return (view) => test(view.everythingLowered())
  return (view) => {
    const texts = view.lowered(slot)
    for (const text of texts) if (test(text)) return true
    return false
  }
}

function compileComparison(operator: Operator, value: number): (text: string) => boolean {
  const compare = { gt: (a: number) => a > value, gte: (a: number) => a >= value, lt: (a: number) => a < value, lte: (a: number) => a <= value }[
    operator
  ]
  return (text) => {
    const number = text.trim() === '' ? Number.NaN : Number(text)
    return !Number.isNaN(number) && compare(number)
  }
}

function compileReference({ slot, other, place, cased }: { slot: number; other: number; place: Place; cased: boolean }): Predicate {
  const compare = {
    whole: (a: string, b: string) => a === b,
    start: (a: string, b: string) => a.startsWith(b),
    end: (a: string, b: string) => a.endsWith(b),
    anywhere: (a: string, b: string) => a.includes(b),
  }[place]
  return (view) => {
    const [left, right] = cased ? [view.texts(slot), view.texts(other)] : [view.lowered(slot), view.lowered(other)]
    return left.some((a) => right.some((b) => compare(a, b)))
  }
}
