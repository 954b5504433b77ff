// Access logs of web servers in the common and the combined format, also with the virtual host in front and fields behind.
// Seen: Apache httpd 2.2 to 2.4, nginx 1.x, Caddy's and Traefik's common format.
import type { JsonObject } from '../../base/json.ts'
import type { Actor, EcsFields } from '../../model/event.ts'
import { looksLikeAddress, looksLikeHost } from '../address.ts'
import type { EventDraft, EvidenceFormat, FileContext, RawRecord, Reading } from '../format.ts'
import { createTimeReader, isTime, type TimeReader } from '../time.ts'

export const webAccess: EvidenceFormat = {
  name: 'web-access',
  title: 'Web server access log (common, combined)',
  spec: 'https://httpd.apache.org/docs/2.4/logs.html#accesslog',
  version: 1,
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

interface AccessLine {
  readonly vhost: string | undefined
  readonly client: string
  readonly ident: string
  readonly user: string
  readonly time: string
  readonly request: string
  readonly status: string
  readonly bytes: string
  /** What follows the size. */
  readonly rest: string
}

const front = /^(?:([^\s"[]{0,254}[^\s"[,]) )?([^\s"[]{1,255}(?:, [^\s"[]{1,64}){0,10}) ([^\s"[]{1,255}) ([^"[]{1,255}) \[([^\]]{10,40})\] "/
/** A request whose quotes are escaped, as servers write it. */
const escapedRequest = /^((?:[^"\\]|\\.){0,65536})" (\d{3}|-) (\d{1,18}|-)(?= |$)/
/** A request with quotes of its own: it ends where a status and a size follow. */
const rawRequest = /^(.{0,65536}?)" (\d{3}) (\d{1,18}|-)(?= |$)/

function splitLine(line: string): AccessLine | undefined {
  const start = front.exec(line)
  if (start === null) return undefined
  const behind = line.slice(start[0].length)
  const end = escapedRequest.exec(behind) ?? rawRequest.exec(behind)
  if (end === null) return undefined
  const [, vhost, client = '', ident = '', user = '', time = ''] = start
  const [matched, request = '', status = '', bytes = ''] = end
  return { vhost, client, ident, user, time, request, status, bytes, rest: behind.slice(matched.length + 1) }
}

const quoted = /^"((?:[^"\\]|\\.){0,65536})"(?: |$)/

interface Rest {
  readonly referrer?: string
  readonly agent?: string
  readonly extra?: string
  readonly cut: boolean
}

/** The quoted referrer and user agent behind the size, and what follows them. `cut` where the last quote is missing. */
function splitRest(rest: string): Rest {
  const referrer = quoted.exec(rest)
  if (referrer === null) return rest.startsWith('"') ? { extra: rest, cut: true } : { ...(rest === '' ? {} : { extra: rest }), cut: false }
  const behind = rest.slice(referrer[0].length)
  const agent = quoted.exec(behind)
  if (agent === null) {
    const cut = behind === '' || behind.startsWith('"')
    return { referrer: referrer[1], ...(behind.startsWith('"') ? { agent: behind.slice(1) } : behind === '' ? {} : { extra: behind }), cut }
  }
  const extra = behind.slice(agent[0].length)
  return { referrer: referrer[1], agent: agent[1], ...(extra === '' ? {} : { extra }), cut: false }
}

function openWebAccess(file: FileContext): (record: RawRecord) => Reading {
  const times = createTimeReader(file.zone)
  return (record) => {
    const line = splitLine(record.text)
    if (line === undefined) return { events: [], problem: { code: 'not-a-record', message: 'Not a line of the common or combined log format' } }
    return readLine(line, times)
  }
}

function readLine(line: AccessLine, times: TimeReader): Reading {
  const time = times.read(line.time)
  if (!isTime(time)) return { events: [], problem: time }
  const rest = splitRest(line.rest)
  const request = splitRequest(line.request)
  const fields = fieldsOf(line, rest, request)
  const ecs = ecsOf(line, rest, request)
  const user = ecs['user.name']
  const actor: Actor | undefined = user === undefined ? undefined : { principal: user }
  const event: EventDraft = { time, message: sentenceOf(line, ecs), ecs, ...(actor === undefined ? {} : { actor }), fields }
  const problem = { code: 'truncated', message: 'The line is cut off inside a quoted field' } as const
  return rest.cut ? { events: [event], problem } : { events: [event] }
}

interface Request {
  readonly method: string | undefined
  readonly target: string | undefined
  readonly path: string | undefined
  readonly query: string | undefined
  readonly version: string | undefined
}

const unreadable: Request = { method: undefined, target: undefined, path: undefined, query: undefined, version: undefined }

function splitRequest(request: string): Request {
  const match = /^([A-Za-z_-]{1,32}) (.{0,65536}?)(?: (HTTP\/\d(?:\.\d)?))?$/.exec(request)
  if (match === null) return unreadable
  const [, method = '', target = '', version] = match
  const mark = target.indexOf('?')
  const isPlain = mark === -1
  return { method, target, path: isPlain ? target : target.slice(0, mark), query: isPlain ? undefined : target.slice(mark + 1), version }
}

function ecsOf(line: AccessLine, rest: Rest, { method, target, path, query }: Request): EcsFields {
  const ecs: EcsFields = { 'event.action': 'http_request' }
  const client = line.client.split(', ', 1)[0] ?? line.client
  if (looksLikeAddress(client)) ecs['source.ip'] = client
  else if (looksLikeHost(client)) ecs['source.domain'] = client
  if (line.user !== '-' && line.user !== '""') ecs['user.name'] = line.user
  if (method !== undefined) ecs['http.request.method'] = method
  if (target !== undefined) ecs['url.original'] = target
  if (path !== undefined) ecs['url.path'] = path
  if (query !== undefined) ecs['url.query'] = query
  if (line.vhost !== undefined) putHost(ecs, line.vhost)
  if (rest.agent !== undefined && rest.agent !== '-') ecs['user_agent.original'] = rest.agent
  if (line.status !== '-') {
    ecs['http.response.status_code'] = Number(line.status)
    ecs['event.outcome'] = Number(line.status) >= 400 ? 'failure' : 'success'
  }
  if (line.bytes !== '-') {
    ecs['http.response.body.bytes'] = Number(line.bytes)
    ecs['source.bytes'] = Number(line.bytes)
  }
  return ecs
}

function putHost(ecs: EcsFields, vhost: string): void {
  const port = /:(\d{1,5})$/.exec(vhost)
  ecs['destination.domain'] = port === null ? vhost : vhost.slice(0, port.index)
  if (port !== null) ecs['destination.port'] = Number(port[1])
}

/** The names that Sigma's webserver rules use (W3C extended log file names). */
function fieldsOf(line: AccessLine, rest: Rest, { method, target, path, query, version }: Request): JsonObject {
  const fields: JsonObject = { 'c-ip': line.client, 'cs-username': line.user, 'sc-status': line.status === '-' ? '-' : Number(line.status) }
  fields['sc-bytes'] = line.bytes === '-' ? '-' : Number(line.bytes)
  fields['request'] = line.request
  if (method !== undefined) fields['cs-method'] = method
  if (target !== undefined) fields['cs-uri'] = target
  if (path !== undefined) fields['cs-uri-stem'] = path
  if (query !== undefined) fields['cs-uri-query'] = query
  if (version !== undefined) fields['cs-version'] = version
  if (line.vhost !== undefined) fields['cs-host'] = line.vhost
  if (line.ident !== '-') fields['ident'] = line.ident
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

function sentenceOf(line: AccessLine, ecs: EcsFields): string {
  const request = ecs['http.request.method'] === undefined ? 'Unreadable request' : `${ecs['http.request.method']} ${ecs['url.original'] ?? ''}`
  const user = ecs['user.name'] === undefined ? '' : ` by ${ecs['user.name']}`
  const answer = line.status === '-' ? 'got no answer' : `answered ${line.status}`
  const size = line.bytes === '-' ? '' : ` (${grouped(line.bytes)} ${line.bytes === '1' ? 'byte' : 'bytes'})`
  return `${request} from ${line.client}${user} ${answer}${size}`
}
