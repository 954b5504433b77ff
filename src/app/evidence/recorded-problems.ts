import type { Problem } from '../../model/problem.ts'
import type { EvidenceRow } from '../../store/records/evidence-records.ts'
import { mostProblems, readDetail } from '../workspace/evidence-detail.ts'
import type { Member } from './unpack-members.ts'

/** A container that comes again: under another path, perhaps. */
export interface CameAgain {
  readonly sha256: string
  readonly path: string
}

/** Problems of a container, and the path it had when they were told. */
export interface ToldProblems {
  readonly path: string
  readonly problems: readonly Problem[]
}

/** What unpacking a container was told to be wrong with, from the items it made: nothing is unpacked for it. */
export function recordedProblems(container: string, members: readonly Member[], rows: ReadonlyMap<string, EvidenceRow>): ToldProblems {
  const own = rows.get(container)
  // What a member says once it was read are problems of its records.
  const nested = members.filter(({ sha256, isContainer }) => isContainer || rows.get(sha256)?.status === 'new').map(({ sha256 }) => rows.get(sha256))
  const told = new Map<string, Problem>()
  for (const row of [own, ...nested]) {
    const { problems } = readDetail(row?.detail ?? '')
    for (const problem of problems) told.set(JSON.stringify([problem.path, problem.code, problem.message]), problem)
    if (problems.length >= mostProblems) told.set(row?.sha256 ?? '', onlyFirst(problems))
  }
  return { path: own === undefined ? '' : pathAtFirst(own, rows), problems: [...told.values()] }
}

/** The same problems of a container that has another path now. */
export function problemsUnder(path: string, { path: before, problems }: ToldProblems): Problem[] {
  return problems.map((problem) => {
    const isBelow = before !== '' && (problem.path === before || problem.path.startsWith(`${before}!`))
    return isBelow ? { ...problem, path: `${path}${problem.path.slice(before.length)}` } : problem
  })
}

function onlyFirst(problems: readonly Problem[]): Problem {
  const message = `These are the first ${mostProblems} problems of when it was first unpacked; further ones were not recorded`
  return { path: problems[0]?.path ?? '', code: 'too-many-problems', message }
}

/** Containers nest, but never this deep: a bound against a circle in damaged rows. */
const mostLevels = 64

function pathAtFirst(row: EvidenceRow, rows: ReadonlyMap<string, EvidenceRow>, level = 0): string {
  const own = row.path === '' ? row.name : row.path
  const around = row.parent === undefined || level >= mostLevels ? undefined : rows.get(row.parent)
  return around === undefined ? own : `${pathAtFirst(around, rows, level + 1)}!${own}`
}
