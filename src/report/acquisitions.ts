import { canonicalJson } from '../base/canonical-json.ts'
import type { Acquisition } from '../model/acquisition.ts'
import type { EvidenceItem } from '../model/evidence-item.ts'

/**
 * Every way in which an item was obtained: the one that stands for it first, then those that its custody tells beside it, in their order. What a later step
 * states anew is left out, and the same told twice is one.
 */
export function acquisitionsOf({ acquisition, custody }: Pick<EvidenceItem, 'acquisition' | 'custody'>): Acquisition[] {
  const corrected = new Set(custody.map(({ corrects }) => corrects))
  const told = custody.flatMap((step) =>
    step.acquisition === undefined || (step.seq !== undefined && corrected.has(step.seq)) ? [] : [step.acquisition],
  )
  const all = [acquisition, ...told].filter((one) => Object.values(one).some((value) => value !== undefined))
  return [...new Map(all.map((one) => [canonicalJson(one), one])).values()]
}
