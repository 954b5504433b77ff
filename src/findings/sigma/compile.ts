import { compileCidr } from './cidr.ts'
import type { Condition } from './condition.ts'
import type { FieldTest, Operator, Place, ValueTest } from './field-test.ts'
import { compilePattern, literalOf, lowered, soughtLiteral, type Token } from './pattern.ts'
import { everythingSlot, type RecordView, type Slots } from './record-view.ts'
import { prepareRegex } from './regex.ts'
import type { Detection } from './rule.ts'
import type { Selection } from './selection.ts'
import type { SlotTests } from './slot-tests.ts'

/** Whether the event that the view shows matches. */
export type Predicate = (view: RecordView) => boolean

/** Turns a detection into one function; every field it asks for gets a slot, every question it asks of the field becomes one of the slot's tests. */
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
  const slot = test.field === undefined ? everythingSlot : slots.of(test.field)
  const asked: Asked = { slot, slots, tests: slots.testsOf(slot) }
  const predicate =
    test.all || test.values.length === 1
      ? combine(
          'and',
          test.values.map((value) => compileValue(value, asked)),
        )
      : compileAny(test, asked)
  return test.negated ? (view) => !predicate(view) : predicate
}

/** What a test is asked of. */
interface Asked {
  readonly slot: number
  readonly slots: Slots
  readonly tests: SlotTests
}

/** Plain texts of a list become one test, texts that are looked for anywhere another; the rest is tried in order. */
function compileAny({ values }: FieldTest, asked: Asked): Predicate {
  const plain: string[] = []
  const sought: string[] = []
  const others: ValueTest[] = []
  for (const value of values) {
    const whole = plainText(value)
    const part = soughtText(value)
    if (whole !== undefined) plain.push(whole)
    else if (part !== undefined) sought.push(part)
    else others.push(value)
  }
  const parts = others.map((value) => compileValue(value, asked))
  if (sought.length > 0) parts.unshift(...compileSought(sought, asked))
  if (plain.length > 0) parts.unshift(holds(asked, asked.tests.equality(plain)))
  return combine('or', parts)
}

/** The lower-cased text of a value without wildcards that is compared as a whole; undefined for any other value. */
export function plainText(value: ValueTest): string | undefined {
  return value.kind === 'text' && !value.cased ? literalOf(value.tokens)?.toLowerCase() : undefined
}

/** The lower-cased text that a value looks for anywhere, in any case; undefined for any other value. */
function soughtText(value: ValueTest): string | undefined {
  return value.kind === 'text' && !value.cased ? soughtLiteral(value.tokens)?.toLowerCase() : undefined
}

/** All as one test where one pass can tell them, else each alone. */
function compileSought(texts: readonly string[], asked: Asked): Predicate[] {
  const together = asked.tests.containment(texts)
  if (together !== undefined) return [holds(asked, together)]
  return texts.map((text) => {
    const alone = asked.tests.containment([text])
    return holds(asked, alone ?? asked.tests.check({ name: `includes ${text}`, test: (value) => value.toLowerCase().includes(text) }))
  })
}

function holds({ slot }: Asked, test: number): Predicate {
  return (view) => view.holds(slot, test)
}

function compileValue(value: ValueTest, asked: Asked): Predicate {
  const { slot, slots, tests } = asked
  switch (value.kind) {
    case 'text':
      return compileText(value, asked)
    case 'regex': {
      const { test, literals } = prepareRegex(value.pattern, value.flags)
      return holds(asked, tests.check({ name: `matches ${value.flags} ${value.pattern}`, test, needs: literals }))
    }
    case 'cidr':
      return holds(asked, tests.check({ name: `lies in ${value.range}`, test: compileCidr(value.range) }))
    case 'compare': {
      const { operator, value: limit } = value
      return holds(asked, tests.check({ name: `${operator} ${limit}`, test: compileComparison(operator, limit) }))
    }
    case 'null':
      return slot === everythingSlot ? never : (view) => !view.holds(slot, tests.presence())
    case 'exists':
      return slot === everythingSlot ? never : (view) => view.holds(slot, tests.presence()) === value.expected
    case 'fieldref':
      return slot === everythingSlot ? never : compileReference({ slot, other: slots.of(value.field), place: value.place, cased: value.cased })
  }
}

function compileText(value: ValueTest & { readonly kind: 'text' }, asked: Asked): Predicate {
  const { tests } = asked
  const whole = plainText(value)
  if (whole !== undefined) return holds(asked, tests.equality([whole]))
  const sought = soughtText(value)
  if (sought !== undefined) return combine('or', compileSought([sought], asked))
  const tokens = value.cased ? value.tokens : lowered(value.tokens)
  const fits = compilePattern(tokens)
  const test = value.cased ? fits : (text: string) => fits(text.toLowerCase())
  const needs = longestLiteral(tokens)
  return holds(
    asked,
    tests.check({ name: `is like ${value.cased} ${JSON.stringify(tokens)}`, test, needs: needs === undefined ? undefined : [needs] }),
  )
}

/** The longest text that a pattern needs, in lower case. */
function longestLiteral(tokens: readonly Token[]): string | undefined {
  const literals = tokens.filter((token) => typeof token === 'string')
  return literals.toSorted((a, b) => b.length - a.length)[0]?.toLowerCase()
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
  const spelt = cased ? (text: string) => text : (text: string) => text.toLowerCase()
  return (view) => {
    const right = view.texts(other).map(spelt)
    return view.texts(slot).some((a) => right.some((b) => compare(spelt(a), b)))
  }
}
