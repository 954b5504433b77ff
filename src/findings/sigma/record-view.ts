import { isObject, type Json, type JsonObject } from '../../base/json.ts'
import type { Event } from '../../model/event.ts'
import type { Step } from './decisions.ts'
import { type SlotValue, SlotTests, type TextClass } from './slot-tests.ts'
import { isEcsName } from './story.ts'

type Viewed = Pick<Event, 'fields' | 'ecs'>

/** What rules see of one event: each field is looked up and classified once, however many rules ask. */
export interface RecordView {
  show(event: Viewed): void
  /** Which tests of the slot hold for what it holds. */
  classOf(slot: number): TextClass
  /** True where a test of the slot holds. */
  holds(slot: number, test: number): boolean
  /** The texts a slot holds, in lower case, for looking up rules that its tests tell apart. */
  lowered(slot: number): readonly string[]
  /** The texts themselves, for tests that its classes do not tell apart. */
  texts(slot: number): readonly string[]
  /** Starts to note which slots are asked for. */
  note(): void
  /** The slots that were asked for since, in order; undefined where more than their classes was asked for. */
  noted(): readonly Step[] | undefined
}

/** Gives every field name a number, so that looking it up again is an array access. */
export interface Slots {
  of(field: string): number
  readonly names: readonly string[]
  readonly tests: readonly SlotTests[]
  testsOf(slot: number): SlotTests
}

/** The slot of all values of the record together, one a line. */
export const everythingSlot = 0

export function createSlots(): Slots {
  const numbers = new Map<string, number>()
  const names = ['']
  const tests = [new SlotTests()]
  return {
    names,
    tests,
    testsOf(slot) {
      const found = tests[slot]
      if (found === undefined) throw new TypeError(`No slot ${slot}`)
      return found
    },
    of(field) {
      const known = numbers.get(field)
      if (known !== undefined) return known
      numbers.set(field, names.length)
      names.push(field)
      tests.push(new SlotTests())
      return names.length - 1
    },
  }
}

const none: readonly string[] = []
const deepest = 64

/** A view over one event at a time; the slots must be complete. */
export function createView(slots: Slots): RecordView {
  const readers = slots.names.map((name, slot) => (slot === everythingSlot ? joinValues : valueReader(name)))
  const classes: (TextClass | undefined)[] = slots.names.map(() => undefined)
  /** The number of the event a slot was classified for, and of the one it was noted for: with thousands of rules most slots never are. */
  const classified = new Float64Array(slots.names.length)
  const notedFor = new Float64Array(slots.names.length)
  let number = 0
  let event: Viewed = { fields: {}, ecs: {} }
  let steps: Step[] = []
  let isTold = true
  const valueOf = (slot: number): SlotValue => readers[slot]?.(event) ?? none
  const classify = (slot: number): TextClass => {
    const found = slots.testsOf(slot).classOf(valueOf(slot))
    classes[slot] = found
    classified[slot] = number
    return found
  }
  const classOf = (slot: number): TextClass => (classified[slot] === number ? (classes[slot] ?? classify(slot)) : classify(slot))
  const noteSlot = (slot: number): TextClass => {
    const found = classOf(slot)
    if (notedFor[slot] !== number) steps.push({ slot, found })
    notedFor[slot] = number
    return found
  }
  return {
    show(next) {
      event = next
      number += 1
    },
    classOf,
    holds: (slot, test) => noteSlot(slot).truths.has(test),
    lowered(slot) {
      noteSlot(slot)
      return listOf(valueOf(slot)).map((text) => text.toLowerCase())
    },
    texts(slot) {
      isTold = false
      return listOf(valueOf(slot))
    },
    note() {
      steps = []
      isTold = true
    },
    noted: () => (isTold ? steps : undefined),
  }
}

function listOf(value: SlotValue): readonly string[] {
  return typeof value === 'string' ? [value] : value
}

/** Reads the texts at a path of a record: several where a list is on the way or at the end; objects as their JSON. */
export function pathReader(name: string): (fields: JsonObject) => readonly string[] {
  const path = new Path(name)
  return (fields) => {
    const found: string[] = []
    collect(fields, path, found)
    return found
  }
}

/** Reads the field under its own name in the record, else under its name in ECS. */
function valueReader(name: string): (event: Viewed) => SlotValue {
  const ecsName = isEcsName(name) ? name : undefined
  const path = new Path(name)
  const outer = path.cuts().map(({ key }) => key)
  const read = pathReader(name)
  return ({ fields, ecs }) => {
    const own = fields[name]
    if (typeof own === 'string') return own
    if (typeof own === 'number' || typeof own === 'boolean') return String(own)
    if (own !== undefined || holdsObject(fields, outer)) {
      const found = read(fields)
      const [only] = found
      if (only !== undefined) return found.length === 1 ? only : found
    }
    const value = ecsName === undefined ? undefined : ecs[ecsName]
    if (typeof value === 'string') return value
    return value === undefined ? none : String(value)
  }
}

/** True where one of these keys holds something that a path may lead into. */
function holdsObject(fields: JsonObject, keys: readonly string[]): boolean {
  for (const key of keys) if (typeof fields[key] === 'object') return true
  return false
}

/** A path with all the ways to cut it at a dot; cut when it is first walked. */
class Path {
  readonly whole: string
  private cut: readonly { readonly key: string; readonly rest: Path }[] | undefined

  constructor(whole: string) {
    this.whole = whole
  }

  cuts(): readonly { readonly key: string; readonly rest: Path }[] {
    return (this.cut ??= cutsOf(this.whole))
  }
}

function cutsOf(whole: string): { key: string; rest: Path }[] {
  const cuts: { key: string; rest: Path }[] = []
  for (let dot = whole.indexOf('.'); dot !== -1; dot = whole.indexOf('.', dot + 1)) {
    cuts.push({ key: whole.slice(0, dot), rest: new Path(whole.slice(dot + 1)) })
  }
  return cuts
}

/** Keys with literal dots come before nesting; lists are searched in every element. */
function collect(value: Json | undefined, path: Path, into: string[]): void {
  if (Array.isArray(value)) {
    for (const item of value) collect(item, path, into)
    return
  }
  if (!isObject(value)) return
  if (Object.hasOwn(value, path.whole)) {
    addLeaves(value[path.whole], into)
    return
  }
  for (const { key, rest } of path.cuts()) if (Object.hasOwn(value, key)) collect(value[key], rest, into)
}

function addLeaves(value: Json | undefined, into: string[]): void {
  if (typeof value === 'string') into.push(value)
  else if (typeof value === 'number' || typeof value === 'boolean') into.push(String(value))
  else if (Array.isArray(value)) for (const item of value) addLeaves(item, into)
  else if (isObject(value)) into.push(JSON.stringify(value))
}

function joinValues({ fields }: Viewed): string {
  const parts: string[] = []
  const visit = (value: Json | undefined, depth: number): void => {
    if (typeof value === 'string') parts.push(value)
    else if (typeof value === 'number' || typeof value === 'boolean') parts.push(String(value))
    else if (typeof value === 'object' && value !== null && depth < deepest) for (const inner of Object.values(value)) visit(inner, depth + 1)
  }
  visit(fields, 0)
  return parts.join('\n')
}
