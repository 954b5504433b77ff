import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '../../base/error.ts'
import { MissingSegmentError } from './search-error.ts'
import { microsOf, rowsOf, type SegmentMaker, type SegmentPlace, withMaker } from './segment-maker.ts'
import type { SegmentLedger, SegmentRow } from './segments.ts'
import { sweepSegments } from './segment-file.ts'
import { timeLiteral } from './sql.ts'

/** More segments of level 0 than this are worth putting together. */
const mostLoose = 8
/** A segment that compaction makes has about this many rows at most. */
const mostRows = 1_000_000
/** Sorting whole events takes some four times their plain size; as much again is left for times at which events are larger than elsewhere. */
const shareOfMemory = 8
/** What DuckDB takes whatever it sorts. */
const memoryBesides = 60_000_000
const leastPart = 1_000_000

/**
 * The segments to put together, or undefined where it would not pay: more than eight loose segments, or (`force`) more than one, with all others whose times they
 * overlap. The fewer the loose rows are beside those they overlap, the longer it waits, so that adding little does not rewrite much.
 */
export function planCompaction(segments: readonly SegmentRow[], force = false): readonly SegmentRow[] | undefined {
  const loose = segments.filter(({ level }) => level === 0)
  if (loose.length <= (force ? 1 : mostLoose)) return undefined
  const sources = withOverlapping(loose, segments)
  const looseRows = sum(loose, ({ rows }) => rows)
  const rows = sum(sources, (segment) => segment.rows)
  if (!force && looseRows * 10 < rows && loose.length <= mostLoose * 10) return undefined
  return sources
}

function withOverlapping(loose: readonly SegmentRow[], segments: readonly SegmentRow[]): SegmentRow[] {
  let first = loose[0]?.first ?? 0n
  let last = first
  for (const segment of loose) {
    if (segment.first < first) first = segment.first
    if (segment.last > last) last = segment.last
  }
  return segments.filter((segment) => segment.level === 0 || (segment.first <= last && segment.last >= first))
}

function sum(segments: readonly SegmentRow[], of: (segment: SegmentRow) => number): number {
  return segments.reduce((total, segment) => total + of(segment), 0)
}

/** What a compaction did; `busy` where another process changed the segments meanwhile: nothing was done, and later is as good. */
export type Compaction = { readonly done: 'nothing' | 'busy' } | { readonly done: 'compacted'; readonly before: number; readonly after: number }

export interface CompactionOptions {
  /** Also where it would not pay yet. */
  readonly force?: boolean
  /** Plain bytes of events in a segment it makes; as many as can be sorted in the memory there is, unless told otherwise. */
  readonly partBytes?: number
}

/**
 * Puts many small segments together into few that follow one another in time. Readers and intake go on meanwhile: segments added in between stay as they
 * are. Rejects with AppError `cancelled`, `no-space` …; then everything is as before.
 */
export async function compactSegments(place: SegmentPlace, { force = false, partBytes }: CompactionOptions = {}): Promise<Compaction> {
  const sources = planCompaction(await place.ledger.segments(place.incident), force)
  if (sources === undefined) return { done: 'nothing' }
  try {
    const after = await withMaker(place, (maker) => merge(place, maker, { sources, partBytes: partBytes ?? largestPart(maker) }))
    return { done: 'compacted', before: sources.length, after }
  } catch (error) {
    if (error instanceof MissingSegmentError || (error instanceof AppError && error.code === 'conflict')) return { done: 'busy' }
    throw error
  }
}

function largestPart({ memory }: SegmentMaker): number {
  return Math.max(leastPart, (memory - memoryBesides) / shareOfMemory)
}

interface Merge {
  readonly sources: readonly SegmentRow[]
  readonly partBytes: number
}

async function merge({ folder, signal }: SegmentPlace, maker: SegmentMaker, { sources, partBytes }: Merge): Promise<number> {
  const names = sources.map(({ name }) => name)
  const plain = await maker.plainBytes(names)
  const parts = Math.max(1, Math.ceil(sum(sources, ({ rows }) => rows) / mostRows), Math.ceil(plain / partBytes))
  const bounds = await boundsBetween(maker, { from: rowsOf(folder, names), sources, parts, signal })
  const level = Math.max(...sources.map((segment) => segment.level), 0) === 0 ? 1 : 2
  for (let part = 0; part <= bounds.length; part += 1) await makePart(maker, { part, bounds, sources, folder, level })
  return swapWhole(maker, sources)
}

interface Part {
  readonly part: number
  readonly bounds: readonly bigint[]
  readonly sources: readonly SegmentRow[]
  readonly folder: string
  readonly level: number
}

async function makePart(maker: SegmentMaker, { part, bounds, sources, folder, level }: Part): Promise<void> {
  const from = bounds[part - 1]
  const before = bounds[part]
  const within = sources.filter(({ first, last }) => (before === undefined || first < before) && (from === undefined || last >= from))
  if (within.length === 0) return
  const tests = [
    ...(from === undefined ? [] : [`"time" >= ${timeLiteral(from)}`]),
    ...(before === undefined ? [] : [`"time" < ${timeLiteral(before)}`]),
  ]
  const where = tests.length === 0 ? '' : ` WHERE ${tests.join(' AND ')}`
  const names = within.map(({ name }) => name)
  await maker.make(`SELECT * FROM ${rowsOf(folder, names)}${where}`, level)
}

/** Swaps what was made in for its sources; never where a row is missing or one too many. */
async function swapWhole(maker: SegmentMaker, sources: readonly SegmentRow[]): Promise<number> {
  const made = await maker.swap({ remove: sources.map(({ name }) => name), rows: sum(sources, ({ rows }) => rows) })
  return made.length
}

interface Bounded {
  readonly from: string
  readonly sources: readonly SegmentRow[]
  readonly parts: number
  readonly signal: AbortSignal | undefined
}

/** Times that cut the rows into parts of about the same number; from a sample of at most a million. */
async function boundsBetween(maker: SegmentMaker, { from, sources, parts, signal }: Bounded): Promise<bigint[]> {
  if (parts === 1) return []
  const every = Math.max(1, Math.ceil(sum(sources, ({ rows }) => rows) / 1_000_000))
  const shares = Array.from({ length: parts - 1 }, (_, index) => ((index + 1) / parts).toFixed(9))
  const text = `SELECT unnest(quantile_disc("time", [${shares.join(', ')}])) AS bound FROM ${from} WHERE "record_hash" % ${every} = 0`
  const rows = await maker.duckdb.rows({ text, values: [] }, signal)
  const bounds = rows.map(({ bound }) => microsOf(bound))
  return bounds.filter((bound, index) => index === 0 || bound !== bounds[index - 1])
}

/** How long a replaced file is kept for readers that opened it before. */
const graceMs = 10 * 60_000

/** Deletes replaced files that no reader can need any more; all of them where `keepMs` is 0. Answers how many. */
export async function deleteRetired(place: Pick<SegmentPlace, 'incident' | 'ledger' | 'folder' | 'now'>, keepMs = graceMs): Promise<number> {
  const { incident, ledger, folder, now } = place
  const due = (await ledger.retired(incident)).filter(({ at }) => at + keepMs <= now())
  const deleted: string[] = []
  for (const { name } of due) if (await isDeleted(join(folder, name))) deleted.push(name)
  if (deleted.length > 0) await ledger.forgetRetired(incident, deleted)
  return deleted.length
}

/** False where the system keeps a file that a reader has open: it goes the next time. */
async function isDeleted(file: string): Promise<boolean> {
  try {
    await rm(file, { force: true })
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EBUSY') return false
    throw error
  }
}

/** Brings the folder of an incident in line with the ledger, when the program starts: sweeps what killed writers left, and deletes what was replaced. */
export async function mendSegments(
  place: Pick<SegmentPlace, 'incident' | 'ledger' | 'folder' | 'now'> & { readonly writer: string },
): Promise<string[]> {
  const { incident, ledger, folder, writer } = place
  await deleteRetired(place)
  return sweepSegments(folder, { writer, known: () => knownFiles(ledger, incident) })
}

async function knownFiles(ledger: SegmentLedger, incident: string): Promise<ReadonlySet<string>> {
  // In this order: a file may go from one list to the other in between, never back.
  const segments = await ledger.segments(incident)
  const retired = await ledger.retired(incident)
  return new Set([...segments, ...retired].map(({ name }) => name))
}
