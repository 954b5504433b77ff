import { allOf, anyOf, noneOf } from './combine.ts'
import { isEcsName, isEventFieldName, kindOf } from './fields.ts'
import { formatQuery } from './format.ts'
import { parseNetwork } from './network.ts'
import type { EcsName } from '../model/event.ts'
import type { EventFieldName, LikePart, Query, QueryField, ValueTest } from './query.ts'

export const entityKinds = ['user', 'ip', 'host', 'domain', 'process', 'file', 'credential', 'principal', 'account', 'url', 'hash'] as const
export type EntityKind = (typeof entityKinds)[number]

/** Somebody or something that events tell of. */
export interface Entity {
  readonly kind: EntityKind
  readonly value: string
}

/** Where an entity can stand, and how: as the whole value, at its end behind one of these signs, inside it, or anywhere in the text of the event. */
interface Places {
  readonly whole: readonly (EcsName | EventFieldName)[]
  readonly end?: readonly (readonly [field: EcsName | EventFieldName, sign: string])[]
  readonly within?: readonly (EcsName | EventFieldName)[]
  readonly isText?: true
}

const places: Readonly<Record<EntityKind, Places>> = {
  user: { whole: ['user.name', 'user.target.name', 'user.id', 'actor.principal'], end: [['actor.principal', '/']] },
  ip: { whole: ['source.ip', 'destination.ip'] },
  host: { whole: ['host.name', 'source.domain', 'destination.domain'] },
  domain: {
    whole: ['source.domain', 'destination.domain', 'host.name'],
    end: [
      ['source.domain', '.'],
      ['destination.domain', '.'],
      ['host.name', '.'],
    ],
    within: ['url.original'],
  },
  process: { whole: ['process.name'], within: ['process.command_line'] },
  file: {
    whole: ['file.path'],
    end: [
      ['file.path', '/'],
      ['file.path', '\\'],
    ],
    within: ['process.command_line'],
  },
  credential: { whole: ['actor.credential', 'actor.issued'], isText: true },
  principal: { whole: ['actor.principal', 'user.id'] },
  account: { whole: ['cloud.account.id'], within: ['actor.principal'] },
  url: { whole: ['url.path'], within: ['url.original'] },
  hash: { whole: ['evidence'], isText: true },
}

/** Every event in which an entity stands, whichever its part in it: who acted or was acted on, source or destination. Empty values match nothing in particular: every event. */
export function entityQuery({ kind, value }: Entity): Query {
  if (value === '') return { kind: 'everything' }
  const { whole, end = [], within = [], isText } = places[kind]
  const star = { wild: '*' } as const
  const like = (name: EcsName | EventFieldName, pattern: readonly LikePart[]): Query => ({
    kind: 'field',
    field: fieldNamed(name),
    test: { op: 'like', pattern },
  })
  return anyOf([
    ...whole.map((name) => valueQuery(fieldNamed(name), value)),
    ...end.map(([name, sign]) => like(name, [star, `${sign}${value}`])),
    ...within.map((name) => like(name, [star, value, star])),
    ...(isText ? [{ kind: 'text', test: { op: 'contains', text: value } } as const] : []),
  ])
}

/** The test for one value of a field, compared as a whole; an address by what it means, however it is written. */
export function valueQuery(field: QueryField, value: string): Query {
  return { kind: 'field', field, test: wholeValue(field, value) }
}

function wholeValue(field: QueryField, value: string): ValueTest {
  const network = kindOf(field) === 'address' && !value.includes('/') ? parseNetwork(value) : undefined
  return network === undefined ? { op: 'is', value } : { op: 'in', network }
}

/** One more test: only events with this value (with any value, where none is given), or all but those. */
export interface Narrowing {
  readonly field: QueryField
  readonly value?: string
  readonly mode: 'only' | 'except'
}

/** The search narrowed by one test, which takes the place of its own opposite; a search that has the test already stays as it is. */
export function narrowQuery(query: Query, { field, value, mode }: Narrowing): Query {
  const test: Query = value === undefined ? { kind: 'field', field, test: { op: 'exists' } } : valueQuery(field, value)
  const [wanted, opposite] = mode === 'only' ? [test, noneOf(test)] : [noneOf(test), test]
  const parts = query.kind === 'and' ? query.parts : [query]
  const [wantedText, oppositeText] = [formatQuery(wanted), formatQuery(opposite)]
  if (parts.some((part) => formatQuery(part) === wantedText)) return query
  return allOf([...parts.filter((part) => formatQuery(part) !== oppositeText), wanted])
}

function fieldNamed(name: EcsName | EventFieldName): QueryField {
  if (isEcsName(name)) return { kind: 'ecs', name }
  return isEventFieldName(name) ? { kind: 'event', name } : { kind: 'own', path: [name] }
}
