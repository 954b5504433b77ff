import { collectCoverage, type CoveragePart } from '../../events/coverage.ts'
import { collectSessions, type Movement } from '../../events/sessions.ts'
import { formatNamed } from '../../evidence/formats/index.ts'
import { collectFindings, type FindingTally } from '../../findings/collect.ts'
import { collectIndicators, type IndicatorTally } from '../../findings/indicators/collect-indicators.ts'
import { isRuleProblem, loadRules } from '../../findings/sigma/load-rule.ts'
import { compileRules, type RuleSet } from '../../findings/sigma/rule-set.ts'
import { citeEvent } from '../../model/event-citation.ts'
import type { Problem } from '../../model/problem.ts'
import { createProblemLedger, isReadFailure } from '../reading/problems.ts'
import { type EvidenceReading, readEvidence } from '../reading/read-evidence.ts'
import type { ReadRequest } from '../reading/inspect.ts'

/** A rule's text and where it lay. */
export interface RuleText {
  readonly path: string
  readonly text: string
}

/** One file to read. */
export type HarvestTask = Pick<ReadRequest, 'path' | 'file' | 'zone' | 'year' | 'yearFrom' | 'format' | 'modifiedMs'>

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

/** Reads files with one set of rules. */
export function createHarvester(rules: readonly RuleText[]): (task: HarvestTask, progress: (value: HarvestProgress) => void) => Promise<FileHarvest> {
  const loaded = rules.flatMap((rule) => loadRules(rule.text, rule.path)).flatMap((rule) => (isRuleProblem(rule) ? [] : [rule]))
  const ruleSet = compileRules(loaded)
  return (task, progress) => harvestFile({ task, ruleSet, progress })
}

async function harvestFile(given: { task: HarvestTask; ruleSet: RuleSet; progress: (value: HarvestProgress) => void }): Promise<FileHarvest> {
  const { task, ruleSet, progress } = given
  const findings = collectFindings()
  const sessions = collectSessions()
  const indicators = collectIndicators()
  const coverage = collectCoverage()
  const ledger = createProblemLedger(task.path)
  const assumed = new Set<'zone' | 'year'>()
  let failures = 0
  const readings = await readEvidence({
    ...task,
    onEvent(event, record, bytes) {
      const format = formatNamed(event.dataset)
      if (format !== undefined) findings.see(event, ruleSet.match(event, format.logsources), bytes)
      sessions.see(event, bytes)
      indicators.see(event, record.text, () => citeEvent(event, bytes))
      coverage.see(event)
      for (const part of event.time.assumed ?? []) assumed.add(part)
    },
    onProblem(problem) {
      ledger.add(problem)
      if (isReadFailure(problem)) failures += 1
    },
    onProgress: (now) => progress({ ...now, findings: findings.size() }),
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
  }
}
