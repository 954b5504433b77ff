import type { Call, Caller } from '../../examples/generator/cloud.ts'
import { account } from './cloud-record.ts'
import type { Chance } from '../../examples/generator/random.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

const cli = 'aws-cli/2.15.30 Python/3.11.8 Linux/6.5.0-1014-generic exe/x86_64.ubuntu.22'
const terraform = 'APN/1.0 HashiCorp/1.0 Terraform/1.7.4 (+https://www.terraform.io) aws-sdk-go-v2/1.25.2'
const browser = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/122.0.0.0 Safari/537.36'
const office = '203.0.113.20'

/** The people who administer the account; two also work from home. */
export const administrators: readonly Caller[] = [
  { user: 'mira.holt', key: 'AKIAQ3EXAMIRAHOLT001', address: office, agent: cli },
  { user: 'jonas.brandt', key: 'AKIAQ3EXAJONASBRA002', address: office, agent: cli },
  { user: 'jonas.brandt', key: 'AKIAQ3EXAJONASBRA002', address: '198.51.100.77', agent: cli },
  { user: 'priya.nair', key: 'AKIAQ3EXAPRIYANAI003', address: office, agent: browser },
  { user: 'priya.nair', key: 'AKIAQ3EXAPRIYANAI003', address: '198.51.100.140', agent: browser },
]

export const deployer: Caller = { user: 'ci-deploy', key: 'AKIAQ3EXACIDEPLOY004', address: '203.0.113.45', agent: terraform }
const inventory: Caller = {
  role: 'inventory-audit',
  session: 'nightly',
  key: 'ASIAQ3EXAINVENTOR005',
  address: '192.0.2.61',
  agent: 'Boto3/1.34.51 md/Botocore#1.34.51 ua/2.0 os/linux',
}
const shop: Caller = {
  role: 'shop-backend',
  session: 'i-0a41f2c7d9e8b3610',
  key: 'ASIAQ3EXASHOPBACK006',
  address: '203.0.113.90',
  agent: 'aws-sdk-java/2.25.1 Linux/6.1 OpenJDK_64-Bit_Server_VM/21.0.2',
}

/** A stretch of ordinary work, from `start` (midnight UTC) for so many days. */
export function ordinaryCalls(start: number, days: number, chance: Chance): Call[] {
  const calls: Call[] = []
  for (let index = 0; index < days; index += 1) {
    const midnight = start + index * day
    const weekday = new Date(midnight).getUTCDay()
    calls.push(...nightlyInventory(midnight, chance), ...shopWork(midnight, chance))
    if (weekday === 0 || weekday === 6) continue
    calls.push(...deployments(midnight, chance), ...administration(midnight, chance))
  }
  return calls
}

/** A read-only inventory lists everything every night: many calls, nothing wrong. */
function nightlyInventory(midnight: number, chance: Chance): Call[] {
  const names = [
    ['iam', 'ListUsers'],
    ['iam', 'ListRoles'],
    ['iam', 'ListPolicies'],
    ['iam', 'GetAccountAuthorizationDetails'],
    ['s3', 'ListBuckets'],
    ['ec2', 'DescribeInstances'],
    ['ec2', 'DescribeSecurityGroups'],
    ['ec2', 'DescribeSnapshots'],
    ['rds', 'DescribeDBInstances'],
    ['lambda', 'ListFunctions20150331'],
    ['secretsmanager', 'ListSecrets'],
    ['kms', 'ListKeys'],
    ['cloudtrail', 'DescribeTrails'],
    ['ec2', 'DescribeVolumes'],
    ['ec2', 'DescribeVpcs'],
    ['iam', 'ListAccessKeys'],
    ['iam', 'ListMFADevices'],
  ] as const
  let at = midnight + hour + chance.between(0, 4) * minute
  return names.flatMap(([source, name]) =>
    Array.from({ length: chance.between(1, 4) }, () => {
      at += chance.between(200, 4_000)
      return { at, by: inventory, source, name, request: {} }
    }),
  )
}

/** The shop reads its own secret and its objects all day. */
function shopWork(midnight: number, chance: Chance): Call[] {
  return Array.from({ length: 24 }, (_, index) => {
    const at = midnight + index * hour + chance.between(0, 50) * minute
    const secret: Call = { at, by: shop, source: 'secretsmanager', name: 'GetSecretValue', request: { secretId: 'shop/database' } }
    const parameter: Call = { at: at + 900, by: shop, source: 'ssm', name: 'GetParameter', request: { name: '/shop/settings', withDecryption: true } }
    return index % 6 === 0 ? [secret, parameter] : [parameter]
  }).flat()
}

function deployments(midnight: number, chance: Chance): Call[] {
  const runs = chance.between(2, 4)
  return Array.from({ length: runs }, (_, run) => deployment(midnight + (8 + run * 3) * hour + chance.between(0, 50) * minute, chance)).flat()
}

function deployment(from: number, chance: Chance): Call[] {
  const reads = [
    ['ec2', 'DescribeInstances'],
    ['ec2', 'DescribeSecurityGroups'],
    ['iam', 'GetRole'],
    ['iam', 'ListRolePolicies'],
    ['lambda', 'GetFunction'],
    ['s3', 'GetBucketPolicy'],
    ['ec2', 'DescribeSubnets'],
    ['elasticloadbalancing', 'DescribeLoadBalancers'],
    ['sts', 'GetCallerIdentity'],
  ] as const
  let at = from
  const calls: Call[] = Array.from({ length: chance.between(18, 34) }, () => {
    const [source, name] = chance.pick(reads)
    at += chance.between(150, 2_500)
    return { at, by: deployer, source, name, request: {} }
  })
  calls.push({
    at: at + 3_000,
    by: deployer,
    source: 'lambda',
    name: 'UpdateFunctionCode20150331v2',
    request: { functionName: 'shop-checkout' },
    readOnly: false,
  })
  if (chance.next() < 0.3)
    calls.push({
      at: at + 5_000,
      by: deployer,
      source: 'iam',
      name: 'CreateRole',
      request: {
        roleName: `shop-task-${chance.hex(4)}`,
        assumeRolePolicyDocument: `{"Statement":[{"Effect":"Allow","Principal":{"Service":"ecs-tasks.amazonaws.com"},"Action":"sts:AssumeRole"}]}`,
      },
      readOnly: false,
    })
  return calls
}

function administration(midnight: number, chance: Chance): Call[] {
  const reads = [
    ['ec2', 'DescribeInstances'],
    ['cloudwatch', 'GetMetricData'],
    ['logs', 'FilterLogEvents'],
    ['iam', 'ListUsers'],
    ['s3', 'ListBuckets'],
    ['rds', 'DescribeDBInstances'],
    ['ce', 'GetCostAndUsage'],
  ] as const
  return administrators.flatMap((by) => {
    if (chance.next() < 0.35) return []
    let at = midnight + chance.between(8, 15) * hour + chance.between(0, 59) * minute
    const calls: Call[] = []
    if (by.agent === browser)
      calls.push({
        at,
        by,
        source: 'signin',
        name: 'ConsoleLogin',
        request: undefined,
        response: { ConsoleLogin: 'Success' },
        extra: { MFAUsed: 'Yes', LoginTo: 'https://console.aws.amazon.com/' },
        readOnly: false,
      })
    for (let index = chance.between(4, 14); index > 0; index -= 1) {
      const [source, name] = chance.pick(reads)
      at += chance.between(2_000, 4 * minute)
      calls.push({ at, by, source, name, request: {}, ...(chance.next() < 0.02 ? { error: 'AccessDenied' } : {}) })
    }
    if (chance.next() < 0.15)
      calls.push({
        at: at + minute,
        by,
        source: 'iam',
        name: 'CreateUser',
        request: { userName: `svc-report-${chance.hex(3)}` },
        response: { user: { accountId: account } },
        readOnly: false,
      })
    return calls
  })
}
