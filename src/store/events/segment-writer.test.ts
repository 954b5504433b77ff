import { readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBTimestampValue } from '@duckdb/node-api'
import { parquetMetadata, parquetReadObjects } from 'hyparquet'
import { zstdDecompressSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import type { Event } from '../../model/event.ts'
import { eventColumns } from './columns.ts'
import { openDuckDb } from './duckdb.ts'
import { quoteText } from './sql.ts'
import { type BytedEvent, hostileEvents, mixedEvents, sha256Of } from './kit-events.ts'
import { createSegmentMemory, createSegmentWriter, type SegmentWriter } from './segment-writer.ts'
import { storedEvent } from './stored-event.ts'

const fixtures = join(import.meta.dirname, '../../../fixtures/evidence')

/** The events that the fixtures of all formats give. */
async function fixtureEvents(): Promise<BytedEvent[]> {
  const files = readdirSync(fixtures, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('expected.jsonl'))
  return files.flatMap((name) => {
    const lines = readFileSync(join(fixtures, name), 'utf8').split('\n')
    return lines.flatMap((line) => (line.startsWith('{"record"') ? [fixtureEvent(name, JSON.parse(line))] : []))
  })
}

type Expected = Omit<Event, 'id' | 'dataset' | 'origin'> & { record: number; offset: number; length: number }

function fixtureEvent(name: string, { record, offset, length, ...draft }: Expected): BytedEvent {
  const evidence = sha256Of(name)
  const dataset = name.split(/[\\/]/)[0] ?? ''
  const origin = { evidence, path: name, record, offset, length, format: dataset, version: 1 }
  return { event: { ...draft, id: `${evidence.slice(0, 16)}:${offset}`, dataset, origin }, bytes: Buffer.from(JSON.stringify(draft.fields)) }
}

async function withFolder(use: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'hindcast-segments-'))
  try {
    await use(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function writerIn(folder: string, limits?: { rows: number; bytes: number }): SegmentWriter {
  return createSegmentWriter({ folder, writer: '1-1', tag: 't', program: 'Hindcast', ...(limits === undefined ? {} : { limits }) })
}

function addAll(writer: SegmentWriter, events: readonly BytedEvent[]): void {
  for (const { event, bytes } of events) writer.add(event, bytes)
}

async function readBack(folder: string): Promise<ReturnType<typeof storedEvent>[]> {
  const duckdb = openDuckDb({ folder })
  try {
    const rows = await duckdb.rows({ text: `SELECT * FROM read_parquet(${quoteText(join(folder, '*.parquet'))})`, values: [] })
    return rows.map(storedEvent)
  } finally {
    await duckdb.close()
  }
}

const byId = (a: Event, b: Event) => (a.id < b.id ? -1 : 1)

describe('createSegmentWriter()', () => {
  it.each([
    ['the fixtures', fixtureEvents],
    ['hostile texts, odd times and odd numbers', hostileEvents],
    ['four thousand events made at random', () => Promise.resolve(mixedEvents(4_000, 7))],
  ])('gives the events of %s back exactly', (_, make) =>
    withFolder(async (folder) => {
      const events = await make()
      const writer = writerIn(folder, { rows: 700, bytes: 1024 * 1024 })
      writer.begin()
      addAll(writer, events)
      writer.flush()
      const found = await readBack(folder)
      expect(found.map(({ event }) => event).sort(byId)).toEqual(events.map(({ event }) => event).sort(byId))
      expect(events.length).toBeGreaterThan(10)
    }),
  )

  it('writes the same file where it is told what records say', () =>
    withFolder(async (folder) => {
      const events = mixedEvents(2_000, 17)
      // Some records are not as JSON.stringify writes them, and some are not what the fields were read from.
      const records = events.map(({ event, bytes }, index) => (index % 3 === 0 ? Buffer.from(JSON.stringify(event.fields, null, 1)) : bytes))
      const written = await Promise.all(
        [false, true].map(async (told) => {
          const writer = createSegmentWriter({ folder, writer: '1-1', tag: String(told), program: 'Hindcast' })
          for (const [index, { event }] of events.entries()) {
            const json = index % 5 === 0 ? { ...event.fields } : event.fields
            writer.add(event, records[index] ?? Buffer.alloc(0), told ? { json, badText: index % 7 === 0 } : undefined)
          }
          writer.flush()
          const [segment] = writer.take()
          return readFile(join(folder, segment?.name ?? ''))
        }),
      )
      expect(written[0]?.equals(written[1] ?? Buffer.alloc(0))).toBe(true)
    }))

  it('leaves nothing in memory that the next writer would write', () =>
    withFolder(async (folder) => {
      const events = mixedEvents(300, 19)
      const memory = createSegmentMemory()
      const write = async (tag: string, of: readonly BytedEvent[]) => {
        const writer = createSegmentWriter({ folder, writer: '1-1', tag, program: 'Hindcast', memory })
        addAll(writer, of)
        writer.flush()
        return readFile(join(folder, writer.take()[0]?.name ?? ''))
      }
      const alone = await write('a', events.slice(200))
      addAll(createSegmentWriter({ folder, writer: '1-1', tag: 'b', program: 'Hindcast', memory }), events)
      expect((await write('c', events.slice(200))).equals(alone)).toBe(true)
    }))

  it('sorts each file by time, evidence, offset and part, and tells what is in it', () =>
    withFolder(async (folder) => {
      const events = mixedEvents(3_000, 3)
      const writer = writerIn(folder, { rows: 1_000, bytes: 1024 * 1024 * 1024 })
      writer.begin()
      addAll(writer, events)
      writer.flush()
      const segments = writer.take()
      expect(segments.map(({ rows, level }) => [rows, level])).toEqual([
        [1_000, 0],
        [1_000, 0],
        [1_000, 0],
      ])
      const duckdb = openDuckDb({ folder })
      for (const segment of segments) {
        const text = `SELECT "time", "evidence", "offset", "part" FROM ${quoteText(join(folder, segment.name))}`
        const rows = await duckdb.rows({ text, values: [] })
        const sorted = await duckdb.rows({ text: `${text} ORDER BY ALL`, values: [] })
        expect(rows).toEqual(sorted)
        const times = rows.flatMap(({ time }) => (time instanceof DuckDBTimestampValue ? [time.micros] : []))
        expect([times[0], times.at(-1)]).toEqual([segment.first, segment.last])
        const counts = Map.groupBy(rows, ({ evidence }) => evidence)
        expect(segment.items.map(({ sha256, rows: count }) => `${sha256} ${count}`).sort()).toEqual(
          [...counts].map(([sha256, of]) => `${String(sha256)} ${of.length}`).sort(),
        )
      }
      await duckdb.close()
    }))

  it('writes files that another reader of Parquet reads as well, statistics included', () =>
    withFolder(async (folder) => {
      const events = mixedEvents(500, 5)
      const writer = writerIn(folder)
      writer.begin()
      addAll(writer, events)
      writer.flush()
      const [segment] = writer.take()
      const whole = await readFile(join(folder, segment?.name ?? ''))
      const file = whole.buffer.slice(whole.byteOffset, whole.byteOffset + whole.byteLength)
      const compressors = { ZSTD: (input: Uint8Array) => new Uint8Array(zstdDecompressSync(input)) }
      const rows = await parquetReadObjects({ file, compressors })
      const messages = rows.map(({ message }) => String(message))
      expect(messages.sort()).toEqual(events.map(({ event }) => event.message).sort())
      expect(Object.keys(rows[0] ?? {})).toEqual(eventColumns.map(({ name }) => name))
      const [group] = parquetMetadata(file).row_groups
      const statistics = (name: string) => group?.columns.find(({ meta_data }) => meta_data?.path_in_schema[0] === name)?.meta_data?.statistics
      const ports = events.flatMap(({ event }) => event.ecs['source.port'] ?? [])
      expect(Number(statistics('source.port')?.max_value)).toBe(Math.max(...ports))
      expect(Number(statistics('source.port')?.null_count)).toBe(500 - ports.length)
      const datasets = events.map(({ event }) => event.dataset).sort()
      expect([statistics('dataset')?.min_value, statistics('dataset')?.max_value]).toEqual([datasets[0], datasets.at(-1)])
    }))

  it('takes back the events of an item, also those written already', () =>
    withFolder(async (folder) => {
      const events = mixedEvents(300, 9)
      const writer = writerIn(folder, { rows: 100, bytes: 1024 * 1024 * 1024 })
      writer.begin()
      addAll(writer, events.slice(0, 40))
      writer.begin()
      addAll(writer, events.slice(40, 70))
      expect(writer.drop()).toBe(true)
      expect(writer.waiting).toBe(40)
      writer.flush()
      writer.begin()
      addAll(writer, events.slice(70, 300))
      expect(writer.drop()).toBe(true)
      expect(writer.take().map(({ rows }) => rows)).toEqual([40])
      expect((await readBack(folder)).map(({ event }) => event).sort(byId)).toEqual(
        events
          .slice(0, 40)
          .map(({ event }) => event)
          .sort(byId),
      )
    }))

  it('says so where an item to be taken back shares a file with others, and discards all', () =>
    withFolder(async (folder) => {
      const events = mixedEvents(150, 11)
      const writer = writerIn(folder, { rows: 100, bytes: 1024 * 1024 * 1024 })
      writer.begin()
      addAll(writer, events.slice(0, 60))
      writer.begin()
      addAll(writer, events.slice(60))
      expect(writer.drop()).toBe(false)
      writer.discard()
      expect([writer.waiting, writer.take(), await readdir(folder)]).toEqual([0, [], []])
    }))

  it('writes what waits before an item that will not fit beside it', () =>
    withFolder(async (folder) => {
      const events = mixedEvents(40, 13)
      const writer = writerIn(folder, { rows: 1_000, bytes: 1024 * 1024 })
      writer.begin(1_000)
      addAll(writer, events)
      writer.begin(1024 * 1024)
      expect([writer.waiting, writer.take().length]).toEqual([0, 1])
      writer.flush()
      expect(writer.take()).toEqual([])
    }))
})
