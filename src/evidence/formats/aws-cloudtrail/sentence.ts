import { type Json, type JsonObject, isObject, objectAt, textAt } from '../../../base/json.ts'
import { clip, listOf } from '../../../base/text.ts'
import type { EcsFields } from '../../../model/event.ts'
import { type Identity, subjectOf } from './identity.ts'

/** What a sentence is told of. */
interface Call {
  readonly record: JsonObject
  readonly ecs: EcsFields
  readonly identity: Identity
}

/** One sentence for a CloudTrail record: "IAM user alice called CreateAccessKey for bob from 198.51.100.4". */
export function cloudTrailSentence(call: Call): string {
  const { record, ecs, identity } = call
  const name = ecs['event.action'] ?? 'an unnamed call'
  if (name === 'ConsoleLogin') return consoleLogin(call)
  const target = targetOf(record)
  const did = `called ${name}${target === undefined ? '' : ` ${target}`}${fromOf(record)}`
  const refused = ecs['error.code']
  const subject = textAt(record, 'eventType') === 'AwsServiceEvent' ? serviceSubject(call) : subjectOf(record, identity)
  if (refused !== undefined) return `${subject} ${did}, refused (${refused})`
  return `${subject} ${did}${ecs['event.outcome'] === 'failure' ? ', which failed' : ''}`
}

function serviceSubject({ record, ecs, identity }: Call): string {
  if (objectAt(record, 'userIdentity') === undefined) return `AWS service ${ecs['event.provider'] ?? '(unnamed)'}`
  return subjectOf(record, identity)
}

function fromOf(record: JsonObject): string {
  const source = textAt(record, 'sourceIPAddress')
  return source === undefined ? '' : ` from ${source}`
}

function consoleLogin({ record, ecs, identity }: Call): string {
  const mfa = textAt(objectAt(record, 'additionalEventData'), 'MFAUsed')
  const how = mfa === 'No' ? ' without MFA' : mfa === 'Yes' ? ' with MFA' : ''
  const from = fromOf(record)
  const subject = subjectOf(record, identity)
  if (ecs['event.outcome'] === 'failure') return `${subject} failed to sign in to the console${from}`
  return `${subject} signed in to the console${from}${how}`
}

/** What a call acts on: parameter name, the words before its value; most telling first. */
const targets: readonly (readonly [string, string])[] = [
  ['userName', 'for'],
  ['roleArn', 'for role'],
  ['roleName', 'for role'],
  ['groupName', 'for group'],
  ['bucketName', 'on bucket'],
  ['secretId', 'for secret'],
  ['secretIdList', 'for secrets'],
  ['functionName', 'for function'],
  ['instanceId', 'on instance'],
  ['instanceIds', 'on instances'],
  ['target', 'on'],
  ['snapshotId', 'on snapshot'],
  ['dBSnapshotIdentifier', 'on snapshot'],
  ['dBInstanceIdentifier', 'on database'],
  ['imageId', 'on image'],
  ['groupId', 'on security group'],
  ['keyId', 'with key'],
  ['trailName', 'for trail'],
  ['policyArn', 'for policy'],
  ['policyName', 'for policy'],
  ['documentName', 'with document'],
  ['modelId', 'with model'],
  ['flowLogIds', 'for flow logs'],
  ['resourceArn', 'on'],
  ['name', 'for'],
]

/** Parameter name -> its place and words. */
const targetsByName = new Map(targets.map(([name, words], place) => [name, { name, words, place }]))

function targetOf(record: JsonObject): string | undefined {
  const request = objectAt(record, 'requestParameters')
  if (request === undefined) return undefined
  let best: { name: string; words: string; place: number; value: string } | undefined
  for (const parameter in request) {
    const target = targetsByName.get(parameter)
    if (target === undefined || (best !== undefined && best.place < target.place)) continue
    const value = namesIn(request[parameter])
    if (value !== undefined) best = { ...target, value }
  }
  if (best !== undefined) return `${best.words} ${best.value}${detailOf(request, best.name)}`
  const instances = instancesIn(request)
  return instances === undefined ? undefined : `on instance ${instances}`
}

/** The object in a bucket, the policy given to somebody. */
function detailOf(request: JsonObject, target: string): string {
  if (target === 'userName' || target === 'roleName' || target === 'groupName') return policyOf(request)
  const key = target === 'bucketName' ? textAt(request, 'key') : undefined
  return key === undefined ? '' : ` (object ${clip(key, 120)})`
}

function policyOf(request: JsonObject): string {
  const policy = textAt(request, 'policyArn') ?? textAt(request, 'policyName')
  return policy === undefined ? '' : ` (policy ${clip(policy, 120)})`
}

function namesIn(value: Json | undefined): string | undefined {
  if (typeof value === 'string') return value === '' ? undefined : clip(value, 160)
  if (!Array.isArray(value)) return undefined
  const names = value.slice(0, 50).filter((item) => typeof item === 'string')
  return names.length === 0 ? undefined : clip(listOf(names, 3), 200)
}

/** EC2 writes lists as `{"instancesSet":{"items":[{"instanceId":"i-…"}]}}`. */
function instancesIn(request: JsonObject): string | undefined {
  const items = objectAt(request, 'instancesSet')?.['items']
  if (!Array.isArray(items)) return undefined
  const ids = items.slice(0, 50).flatMap((item) => (isObject(item) ? (textAt(item, 'instanceId') ?? []) : []))
  return ids.length === 0 ? undefined : clip(listOf(ids, 3), 200)
}
