import { AppError } from '../../base/error.ts'
import type { JsonObject } from '../../base/json.ts'
import { listOf } from '../../base/text.ts'
import { formatNamed } from '../../evidence/formats/index.ts'
import { collectFindings, type FindingTally } from '../../findings/collect.ts'
import { mergeFindings } from '../../findings/merge-findings.ts'
import { compileRules, type RuleSet } from '../../findings/sigma/rule-set.ts'
import type { Rule } from '../../findings/sigma/rule.ts'
import type { Event } from '../../model/event.ts'
import type { Finding } from '../../model/finding.ts'
import type { Problem } from '../../model/problem.ts'
import { discoverFiles } from '../reading/discover.ts'
import { flatEvent } from '../reading/flat-event.ts'
import { type ReadableFile, readableFiles } from '../reading/readable-files.ts'
import { type ReadProgress, readEvidence } from '../reading/read-evidence.ts'
import { type ZoneChoice, zoneFor } from '../reading/zones.ts'

/** What to run rules over. */
export interface DetectRequest {
  /** Files and folders. */
  readonly paths: readonly string[]
  readonly rules: readonly Rule[]
  readonly zones: ZoneChoice
  readonly year?: number
  readonly signal: AbortSignal
  readonly onProblem: (problem: Problem) => void
  readonly onProgress: (line: string) => void
}

/** What came of it. */
export interface Detection {
  readonly files: number
  readonly events: number
  readonly matches: number
}

/**
 * Calls back for every event that a rule matches, in the order of the files, with one flat object for each rule. `flush` is awaited
 * between chunks, so that output never piles up. Throws AppError `not-found` for a path that does not exist.
 */
export async function matchEvents(
  request: DetectRequest,
  sink: { onMatch: (match: JsonObject) => void; flush: () => Promise<void> },
): Promise<Detection> {
  const ruleSet = compileRules(request.rules)
  let matches = 0
  const read = await readAll(request, {
    onEvent(event) {
      for (const rule of rulesFor(ruleSet, event)) {
        matches += 1
        sink.onMatch(flatMatch(rule, event))
      }
    },
    afterChunk: sink.flush,
  })
  return { ...read, matches }
}

/** Groups the matches of all files into findings, in the order of time. Throws AppError `not-found` for a path that does not exist. */
export async function detectFindings(request: DetectRequest): Promise<Detection & { findings: readonly Finding[]; notKept: number }> {
  const ruleSet = compileRules(request.rules)
  const tallies: FindingTally[] = []
  let collector = collectFindings()
  let matches = 0
  const read = await readAll(request, {
    onEvent(event, bytes) {
      const rules = rulesFor(ruleSet, event)
      matches += rules.length
      collector.see(event, rules, bytes)
    },
    afterFile() {
      tallies.push(collector.tally())
      collector = collectFindings()
    },
  })
  const notKept = tallies.flatMap((tally) => Object.values(tally.notKept)).reduce((sum, count) => sum + count, 0)
  return { ...read, matches, findings: mergeFindings(tallies), notKept }
}

function rulesFor(ruleSet: RuleSet, event: Event): readonly Rule[] {
  const format = formatNamed(event.dataset)
  return format === undefined ? [] : ruleSet.match(event, format.logsources)
}

/** A match as one flat object: the rule, then the event as `hindcast events` prints it. */
function flatMatch(rule: Rule, event: Event): JsonObject {
  return {
    'rule.id': rule.id,
    'rule.title': rule.title,
    'rule.level': rule.level,
    techniques: [...rule.techniques],
    ...flatEvent(event),
  }
}

interface Handlers {
  readonly onEvent: (event: Event, bytes: Uint8Array) => void
  readonly afterChunk?: () => Promise<void>
  readonly afterFile?: () => void
}

async function readAll(request: DetectRequest, handlers: Handlers): Promise<{ files: number; events: number }> {
  const { files, problems, missing } = await discoverFiles(request.paths)
  if (missing.length > 0) {
    const names = missing.map((path) => `"${path}"`)
    throw new AppError('not-found', `No such file or folder: ${listOf(names, 5)}`)
  }
  problems.forEach(request.onProblem)
  let events = 0
  for await (const file of readableFiles(files, unpackingOf(request))) {
    events += await readOne(request, file, handlers)
    handlers.afterFile?.()
  }
  return { files: files.length, events }
}

function unpackingOf({ signal, onProblem, onProgress }: DetectRequest): Parameters<typeof readableFiles>[1] {
  return { signal, onProblem, onFile: onProgress }
}

async function readOne(request: DetectRequest, file: ReadableFile, handlers: Handlers): Promise<number> {
  const zone = zoneFor(request.zones, file.path)
  const items = await readEvidence({
    path: file.path,
    modifiedMs: file.modifiedMs,
    ...(file.file === undefined ? {} : { file: file.file }),
    signal: request.signal,
    ...(zone === undefined ? {} : { zone }),
    ...(request.year === undefined ? {} : { year: request.year }),
    onEvent: (event, _record, bytes) => handlers.onEvent(event, bytes),
    onProblem: request.onProblem,
    onProgress: async (progress: ReadProgress) => {
      request.onProgress(`${file.path}: ${progress.events} events, ${Math.floor((100 * progress.bytes) / Math.max(1, progress.size))} %`)
      await handlers.afterChunk?.()
    },
  })
  await handlers.afterChunk?.()
  return items.reduce((sum, item) => sum + item.events, 0)
}
