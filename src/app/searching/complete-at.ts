import type { Completion } from '../../api/search.ts'
import { completeQuery, insertField, insertValue, type QueryCompletion } from '../../query/complete.ts'
import { unquotedName } from '../../query/field-name.ts'
import type { EventStore } from '../../store/events/event-store.ts'
import { ownPath } from './read-query.ts'

export interface CompletionRequest {
  readonly incident: string
  readonly q: string
  readonly at: number
  readonly signal?: AbortSignal
}

const mostItems = 20
/** A value longer than this is no help to somebody who is writing. */
const longestValue = 200

/** What may be written at the caret: what the language knows, then what the events have. */
export async function completeAt(store: EventStore, { incident, q, at, signal }: CompletionRequest): Promise<Completion> {
  const known = completeQuery(q, at)
  const found = known.kind === 'value' ? await valuesOf(store, { incident, known, signal }) : await ownOf(store, incident, known)
  const items = [...known.options.map((option) => ({ ...option })), ...found]
  const unique = items.filter(({ text }, index) => items.findIndex((other) => other.text === text) === index)
  return { from: known.replace.start, to: known.replace.end, items: unique.slice(0, mostItems) }
}

type Items = Completion['items']

async function valuesOf(
  store: EventStore,
  { incident, known, signal }: { incident: string; known: QueryCompletion; signal: AbortSignal | undefined },
): Promise<Items> {
  const asked = known.fields.map((field) =>
    store.values({ incident, field, prefix: known.prefix, limit: mostItems, ...(signal === undefined ? {} : { signal }) }),
  )
  const lists = await Promise.all(asked)
  return lists.flatMap((values, index) =>
    values
      .filter((value) => value.length <= longestValue)
      .map((value) => ({ text: insertValue(value), kind: 'value' as const, ...(lists.length > 1 ? { detail: known.fields[index] ?? '' } : {}) })),
  )
}

/** The source's own fields, once somebody begins to write one. */
async function ownOf(store: EventStore, incident: string, { kind, prefix }: QueryCompletion): Promise<Items> {
  const lower = unquotedName(prefix).toLowerCase()
  if (kind !== 'field' || lower === '') return []
  const names = await store.ownFields(incident)
  const wanted = lower.startsWith('fields.') ? lower.slice(7) : lower
  const begins = names.filter((name) => bare(name).startsWith(wanted))
  const inside = wanted === '' ? [] : names.filter((name) => bare(name).includes(`.${wanted}`))
  return [...new Set([...begins, ...inside])].flatMap((name) => {
    const path = ownPath(name.startsWith('fields.') ? name : `fields.${name}`)
    return path === undefined ? [] : [{ text: insertField({ kind: 'own', path }), kind: 'field' as const, detail: "the source's own" }]
  })
}

function bare(name: string): string {
  return unquotedName(name)
    .replace(/^fields\./, '')
    .toLowerCase()
}
