// JSON objects, one a line or in one array, with a recognisable time: what most software logs today.
// Seen: application logs (pino, zap, Serilog), exports of SIEMs, Zeek as JSON, cloud audit logs without a format of their own.
import { type Json, type JsonObject, isObject } from '../../base/json.ts'
import { createEcsFiller, normalName, scalarText, timeRank } from '../columns.ts'
import type { EcsFields } from '../../model/event.ts'
import type { EvidenceFormat, FileContext, RawRecord, Reading } from '../format.ts'
import { sampleObjects } from '../head.ts'
import { parseObject } from '../json-record.ts'
import { parseNotation } from '../notation.ts'
import { messageNames, tableEvent } from '../table-event.ts'
import { createTimeReader, isTime, noTime } from '../time.ts'

export const jsonl: EvidenceFormat = {
  name: 'jsonl',
  title: 'JSON records with a time (JSON lines, array)',
  spec: 'https://jsonlines.org/',
  version: 3,
  recognisedBy: 'JSON objects, one a line or in an array, with a time under a usual name',
  framing: 'json-values',
  logsources: [{ category: 'application' }],
  surest: 0.6,
  recognise(head) {
    if (!/^\s*[[{]/.test(head.text)) return 0
    const objects = sampleObjects(head)
    if (objects.length === 0) return namesTime(head.text) ? 0.5 : 0
    const timed = objects.filter((object) => findTime(object) !== undefined).length
    return timed === 0 ? 0 : 0.35 + (0.25 * timed) / objects.length
  },
  open(file) {
    return openJsonl(file)
  },
}

/** True for the start of a record that is longer than the head and names a time in it. */
function namesTime(text: string): boolean {
  if (!/^\s*\[?\s*\{\s*"/.test(text)) return false
  return [...text.matchAll(/"([\w@.-]{2,40})"\s{0,8}:\s{0,8}(?:"([^"\\]{4,64})"|(\d{9,20}(?:\.\d{1,9})?)(?=[\s,}]))/g)].some(
    ([, key = '', quoted, number]) => timeRank(key) !== undefined && parseNotation(quoted ?? number ?? '') !== undefined,
  )
}

/** Keys from the top of a record to its time. */
type Path = readonly string[]

const deepest = 4

/** The most tellingly named value that reads as a time, nearest to the top; undefined where there is none. */
function findTime(object: JsonObject): Path | undefined {
  let level: { path: Path; value: JsonObject }[] = [{ path: [], value: object }]
  for (let depth = 0; depth < deepest && level.length > 0; depth += 1) {
    const found = level.flatMap(({ path, value }) => timesIn(value, path))
    found.sort((a, b) => a.rank - b.rank)
    if (found[0] !== undefined) return found[0].path
    level = level.flatMap(({ path, value }) => nested(value, path)).slice(0, 200)
  }
  return undefined
}

function timesIn(object: JsonObject, path: Path): { path: Path; rank: number }[] {
  return Object.entries(object).flatMap(([key, value]) => {
    const rank = timeRank(key)
    const text = scalarText(value)
    return rank !== undefined && text !== undefined && parseNotation(text) !== undefined ? [{ path: [...path, key], rank }] : []
  })
}

function nested(object: JsonObject, path: Path): { path: Path; value: JsonObject }[] {
  return Object.entries(object).flatMap(([key, value]) => (isObject(value) ? [{ path: [...path, key], value }] : []))
}

function valueAt(object: JsonObject, path: Path): Json | undefined {
  let value: Json | undefined = object
  for (const key of path) value = isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined
  return value
}

/** Finds the sentence of a record; whether a key holds one is looked up once. */
function createMessageFinder(): (object: JsonObject) => string | undefined {
  const telling = new Map<string, boolean>()
  const isTelling = (key: string): boolean => {
    const found = messageNames.includes(normalName(key))
    if (telling.size < 10_000) telling.set(key, found)
    return found
  }
  return (object) => {
    for (const key of Object.keys(object)) {
      if (!(telling.get(key) ?? isTelling(key))) continue
      const value = object[key]
      if (typeof value === 'string' && value.trim() !== '') return value
    }
    return undefined
  }
}

function openJsonl(file: FileContext): (record: RawRecord) => Reading {
  const times = createTimeReader(file.zone)
  const ecsOf = createEcsFiller()
  const messageOf = createMessageFinder()
  const usual = commonPath(sampleObjects(file.head))
  return (record) => {
    const parsed = parseObject(record.text, record.json)
    if ('failed' in parsed) return parsed.failed
    const { object } = parsed
    const text = textOfTime(object, usual)
    if (text === undefined) return { events: [], problem: noTime('') }
    const time = times.read(text)
    if (!isTime(time)) return { events: [], problem: time }
    return { events: [tableEvent({ time, ecs: withRequest(ecsOf(object), object), fields: object, message: messageOf(object) })] }
  }
}

/** Names under which services log the path of a request; alone they may be paths of files. */
const pathNames = ['path', 'route', 'endpoint', 'request_path', 'requestPath', 'http_path', 'urlPath', 'uri', 'url']

/** What a record of a request says under names that mean something only in one: its path, and whether it was answered. */
function withRequest(ecs: EcsFields, object: JsonObject): EcsFields {
  const status = ecs['http.response.status_code']
  if (ecs['http.request.method'] === undefined && status === undefined) return ecs
  const path = pathNames.map((name) => object[name]).find((value) => typeof value === 'string' && value.startsWith('/'))
  if (ecs['url.path'] === undefined && typeof path === 'string') ecs['url.path'] = path.split('?', 1)[0] ?? path
  if (ecs['event.outcome'] === undefined && status !== undefined) ecs['event.outcome'] = status >= 400 ? 'failure' : 'success'
  return ecs
}

/** The time as written: where the file's records usually have it, else wherever this record has one. */
function textOfTime(object: JsonObject, usual: Path | undefined): string | undefined {
  const atUsual = usual === undefined ? undefined : scalarText(valueAt(object, usual))
  if (atUsual !== undefined) return atUsual
  const path = findTime(object)
  return path === undefined ? undefined : scalarText(valueAt(object, path))
}

/** Where most of the sampled records have their time. */
function commonPath(objects: readonly JsonObject[]): Path | undefined {
  const counts = new Map<string, { path: Path; count: number }>()
  for (const object of objects) {
    const path = findTime(object)
    if (path === undefined) continue
    const key = JSON.stringify(path)
    counts.set(key, { path, count: (counts.get(key)?.count ?? 0) + 1 })
  }
  return [...counts.values()].sort((a, b) => b.count - a.count)[0]?.path
}
