import { availableParallelism } from 'node:os'
import { mergeCoverage } from '../../events/coverage.ts'
import { mergeMovement } from '../../events/sessions.ts'
import { mergeIndicators, sightingsOf } from '../../findings/indicators/collect-indicators.ts'
import { mergeFindings } from '../../findings/merge-findings.ts'
import type { Rule } from '../../findings/sigma/rule.ts'
import type { EvidenceItem } from '../../model/evidence-item.ts'
import type { Harvest } from '../../model/harvest.ts'
import type { Problem } from '../../model/problem.ts'
import { itemNameOf } from '../reading/inspect.ts'
import type { EvidenceReading } from '../reading/read-evidence.ts'
import { runInWorkers } from '../workers/pool.ts'
import { labelItems, type UnlabelledItem } from './evidence-labels.ts'
import { type Provenances, withProvenance } from './provenance.ts'
import type { FileHarvest, HarvestProgress, HarvestTask } from './harvest-file.ts'

/** What to read, and with which rules. */
export interface HarvestRequest {
  readonly files: readonly HarvestTask[]
  readonly rules: readonly Rule[]
  /** Items the record already has: they keep their labels. */
  readonly known: readonly EvidenceItem[]
  /** What is known of items beside their bytes. */
  readonly preserved?: Provenances
  /** Containers that files came out of. */
  readonly containers?: readonly EvidenceReading[]
  readonly threads?: number
  readonly onProgress?: (file: HarvestTask, progress: HarvestProgress) => void
  readonly onFile?: (file: HarvestTask, harvested: FileHarvest) => void
  readonly signal?: AbortSignal
}

/** Everything the evidence gave, and what of it could not be read. */
export interface Harvested {
  readonly harvest: Harvest
  readonly files: readonly FileHarvest[]
  readonly problems: readonly Problem[]
  readonly problemCount: number
  readonly failures: number
}

/** Reads files on all cores and puts together what they gave; the same result in whatever order they finish. */
export async function harvestEvidence(request: HarvestRequest): Promise<Harvested> {
  const { files: tasks } = request
  // The largest first: a long file that starts last would keep one core busy alone.
  const files = await runInWorkers<HarvestTask, FileHarvest>({
    worker: 'harvest',
    setup: request.rules,
    tasks,
    threads: request.threads ?? availableParallelism(),
    result: (value) => {
      const harvested = value as FileHarvest // our own worker built it
      return harvested
    },
    onProgress: (index, value) => {
      const task = tasks[index]
      if (task !== undefined) request.onProgress?.(task, value as HarvestProgress) // our own worker built it
    },
    ...(request.signal === undefined ? {} : { signal: request.signal }),
  })
  for (const [index, file] of files.entries()) {
    const task = tasks[index]
    if (task !== undefined) request.onFile?.(task, file)
  }
  return {
    harvest: mergeFiles(files, request),
    files,
    problems: files.flatMap((file) => file.problems),
    problemCount: files.reduce((sum, file) => sum + file.problemCount, 0),
    failures: files.reduce((sum, file) => sum + file.failures, 0),
  }
}

/** Puts together what files gave; the same bytes given twice count once. */
export function mergeFiles(
  files: readonly FileHarvest[],
  { known, preserved, containers = [] }: Pick<HarvestRequest, 'known' | 'preserved' | 'containers'>,
): Harvest {
  const distinct = withoutCopies(files)
  const movement = mergeMovement(distinct.map((file) => file.movement))
  const items = placeContainers(files, containers).map((item) => withProvenance(item, preserved))
  return {
    items: labelItems(known, items),
    findings: mergeFindings(
      distinct.map((file) => file.findings),
      new Map(distinct.flatMap(({ repeats }) => [...(repeats?.offsets ?? [])])),
    ),
    sessions: movement.sessions,
    issues: movement.issues,
    sightings: sightingsOf(mergeIndicators(distinct.map((file) => file.indicators))),
    coverage: mergeCoverage(distinct.flatMap((file) => file.coverage)),
  }
}

/** The same bytes given twice are one item, and count once. */
function withoutCopies(files: readonly FileHarvest[]): FileHarvest[] {
  const seen = new Set<string>()
  return files.filter((file) => {
    const item = file.readings.at(-1)
    if (item === undefined) return true
    if (seen.has(item.sha256)) return false
    seen.add(item.sha256)
    return true
  })
}

/** The items of all files, each container before the first that came out of it; those that gave no file at all where they stood. */
function placeContainers(files: readonly FileHarvest[], containers: readonly EvidenceReading[]): UnlabelledItem[] {
  const places = new Map(containers.map(({ path }, index) => [path, index]))
  const left = containers.map((container) => itemOf(container, { assumed: [] }))
  const items: UnlabelledItem[] = []
  let placed = 0
  for (const file of files) {
    // Both lists are in the order of the paths given.
    const last = Math.max(-1, ...ancestorsOf(file.readings[0]?.path ?? '').map((path) => places.get(path) ?? -1))
    items.push(...left.slice(placed, last + 1), ...file.readings.map((reading) => itemOf(reading, file)))
    placed = Math.max(placed, last + 1)
  }
  return [...items, ...left.slice(placed)]
}

/** "a.zip!b.tar!c.log" -> "a.zip", "a.zip!b.tar". */
function ancestorsOf(path: string): string[] {
  const parts = path.split('!')
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('!'))
}

function itemOf(reading: EvidenceReading, file: Pick<FileHarvest, 'assumed'>): UnlabelledItem {
  return {
    id: `evidence-${reading.sha256.slice(0, 16)}`,
    name: itemNameOf(reading.path),
    path: reading.path,
    sha256: reading.sha256,
    size: reading.size,
    acquisition: {},
    custody: [],
    citations: [],
    ...(reading.parent === undefined ? {} : { parent: reading.parent }),
    ...(reading.format === undefined || reading.version === undefined ? {} : { reading: readingOf(reading, file) }),
  }
}

function readingOf(reading: EvidenceReading, file: Pick<FileHarvest, 'assumed'>): NonNullable<EvidenceItem['reading']> {
  const assumed = file.assumed.filter((part) => part === 'zone' || reading.yearFrom !== 'given')
  return {
    format: reading.format ?? '',
    version: reading.version ?? 0,
    records: reading.records,
    events: reading.events,
    problems: reading.problems,
    ...(reading.first === undefined ? {} : { first: reading.first.at }),
    ...(reading.last === undefined ? {} : { last: reading.last.at }),
    ...(reading.zone === undefined ? {} : { zone: reading.zone }),
    ...(reading.year === undefined ? {} : { year: reading.year }),
    ...(assumed.length === 0 ? {} : { assumed: [...assumed] }),
  }
}
