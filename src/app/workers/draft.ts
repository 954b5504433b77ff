import { readRules } from '../detecting/rules.ts'
import { type Harvested, type HarvestRequest, harvestEvidence } from '../drafting/harvest.ts'
import { serveTasks } from './serve-tasks.ts'

/** What to read for a draft. */
export type DraftReading = Pick<HarvestRequest, 'files' | 'known' | 'preserved'>

/** Where one file of a draft stands, told while it is read. */
export type DraftReadingProgress = Parameters<NonNullable<HarvestRequest['onProgress']>>

/** What reading for a draft gave. */
export interface DraftRead {
  readonly harvested: Harvested
  /** SHA-256 -> text of the rules that found something. */
  readonly rules: ReadonlyMap<string, string>
}

/** Reads the evidence of one draft and puts together what it gave, in a thread of its own: the server keeps answering meanwhile. */
serveTasks<DraftReading>(async (task, { progress, signal }): Promise<DraftRead> => {
  const { rules } = await readRules()
  const texts = rules.map(({ path, text }) => ({ path, text }))
  const harvested = await harvestEvidence({ ...task, rules: texts, onProgress: (...at) => progress(at satisfies DraftReadingProgress), signal })
  const used = new Set(harvested.harvest.findings.map(({ rule }) => rule.hash))
  return { harvested, rules: new Map(rules.filter(({ hash }) => used.has(hash)).map(({ hash, text }) => [hash, text])) }
})
