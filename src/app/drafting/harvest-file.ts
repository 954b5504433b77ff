import { collectCoverage, type CoveragePart } from '../../events/coverage.ts'
import { collectSessions, type Movement } from '../../events/sessions.ts'
import type { RawRecord } from '../../evidence/format.ts'
import { formatNamed } from '../../evidence/formats/index.ts'
import { collectFindings, createFindingMemory, type FindingMemory, type FindingTally, mostGroups } from '../../findings/collect.ts'
import { collectIndicators, createIndicatorsMemory, type IndicatorTally, mostValues } from '../../findings/indicators/collect-indicators.ts'
import type { IndicatorMemory } from '../../findings/indicators/indicator-memory.ts'
import type { Rule } from '../../findings/sigma/rule.ts'
import { compileRules, type RuleSet } from '../../findings/sigma/rule-set.ts'
import { messageOf } from '../../base/error.ts'
import type { Event } from '../../model/event.ts'
import { citeEvent } from '../../model/event-citation.ts'
import type { Problem } from '../../model/problem.ts'
import { createProblemLedger, isReadFailure } from '../reading/problems.ts'
import { changedWhileRead, type EvidenceReading, readEvidence } from '../reading/read-evidence.ts'
import type { ReadRequest } from '../reading/inspect.ts'

/** One file to read. */
export type HarvestTask = Pick<ReadRequest, 'path' | 'file' | 'parent' | 'zone' | 'year' | 'yearFrom' | 'format' | 'modifiedMs'>

/** What one file gave: plain data. */
export interface FileHarvest {
  readonly readings: readonly EvidenceReading[]
  readonly problems: readonly Problem[]
  readonly problemCount: number
  /** Problems that mean that some evidence could not be read. */
  readonly failures: number
  /** What no time could be told of is listed, at most so many a file; the counts are exact. */
  readonly assumed: readonly ('zone' | 'year')[]
  readonly findings: FindingTally
  readonly movement: Movement
  readonly indicators: IndicatorTally
  readonly coverage: readonly CoveragePart[]
  /** Records that were left out because items that came before hold their events. */
  readonly repeats?: Repeats
  /** True where the file changed under the reader: what it gave may be of neither state. */
  readonly isChanged?: boolean
}

/** Which records of an item repeat what others hold. */
export interface Repeats {
  /** Tells two states apart. */
  readonly mark: string
  /** By what the events are read from (SHA-256): the first bytes of the records, ascending. */
  readonly offsets: ReadonlyMap<string, Float64Array>
}

/** How far a file has been read. */
export interface HarvestProgress {
  readonly bytes: number
  readonly size: number
  readonly records: number
  readonly events: number
  readonly problems: number
  readonly findings: number
}

/** Who takes part while a file is read. */
export interface HarvestCompany {
  /** Takes every event with its record, whose bytes may be overwritten after the call. */
  onEvent?(event: Event, bytes: Uint8Array, record: RawRecord): void
  /** Records that are read and not counted. */
  readonly repeats?: Repeats
  /** Asked after each piece of the file, which is read on once this is resolved (back-pressure). */
  ready?(): Promise<void> | void
  readonly signal?: AbortSignal
}

/** Reads one file, detecting and counting. Content never makes it reject; a file that cannot be read to its end gives a problem and nothing else. */
export type Harvester = (task: HarvestTask, progress: (value: HarvestProgress) => void, company?: HarvestCompany) => Promise<FileHarvest>

/** Reads files with one set of rules. */
export function createHarvester(rules: readonly Rule[]): Harvester {
  const ruleSet = compileRules(rules)
  const memory: HarvestMemory = { findings: createFindingMemory(), indicators: createIndicatorsMemory() }
  return async (task, progress, company = {}) => {
    try {
      return await harvestFile({ task, ruleSet, memory, progress, company })
    } catch (error) {
      company.signal?.throwIfAborted()
      if (!isFileError(error, task)) throw error
      return unreadableHarvest(task.path, `Cannot be read: ${messageOf(error)}`)
    }
  }
}

/** An error of the file system about the file itself: it vanished, or its disk failed, while it was read. */
function isFileError(error: unknown, { path, file = path }: HarvestTask): boolean {
  if (!(error instanceof Error) || !('syscall' in error)) return false
  return !('path' in error) || error.path === file
}

/** What a file gives that cannot be read. */
export function unreadableHarvest(path: string, message: string): FileHarvest {
  return {
    readings: [],
    problems: [{ path, code: 'unreadable', message }],
    problemCount: 1,
    failures: 1,
    assumed: [],
    findings: collectFindings().tally(),
    movement: collectSessions().result(),
    indicators: collectIndicators().tally(),
    coverage: [],
  }
}

/** What a harvester derived for one file and need not derive again for the next. */
interface HarvestMemory {
  readonly findings: FindingMemory
  readonly indicators: IndicatorMemory
}

interface HarvestGiven {
  readonly task: HarvestTask
  readonly ruleSet: RuleSet
  readonly memory: HarvestMemory
  readonly progress: (value: HarvestProgress) => void
  readonly company: HarvestCompany
}

async function harvestFile({ task, ruleSet, memory, progress, company }: HarvestGiven): Promise<FileHarvest> {
  const findings = collectFindings(mostGroups, memory.findings)
  const sessions = collectSessions(memory.findings.sessionOf)
  const indicators = collectIndicators(mostValues, memory.indicators)
  const coverage = collectCoverage()
  const ledger = createProblemLedger(task.path)
  const isRepeated = repeatedTest(company.repeats)
  const assumed = new Set<'zone' | 'year'>()
  let failures = 0
  let isChanged = false
  const readings = await readEvidence({
    ...task,
    ...(company.signal === undefined ? {} : { signal: company.signal }),
    onEvent(event, record, bytes) {
      if (isRepeated(event)) return
      const format = formatNamed(event.dataset)
      if (format !== undefined) findings.see(event, ruleSet.match(event, format.logsources), bytes)
      sessions.see(event, bytes)
      indicators.see(event, record.text, () => citeEvent(event, bytes))
      coverage.see(event)
      for (const part of event.time.assumed ?? []) assumed.add(part)
      company.onEvent?.(event, bytes, record)
    },
    onProblem(problem) {
      ledger.add(problem)
      if (isReadFailure(problem)) failures += 1
      if (problem.message === changedWhileRead) isChanged = true
    },
    onProgress: (now) => {
      progress({ ...now, findings: findings.size() })
      return company.ready?.()
    },
  })
  return {
    readings,
    problems: ledger.list(),
    problemCount: ledger.count(),
    failures,
    assumed: [...assumed].sort(),
    findings: findings.tally(),
    movement: sessions.result(),
    indicators: indicators.tally(),
    coverage: coverage.result(),
    ...(isChanged ? { isChanged } : {}),
    ...(company.repeats === undefined ? {} : { repeats: company.repeats }),
  }
}

function repeatedTest(repeats: Repeats | undefined): (event: Event) => boolean {
  if (repeats === undefined) return () => false
  const sets = new Map([...repeats.offsets].map(([evidence, offsets]) => [evidence, new Set(offsets)]))
  return ({ origin }) => sets.get(origin.evidence)?.has(origin.offset) === true
}
