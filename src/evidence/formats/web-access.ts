// Access logs of web servers in the common and the combined format, also with the virtual host in front and fields behind.
// Seen: Apache httpd 2.2 to 2.4, nginx 1.x, Caddy's and Traefik's common format.
import type { JsonObject } from '../../base/json.ts'
import { ownText } from '../../base/own-text.ts'
import type { EcsFields, EventTime } from '../../model/event.ts'
import { looksLikeAddress, looksLikeHost } from '../address.ts'
import type { EventDraft, EvidenceFormat, FileContext, RawRecord, Reading } from '../format.ts'
import { createInterner, type Interner } from '../interner.ts'
import { createTimeReader, isTime, type TimeProblem } from '../time.ts'
import { type AccessLine, type Request, type Rest, splitLine, splitRequest, splitRest } from './web-access/line.ts'
import { createMinuteReader } from './web-access/minute.ts'

export const webAccess: EvidenceFormat = {
  name: 'web-access',
  title: 'Web server access log (common, combined)',
  spec: 'https://httpd.apache.org/docs/2.4/logs.html#accesslog',
  version: 2,
  recognisedBy: 'Lines with a client, a time in square brackets, a quoted request, a status and a size',
  framing: 'lines',
  logsources: [{ category: 'webserver' }],
  recognise(head) {
    if (head.lines.length === 0) return 0
    const matching = head.lines.filter((line) => splitLine(line) !== undefined).length
    return matching === 0 ? 0 : 0.4 + (0.58 * matching) / head.lines.length
  },
  open(file) {
    return openWebAccess(file)
  },
}

function openWebAccess(file: FileContext): (record: RawRecord) => Reading {
  const known: Known = { timeOf: createMinuteReader(createTimeReader(file.zone)), readClient: createClientReader(), intern: createInterner() }
  return (record) => {
    const line = splitLine(record.text)
    if (line === undefined) return { events: [], problem: { code: 'not-a-record', message: 'Not a line of the common or combined log format' } }
    return readLine(line, known)
  }
}

/** What is remembered of one file. */
interface Known {
  readonly timeOf: (text: string) => EventTime | TimeProblem
  readonly readClient: (text: string) => Client
  readonly intern: Interner
}

function readLine(written: AccessLine, { timeOf, readClient, intern }: Known): Reading {
  const time = timeOf(written.time)
  if (!isTime(time)) return { events: [], problem: time }
  const { referrer, agent, extra, cut } = splitRest(written.rest)
  const rest: Rest = { referrer: intern(referrer), agent: intern(agent), extra, cut }
  const request = splitRequest(written.request)
  const client = readClient(written.client)
  const line: Line = {
    written,
    client,
    rest,
    request,
    status: written.status === '-' ? undefined : Number(written.status),
    bytes: written.bytes === '-' ? undefined : Number(written.bytes),
  }
  const fields = fieldsOf(line)
  const ecs = ecsOf(line)
  const user = ecs['user.name']
  const message = sentenceOf(line, ecs)
  const event: EventDraft = user === undefined ? { time, message, ecs, fields } : { time, message, ecs, actor: { principal: user }, fields }
  return cut ? { events: [event], problem: { code: 'truncated', message: 'The line is cut off inside a quoted field' } } : { events: [event] }
}

/** A line with all that is read of its parts. */
interface Line {
  readonly written: AccessLine
  readonly client: Client
  readonly rest: Rest
  readonly request: Request
  readonly status: number | undefined
  readonly bytes: number | undefined
}

/** Who called. */
interface Client {
  /** As the server wrote it: also several, with proxies on the way. */
  readonly text: string
  /** The first of them, where it is an address or a name. */
  readonly address: string | undefined
  readonly name: string | undefined
}

const mostClients = 4_000

/** Tells addresses from names once for each client. */
function createClientReader(): (text: string) => Client {
  const known = new Map<string, Client>()
  return (text) => {
    const found = known.get(text)
    if (found !== undefined) return found
    if (known.size >= mostClients) known.clear()
    const read = clientOf(ownText(text))
    known.set(read.text, read)
    return read
  }
}

function clientOf(text: string): Client {
  const first = text.split(', ', 1)[0] ?? text
  const isAddress = looksLikeAddress(first)
  return { text, address: isAddress ? first : undefined, name: !isAddress && looksLikeHost(first) ? first : undefined }
}

function ecsOf({ written, client, rest, request: { method, target, path, query }, status, bytes }: Line): EcsFields {
  const ecs: EcsFields = { 'event.action': 'http_request' }
  if (client.address !== undefined) ecs['source.ip'] = client.address
  else if (client.name !== undefined) ecs['source.domain'] = client.name
  if (written.user !== '-' && written.user !== '""') ecs['user.name'] = written.user
  if (method !== undefined) ecs['http.request.method'] = method
  if (target !== undefined) ecs['url.original'] = target
  if (path !== undefined) ecs['url.path'] = path
  if (query !== undefined) ecs['url.query'] = query
  if (written.vhost !== undefined) putHost(ecs, written.vhost)
  if (rest.agent !== undefined && rest.agent !== '-') ecs['user_agent.original'] = rest.agent
  if (status !== undefined) {
    ecs['http.response.status_code'] = status
    ecs['event.outcome'] = status >= 400 ? 'failure' : 'success'
  }
  if (bytes !== undefined) {
    ecs['http.response.body.bytes'] = bytes
    ecs['source.bytes'] = bytes
  }
  return ecs
}

function putHost(ecs: EcsFields, vhost: string): void {
  const port = /:(\d{1,5})$/.exec(vhost)
  ecs['destination.domain'] = port === null ? vhost : vhost.slice(0, port.index)
  if (port !== null) ecs['destination.port'] = Number(port[1])
}

/** The names that Sigma's webserver rules use (W3C extended log file names). */
function fieldsOf({ written, client, rest, request: { method, target, path, query, version }, status, bytes }: Line): JsonObject {
  const fields: JsonObject = { 'c-ip': client.text, 'cs-username': written.user, 'sc-status': status ?? '-', 'sc-bytes': bytes ?? '-' }
  fields['request'] = written.request
  if (method !== undefined) fields['cs-method'] = method
  if (target !== undefined) fields['cs-uri'] = target
  if (path !== undefined) fields['cs-uri-stem'] = path
  if (query !== undefined) fields['cs-uri-query'] = query
  if (version !== undefined) fields['cs-version'] = version
  if (written.vhost !== undefined) fields['cs-host'] = written.vhost
  if (written.ident !== '-') fields['ident'] = written.ident
  if (rest.referrer !== undefined) fields['cs-referer'] = rest.referrer
  if (rest.agent !== undefined) {
    fields['cs-user-agent'] = rest.agent
    fields['c-useragent'] = rest.agent
  }
  if (rest.extra !== undefined) fields['extra'] = rest.extra
  return fields
}

/** `1234567` -> `1,234,567`. */
function grouped(digits: string): string {
  let text = digits.slice(0, digits.length % 3)
  for (let at = text.length; at < digits.length; at += 3) text += `${at === 0 ? '' : ','}${digits.slice(at, at + 3)}`
  return text
}

function sentenceOf({ written, client, request: { method, target }, bytes }: Line, ecs: EcsFields): string {
  const request = method === undefined ? 'Unreadable request' : `${method} ${target ?? ''}`
  const user = ecs['user.name'] === undefined ? '' : ` by ${ecs['user.name']}`
  const answer = written.status === '-' ? 'got no answer' : `answered ${written.status}`
  const size = bytes === undefined ? '' : ` (${grouped(written.bytes)} ${written.bytes === '1' ? 'byte' : 'bytes'})`
  return `${request} from ${client.text}${user} ${answer}${size}`
}
