import { day, hour, minute, second } from '../clock.ts'
import type { Caller } from '../cloud.ts'
import type { Host } from '../entry.ts'
import { shellSession } from '../ordinary/ssh-work.ts'
import { callerOf, personNamed } from '../people.ts'
import type { Chance } from '../random.ts'
import { wholeMinute } from './intruder.ts'
import type { Milestones, Noticed } from './milestones.ts'
import { sudoLine, type Teller } from './story.ts'

/** The first hour of a response: when it was noticed and taken up. */
export interface Awareness {
  readonly how: Noticed
  readonly alertRaised: number
  readonly acknowledged: number
  readonly detected: number
  readonly declared: number
}

/** When and how the organisation became aware of what ended at `lastAct`. Some alarms ring for hours unheard. */
export function becomeAware(chance: Chance, given: { firstUse: number; lastAct: number }, known?: Noticed): Awareness {
  const { firstUse, lastAct } = given
  const how = known ?? chance.pick(['cost alarm', 'threat finding', 'colleague', 'outsider'] as const)
  const quiet = wholeMinute(lastAct + chance.between(20, 300) * minute)
  const unheard = how === 'threat finding' && chance.odds(0.6)
  const alertRaised = unheard ? wholeMinute(firstUse + chance.between(15, 50) * minute) : quiet
  const acknowledged = (unheard ? quiet : alertRaised) + chance.between(3, 26) * minute
  const detected = acknowledged + chance.between(2, 14) * minute
  return { how, alertRaised, acknowledged, detected, declared: detected + chance.between(6, 25) * minute }
}

/** The rest of the milestones: cleaning up, back to normal, told to the authority, and closed. */
export function aftermath(chance: Chance, given: Awareness & { contained: number; compromise: number; personalData: boolean }): Milestones {
  const { contained, personalData, ...aware } = given
  const eradicated = contained + chance.between(14, 30) * hour + chance.between(0, 11) * 5 * minute
  const recovered = eradicated + chance.between(8, 26) * hour + chance.between(0, 11) * 5 * minute
  // Article 33 of the GDPR gives 72 hours from awareness.
  const notified = personalData ? wholeMinute(aware.detected + chance.between(40, 69) * hour + chance.between(0, 50) * minute) : undefined
  return { ...aware, contained, eradicated, recovered, notified, resolved: recovered + chance.between(4, 7) * day }
}

/** Somebody of the team at the own desk, with a session of its own. */
export function responder(teller: Teller, name: string, tool: 'browser' | 'tool' = 'tool'): Caller {
  const { world, chance } = teller
  const person = personNamed(world.people, name)
  const address = chance.odds(0.5) ? world.places.office : person.home
  return callerOf(person, { address, agent: person[tool], at: teller.now() - 5 * minute, account: world.accounts.production, chance })
}

/** A look at what happened, before anything is changed. */
export function investigate(teller: Teller, by: Caller, names: readonly string[]): void {
  for (const attributeValue of names) {
    teller.wait(20 * second, 2 * minute)
    teller.answer(by, [
      'cloudtrail',
      'LookupEvents',
      { request: { lookupAttributes: [{ attributeKey: 'AccessKeyId', attributeValue }], maxResults: 50 } },
    ])
  }
  teller.wait(20 * second, 90 * second)
  teller.answer(by, ['iam', 'ListAccessKeys', { request: {} }])
}

/** Sessions of a role that began before now are worth nothing any more. */
export function revokeSessions(teller: Teller, by: Caller, roleName: string): void {
  const now = new Date(teller.now()).toISOString()
  teller.answer(by, [
    'iam',
    'PutRolePolicy',
    {
      request: {
        roleName,
        policyName: 'AWSRevokeOlderSessions',
        policyDocument: `{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"DateLessThan":{"aws:TokenIssueTime":"${now}"}}}]}`,
      },
      readOnly: false,
    },
  ])
}

/** New values for stored passwords. */
export function rotateSecrets(teller: Teller, by: Caller, names: readonly string[]): void {
  for (const secretId of names) {
    teller.wait(2 * minute, 20 * minute)
    teller.answer(by, ['secretsmanager', 'PutSecretValue', { request: { secretId, versionStages: ['AWSCURRENT'] }, readOnly: false }])
  }
}

/** The reliability engineer goes to a host and does what has to be done there. */
export function workOnHost(teller: Teller, given: { host: Host; name: string; from: string; commands: readonly string[] }): void {
  const { host, name, from, commands } = given
  const { world, chance } = teller
  const person = personNamed(world.people, name)
  const start = teller.now()
  const { uid, fingerprint } = person
  teller.add(
    ...shellSession({
      at: start,
      host,
      user: name,
      uid,
      address: from,
      fingerprint,
      lasts: (commands.length * 2 + 6) * minute,
      chance,
      commands: [],
    }),
  )
  for (const command of commands) {
    teller.wait(20 * second, 110 * second)
    teller.answerOn(sudoLine({ host, user: name, command }))
  }
}

/** An instance is cut off: its network rules are exchanged for ones that let nothing through. */
export function isolate(teller: Teller, by: Caller, instanceId: string): void {
  teller.answer(by, [
    'ec2',
    'CreateTags',
    {
      request: { resourcesSet: { items: [{ resourceId: instanceId }] }, tagSet: { items: [{ key: 'incident', value: 'isolated' }] } },
      readOnly: false,
    },
  ])
  teller.wait(20 * second, 80 * second)
  teller.answer(by, [
    'ec2',
    'ModifyInstanceAttribute',
    { request: { instanceId, groupSet: { items: [{ groupId: 'sg-0f00d1e5a7b3c9d24' }] } }, readOnly: false },
  ])
}

/** A copy of a disk for those who will look at it later. */
export function secureDisk(teller: Teller, by: Caller, host: string): void {
  teller.answer(by, [
    'ec2',
    'CreateSnapshot',
    { request: { volumeId: `vol-0${teller.chance.hex(16)}`, description: `evidence of ${host}` }, readOnly: false },
  ])
}
