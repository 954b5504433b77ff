import { nearestWord } from '../base/nearest-word.ts'
import type { EcsName } from '../model/event.ts'
import type { EventFieldName, QueryField } from './query.ts'

/**
 * What a field holds, which decides how its values are read: `long` text is searched within (a command line, a URL), `text` is compared as a whole,
 * `outcome` is one of three words, `hash` may be given by its beginning.
 */
export type FieldKind = 'text' | 'long' | 'number' | 'address' | 'outcome' | 'hash'

/** Every field of the Elastic Common Schema that events have, and what it holds. */
export const ecsKinds: Readonly<Record<EcsName, FieldKind>> = {
  'event.action': 'text',
  'event.outcome': 'outcome',
  'event.provider': 'text',
  'event.code': 'text',
  'host.name': 'text',
  'user.name': 'text',
  'user.target.name': 'text',
  'user.id': 'text',
  'source.ip': 'address',
  'source.port': 'number',
  'source.domain': 'text',
  'destination.ip': 'address',
  'destination.port': 'number',
  'destination.domain': 'text',
  'process.name': 'text',
  'process.pid': 'number',
  'process.command_line': 'long',
  'file.path': 'long',
  'user_agent.original': 'long',
  'http.request.method': 'text',
  'http.response.status_code': 'number',
  'http.response.body.bytes': 'number',
  'url.original': 'long',
  'url.path': 'long',
  'url.query': 'long',
  'cloud.account.id': 'text',
  'cloud.region': 'text',
  'error.code': 'text',
  'source.bytes': 'number',
  'log.level': 'text',
}

/** Every field an event has besides, and what it holds. */
export const eventKinds: Readonly<Record<EventFieldName, FieldKind>> = {
  'event.id': 'text',
  'event.dataset': 'text',
  'event.source_id': 'text',
  'event.duplicate_of': 'text',
  evidence: 'hash',
  path: 'long',
  message: 'long',
  'actor.principal': 'text',
  'actor.credential': 'text',
  'actor.issued': 'text',
}

/** Short names, and the fields (all of one kind) that each stands for: a test of a short name holds where it holds for any of them. */
export const aliases = {
  account: ['cloud.account.id'],
  action: ['event.action'],
  agent: ['user_agent.original'],
  bytes: ['source.bytes', 'http.response.body.bytes'],
  command: ['process.command_line'],
  credential: ['actor.credential', 'actor.issued'],
  dataset: ['event.dataset'],
  domain: ['source.domain', 'destination.domain'],
  duplicate: ['event.duplicate_of'],
  error: ['error.code'],
  file: ['file.path'],
  host: ['host.name'],
  id: ['event.id', 'event.source_id', 'event.code'],
  ip: ['source.ip', 'destination.ip'],
  level: ['log.level'],
  method: ['http.request.method'],
  outcome: ['event.outcome'],
  pid: ['process.pid'],
  port: ['source.port', 'destination.port'],
  principal: ['actor.principal'],
  process: ['process.name'],
  provider: ['event.provider'],
  region: ['cloud.region'],
  status: ['http.response.status_code'],
  target: ['user.target.name'],
  url: ['url.original', 'url.path'],
  user: ['user.name'],
} as const satisfies Readonly<Record<string, readonly (EcsName | EventFieldName)[]>>

/** Names that stand for the time of the event. */
export const timeNames: readonly string[] = ['time', '@timestamp']

/** Every name that can stand before the colon, but for the source's own fields. */
export const fieldNames: readonly string[] = [
  ...new Set([...Object.keys(aliases), ...timeNames, ...Object.keys(eventKinds), ...Object.keys(ecsKinds)]),
].sort()

/** The fields that a name stands for, in either case; undefined for the time and for names nobody knows. */
export function namedFields(name: string): readonly QueryField[] | undefined {
  const lower = name.toLowerCase()
  if (isAlias(lower)) return aliases[lower].map(fieldOf)
  return isEcsName(lower) || isEventFieldName(lower) ? [fieldOf(lower)] : undefined
}

/** What a field holds. The source's own fields hold anything. */
export function kindOf(field: QueryField): FieldKind | 'own' {
  switch (field.kind) {
    case 'ecs':
      return ecsKinds[field.name]
    case 'event':
      return eventKinds[field.name]
    case 'own':
      return 'own'
  }
}

/** The name of a field as a search writes it: `user.name`, `fields."a.b".c`. */
export function fieldText(field: QueryField): string {
  return field.kind === 'own' ? ['fields', ...field.path.map(stepText)].join('.') : field.name
}

/** The known name nearest to one that nobody knows; undefined where none is near. */
export function nearestField(name: string): string | undefined {
  return nearestWord(name.toLowerCase(), fieldNames)
}

export function sameField(a: QueryField, b: QueryField): boolean {
  if (a.kind === 'own' || b.kind === 'own') return a.kind === b.kind && fieldText(a) === fieldText(b)
  return a.name === b.name
}

function fieldOf(name: EcsName | EventFieldName): QueryField {
  return isEcsName(name) ? { kind: 'ecs', name } : { kind: 'event', name }
}

function stepText(step: string): string {
  return /^[\p{L}\p{N}_@$-]+$/u.test(step) ? step : `"${step.replace(/["\\]/g, '\\$&')}"`
}

function isAlias(name: string): name is keyof typeof aliases {
  return Object.hasOwn(aliases, name)
}

export function isEcsName(name: string): name is EcsName {
  return Object.hasOwn(ecsKinds, name)
}

export function isEventFieldName(name: string): name is EventFieldName {
  return Object.hasOwn(eventKinds, name)
}
