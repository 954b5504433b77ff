import { isObject, type JsonObject } from '../../base/json.ts'
import { intervalSchema } from '../../model/interval.ts'
import { printInterval } from '../../report/time.ts'
import type { Field } from './describe.ts'

/** Keys every item of the record carries beside its own fields. */
const carried = new Set(['id', 'review', 'finding', 'tlp', 'privilege', 'citations'])

/** An item's own fields first, and of these what it says; what every item carries is shown apart. */
export function splitFields(fields: readonly Field[]): { own: readonly Field[]; evidence: readonly Field[]; marking: readonly Field[] } {
  const own = fields.filter((field) => !carried.has(field.key))
  return {
    own: [...own.filter((field) => field.key === 'text'), ...own.filter((field) => field.key !== 'text')],
    evidence: fields.filter((field) => field.kind === 'citations'),
    marking: fields.filter((field) => carried.has(field.key) && field.key !== 'id' && field.kind !== 'citations'),
  }
}

/** One line that tells an item from its neighbours: its time where it has one, then its first texts. */
export function summaryOf(fields: readonly Field[], item: JsonObject): string {
  const words: string[] = []
  for (const field of fields) {
    if (carried.has(field.key) || words.join(' ').length > 120) continue
    const value = item[field.key]
    if (field.kind === 'interval') words.push(...timeOf(value))
    if ((field.kind === 'text' || field.kind === 'code') && field.from === undefined && typeof value === 'string' && value !== '') words.push(value)
  }
  return words.slice(0, 3).join(' · ')
}

function timeOf(value: unknown): string[] {
  const read = intervalSchema.safeParse(value)
  return read.success ? [printInterval(read.data, 'UTC').text] : []
}

/** What to call an item that says nothing of itself yet. */
export function itemTitle(fields: readonly Field[], item: JsonObject): string {
  const summary = summaryOf(fields, item)
  return summary === '' ? 'Nothing entered yet' : summary
}

/** An id for an item a person adds: "timeline-3f2a91c07b4e". */
export function newItemId(list: string): string {
  const bytes = crypto.getRandomValues(new Uint8Array(6))
  return `${list.replace(/[^A-Za-z]/g, '') || 'item'}-${[...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`
}

export function reviewOf(item: unknown): string | undefined {
  return isObject(item) && typeof item['review'] === 'string' ? item['review'] : undefined
}
