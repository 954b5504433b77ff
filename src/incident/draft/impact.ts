import { derivedId } from '../../base/id.ts'
import { citationsOf } from '../../model/finding-citation.ts'
import type { Finding } from '../../model/finding.ts'
import type { ProposedElement } from '../../model/harvest.ts'
import { dataKindOf } from './board-acts.ts'
import type { TieredFinding, Tiers } from './tiers.ts'

/** Tactics whose acts touch data: collection and exfiltration. */
const dataTactics = new Set(['TA0009', 'TA0010'])

/** Techniques of credential access that read stored secrets; guessing at passwords touches no data. */
const secretTechniques = /^(?:T1003|T1552|T1555)(?:\.|$)/

/** Data that stated acts reached. Access is all that a log of reads shows; that data left is never concluded from it. */
export function proposeDataImpact(tiers: Tiers): ProposedElement[] {
  return dataFindings(tiers)
    .filter(({ finding }) => finding.key['event.outcome'] !== 'failure')
    .map(({ finding }) => ({
      id: derivedId('data', finding.id),
      review: 'proposed',
      finding: finding.id,
      type: dataKindOf(finding),
      ...effectOf(finding),
      sensitivity: 'unknown',
      citations: citationsOf(finding),
    }))
}

/** What a log of reads or of sharing shows, and no more. */
function effectOf({ techniques }: Finding): { effect: string; certainty: string; note?: string } {
  if (techniques.includes('T1537'))
    return { effect: 'unknown', certainty: 'unknown', note: 'It was opened to others; whether it was read or copied is not visible in this log.' }
  // That a log of reads does not show copying is said once, in the narrative.
  return { effect: 'accessed', certainty: 'confirmed' }
}

export function dataFindings(tiers: Tiers): TieredFinding[] {
  return tiers.stated.filter(({ finding }) => finding.tactics.some((tactic) => dataTactics.has(tactic)) || readsSecrets(finding))
}

/** Whether a finding tells of stored secrets being read, or of the attempt. */
export function readsSecrets(finding: Finding): boolean {
  return finding.techniques.some((technique) => secretTechniques.test(technique))
}

/** Acts of the Impact tactic, told per system. */
export function proposeSystemImpact(tiers: Tiers): ProposedElement[] {
  return tiers.stated
    .filter(({ finding }) => finding.tactics.includes('TA0040') && finding.key['event.outcome'] !== 'failure')
    .map(({ finding }) => ({
      id: derivedId('system-impact', finding.id),
      review: 'proposed',
      finding: finding.id,
      system: finding.key['host.name'] ?? finding.values['host.name']?.[0] ?? finding.values['cloud.account.id']?.[0] ?? 'unknown',
      impact: finding.rule.title,
      citations: citationsOf(finding),
    }))
}
