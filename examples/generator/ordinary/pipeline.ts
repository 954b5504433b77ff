import { expiryStamp, hour, minute, second } from '../clock.ts'
import { tools } from '../clients.ts'
import type { Call, Caller } from '../cloud.ts'
import { cloudEntry } from '../entry.ts'
import { gentle, visitsIn, type World } from '../world.ts'
import { isWeekend, type OrdinarySource, type Today } from './source.ts'
import { functions } from './tasks.ts'

/** Deployments: the build system takes its role by federation and applies definitions; one old build still uses a user's key. */
export const pipeline: OrdinarySource = (world, today) => {
  const { chance } = today
  const runs = chance.about(visitsIn(world, isWeekend(today) ? chance.between(0, 2) : chance.between(5, 9)))
  const calls = Array.from({ length: runs }, () => {
    const at = today.midnight + (chance.odds(0.9) ? chance.between(6, 17) : chance.between(0, 23)) * hour + chance.between(0, 59) * minute
    return deployment(world, today, at)
  }).flat()
  const old = Math.max(1, chance.about(visitsIn(world, isWeekend(today) ? 1 : chance.between(2, 4))))
  for (let run = 0; run < old; run += 1) calls.push(...oldBuild(world, today, today.midnight + (5 + run * 4) * hour + chance.between(0, 59) * minute))
  return calls.map((call) => cloudEntry(call, chance))
}

/** The user whose key the old build holds. */
export function deployUser(world: World): Caller {
  return { user: 'svc-deploy', key: world.deployKey, address: world.places.build, agent: tools.terraform, account: world.accounts.production }
}

type Read = readonly [string, string, Record<string, unknown>?]

const planReads: readonly Read[] = [
  ['ec2', 'DescribeVpcs', {}],
  ['ec2', 'DescribeSubnets', {}],
  ['ec2', 'DescribeSecurityGroups', {}],
  ['ec2', 'DescribeSecurityGroupRules', {}],
  ['ec2', 'DescribeInstances', {}],
  ['ec2', 'DescribeRouteTables', {}],
  ['iam', 'GetRole', { roleName: 'shop-task' }],
  ['iam', 'ListRolePolicies', { roleName: 'shop-task' }],
  ['iam', 'ListAttachedRolePolicies', { roleName: 'shop-task' }],
  ['iam', 'GetPolicy', {}],
  ['iam', 'GetPolicyVersion', {}],
  ['lambda', 'GetFunction20150331v2', { functionName: 'shop-checkout' }],
  ['lambda', 'GetPolicy20150331v2', { functionName: 'shop-checkout' }],
  ['s3', 'GetBucketPolicy', { bucketName: 'fernweh-media' }],
  ['s3', 'GetBucketAcl', { bucketName: 'fernweh-media' }],
  ['s3', 'GetBucketEncryption', { bucketName: 'fernweh-exports' }],
  ['s3', 'GetBucketPublicAccessBlock', { bucketName: 'fernweh-exports' }],
  ['elasticloadbalancing', 'DescribeLoadBalancers', {}],
  ['elasticloadbalancing', 'DescribeTargetGroups', {}],
  ['rds', 'DescribeDBInstances', {}],
  ['kms', 'DescribeKey', {}],
  ['logs', 'DescribeLogGroups', {}],
  ['secretsmanager', 'DescribeSecret', { secretId: 'shop/database' }],
  ['route53', 'ListResourceRecordSets', {}],
]

function deployment(world: World, today: Today, from: number): Call[] {
  const { chance } = today
  const address = chance.pick(world.places.runners)
  const isProduction = chance.odds(0.6)
  const account = isProduction ? world.accounts.production : world.accounts.development
  const key = `ASIA${chance.token(16)}`
  const session = `run-${chance.between(10_000_000, 99_999_999)}`
  const role = isProduction ? 'ci-deploy' : 'ci-preview'
  const web: Caller = { user: 'repo:fernweh/shop:ref:refs/heads/main', key: '', address, agent: tools.actions, account }
  const assume: Call = {
    at: from,
    by: web,
    source: 'sts',
    name: 'AssumeRoleWithWebIdentity',
    request: { roleArn: `arn:aws:iam::${account}:role/${role}`, roleSessionName: session, durationSeconds: 3600 },
    response: {
      credentials: { accessKeyId: key, expiration: expiryStamp(from + hour), sessionToken: '********' },
      assumedRoleUser: { assumedRoleId: `AROA:${session}`, arn: `arn:aws:sts::${account}:assumed-role/${role}/${session}` },
      provider: `arn:aws:iam::${account}:oidc-provider/token.actions.example.com`,
    },
  }
  const by: Caller = { role, session, key, address, agent: tools.terraform, account, since: from, mfa: false }
  return [assume, ...apply(world, today, { by, from: from + 8 * second })]
}

function apply(world: World, today: Today, { by, from }: { by: Caller; from: number }): Call[] {
  const { chance } = today
  let at = from
  const later = (least: number, most: number): number => {
    at += chance.between(least, most)
    return at
  }
  const reads = chance.about(gentle(world, chance.between(40, 110)))
  const calls: Call[] = Array.from({ length: reads }, () => {
    const [source, name, request] = chance.pick(planReads)
    return { at: later(60, 900), by, source, name, ...(request === undefined ? {} : { request }) }
  })
  calls.unshift({ at: from, by, source: 'sts', name: 'GetCallerIdentity' })
  for (const change of changesOf(today)) calls.push({ at: later(400, 6 * second), by, readOnly: false, ...change })
  return calls
}

/** What a deployment changes; now and then roles and policies, as definitions have it. */
function changesOf({ chance }: Today): Omit<Call, 'at' | 'by'>[] {
  const changes: Omit<Call, 'at' | 'by'>[] = [
    { source: 'ecs', name: 'RegisterTaskDefinition', request: { family: 'shop-api', networkMode: 'awsvpc' } },
    { source: 'ecs', name: 'UpdateService', request: { cluster: 'shop', service: 'shop-api' } },
  ]
  if (chance.odds(0.5))
    changes.push({
      source: 'lambda',
      name: 'UpdateFunctionCode20150331v2',
      request: { functionName: chance.pick(functions), publish: true, dryRun: false },
    })
  if (chance.odds(0.16)) changes.push(...newRole(`shop-task-${chance.hex(4)}`))
  if (chance.odds(0.1))
    changes.push({
      source: 's3',
      name: 'PutBucketPolicy',
      request: {
        bucketName: 'fernweh-media',
        bucketPolicy: {
          Version: '2012-10-17',
          Statement: [
            { Effect: 'Allow', Principal: { Service: 'cloudfront.amazonaws.com' }, Action: 's3:GetObject', Resource: 'arn:aws:s3:::fernweh-media/*' },
          ],
        },
      },
    })
  if (chance.odds(0.1))
    changes.push({
      source: 'ec2',
      name: 'AuthorizeSecurityGroupIngress',
      request: {
        groupId: `sg-0${chance.hex(16)}`,
        ipPermissions: { items: [{ ipProtocol: 'tcp', fromPort: 443, toPort: 443, groups: {}, ipRanges: { items: [{ cidrIp: '10.20.0.0/16' }] } }] },
      },
      response: { _return: true },
    })
  if (chance.odds(0.08)) changes.push({ source: 'secretsmanager', name: 'PutSecretValue', request: { secretId: 'shop/feature-flags' } })
  return changes
}

function newRole(roleName: string): Omit<Call, 'at' | 'by'>[] {
  const trust =
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ecs-tasks.amazonaws.com"},"Action":"sts:AssumeRole"}]}'
  return [
    { source: 'iam', name: 'CreateRole', request: { roleName, assumeRolePolicyDocument: trust, tags: [{ key: 'managed-by', value: 'terraform' }] } },
    {
      source: 'iam',
      name: 'PutRolePolicy',
      request: {
        roleName,
        policyName: 'task',
        policyDocument:
          '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:GetObject"],"Resource":"arn:aws:s3:::fernweh-media/*"}]}',
      },
    },
  ]
}

/** The old build of the tour import, three or four times a day, from one address with one client. */
function oldBuild(world: World, today: Today, from: number): Call[] {
  const { chance } = today
  const by = deployUser(world)
  let at = from
  const reads: Call[] = Array.from({ length: 2 + chance.about(gentle(world, 26)) }, () => {
    const [source, name, request] = chance.pick(planReads)
    at += chance.between(120, 1_500)
    return { at, by, source, name, ...(request === undefined ? {} : { request }) }
  })
  const upload: Call = {
    at: at + 2 * second,
    by,
    source: 's3',
    name: 'PutObject',
    category: 'Data',
    request: { bucketName: 'fernweh-artifacts', key: `tour-import/${chance.hex(7)}.zip` },
    readOnly: false,
  }
  const update: Call = {
    at: at + 5 * second,
    by,
    source: 'lambda',
    name: 'UpdateFunctionCode20150331v2',
    request: { functionName: 'tour-import' },
    readOnly: false,
  }
  return [...reads, upload, update]
}
