import { sha256Hex } from '../base/canonical-json.ts'
import type { Citation, SetCitation } from './citation.ts'
import type { Finding } from './finding.ts'

/** Few events are cited one by one, more as a set. */
const mostSingly = 3

/** How a finding is proven: its events one by one where they are few and all at hand, else the set. */
export function citationsOf(finding: Finding): Citation[] {
  if (finding.count <= mostSingly && finding.examples.length >= finding.count) return finding.examples.map((example) => example.citation)
  return [setCitationOf(finding)]
}

/** The set of a finding's events, provable by selecting them again with its rule and key. */
export function setCitationOf(finding: Finding): SetCitation {
  return {
    kind: 'set',
    selector: { rule: finding.rule.id, ruleHash: finding.rule.hash, where: { ...finding.key } },
    evidence: [...finding.evidence],
    count: finding.count,
    first: finding.first.at,
    last: finding.last.at,
    digest: digestOfMembers(finding.members),
    examples: finding.examples.slice(0, 5).map((example) => example.citation),
    ...(finding.repeats === undefined ? {} : { except: finding.repeats.map((range) => ({ ...range })) }),
  }
}

/** SHA-256 of event ids, sorted, one a line. */
export function digestOfMembers(sortedIds: readonly string[]): string {
  return sha256Hex(sortedIds.join('\n'))
}
