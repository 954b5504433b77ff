import { isObject, type Json, type JsonObject } from '../../base/json.ts'
import type { Event } from '../../model/event.ts'
import { Literals } from './literals.ts'
import { isEcsName } from './story.ts'

type Viewed = Pick<Event, 'fields' | 'ecs'>

/** What rules see of one event: each field is looked up and lower-cased once, however many rules ask. */
export interface RecordView {
  show(event: Viewed): void
  /** The texts a field holds: none where it is absent or null, several for a list; objects as their JSON. */
  texts(slot: number): readonly string[]
  lowered(slot: number): readonly string[]
  /** Which of the slot's literals its lower-cased texts hold. */
  literals(slot: number): Literals
  /** All values of the record, one a line. */
  everything(): string
  everythingLowered(): string
}

/** Gives every field name a number, so that looking it up again is an array access. */
export interface Slots {
  of(field: string): number
  readonly names: readonly string[]
  /** Texts that rules look for in a slot, all found in one pass. */
  readonly literals: readonly Literals[]
}

/** The slot of all values of the record together. */
export const everythingSlot = 0

export function createSlots(): Slots {
  const numbers = new Map<string, number>()
  const names = ['']
  const literals = [new Literals()]
  return {
    names,
    literals,
    of(field) {
      const known = numbers.get(field)
      if (known !== undefined) return known
      numbers.set(field, names.length)
      names.push(field)
      literals.push(new Literals())
      return names.length - 1
    },
  }
}

const none: readonly string[] = []
const deepest = 64

/** A view over one event at a time; the slots must be complete. */
export function createView(slots: Slots): RecordView {
  const readers = slots.names.map(textReader)
  const texts: (readonly string[] | undefined)[] = slots.names.map(() => undefined)
  const lowered: (readonly string[] | undefined)[] = slots.names.map(() => undefined)
  const scanned = new Uint8Array(slots.names.length)
  /** Slots that were looked at: with thousands of rules most never are. */
  const used: number[] = []
  let event: Viewed = { fields: {}, ecs: {} }
  let all: string | undefined
  let allLowered: string | undefined
  const view: RecordView = {
    show(next) {
      event = next
      for (const slot of used) {
        texts[slot] = undefined
        lowered[slot] = undefined
        scanned[slot] = 0
      }
      used.length = 0
      all = undefined
      allLowered = undefined
    },
    texts(slot) {
      const known = texts[slot]
      if (known !== undefined) return known
      used.push(slot)
      const found = readers[slot]?.(event) ?? none
      texts[slot] = found
      return found
    },
    lowered: (slot) => (lowered[slot] ??= lowerAll(view.texts(slot))),
    literals(slot) {
      const literals = slots.literals[slot]
      if (literals === undefined) throw new TypeError(`No slot ${slot}`)
      if (scanned[slot] === 1) return literals
      if (slot === everythingSlot) used.push(slot)
      literals.scan(slot === everythingSlot ? [view.everythingLowered()] : view.lowered(slot))
      scanned[slot] = 1
      return literals
    },
    everything: () => (all ??= joinValues(event.fields)),
    everythingLowered: () => (allLowered ??= view.everything().toLowerCase()),
  }
  return view
}

function lowerAll(texts: readonly string[]): readonly string[] {
  const [only] = texts
  if (only === undefined) return none
  if (texts.length === 1) return [only.toLowerCase()]
  return texts.map((text) => text.toLowerCase())
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
function textReader(name: string): (event: Viewed) => readonly string[] {
  const ecsName = isEcsName(name) ? name : undefined
  const mayBeNested = name.includes('.')
  const read = pathReader(name)
  return ({ fields, ecs }) => {
    const own = fields[name]
    if (typeof own === 'string') return [own]
    const found = own === undefined && !mayBeNested ? none : read(fields)
    if (found.length > 0) return found
    const value = ecsName === undefined ? undefined : ecs[ecsName]
    return value === undefined ? none : [String(value)]
  }
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

function joinValues(fields: JsonObject): string {
  const parts: string[] = []
  const visit = (value: Json | undefined, depth: number): void => {
    if (typeof value === 'string') parts.push(value)
    else if (typeof value === 'number' || typeof value === 'boolean') parts.push(String(value))
    else if (typeof value === 'object' && value !== null && depth < deepest) for (const inner of Object.values(value)) visit(inner, depth + 1)
  }
  visit(fields, 0)
  return parts.join('\n')
}
