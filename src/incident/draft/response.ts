import { derivedId } from '../../base/id.ts'
import { closed, opened } from '../../base/sentence.ts'
import { timesWords } from '../../base/text.ts'
import { fillTemplate } from '../../model/fill-template.ts'
import { citationsOf } from '../../model/finding-citation.ts'
import type { Finding } from '../../model/finding.ts'
import type { ProposedElement } from '../../model/harvest.ts'
import { actOf } from './entries.ts'
import { intervalOf } from './times.ts'
import type { Tiers } from './tiers.ts'

/** Acts that look like a response. Whether they contained anything is for people to say. */
export function proposeActions(tiers: Tiers): ProposedElement[] {
  return tiers.response.map(({ finding }) => ({
    id: derivedId('action', finding.id),
    review: 'proposed',
    finding: finding.id,
    action: closed(actOf(finding)),
    plain: plainAct(finding),
    stage: 'containment',
    date: intervalOf(finding.first),
    status: 'done',
    citations: citationsOf(finding),
  }))
}

/** An act of response for a board: in the plain words of its rule, else by the rule's title. */
export function plainAct({ rule, count }: Pick<Finding, 'rule' | 'count'>): string {
  const plain = rule.story?.plain
  if (plain === undefined) return closed(count === 1 ? rule.title : `${opened(rule.title)} (${timesWords(count)})`)
  return closed(count === 1 ? plain.one : fillTemplate(plain.many, () => undefined, count))
}
