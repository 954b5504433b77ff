import { readFile } from 'node:fs/promises'
import { relative, sep } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { clip } from '../../src/base/text.ts'
import { textAt } from '../../src/base/json.ts'
import { discoverFiles } from '../../src/app/reading/discover.ts'
import { readEvidence } from '../../src/app/reading/read-evidence.ts'
import { type ZoneChoice, zoneFor } from '../../src/app/reading/zones.ts'
import type { Event } from '../../src/model/event.ts'
import type { Case } from './cases.ts'

/** The ids that the program gives the events a truth names, and how many records it named that are no events. */
export interface AttackEvents {
  /** Id -> where and what it is, for a person. */
  readonly events: ReadonlyMap<string, string>
  /** Records of the truth, each with the ids of its events; empty where it was not read. */
  readonly unknown: readonly string[]
}

interface Named {
  readonly id: string
  readonly text: string
}

/** How local times are read. */
interface Reading {
  readonly zones: ZoneChoice
  readonly year: number | undefined
}

/** Names under which sources keep an id of their own, where their format knows none. */
const idNames = ['id', 'event_id', 'eventId', 'eventID', 'request_id', 'requestId', 'uuid', 'trace_id', 'traceId', 'record']

/** Finds the events of the records a truth names, by reading the evidence once more. */
export async function attackEventsOf(one: Case, reading: Reading): Promise<AttackEvents> {
  const wanted = new Map<string, Set<string>>()
  for (const { evidence, record } of one.truth.attack) {
    const file = plainPath(evidence)
    wanted.set(file, (wanted.get(file) ?? new Set()).add(record))
  }
  const { files } = await discoverFiles(one.evidence)
  const events = new Map<string, string>()
  const unknown: string[] = []
  const seen = new Set<string>()
  for (const { path } of files) {
    const file = plainPath(relative(one.root, path).split(sep).join('/'))
    const key = [...wanted.keys()].find((name) => name === file || file.endsWith(`/${name}`) || name.endsWith(`/${file}`))
    if (key === undefined) continue
    seen.add(key)
    const records = wanted.get(key) ?? new Set<string>()
    const found = await eventsIn(path, records, reading)
    for (const [record, ids] of found) for (const { id, text } of ids) events.set(id, `${key} ${record}: ${text}`)
    for (const record of records) if (!found.has(record)) unknown.push(`${key}: ${record}`)
  }
  for (const [file, records] of wanted) if (!seen.has(file)) unknown.push(...[...records].map((record) => `${file}: ${record}`))
  return { events, unknown }
}

/** Without what says the same about the place: `evidence/` in front, `.gz` behind. */
function plainPath(path: string): string {
  return path
    .replaceAll('\\', '/')
    .replace(/^(?:\.\/)?(?:evidence\/)?/, '')
    .replace(/\.gz$/i, '')
}

async function eventsIn(path: string, records: ReadonlySet<string>, { zones, year }: Reading): Promise<Map<string, Named[]>> {
  const lineOf = [...records].some((record) => record.startsWith('line:')) ? await lineCounter(path) : undefined
  const zone = zoneFor(zones, path)
  const found = new Map<string, Named[]>()
  await readEvidence({
    path,
    ...(zone === undefined ? {} : { zone }),
    ...(year === undefined ? {} : { year }),
    onEvent(event) {
      const name = namesOf(event, lineOf).find((candidate) => records.has(candidate))
      if (name !== undefined) found.set(name, [...(found.get(name) ?? []), { id: event.id, text: `${event.time.at} ${clip(event.message, 200)}` }])
    },
    onProblem: () => undefined,
  })
  return found
}

function namesOf(event: Event, lineOf: ((offset: number) => number) | undefined): string[] {
  const own = idNames.flatMap((name) => textAt(event.fields, name) ?? [])
  const line = lineOf === undefined ? [] : [`line:${lineOf(event.origin.offset)}`]
  return [...line, ...(event.sourceId === undefined ? [] : [event.sourceId]), ...own]
}

/** The 1-based line in which a byte of the decompressed file stands. */
async function lineCounter(path: string): Promise<(offset: number) => number> {
  const raw = await readFile(path)
  const bytes = raw[0] === 0x1f && raw[1] === 0x8b ? gunzipSync(raw) : raw
  const ends: number[] = []
  for (let at = bytes.indexOf(10); at !== -1; at = bytes.indexOf(10, at + 1)) ends.push(at)
  return (offset) => {
    let low = 0
    let high = ends.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((ends[middle] ?? 0) < offset) low = middle + 1
      else high = middle
    }
    return low + 1
  }
}
