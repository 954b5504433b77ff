import type { Problem } from '../../model/problem.ts'

/** Problems of one or more files: counted all, kept up to a limit. */
export interface ProblemLedger {
  add(problem: Problem): void
  /** Those kept; where more were counted, the last one says how many. */
  list(): Problem[]
  count(): number
}

/** Keeps at most `most` problems of a file in memory; counts are exact. */
export function createProblemLedger(path: string, most = 1000): ProblemLedger {
  const kept: Problem[] = []
  let counted = 0
  return {
    add(problem) {
      counted += 1
      if (kept.length < most) kept.push(problem)
    },
    list() {
      const left = counted - kept.length
      return left === 0
        ? [...kept]
        : [...kept, { path, code: 'too-many-problems', message: `${left} more problems of this file are counted, not listed` }]
    },
    count: () => counted,
  }
}

const harmless: ReadonlySet<Problem['code']> = new Set(['unrecognised', 'empty', 'unfinished'])

/** True where the problem means that some evidence could not be read; a file nobody recognises, an empty one or a missing last line end is none. */
export function isReadFailure(problem: Problem): boolean {
  return !harmless.has(problem.code)
}
