import { clip, listOf, showControls } from '../base/text.ts'
import type { Event } from '../model/event.ts'
import { fillTemplate as fillWords } from '../model/fill-template.ts'
import { pathReader } from './sigma/record-view.ts'
import { isEcsName, placeholdersOf } from './sigma/story.ts'

/** Longer values are cut. */
export const longestValue = 200
const mostValues = 5
/** Placeholders of rules: few, unless somebody loads a great many. */
const mostReaders = 5_000

/** What a sentence may name of an event. */
export type Spoken = Pick<Event, 'ecs' | 'fields'>

/** What reads the value a placeholder stands for from an event: an ECS field, or `fields.` and a path in the record. */
export function valueReader(name: string): (event: Spoken) => string | undefined {
  if (isEcsName(name)) {
    return ({ ecs }) => {
      const value = ecs[name]
      if (typeof value === 'string') return value === '' ? undefined : value
      return value === undefined ? undefined : String(value)
    }
  }
  if (!name.startsWith('fields.')) return () => undefined
  const read = pathReader(name.slice('fields.'.length))
  return ({ fields }) => {
    const values = read(fields).filter((value) => value !== '')
    return values.length === 0 ? undefined : listOf(values, mostValues)
  }
}

const readers = new Map<string, (event: Spoken) => string | undefined>()

/** The value a placeholder stands for in an event. */
function valueOf(event: Spoken, name: string): string | undefined {
  let read = readers.get(name)
  if (read === undefined) {
    read = valueReader(name)
    if (readers.size < mostReaders) readers.set(name, read)
  }
  return read(event)
}

/** Fills a rule's sentence for one event. What stands in a log is shown as it is, but cannot rearrange the text around it. */
export function fillTemplate(template: string, event: Spoken): string {
  return fillWords(template, (name) => {
    const value = valueOf(event, name)
    return value === undefined ? undefined : tame(value)
  })
}

const plain = /^[\u0020-\u007e]{0,200}$/

/** One line of bounded length without control characters. */
export function tame(value: string): string {
  return plain.test(value) ? value : showControls(clip(value, longestValue).replace(/[\t\n\v\f\r]+/g, ' '))
}

/** Names in a rule's sentences that are no ECS fields: a group keeps their values too. */
export function recordPlaceholders(templates: readonly (string | undefined)[]): string[] {
  return [...new Set(templates.flatMap((template) => placeholdersOf(template ?? '')))].filter((name) => name.startsWith('fields.'))
}
