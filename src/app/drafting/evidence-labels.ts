import type { EvidenceItem } from '../../model/evidence-item.ts'
import { keepProvenance } from './provenance.ts'

/** An evidence item before it has a label. */
export type UnlabelledItem = Omit<EvidenceItem, 'label'>

/**
 * Items with their labels: what is known keeps its label and everything people wrote of it, what is new gets the next number.
 * A label is never given twice, so numbers of items that were taken out stay unused.
 */
export function labelItems(known: readonly EvidenceItem[], found: readonly UnlabelledItem[]): EvidenceItem[] {
  const byHash = new Map(known.map((item) => [item.sha256, item]))
  let last = known.reduce((most, item) => Math.max(most, Number(item.label.slice(1)) || 0), 0)
  const labelled = new Map<string, EvidenceItem>()
  for (const item of found) {
    if (labelled.has(item.sha256)) continue
    const before = byHash.get(item.sha256)
    if (before === undefined) last += 1
    const kept = before === undefined ? {} : { id: before.id, ...keepProvenance(before, item) }
    labelled.set(item.sha256, { ...item, ...kept, label: before?.label ?? `E${last}` })
  }
  return [...labelled.values()]
}
