import { administrators, deployer } from './ordinary-cloud.ts'
import { type Call, type Caller, account } from './cloud.ts'
import type { Chance } from './random.ts'

const minute = 60_000

/** Where the key is used from, and with what. */
export const attackerAddress = '185.220.101.45'
export const attackerAgent = 'Boto3/1.28.62 md/Botocore#1.31.62 ua/2.0 os/linux#6.1.0-kali9-amd64 lang/python#3.11.2'

const stolen: Caller = { ...deployer, address: attackerAddress, agent: attackerAgent }
const role: Caller = { role: 'ops-maintenance', session: 'svc', key: 'ASIAQ3EXAOPSMAINT77A', address: attackerAddress, agent: attackerAgent }
const backdoor: Caller = { user: 'svc-metrics', key: 'AKIAQ3EXABACKDOOR77B', address: attackerAddress, agent: attackerAgent }

/** The attack in the cloud: a leaked deployment key, from its first seen use to the sharing of a snapshot. */
export function leakedKeyCalls(from: number, chance: Chance): Call[] {
  let at = from
  const later = (least: number, most: number): number => {
    at += chance.between(least, most)
    return at
  }
  const call = (by: Caller, source: string, name: string, more: Partial<Call> = {}): Call => ({
    at: later(1_500, 25_000),
    by,
    source,
    name,
    request: {},
    ...more,
  })
  const denied = { error: 'AccessDenied' }
  const look = [
    call(stolen, 'sts', 'GetCallerIdentity'),
    call(stolen, 'iam', 'ListUsers'),
    call(stolen, 'iam', 'ListRoles'),
    call(stolen, 'iam', 'GetAccountAuthorizationDetails', denied),
    call(stolen, 's3', 'ListBuckets'),
    call(stolen, 'secretsmanager', 'ListSecrets', denied),
    call(stolen, 'organizations', 'DescribeOrganization', denied),
    call(stolen, 'guardduty', 'ListDetectors', denied),
    call(stolen, 'ec2', 'DescribeInstances'),
    call(stolen, 'ec2', 'DescribeSnapshots'),
    call(stolen, 'iam', 'ListAttachedRolePolicies', { request: { roleName: 'ops-maintenance' } }),
  ]
  later(4 * minute, 9 * minute)
  const assume = call(stolen, 'sts', 'AssumeRole', {
    request: { roleArn: `arn:aws:iam::${account}:role/ops-maintenance`, roleSessionName: 'svc' },
    response: {
      credentials: { accessKeyId: role.key, expiration: 'Mar 5, 2026, 4:41:00 AM' },
      assumedRoleUser: { arn: `arn:aws:sts::${account}:assumed-role/ops-maintenance/svc` },
    },
    readOnly: true,
  })
  const persist = [
    call(role, 'iam', 'CreateUser', {
      request: { userName: 'svc-metrics' },
      response: { user: { userName: 'svc-metrics', arn: `arn:aws:iam::${account}:user/svc-metrics` } },
    }),
    call(role, 'iam', 'AttachUserPolicy', { request: { userName: 'svc-metrics', policyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' } }),
    call(role, 'iam', 'CreateAccessKey', {
      request: { userName: 'svc-metrics' },
      response: { accessKey: { userName: 'svc-metrics', accessKeyId: backdoor.key, status: 'Active' } },
    }),
  ]
  later(6 * minute, 14 * minute)
  return [...look, assume, ...persist, ...collection(call), ...secrets(call)]
}

type Caller2Call = (by: Caller, source: string, name: string, more?: Partial<Call>) => Call

function secrets(call: Caller2Call): Call[] {
  const names = ['shop/database', 'shop/payment-provider', 'crm/api', 'warehouse/reporting', 'mail/relay', 'ops/vpn']
  return names.map((secretId) => call(backdoor, 'secretsmanager', 'GetSecretValue', { request: { secretId } }))
}

function collection(call: Caller2Call): Call[] {
  const stop = call(backdoor, 'cloudtrail', 'StopLogging', {
    request: { name: `arn:aws:cloudtrail:eu-central-1:${account}:trail/organisation` },
    error: 'AccessDenied',
  })
  const share = call(backdoor, 'ec2', 'ModifySnapshotAttribute', {
    request: {
      snapshotId: 'snap-0f3e9a7712c4d5b68',
      attributeType: 'CREATE_VOLUME_PERMISSION',
      createVolumePermission: { add: { items: [{ userId: '915520047733' }] } },
    },
  })
  return [stop, share]
}

/** The response, six hours later: the keys are disabled and the new user removed. */
export function responseCalls(from: number): Call[] {
  const [lead] = administrators
  if (lead === undefined) return []
  const call = (minutes: number, name: string, request: Record<string, unknown>): Call => ({
    at: from + minutes * minute,
    by: lead,
    source: 'iam',
    name,
    request,
    readOnly: false,
  })
  return [
    call(0, 'UpdateAccessKey', { userName: 'ci-deploy', accessKeyId: deployer.key, status: 'Inactive' }),
    call(4, 'UpdateAccessKey', { userName: 'svc-metrics', accessKeyId: backdoor.key, status: 'Inactive' }),
    call(9, 'DetachUserPolicy', { userName: 'svc-metrics', policyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' }),
    call(11, 'DeleteAccessKey', { userName: 'svc-metrics', accessKeyId: backdoor.key }),
    call(12, 'DeleteUser', { userName: 'svc-metrics' }),
    call(31, 'DeleteAccessKey', { userName: 'ci-deploy', accessKeyId: deployer.key }),
  ]
}
