import { derivedId } from '../../base/id.ts'
import { lowerFirst } from '../../base/sentence.ts'
import { agree, listOf, plural } from '../../base/text.ts'
import { citationsOf } from '../../model/finding-citation.ts'
import type { Harvest, ProposedElement } from '../../model/harvest.ts'
import type { Tiers } from './tiers.ts'
import { distinct } from './who.ts'
import { readsSecrets } from './impact.ts'

interface Advice {
  readonly key: string
  readonly title: string
  readonly priority: 'critical' | 'high' | 'medium' | 'low'
  readonly category?: 'security' | 'process'
  readonly risk: string
  readonly action: string
  readonly successCriteria: string
  readonly effort: string
  readonly citations?: readonly unknown[]
}

/**
 * Recommendations that follow from what was found. Owner and due date stay open: the one is a person's to take, the other
 * is proposed from the priority.
 */
export function proposeRecommendations(harvest: Harvest, tiers: Tiers, leftBehind: readonly ProposedElement[]): ProposedElement[] {
  if (tiers.stated.length === 0) return []
  const advice = [
    revokeCredentials(tiers),
    removeLeftBehind(leftBehind),
    rotateSecrets(tiers),
    raiseAlerts(tiers),
    recordReads(harvest, tiers),
    stateZones(harvest),
  ]
  return advice.filter((one) => one !== undefined).map(elementOf)
}

function elementOf(advice: Advice): ProposedElement {
  const { key, ...fields } = advice
  return {
    id: derivedId('recommendation', key),
    review: 'proposed',
    category: 'security',
    status: 'not started',
    ...fields,
    citations: advice.citations ?? [],
  }
}

function revokeCredentials(tiers: Tiers): Advice | undefined {
  const sessions = tiers.intruders.map(({ session }) => session)
  const credentials = distinct(sessions.map((session) => session.credential))
  const accounts = distinct(sessions.map((session) => session.user))
  if (accounts.length === 0) return undefined
  const them = agree(accounts.length, 'it', 'them')
  const seen = credentials.length === 1 ? 'the credential' : `the ${plural(credentials.length, 'credential')}`
  const what = credentials.length === 0 ? '' : `, and ${seen} seen with ${them} (${listOf(credentials, 5)})`
  return {
    key: 'revoke',
    title: 'Prove that the accounts and credentials used in the attack are closed to the attacker',
    priority: 'critical',
    risk: 'Credentials that were used in the attack give the same access again for as long as they work; sessions issued before a key was disabled may outlive it.',
    action: `Revoke or reset the credentials of the ${agree(accounts.length, 'account', 'accounts')} ${listOf(accounts, 8)}${what}; end ${agree(accounts.length, 'its', 'their')} open sessions, and check for use after that.`,
    successCriteria: 'Each listed credential is refused when tried, no session issued by it is valid, and the logs show no use since.',
    effort: 'Hours',
    citations: sessions.slice(0, 3).map((session) => session.firstEvent),
  }
}

function removeLeftBehind(leftBehind: readonly ProposedElement[]): Advice | undefined {
  const remaining = leftBehind.filter((element) => element['undone'] !== 'yes')
  if (remaining.length === 0) return undefined
  const names = remaining.map((element) => `${lowerFirst(String(element['what']))} "${String(element['name'])}"`)
  return {
    key: 'left-behind',
    title: 'Remove or restore what the attack created or changed',
    priority: 'critical',
    risk: 'The evidence does not show all of it undone; whatever is left may be a way back in.',
    action: `Examine and undo: ${listOf(names, 12)}.`,
    successCriteria: 'Each is gone or back in its former state, shown by the configuration itself, and recorded here with who and when.',
    effort: 'Hours to days',
  }
}

function rotateSecrets(tiers: Tiers): Advice | undefined {
  const reads = tiers.stated.filter(({ finding }) => readsSecrets(finding) && finding.key['event.outcome'] !== 'failure')
  if (reads.length === 0) return undefined
  return {
    key: 'rotate',
    title: 'Replace the secrets that could be read',
    priority: 'critical',
    risk: 'Secrets and passwords that were read must be presumed known.',
    action: 'Replace every secret, password and key that the cited reads returned, and look for their use since.',
    successCriteria: 'Every listed secret has a new value, the old one is refused, and its use since the first read has been examined.',
    effort: 'Days',
    citations: reads.slice(0, 5).flatMap(({ finding }) => citationsOf(finding)),
  }
}

function raiseAlerts(tiers: Tiers): Advice | undefined {
  const detections = distinct(tiers.stated.map(({ finding }) => finding.rule.story?.detection))
  if (detections.length === 0) return undefined
  const titles = distinct(tiers.stated.map(({ finding }) => finding.rule.title))
  return {
    key: 'alerts',
    title: 'Alert on the acts that would have shown this attack',
    priority: 'high',
    risk: `The logs held ${plural(titles.length, 'kind')} of act of this attack; whether anything alerted on them is not in the evidence.`,
    action: `Set up an alert, with somebody who answers it, for each of these acts: ${listOf(titles.map(lowerFirst), 10)}.`,
    successCriteria: 'Replaying the cited records raises each alert, and it reaches a person on duty.',
    effort: 'Days',
    citations: tiers.stated.slice(0, 3).flatMap(({ finding }) => citationsOf(finding)),
  }
}

function recordReads(harvest: Harvest, tiers: Tiers): Advice | undefined {
  const cloud = harvest.coverage.filter((coverage) => coverage.dataset === 'aws-cloudtrail')
  if (cloud.length === 0 || tiers.intruders.length === 0 || cloud.some((coverage) => coverage.dataEvents)) return undefined
  return {
    key: 'data-events',
    title: 'Record reads of data, not only changes',
    priority: 'medium',
    risk: 'The evidence holds no record of reads of stored objects: what was read cannot be said, nor excluded.',
    action:
      'Check whether data events are recorded for the stores that hold sensitive data, turn them on where they are not, and keep them as long as other evidence.',
    successCriteria: 'A test read of one object of each store appears in the log.',
    effort: 'Days',
  }
}

function stateZones(harvest: Harvest): Advice | undefined {
  const silent = harvest.items.filter((item) => item.reading?.assumed?.length)
  if (silent.length === 0) return undefined
  return {
    key: 'zones',
    title: 'Write logs with full date and time zone',
    priority: 'low',
    category: 'process',
    risk: 'Times without year or zone cannot be put in order with other sources without asking.',
    action: `Have the sources of ${listOf(
      silent.map((item) => item.name),
      5,
    )} write ISO 8601 times with their offset.`,
    successCriteria: 'A new line of each log states its year and zone.',
    effort: 'Hours',
  }
}
