import type { Problem } from '../../model/problem.ts'
import type { EventConsumer } from './consumer.ts'
import type { ReadRequest } from './inspect.ts'
import { type EvidenceReading, type ReadProgress, readEvidence } from './read-evidence.ts'

/** One file to read; survives structured cloning. */
export type ReadJob = Omit<ReadRequest, 'signal'>

/** What reading one file gave. */
export interface JobResult {
  readonly items: readonly EvidenceReading[]
  /** By the consumer's name. */
  readonly results: Readonly<Record<string, unknown>>
}

export interface JobHandlers {
  readonly onProblems: (problems: Problem[]) => void
  readonly onProgress: (progress: ReadProgress) => void
  readonly signal?: AbortSignal
}

/** Problems are handed on in batches of this size. */
const batch = 200

/** Reads one file with these consumers beside it: the same in a worker and without one. */
export async function runReadJob(job: ReadJob, consumers: ReadonlyMap<string, () => EventConsumer>, handlers: JobHandlers): Promise<JobResult> {
  const running = [...consumers].map(([name, create]) => ({ name, consumer: create() }))
  let problems: Problem[] = []
  const flush = (): void => {
    if (problems.length > 0) handlers.onProblems(problems)
    problems = []
  }
  const items = await readEvidence({
    ...job,
    ...(handlers.signal === undefined ? {} : { signal: handlers.signal }),
    onEvent: (event, record, bytes) => {
      for (const { consumer } of running) consumer.see(event, record, bytes)
    },
    onProblem: (problem) => {
      problems.push(problem)
      if (problems.length >= batch) flush()
    },
    onProgress: handlers.onProgress,
  })
  flush()
  return { items, results: Object.fromEntries(running.map(({ name, consumer }) => [name, consumer.result()])) }
}
