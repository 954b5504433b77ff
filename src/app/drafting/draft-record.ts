import { emptyState, foldEdits } from '../../incident/fold.ts'
import type { IncidentFile } from '../../model/incident-file.ts'
import type { SetCitation } from '../../model/citation.ts'
import { sourcesOf } from '../../model/citation-label.ts'
import type { Rule } from '../../findings/sigma/rule.ts'
import { AppError } from '../../base/error.ts'
import type { Recorded } from './draft-edits.ts'

/** A record that nothing has been written to. */
export function newRecord(incident: string): Recorded {
  return { state: emptyState(incident), edits: [] }
}

/** The record of an incident.json that was checked when it was loaded. */
export function recordOf(file: IncidentFile): Recorded {
  const folded = foldEdits(file.edits)
  if (!folded.ok) throw new AppError('damaged', `The edits of ${file.document.id} cannot be applied: ${folded.errors[0]?.message ?? ''}`)
  return { state: folded.value, edits: file.edits }
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
