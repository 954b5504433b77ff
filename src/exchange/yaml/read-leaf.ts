import { z } from 'zod'
import { listOf } from '../../base/text.ts'
import { nearestWord } from '../../base/nearest-word.ts'
import { isZone } from '../../base/zone.ts'
import { intervalFromText } from '../../model/interval-from-text.ts'
import { unwrapSchema } from '../../model/schema-walk.ts'
import { complain, type Reading } from './wanted.ts'
import type { Place } from './yaml-tree.ts'

/** A bare value at a place of the record. */
export interface Leaf {
  readonly text: string
  readonly place: Place
  readonly path: string
  readonly schema: z.core.$ZodType
}

/** Reads a bare value as its schema wants it; undefined, and a problem, where it is none. */
export function readLeaf(reading: Reading, leaf: Leaf): unknown {
  const value = convert(reading, leaf)
  if (value === undefined) return undefined
  const checked = z.safeParse(unwrapSchema(leaf.schema), value)
  if (checked.success) return checked.data
  return wrong(reading, leaf, checked.error.issues[0]?.message ?? 'it is not what is wanted here')
}

function convert(reading: Reading, leaf: Leaf): unknown {
  const schema = unwrapSchema(leaf.schema)
  if (schema instanceof z.ZodISODate) return readDate(reading, leaf)
  if (schema instanceof z.ZodISODateTime || (schema instanceof z.ZodString && isInstantField(leaf.schema))) return readInstant(reading, leaf)
  if (schema instanceof z.ZodEnum) return readChoice(reading, leaf, schema.options.map(String))
  if (schema instanceof z.ZodNumber) return readNumber(reading, leaf)
  if (schema instanceof z.ZodBoolean) return readYesNo(reading, leaf)
  if (schema instanceof z.ZodString) return readText(reading, leaf)
  return wrong(reading, leaf, 'a single value is not what is wanted here')
}

function readText(reading: Reading, leaf: Leaf): string | undefined {
  if (leaf.path.endsWith('/phase')) return readPhase(reading, leaf)
  const text = leaf.text.trim()
  if (leaf.path === '/people/displayZone' && !isZone(text))
    return wrong(reading, leaf, `"${text}" is no time zone: write a name such as Europe/Berlin`)
  return text
}

function readPhase(reading: Reading, leaf: Leaf): string | undefined {
  const wanted = leaf.text.trim().toLowerCase()
  const found = reading.phases.find(({ id, title }, index) =>
    [id, title, String(index + 1), `phase ${index + 1}`].some((name) => name.toLowerCase() === wanted),
  )
  return found?.id ?? wrong(reading, leaf, `there is no phase "${leaf.text}": wanted ${listOf(reading.phases.map(({ title }) => `"${title}"`))}`)
}

function readDate(reading: Reading, leaf: Leaf): string | undefined {
  const text = leaf.text.trim()
  const read = intervalFromText(text)
  if (/^\d{4}-\d{2}-\d{2}$/.test(text) && read.ok) return text
  return wrong(reading, leaf, `"${text}" is no date: wanted one such as 2026-03-01`)
}

/** An instant in UTC with the digits it was written with; of a time to the minute, its beginning. */
function readInstant(reading: Reading, leaf: Leaf): string | undefined {
  const read = intervalFromText(leaf.text, reading.zone)
  if (!read.ok) return wrong(reading, leaf, read.message)
  return read.interval.earliest
}

function readChoice(reading: Reading, leaf: Leaf, options: readonly string[]): string | undefined {
  const plain = (text: string) =>
    text
      .toLowerCase()
      .replace(/^tlp:/, '')
      .replaceAll(/[\s_-]+/g, ' ')
      .trim()
  const text = plain(leaf.text)
  const same = options.find((option) => plain(option) === text) ?? yesNoChoice(text, options)
  if (same !== undefined) return same
  const near = nearestWord(text, options.map(plain))
  const suggestion = options.find((option) => plain(option) === near)
  const wanted = `wanted ${listOf(options.map((option) => `"${option}"`))}`
  return wrong(reading, leaf, `"${leaf.text}" is none of the choices${suggestion === undefined ? '' : ` (did you mean "${suggestion}"?)`}: ${wanted}`)
}

// YAML 1.2 reads yes and no as words and true and false as truth values; people mean the same by both.
function yesNoChoice(text: string, options: readonly string[]): string | undefined {
  return options.find((option) => (option === 'yes' && text === 'true') || (option === 'no' && text === 'false'))
}

function readNumber(reading: Reading, leaf: Leaf): number | undefined {
  const text = leaf.text.trim().replaceAll(/(?<=\d)[,_](?=\d{3}(?:\D|$))/g, '')
  const value = /^[+-]?\d{1,15}(?:\.\d{1,9})?$/.test(text) ? Number(text) : undefined
  return value ?? wrong(reading, leaf, `"${leaf.text}" is no number`)
}

function readYesNo(reading: Reading, leaf: Leaf): boolean | undefined {
  const text = leaf.text.trim().toLowerCase()
  if (text === 'true' || text === 'yes') return true
  if (text === 'false' || text === 'no') return false
  return wrong(reading, leaf, `wanted yes or no, not "${leaf.text}"`)
}

function wrong(reading: Reading, leaf: Leaf, message: string): undefined {
  return complain(reading, leaf.place, leaf.path, `Cannot read "${leaf.path.slice(leaf.path.lastIndexOf('/') + 1)}": ${message}`)
}

/** Fields that hold an instant as text say so in their description. */
function isInstantField(schema: z.core.$ZodType): boolean {
  for (let current: z.core.$ZodType = schema; ; ) {
    const description = z.globalRegistry.get(current)?.description
    if (description !== undefined) return /^(?:ISO 8601, )?UTC\b/.test(description)
    if (!(current instanceof z.ZodOptional || current instanceof z.ZodDefault || current instanceof z.ZodPrefault)) return false
    current = current.def.innerType
  }
}
