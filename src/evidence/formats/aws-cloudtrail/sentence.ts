import { type Json, type JsonObject, isObject, objectAt, textAt } from '../../../base/json.ts'
import { clip, listOf } from '../../../base/text.ts'
import type { EcsFields } from '../../../model/event.ts'
import { subjectOf } from './identity.ts'

/** One sentence for a CloudTrail record: "IAM user alice called CreateAccessKey for bob from 198.51.100.4". */
export function cloudTrailSentence(record: JsonObject, ecs: EcsFields): string {
  const name = ecs['event.action'] ?? 'an unnamed call'
  if (name === 'ConsoleLogin') return consoleLogin(record, ecs)
  const target = targetOf(record)
  const call = `called ${name}${target === undefined ? '' : ` ${target}`}${fromOf(record)}`
  const refused = ecs['error.code']
  const subject = textAt(record, 'eventType') === 'AwsServiceEvent' ? serviceSubject(record, ecs) : subjectOf(record)
  if (refused !== undefined) return `${subject} ${call}, refused (${refused})`
  return `${subject} ${call}${ecs['event.outcome'] === 'failure' ? ', which failed' : ''}`
}

function serviceSubject(record: JsonObject, ecs: EcsFields): string {
  return objectAt(record, 'userIdentity') === undefined ? `AWS service ${ecs['event.provider'] ?? '(unnamed)'}` : subjectOf(record)
}

function fromOf(record: JsonObject): string {
  const source = textAt(record, 'sourceIPAddress')
  return source === undefined ? '' : ` from ${source}`
}

function consoleLogin(record: JsonObject, ecs: EcsFields): string {
  const mfa = textAt(objectAt(record, 'additionalEventData'), 'MFAUsed')
  const how = mfa === 'No' ? ' without MFA' : mfa === 'Yes' ? ' with MFA' : ''
  const from = fromOf(record)
  if (ecs['event.outcome'] === 'failure') return `${subjectOf(record)} failed to sign in to the console${from}`
  return `${subjectOf(record)} signed in to the console${from}${how}`
}

/** What a call acts on: parameter name -> the words before its value, most telling first. */
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

function targetOf(record: JsonObject): string | undefined {
  const request = objectAt(record, 'requestParameters')
  if (request === undefined) return undefined
  for (const [name, words] of targets) {
    const value = namesIn(request[name])
    if (value === undefined) continue
    const key = name === 'bucketName' ? textAt(request, 'key') : undefined
    const policy = name === 'userName' || name === 'roleName' || name === 'groupName' ? policyOf(request) : ''
    return `${words} ${value}${key === undefined ? '' : ` (object ${clip(key, 120)})`}${policy}`
  }
  const instances = instancesIn(request)
  return instances === undefined ? undefined : `on instance ${instances}`
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
