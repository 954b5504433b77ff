import { readRules } from '../../src/app/detecting/rules.ts'
import { harvestEvidence } from '../../src/app/drafting/harvest.ts'
import { discoverFiles } from '../../src/app/reading/discover.ts'
import { readEvidence } from '../../src/app/reading/read-evidence.ts'
import { sortIntoTiers, type TieredFinding } from '../../src/incident/draft/tiers.ts'

/** How well a draft tells attack events from ordinary ones. */
export interface Score {
  readonly attackEvents: number
  readonly statedPrecision: number
  readonly statedRecall: number
  /** Recall of both tiers together. */
  readonly listedRecall: number
  readonly entriesStated: number
  readonly entriesToReview: number
}

/** Scores the draft of a file against the ids (of the source) of its attack events. */
export async function scoreDraft(path: string, truth: ReadonlySet<string>): Promise<Score> {
  const sourceIds = new Map<string, string>()
  await readEvidence({ path, onEvent: (event) => void sourceIds.set(event.id, event.sourceId ?? event.id), onProblem: () => undefined })
  const rules = (await readRules()).rules.map((rule) => ({ path: rule.path, text: rule.text }))
  const { harvest } = await harvestEvidence({ files: (await discoverFiles([path])).files, rules, known: [] })
  const tiers = sortIntoTiers(harvest)
  const stated = eventsOf(tiers.stated)
  const listed = new Set([...stated, ...eventsOf(tiers.toReview)])
  const hits = (events: ReadonlySet<string>): number => [...events].filter((id) => truth.has(sourceIds.get(id) ?? '')).length
  return {
    attackEvents: truth.size,
    statedPrecision: stated.size === 0 ? 1 : hits(stated) / stated.size,
    statedRecall: hits(stated) / truth.size,
    listedRecall: hits(listed) / truth.size,
    entriesStated: tiers.stated.length,
    entriesToReview: tiers.toReview.length,
  }
}

function eventsOf(findings: readonly TieredFinding[]): Set<string> {
  return new Set(findings.flatMap(({ finding }) => finding.members))
}
