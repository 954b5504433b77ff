import { emptyState } from '../../incident/fold.ts'
import type { SetCitation } from '../../model/citation.ts'
import { sourcesOf } from '../../model/citation-label.ts'
import type { Rule } from '../../findings/sigma/rule.ts'
import type { Recorded } from './draft-edits.ts'

/** A record that nothing has been written to. */
export function newRecord(incident: string): Recorded {
  return { state: emptyState(incident), edits: [] }
}

/** The texts of the rules that the record's sets are cited by, from the rules used now and those kept with the record. */
export function citedRules(recorded: Recorded, rules: readonly Rule[], kept: Readonly<Record<string, string>>): Map<string, string> {
  const texts = new Map([...Object.entries(kept), ...rules.map((rule): [string, string] => [rule.hash, rule.text])])
  const cited = sourcesOf(recorded.state.document).flatMap(({ citation }): SetCitation[] => (citation.kind === 'set' ? [citation] : []))
  const hashes = [...new Set(cited.map((set) => set.selector.ruleHash))].sort()
  return new Map(
    hashes.flatMap((hash): [string, string][] => {
      const text = texts.get(hash)
      return text === undefined ? [] : [[hash, text]]
    }),
  )
}
