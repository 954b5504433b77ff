import { derivedId } from '../../base/id.ts'
import { isObject, type Json, type JsonObject } from '../../base/json.ts'
import type { Incident } from '../../model/incident.ts'
import { rowNames } from './names.ts'
import type { Wanted, WantedFields, WantedRow } from './wanted.ts'

/** A row of the file and the item of the record it speaks of; without one it is new, and gets this id. */
export interface Match {
  readonly row: WantedRow
  readonly item: JsonObject | undefined
  readonly id: string
}

/**
 * Finds the item each row speaks of: by the id it states, by the id this file gave it before, else by its name (of several with one name, in order).
 * A row without any of these is new. The id of a new row comes from the file, the list, its name and how often the name came before.
 */
export function findMatches(list: { path: string; rows: readonly WantedRow[]; present: readonly JsonObject[]; fileId: string }): Match[] {
  const taken = new Set<JsonObject>()
  const times = new Map<string, number>()
  const take = (item: JsonObject | undefined): JsonObject | undefined => {
    if (item !== undefined) taken.add(item)
    return item
  }
  return list.rows.map((row, index) => {
    const key = row.name === '' ? `#${index}` : plain(row.name)
    const time = times.get(key) ?? 0
    times.set(key, time + 1)
    const id = row.id ?? `yaml-${list.fileId}-${derivedId('r', list.path, key, String(time)).slice(2)}`
    const free = list.present.filter((item) => !taken.has(item))
    const item = take(
      free.find((candidate) => candidate['id'] === id) ??
        (row.id === undefined ? free.find((candidate) => isNamed(candidate, list.path, row.name)) : undefined),
    )
    const found = item?.['id']
    return { row, item, id: typeof found === 'string' ? found : id }
  })
}

/** Whether people would say these are the same row. Evidence is known by its name, path, label or hash. */
function isNamed(item: JsonObject, path: string, name: string): boolean {
  if (name === '') return false
  const keys = path === '/evidence' ? ['name', 'path', 'label', 'sha256'] : [rowNames(path).name]
  return keys.some((key) => {
    const value = item[key]
    return typeof value === 'string' && plain(value) === plain(name)
  })
}

function plain(text: string): string {
  return text.trim().toLowerCase().replaceAll(/\s+/g, ' ')
}

/** What follows from a row beside what it says: a proposal that is spoken of is accepted; causes get their ids; an act of the response its phase. */
export function completeRow(fields: WantedFields, row: { item: JsonObject | undefined; path: string; document: Incident }): WantedFields {
  const completed = new Map(fields)
  if (row.item?.['review'] === 'proposed' && !fields.has('review')) completed.set('review', valueOf('accepted'))
  // The name found the item; it need not be told again in other letters.
  if (row.item !== undefined && row.path === '/evidence') completed.delete('name')
  if (row.path === '/timeline' && row.item === undefined && !fields.has('phase')) {
    const phase = responsePhase(fields, row.document)
    if (phase !== undefined) completed.set('phase', valueOf(phase))
  }
  return completed
}

/** The phase of acts of the response: the one that gathers no tactics. */
function responsePhase(fields: WantedFields, document: Incident): string | undefined {
  const kind = fields.get('kind')
  const isResponse = fields.has('stage') || (kind?.kind === 'value' && kind.value !== 'attacker')
  return isResponse ? document.phases.find(({ tactics }) => tactics.length === 0)?.id : undefined
}

/**
 * What follows from a moment a file gives: it is reported by a person, and no longer a proposal. Evidence and doubts that went with another time
 * the machine had proposed do not go with this one.
 */
export function completeMoment(fields: WantedFields, current: Json | undefined): WantedFields {
  const at = fields.get('at')
  const before = isObject(current) ? current : {}
  const completed = new Map(fields)
  if (before['review'] === 'proposed' && !fields.has('review')) completed.set('review', valueOf('accepted'))
  if (at?.kind !== 'value') return completed
  const isOther = before['at'] !== undefined && !isSameTime(at.value, before['at'])
  if (isOther && before['review'] === 'proposed') {
    for (const [key, value] of [
      ['citations', []],
      ['note', null],
      ['confidence', null],
    ] as const) {
      if (before[key] !== undefined && !fields.has(key)) completed.set(key, valueOf(value))
    }
  }
  if ((before['basis'] === undefined || (isOther && before['review'] === 'proposed')) && !fields.has('basis'))
    completed.set('basis', valueOf('reported'))
  return completed
}

/** Whether two intervals are the same stretch of time, told as finely, whatever zone they were written in. */
export function isSameTime(a: unknown, b: unknown): boolean {
  if (!isObject(a) || !isObject(b)) return false
  return a['earliest'] !== undefined && ['earliest', 'latest', 'precision'].every((key) => a[key] === b[key])
}

function valueOf(value: unknown): Wanted {
  return { kind: 'value', value }
}
