import { randomUUID } from 'node:crypto'
import type { EvidenceItem } from '../../model/evidence-item.ts'
import type { Harvest } from '../../model/harvest.ts'
import type { Problem } from '../../model/problem.ts'
import { readRules } from '../detecting/rules.ts'
import { mergeFiles } from '../drafting/harvest.ts'
import type { Provenances } from '../drafting/provenance.ts'
import { type IntakeJob, withIntake } from '../intake/intake-job.ts'
import type { ItemProgress } from '../intake/intake-progress.ts'
import { type ItemSummary, summaryOf } from '../intake/item-detail.ts'
import { harvestDistinct } from '../intake/distinct-harvests.ts'
import type { EvidenceReading } from '../reading/read-evidence.ts'
import { serveTasks } from './serve-tasks.ts'

/** What to read for a draft. */
export interface DraftReading extends IntakeJob {
  /** Items the record already has: they keep their labels. */
  readonly known: readonly EvidenceItem[]
  /** What is known of items beside their bytes. */
  readonly preserved: Provenances
}

/** Where one item of a draft stands, told while it is read. */
export type DraftReadingProgress = ItemProgress

/** What reading for a draft gave. */
export interface DraftRead {
  readonly harvest: Harvest
  /** In the order of the items that were given. */
  readonly files: readonly DraftedFile[]
  /** SHA-256 -> text of the rules that found something. */
  readonly rules: ReadonlyMap<string, string>
}

/** What became of one item. */
export interface DraftedFile {
  readonly sha256: string
  readonly readings: readonly EvidenceReading[]
  readonly problems: readonly Problem[]
  readonly summary: ItemSummary
}

/**
 * Reads what of an incident's evidence is not read yet and puts together what all of it gave, in a thread of its own: the server keeps answering
 * meanwhile.
 */
serveTasks<DraftReading>(async (task, { progress, signal }): Promise<DraftRead> => {
  const { rules } = await readRules()
  const onItem = (at: ItemProgress): void => progress(at satisfies DraftReadingProgress)
  const harvests = await withIntake(task, rules, (request) => harvestDistinct({ ...request, tag: randomUUID(), onItem, signal }))
  const harvest = mergeFiles(harvests, task)
  const used = new Set(harvest.findings.map(({ rule }) => rule.hash))
  const files = task.items.flatMap(({ sha256 }, index): DraftedFile[] => {
    const file = harvests[index]
    return file === undefined ? [] : [{ sha256, readings: file.readings, problems: file.problems, summary: summaryOf(file) }]
  })
  return { harvest, files, rules: new Map(rules.filter(({ hash }) => used.has(hash)).map(({ hash, text }) => [hash, text])) }
})
