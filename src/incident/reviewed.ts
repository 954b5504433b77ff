import { isObject } from '../base/json.ts'
import { type Incident, incidentSchema } from '../model/incident.ts'
import { isPersons, type RecordState, touchedByPerson } from './fold.ts'

/** What may be published of a record: only what people wrote, or reviewed. */
export interface ReviewedRecord {
  readonly document: Incident
  /** Proposals that were left out because nobody has reviewed them. */
  readonly leftOut: number
}

/**
 * The record without the machine's proposals that nobody has reviewed: items still proposed, and texts and moments that the machine wrote and no person
 * touched. What a person accepted, worded or wrote stays.
 */
export function reviewedRecord(state: RecordState): ReviewedRecord {
  const counted = { leftOut: 0 }
  const pruned = prune(state.document, counted)
  const machineFields = [...state.written].filter(([path, written]) => written.op === 'set' && !isPersons(written) && !touchedByPerson(state, path))
  for (const [path] of machineFields) if (clear(pruned, path)) counted.leftOut += 1
  return { document: incidentSchema.parse(pruned), leftOut: counted.leftOut }
}

function prune(value: unknown, counted: { leftOut: number }): unknown {
  if (Array.isArray(value)) return value.filter((item) => keeps(item, counted)).map((item) => prune(item, counted))
  if (!isObject(value)) return value
  return Object.fromEntries(Object.entries(value).flatMap(([key, item]) => (keeps(item, counted) ? [[key, prune(item, counted)]] : [])))
}

function keeps(item: unknown, counted: { leftOut: number }): boolean {
  const isProposed = isObject(item) && item['review'] === 'proposed'
  if (isProposed) counted.leftOut += 1
  return !isProposed
}

/** Takes a field out of a copy of the document; false where it is gone already or lies in a list. */
function clear(document: unknown, path: string): boolean {
  const keys = path.slice(1).split('/')
  const last = keys.pop()
  let place = document
  for (const key of keys) {
    if (!isObject(place)) return false
    place = place[key]
  }
  if (last === undefined || !isObject(place) || place[last] === undefined) return false
  delete place[last]
  return true
}
