import { expiryStamp, hour, minute, second } from '../clock.ts'
import type { Caller } from '../cloud.ts'
import { getObject } from '../ordinary/tasks.ts'
import { isoOf } from '../random.ts'
import { acts } from './acts.ts'
import type { Teller } from './story.ts'

/** How hastily an attacker works: milliseconds between two calls, and between two parts of the work. */
export interface Pace {
  readonly call: readonly [number, number]
  readonly pause: readonly [number, number]
}

export const paces: readonly Pace[] = [
  { call: [400, 3 * second], pause: [minute, 6 * minute] },
  { call: [2 * second, 25 * second], pause: [8 * minute, 40 * minute] },
  { call: [5 * second, 2 * minute], pause: [35 * minute, 3 * hour] },
]

/** Clients of attackers: some tell themselves apart from the company's, some do not. */
export const cloudAgents = [
  'aws-cli/2.22.7 md/awscrt#0.23.2 ua/2.0 os/linux#6.11.2-amd64 md/arch#x86_64 lang/python#3.12.7 md/pyimpl#CPython cfg/retry-mode#standard md/distrib#kali.2024',
  'Boto3/1.34.131 md/Botocore#1.34.131 ua/2.0 os/linux#6.1.0-21-amd64 md/arch#x86_64 lang/python#3.11.2 md/pyimpl#CPython cfg/retry-mode#legacy',
  'aws-sdk-go-v2/1.30.3 os/linux lang/go#1.22.5 md/GOOS#linux md/GOARCH#amd64 api/sts#1.30.3',
  'S3 Browser/11.6.7 (https://s3browser.com)',
] as const

type Look = readonly [keyof typeof acts, string, string, Record<string, unknown>?]

const looks: readonly Look[] = [
  ['identities', 'iam', 'ListUsers', {}],
  ['identities', 'iam', 'ListRoles', {}],
  ['identities', 'iam', 'ListGroups', {}],
  ['identities', 'iam', 'ListAttachedUserPolicies', {}],
  ['identities', 'iam', 'GetAccountAuthorizationDetails', {}],
  ['identities', 'iam', 'ListAccountAliases', {}],
  ['identities', 'iam', 'GetAccountSummary', {}],
  ['services', 'organizations', 'DescribeOrganization', {}],
  ['services', 'servicequotas', 'ListServiceQuotas', { serviceCode: 'ec2' }],
  ['services', 'ses', 'GetSendQuota', {}],
  ['services', 'guardduty', 'ListDetectors', {}],
  ['services', 'cloudtrail', 'DescribeTrails', {}],
  ['services', 'secretsmanager', 'ListSecrets', {}],
  ['services', 'lambda', 'ListFunctions20150331', {}],
  ['infrastructure', 'ec2', 'DescribeInstances', {}],
  ['infrastructure', 'ec2', 'DescribeSecurityGroups', {}],
  ['infrastructure', 'ec2', 'DescribeVpcs', {}],
  ['infrastructure', 'ec2', 'DescribeSnapshots', {}],
  ['infrastructure', 'ec2', 'DescribeRegions', {}],
  ['infrastructure', 'rds', 'DescribeDBInstances', {}],
  ['infrastructure', 'rds', 'DescribeDBSnapshots', {}],
  ['infrastructure', 'ssm', 'DescribeInstanceInformation', {}],
  ['storage', 's3', 'ListBuckets', {}],
  ['storage', 's3', 'GetBucketAcl', { bucketName: 'fernweh-exports' }],
  ['storage', 's3', 'GetBucketPolicy', { bucketName: 'fernweh-bookings' }],
]

const hidden = new Set([
  'GetAccountAuthorizationDetails',
  'DescribeOrganization',
  'ListServiceQuotas',
  'GetSendQuota',
  'ListDetectors',
  'ListSecrets',
  'ListGroups',
])

/** Looks around in the account; about so many calls, of which those a plain identity may not make are refused. */
export function lookAround(teller: Teller, given: { by: Caller; calls: number; pace: Pace; refused: boolean }): void {
  const { by, calls, pace, refused } = given
  const { chance } = teller
  teller.cloud(acts.whoAmI, by, ['sts', 'GetCallerIdentity'])
  const abroad = chance.odds(0.5) ? chance.pick(['us-east-1', 'eu-west-1', 'ap-southeast-1']) : undefined
  for (const [act, source, name, request] of chance.shuffle(looks).slice(0, calls - 1)) {
    teller.wait(...pace.call)
    const isRefused = refused && hidden.has(name) && chance.odds(0.75)
    const region = act === 'infrastructure' && abroad !== undefined && chance.odds(0.3) ? { region: abroad } : {}
    teller.cloud(acts[act], by, [
      source,
      name,
      { ...(request === undefined ? {} : { request }), ...region, ...(isRefused ? { error: 'AccessDenied' } : {}) },
    ])
  }
}

/** Takes a role, and answers the session that follows. */
export function assumeRole(teller: Teller, given: { by: Caller; role: string; session: string; account?: string }): Caller {
  const { by, role, session } = given
  const account = given.account ?? teller.world.accounts.production
  const key = `ASIA${teller.chance.token(16)}`
  const at = teller.cloud(acts.assume, by, [
    'sts',
    'AssumeRole',
    {
      request: { roleArn: `arn:aws:iam::${account}:role/${role}`, roleSessionName: session },
      response: {
        credentials: { accessKeyId: key, expiration: expiryStamp(teller.now() + hour), sessionToken: '********' },
        assumedRoleUser: { assumedRoleId: `AROA:${session}`, arn: `arn:aws:sts::${account}:assumed-role/${role}/${session}` },
      },
    },
  ])
  teller.step(by.role ?? by.user ?? '', role, 'AssumeRole', role)
  teller.indicator('aws-key-id', key)
  return { role, session, key, address: by.address, agent: by.agent, account, since: at, mfa: false }
}

/** Reads stored passwords, one after another. */
export function readSecrets(teller: Teller, given: { by: Caller; names: readonly string[]; pace: Pace }): void {
  for (const secretId of given.names) {
    teller.wait(...given.pace.call)
    teller.cloud(acts.secrets, given.by, ['secretsmanager', 'GetSecretValue', { request: { secretId } }])
  }
}

/** Lists a bucket and reads so many objects of it. Answers how many bytes that were. */
export function readObjects(teller: Teller, given: { by: Caller; bucket: string; prefix: string; count: number; pace: Pace }): number {
  const { by, bucket, prefix, count, pace } = given
  const { chance } = teller
  teller.wait(...pace.call)
  teller.cloud(acts.storage, by, ['s3', 'ListObjects', { category: 'Data', request: { bucketName: bucket, prefix, 'encoding-type': 'url' } }])
  let bytes = 0
  for (let index = 0; index < count; index += 1) {
    teller.wait(300, Math.min(pace.call[1], 12 * second))
    const object = getObject(bucket, `${prefix}${chance.between(100, 999)}/${chance.hex(8)}`, chance)
    bytes += Number(object.extra?.['bytesTransferredOut'] ?? 0)
    const { source, name, ...more } = object
    teller.cloud(acts.objects, by, [source, name, more])
  }
  return bytes
}

/** Tries to switch off or to narrow what is recorded. Answers how that was tried and whether it worked. */
export function touchLogging(teller: Teller, given: { by: Caller; allowed: boolean }): { what: string; worked: boolean } {
  const { by, allowed } = given
  const { world, chance } = teller
  const trail = `arn:aws:cloudtrail:eu-central-1:${world.accounts.security}:trail/${world.trail}`
  const error = allowed ? {} : { error: 'AccessDenied' }
  const kind = chance.pick(['stop', 'select', 'flow'] as const)
  if (kind === 'flow') {
    teller.cloud(acts.blind, by, [
      'ec2',
      'DeleteFlowLogs',
      { request: { DeleteFlowLogsRequest: { FlowLogId: { tag: 1, content: `fl-0${chance.hex(16)}` } } }, ...error },
    ])
    return { what: 'deletion of the flow logs of the production network', worked: allowed }
  }
  // The trail is the security account's: nobody in the production account may touch it.
  const refused = { error: 'AccessDenied' }
  if (kind === 'stop') teller.cloud(acts.blind, by, ['cloudtrail', 'StopLogging', { request: { name: trail }, ...refused }])
  else
    teller.cloud(acts.blind, by, [
      'cloudtrail',
      'PutEventSelectors',
      { request: { trailName: trail, eventSelectors: [{ readWriteType: 'WriteOnly', includeManagementEvents: true }] }, ...refused },
    ])
  return { what: kind === 'stop' ? 'stop of the recording of CloudTrail' : 'narrowing of what CloudTrail records', worked: false }
}

/** Shares a copy of a disk or a database with an account outside. */
export function shareSnapshot(
  teller: Teller,
  given: { by: Caller; outside: string; kind: 'disk' | 'database'; name: string; pace: Pace },
): { snapshot: string } {
  const { by, outside, kind, name, pace } = given
  const { chance } = teller
  if (kind === 'database') {
    const snapshot = `${name}-${chance.hex(5)}`
    teller.cloud(acts.database, by, [
      'rds',
      'CreateDBSnapshot',
      { request: { dBInstanceIdentifier: name, dBSnapshotIdentifier: snapshot }, readOnly: false },
    ])
    teller.wait(4 * minute, Math.max(8 * minute, pace.pause[0]))
    teller.cloud(acts.share, by, [
      'rds',
      'ModifyDBSnapshotAttribute',
      { request: { dBSnapshotIdentifier: snapshot, attributeName: 'restore', valuesToAdd: [outside] }, readOnly: false },
    ])
    return { snapshot }
  }
  const snapshot = `snap-0${chance.hex(16)}`
  teller.cloud(acts.share, by, [
    'ec2',
    'ModifySnapshotAttribute',
    {
      request: { snapshotId: snapshot, attributeType: 'CREATE_VOLUME_PERMISSION', createVolumePermission: { add: { items: [{ userId: outside }] } } },
      response: { _return: true },
      readOnly: false,
    },
  ])
  return { snapshot }
}

/** Reads "2026-03-05 09:12" of an instant, as people write it down. */
export function noted(at: number): string {
  return isoOf(at).slice(0, 16).replace('T', ' ')
}

/** An instant that people remember by the minute. */
export function wholeMinute(at: number): number {
  return at - (at % minute)
}
