import { derivedId } from '../../base/id.ts'
import { compareInstantTexts } from '../../base/instant.ts'
import { citationsOf } from '../../model/finding-citation.ts'
import type { Finding } from '../../model/finding.ts'
import type { Harvest, ProposedElement } from '../../model/harvest.ts'
import type { Tiers } from './tiers.ts'
import { accountsOf } from './entries.ts'

/** What stated acts created or changed, and whether the evidence shows it undone. */
export function proposeLeftBehind(harvest: Harvest, tiers: Tiers): ProposedElement[] {
  return tiers.stated.flatMap(({ finding }) => {
    const leaves = finding.rule.story?.leaves
    if (leaves === undefined || finding.key['event.outcome'] === 'failure') return []
    return finding.left.slice(0, 100).map((name) => {
      const undone = undoingOf({ harvest, made: finding, name })
      return {
        id: derivedId('left', leaves.what, name, finding.id),
        review: 'proposed',
        finding: finding.id,
        what: leaves.what,
        name,
        at: finding.first.at,
        undone: undone === undefined ? 'unknown' : 'yes',
        ...(undone === undefined ? {} : { undoneAt: undone.last.at, undoneBy: accountsOf(undone)[0] }),
        citations: [...citationsOf(finding), ...(undone === undefined ? [] : citationsOf(undone))],
      }
    })
  })
}

/** A later act that removes what was made: one of the rule's undoing actions that names the same thing. */
function undoingOf({ harvest, made, name }: { harvest: Harvest; made: Finding; name: string }): Finding | undefined {
  const actions = new Set(made.rule.story?.leaves?.undoneBy ?? [])
  if (actions.size === 0) return undefined
  return harvest.findings.find(
    (finding) =>
      finding.key['event.outcome'] !== 'failure' &&
      (finding.values['event.action'] ?? []).some((action) => actions.has(action)) &&
      compareInstantTexts(finding.last.at, made.first.at) > 0 &&
      names(finding).has(name),
  )
}

function names(finding: Finding): Set<string> {
  return new Set([...finding.left, ...(finding.values['user.target.name'] ?? []), finding.key['user.target.name'] ?? ''])
}
