import type { WhyEmpty } from '../../api/search.ts'
import { clip } from '../../base/text.ts'
import { anyOf } from '../../query/combine.ts'
import { valueQuery } from '../../query/entity.ts'
import { unquotedName } from '../../query/field-name.ts'
import { fieldText } from '../../query/fields.ts'
import { formatQuery } from '../../query/format.ts'
import type { FieldTest, Query, QueryField, TextTest } from '../../query/query.ts'
import type { EventStore, SearchRequest } from '../../store/events/event-store.ts'
import { ownPath } from './read-query.ts'

type EmptyTerm = WhyEmpty['terms'][number]

const mostTerms = 6
const mostPerhaps = 3

/** Fields whose values may not stand in the record itself, so that they are no words of it. */
const derived: readonly QueryField[] = [
  { kind: 'ecs', name: 'event.action' },
  { kind: 'ecs', name: 'event.outcome' },
  { kind: 'event', name: 'event.dataset' },
  { kind: 'ecs', name: 'event.provider' },
  { kind: 'ecs', name: 'host.name' },
  { kind: 'ecs', name: 'user.name' },
  { kind: 'ecs', name: 'log.level' },
]

/** The terms of a search without hits that find nothing in the same stretch of time even alone: what to look at first. Few, so that it stays quick. */
export async function whyEmpty(store: EventStore, request: SearchRequest): Promise<EmptyTerm[]> {
  const { query } = request
  const parts = (query.kind === 'and' ? query.parts : [query]).filter(({ kind }) => kind === 'field' || kind === 'text' || kind === 'or')
  const found: EmptyTerm[] = []
  for (const part of parts.slice(0, mostTerms)) {
    // Alone, a term was the search itself.
    const isEmpty = query.kind !== 'and' || (await store.count({ ...request, query: part })) === 0
    if (isEmpty) found.push({ term: clip(formatQuery(part), 100), perhaps: await perhapsMeant(store, request, part) })
  }
  return found
}

async function perhapsMeant(store: EventStore, request: SearchRequest, part: Query): Promise<string[]> {
  if (part.kind === 'text') return asValue(store, request, part)
  if (part.kind !== 'field') return []
  const parts = await asPart(store, request, part)
  return parts.length === 0 && part.field.kind === 'own' ? asSpelled(store, request, { ...part, field: part.field }) : parts
}

/** One of the source's own fields whose name has dots or spaces of its own, which the search did not quote. */
async function asSpelled(
  store: EventStore,
  request: SearchRequest,
  part: FieldTest & { readonly field: { path: readonly string[] } },
): Promise<string[]> {
  const plain = part.field.path.join('.').toLowerCase()
  const names = (await store.ownFields(request.incident)).filter((name) => unquotedName(name).toLowerCase() === `fields.${plain}`)
  const fields = names.flatMap((name): QueryField[] => {
    const path = ownPath(name)
    return path === undefined ? [] : [{ kind: 'own', path }]
  })
  return fields.slice(0, mostPerhaps).map((field) => formatQuery({ ...part, field }))
}

/** A word that is the value of a field, not of the record. */
async function asValue(store: EventStore, request: SearchRequest, { test }: TextTest): Promise<string[]> {
  if (test.op !== 'contains') return []
  const queries = derived.map((field) => valueQuery(field, test.text))
  if ((await store.count({ ...request, query: anyOf(queries) })) === 0) return []
  const meant: string[] = []
  for (const query of queries) if ((await store.count({ ...request, query })) > 0) meant.push(formatQuery(query))
  return meant.slice(0, mostPerhaps)
}

/** A value that is only a part of the real ones. */
async function asPart(store: EventStore, request: SearchRequest, { field, test }: FieldTest): Promise<string[]> {
  if (test.op !== 'is' || test.value === '') return []
  const query: Query = { kind: 'field', field, test: { op: 'like', pattern: [{ wild: '*' }, test.value, { wild: '*' }] } }
  const { values } = await store.top({ ...request, query, field: fieldText(field), limit: mostPerhaps })
  return values.filter(({ value }) => value.length <= 100).map(({ value }) => formatQuery(valueQuery(field, value)))
}
