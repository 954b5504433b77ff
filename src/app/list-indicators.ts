import { AppError } from '../base/error.ts'
import { listOf } from '../base/text.ts'
import { collectIndicators, type IndicatorTally, mergeIndicators, mostValues, sightingsOf } from '../findings/indicators/collect-indicators.ts'
import { mostExamples } from '../findings/indicators/counting.ts'
import { citeEvent } from '../model/event-citation.ts'
import { type IndicatorMatch, type IndicatorSighting, type IndicatorType, indicatorTypes } from '../model/indicator-sighting.ts'
import type { Problem } from '../model/problem.ts'
import { discoverFiles } from './reading/discover.ts'
import { type ReadableFile, readableFiles } from './reading/readable-files.ts'
import { readEvidence } from './reading/read-evidence.ts'
import { type ZoneChoice, zoneFor } from './reading/zones.ts'
import { type PlacedMatch, searchTextFile } from './text-indicators.ts'

/** One value, where it was seen, and when: over logs (records with times) and texts (lines without). */
export interface ListedIndicator {
  readonly type: IndicatorType
  readonly value: string
  readonly observable: boolean
  /** Records and lines it was seen in. */
  readonly count: number
  /** ISO UTC; absent where it was seen in texts only. */
  readonly first?: string
  readonly last?: string
  /** The earliest records, then the first lines, at most three in all. */
  readonly examples: readonly IndicatorPlace[]
}

/** Bytes of a file (decoded, where it is compressed): a whole record of a log, or the value itself in a text, whose record is its line. */
export interface IndicatorPlace {
  readonly path: string
  readonly record: number
  readonly offset: number
  readonly length: number
}

export interface IndicatorListing {
  /** Ordered by type and value. */
  readonly indicators: readonly ListedIndicator[]
  /** Sightings of values that were not kept, because there were more distinct ones than are kept. */
  readonly notKept: number
}

export interface ListRequest {
  /** Files and folders. */
  readonly paths: readonly string[]
  readonly zones: ZoneChoice
  readonly year?: number
  readonly signal: AbortSignal
  readonly onProblem: (problem: Problem) => void
  readonly onProgress: (line: string) => void
}

/**
 * Lists the indicators in logs and, in files that no format recognises, in text and Markdown. Throws AppError `not-found` for a path that does not
 * exist; what cannot be read is a problem. A file that is neither log nor text is the problem `unrecognised`.
 */
export async function listIndicators(request: ListRequest): Promise<IndicatorListing> {
  const { files, problems, missing } = await discoverFiles(request.paths)
  if (missing.length > 0)
    throw new AppError(
      'not-found',
      `No such file or folder: ${listOf(
        missing.map((path) => `"${path}"`),
        5,
      )}`,
    )
  problems.forEach(request.onProblem)
  const paths = new Map<string, string>()
  const tallies: IndicatorTally[] = []
  const texts = new TextTally()
  for await (const file of readableFiles(files, { signal: request.signal, onProblem: request.onProblem, onFile: request.onProgress })) {
    const isLog = await readLog(request, file, { tallies, paths })
    if (!isLog) await readText(request, file, texts)
    // Merged as it goes, so that a folder of many files takes little more memory than a few.
    if (tallies.length >= mostTallies) tallies.splice(0, tallies.length, mergeIndicators(tallies))
  }
  const merged = mergeIndicators(tallies)
  return { indicators: listed(sightingsOf(merged), { texts, paths }), notKept: merged.notKept + texts.notKept }
}

const mostTallies = 32

/** False where no format recognises the file, or the one that does finds no event in it: then it is searched as text. */
async function readLog(request: ListRequest, file: ReadableFile, found: { tallies: IndicatorTally[]; paths: Map<string, string> }): Promise<boolean> {
  const collector = collectIndicators()
  const zone = zoneFor(request.zones, file.path)
  let unrecognised: Problem | undefined
  const readings = await readEvidence({
    path: file.path,
    modifiedMs: file.modifiedMs,
    ...(file.file === undefined ? {} : { file: file.file }),
    signal: request.signal,
    ...(zone === undefined ? {} : { zone }),
    ...(request.year === undefined ? {} : { year: request.year }),
    onEvent: (event, record, bytes) => collector.see(event, record.text, () => citeEvent(event, bytes)),
    onProblem(problem) {
      if (problem.code === 'unrecognised') unrecognised = problem
      else request.onProblem(problem)
    },
    onProgress: ({ records, problems }) => request.onProgress(`${file.path}: ${records} records, ${problems} problems`),
  })
  for (const { sha256, path } of readings) if (!found.paths.has(sha256)) found.paths.set(sha256, path)
  found.tallies.push(collector.tally())
  return unrecognised === undefined && readings.every(({ format, events, size }) => format === undefined || events > 0 || size === 0)
}

async function readText(request: ListRequest, { path, file }: ReadableFile, texts: TextTally): Promise<void> {
  const isText = await searchTextFile({
    path,
    ...(file === undefined ? {} : { file }),
    signal: request.signal,
    onProblem: request.onProblem,
    onMatch: (placed) => texts.add(path, placed),
  })
  if (!isText) request.onProblem({ path, code: 'unrecognised', message: 'Neither a log that is recognised nor text' })
}

interface TextCount {
  readonly match: Pick<IndicatorMatch, 'type' | 'value' | 'observable'>
  count: number
  lastPath: string
  lastLine: number
  readonly examples: IndicatorPlace[]
}

/** Counts lines in which values stand. */
class TextTally {
  readonly counts = new Map<string, TextCount>()
  notKept = 0

  add(path: string, { match, line, offset, length }: PlacedMatch): void {
    const key = keyOf(match)
    let counted = this.counts.get(key)
    if (counted === undefined) {
      if (this.counts.size >= mostValues) {
        this.notKept += 1
        return
      }
      const { type, value, observable } = match
      counted = { match: { type, value, observable }, count: 0, lastPath: '', lastLine: 0, examples: [] }
      this.counts.set(key, counted)
    }
    if (counted.lastPath === path && counted.lastLine === line) return
    counted.lastPath = path
    counted.lastLine = line
    counted.count += 1
    if (counted.examples.length < mostExamples) counted.examples.push({ path, record: line, offset, length })
  }
}

function keyOf({ type, value }: { type: IndicatorType; value: string }): string {
  return `${type} ${value}`
}

function listed(sightings: readonly IndicatorSighting[], found: { texts: TextTally; paths: ReadonlyMap<string, string> }): ListedIndicator[] {
  const left = new Map(found.texts.counts)
  const fromLogs = sightings.map((sighting): ListedIndicator => {
    const { type, value, observable, count, first, last } = sighting
    const text = left.get(keyOf(sighting))
    left.delete(keyOf(sighting))
    const places = sighting.examples.map(({ evidence, record, spans }): IndicatorPlace => {
      const [span = { offset: 0, length: 0 }] = spans
      return { path: found.paths.get(evidence) ?? evidence, record, ...span }
    })
    const examples = [...places, ...(text?.examples ?? [])].slice(0, mostExamples)
    return { type, value, observable, count: count + (text?.count ?? 0), first, last, examples }
  })
  const fromTexts = [...left.values()].map(({ match, count, examples }): ListedIndicator => ({ ...match, count, examples }))
  return [...fromLogs, ...fromTexts].toSorted(byTypeAndValue)
}

function byTypeAndValue(a: ListedIndicator, b: ListedIndicator): number {
  return indicatorTypes.indexOf(a.type) - indicatorTypes.indexOf(b.type) || (a.value < b.value ? -1 : a.value > b.value ? 1 : 0)
}
