import { derivedId } from '../../base/id.ts'
import { agree, listOf } from '../../base/text.ts'
import { citationsOf } from '../../model/finding-citation.ts'
import type { Harvest, ProposedElement } from '../../model/harvest.ts'
import { accountsOf } from './entries.ts'
import { distinct } from './who.ts'
import type { Tiers } from './tiers.ts'

/**
 * Questions the logs cannot answer: asked, never guessed. Each names who may know. What a field of the record would answer (when it was detected,
 * whether personal data was hit, in which zone a log was written) is not asked here: the report derives those questions from what is missing.
 */
export function proposeQuestions(harvest: Harvest, tiers: Tiers): ProposedElement[] {
  return [...ruleQuestions(tiers), ...caseQuestions(tiers), ...hostQuestions(harvest, tiers)]
}

function question(parts: { key: string; text: string; role: string; examined?: string; citations?: readonly unknown[] }): ProposedElement {
  return {
    id: derivedId('question', parts.key),
    review: 'proposed',
    question: parts.text,
    state: 'open',
    role: parts.role,
    ...(parts.examined === undefined ? {} : { examined: parts.examined }),
    citations: parts.citations ?? [],
  }
}

function ruleQuestions(tiers: Tiers): ProposedElement[] {
  const asked = new Map<string, ProposedElement>()
  for (const { finding } of tiers.stated) {
    const text = finding.rule.story?.question
    if (text === undefined || asked.has(text)) continue
    asked.set(text, question({ key: text, text, role: 'Responders', citations: citationsOf(finding) }))
  }
  return [...asked.values()]
}

function caseQuestions(tiers: Tiers): ProposedElement[] {
  if (tiers.intruders.length === 0) return []
  const accounts = distinct(tiers.stated.flatMap(({ finding }) => accountsOf(finding)))
  const cloud = tiers.intruders.some(({ session }) => session.credential !== undefined)
  const questions = [
    question({
      key: 'how-in',
      text: cloud
        ? 'How did the credentials become known outside? The logs show their use, not how they were obtained.'
        : 'How was the first access obtained? The logs show its use, not how it came about.',
      role: 'Responders',
      examined: 'The first use that the evidence shows',
    }),
  ]
  if (accounts.length === 0) return questions
  const owners = question({
    key: 'owners',
    text: `Which of the recorded acts of the ${agree(accounts.length, 'account', 'accounts')} ${listOf(accounts, 5)} were the own work of ${agree(accounts.length, 'its owner', 'their owners')}?`,
    role: 'Account owners',
    examined: 'Address, client and acts of each session',
  })
  return [...questions, owners]
}

/** What could have shown the attack, at the first moment of each stated act that a rule says how to detect. */
export function proposeOpportunities(tiers: Tiers): ProposedElement[] {
  const seen = new Set<string>()
  return tiers.stated.flatMap(({ finding }) => {
    const potential = finding.rule.story?.detection
    if (potential === undefined || seen.has(finding.rule.id)) return []
    seen.add(finding.rule.id)
    const earliest = tiers.stated
      .map((tiered) => tiered.finding)
      .filter((other) => other.rule.id === finding.rule.id)
      .reduce((first, other) => (other.first.at < first.first.at ? other : first), finding)
    return [
      {
        id: derivedId('opportunity', finding.rule.id),
        review: 'proposed',
        finding: earliest.id,
        at: {
          earliest: earliest.first.at,
          latest: earliest.first.at,
          precision: earliest.first.precision,
          zone: earliest.first.zone,
          ...(earliest.first.assumed === undefined ? {} : { assumed: [...earliest.first.assumed] }),
        },
        point: finding.rule.title,
        potential,
        citations: earliest.examples.slice(0, 1).map((example) => example.citation),
      },
    ]
  })
}

/** Web logs name no host: which system a stated act hit has to be asked. */
function hostQuestions(harvest: Harvest, tiers: Tiers): ProposedElement[] {
  const hostless = new Set(
    harvest.coverage.filter(({ dataset, host }) => dataset === 'web-access' && host === undefined).flatMap(({ evidence }) => evidence),
  )
  const told = new Set(tiers.stated.flatMap(({ finding }) => finding.evidence))
  return harvest.items
    .filter((item) => hostless.has(item.sha256) && told.has(item.sha256))
    .map((item) => {
      const text = `Which system wrote ${item.name} (${item.label})? The log does not name it, so the systems its acts reached are not listed.`
      return question({ key: `host ${item.sha256}`, text, role: 'System owners' })
    })
}
