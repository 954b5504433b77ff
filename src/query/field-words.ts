import type { EcsName } from '../model/event.ts'
import { aliases, fieldText } from './fields.ts'
import type { EventFieldName, QueryField } from './query.ts'

const words: Readonly<Record<EcsName | EventFieldName, string>> = {
  'event.action': 'action',
  'event.outcome': 'outcome',
  'event.provider': 'provider',
  'event.code': 'event code',
  'event.id': 'event id',
  'event.dataset': 'dataset',
  'event.source_id': "source's own id",
  'event.duplicate_of': 'id of the event it repeats',
  'host.name': 'host',
  'user.name': 'user',
  'user.target.name': 'target user',
  'user.id': 'user id',
  'source.ip': 'source address',
  'source.port': 'source port',
  'source.domain': 'source domain',
  'source.bytes': 'bytes sent',
  'destination.ip': 'destination address',
  'destination.port': 'destination port',
  'destination.domain': 'destination domain',
  'process.name': 'process',
  'process.pid': 'process id',
  'process.command_line': 'command line',
  'file.path': 'file',
  'user_agent.original': 'user agent',
  'http.request.method': 'HTTP method',
  'http.response.status_code': 'HTTP status',
  'http.response.body.bytes': 'bytes of the answer',
  'url.original': 'URL',
  'url.path': 'path of the URL',
  'url.query': 'query of the URL',
  'cloud.account.id': 'cloud account',
  'cloud.region': 'cloud region',
  'error.code': 'error code',
  'log.level': 'log level',
  evidence: 'evidence item',
  path: 'path of the evidence',
  message: 'message',
  'actor.principal': 'principal',
  'actor.credential': 'credential',
  'actor.issued': 'issued credential',
}

/** What a field is called in a sentence. One of the source's own fields goes by its own name. */
export function fieldWords(field: QueryField): string {
  return field.kind === 'own' ? fieldText(field) : words[field.name]
}

/** What a short name of several fields is called in a sentence: "source or destination address" would be too long for three. */
export function aliasWords(name: string): string {
  switch (name) {
    case 'ip':
      return 'source or destination address'
    case 'port':
      return 'source or destination port'
    case 'domain':
      return 'source or destination domain'
    case 'bytes':
      return 'number of bytes'
    case 'credential':
      return 'credential, used or issued,'
    case 'id':
      return 'id'
    case 'url':
      return 'URL or its path'
    default:
      return Object.hasOwn(aliases, name) ? name : `"${name}"`
  }
}
