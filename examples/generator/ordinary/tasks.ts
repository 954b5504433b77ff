import { minute, second } from '../clock.ts'
import type { Call, Caller } from '../cloud.ts'
import type { Task } from '../people.ts'
import type { Chance } from '../random.ts'

/** A call without its time and caller. */
type Step = Omit<Call, 'at' | 'by'>

export const buckets = [
  'fernweh-bookings',
  'fernweh-media',
  'fernweh-exports',
  'fernweh-analytics',
  'fernweh-logs',
  'fernweh-backups',
  'fernweh-travel-documents',
] as const
export const functions = ['shop-checkout', 'shop-mailer', 'tour-import', 'price-refresh', 'image-resize'] as const
export const databases = ['bookings', 'customers', 'catalogue'] as const
export const secrets = [
  'shop/database',
  'shop/payment-provider',
  'crm/api',
  'warehouse/reporting',
  'mail/relay',
  'partner/flight-search',
  'ops/vpn',
  'jobs/signing-key',
] as const

const steps: Readonly<Record<Task, (chance: Chance) => Step>> = {
  console: (chance) => chance.pick(consoleSteps),
  'command line': (chance) => chance.pick(commandSteps),
  logs: (chance) => chance.pick(logSteps),
  objects: (chance) => chance.pick(objectSteps)(chance),
  billing: (chance) => chance.pick(billingSteps),
  identities: (chance) => chance.pick(identitySteps),
  queries: (chance) => chance.pick(querySteps)(chance),
  databases: (chance) => chance.pick(databaseSteps)(chance),
  hotfix: (chance) => chance.pick(hotfixSteps)(chance),
  secrets: (chance) => ({
    source: 'secretsmanager',
    name: chance.odds(0.6) ? 'DescribeSecret' : 'GetSecretValue',
    request: { secretId: `dev/${chance.pick(secrets)}` },
  }),
}

const consoleSteps: readonly Step[] = [
  { source: 'ec2', name: 'DescribeInstances', request: { maxResults: 100 } },
  { source: 'ec2', name: 'DescribeInstanceStatus', request: { includeAllInstances: true } },
  { source: 'ec2', name: 'DescribeSecurityGroups', request: {} },
  { source: 'ec2', name: 'DescribeVolumes', request: {} },
  { source: 'elasticloadbalancing', name: 'DescribeLoadBalancers', request: {} },
  { source: 'monitoring', name: 'DescribeAlarms', request: {} },
  { source: 'monitoring', name: 'GetMetricData' },
  { source: 's3', name: 'ListBuckets', request: { Host: 's3.eu-central-1.amazonaws.com' } },
  { source: 's3', name: 'GetBucketVersioning', request: { bucketName: 'fernweh-media' } },
  { source: 'health', name: 'DescribeEventAggregates', request: { aggregateField: 'eventTypeCategory' } },
  { source: 'notifications', name: 'ListNotificationHubs' },
  { source: 'rds', name: 'DescribeDBInstances', request: {} },
  { source: 'lambda', name: 'ListFunctions20150331', request: {} },
]

const commandSteps: readonly Step[] = [
  { source: 'sts', name: 'GetCallerIdentity' },
  {
    source: 'ec2',
    name: 'DescribeInstances',
    request: { filterSet: { items: [{ name: 'tag:service', valueSet: { items: [{ value: 'shop' }] } }] } },
  },
  { source: 'ecs', name: 'DescribeServices', request: { cluster: 'shop', services: ['shop-api'] } },
  { source: 'ecs', name: 'ListTasks', request: { cluster: 'shop' } },
  { source: 'ssm', name: 'GetParameter', request: { name: '/shop/settings', withDecryption: false } },
  { source: 'lambda', name: 'GetFunctionConfiguration20150331v2', request: { functionName: 'shop-checkout' } },
  { source: 'cloudformation', name: 'DescribeStacks', request: { stackName: 'shop-edge' } },
  { source: 'ecr', name: 'DescribeImages', request: { repositoryName: 'shop-api' } },
  { source: 'autoscaling', name: 'DescribeAutoScalingGroups', request: { maxRecords: 100 } },
  { source: 'ec2', name: 'DescribeSnapshots', request: { ownersSet: { items: [{ owner: 'self' }] } } },
]

const logSteps: readonly Step[] = [
  { source: 'logs', name: 'FilterLogEvents', request: { logGroupName: '/ecs/shop-api', limit: 500 } },
  {
    source: 'logs',
    name: 'StartQuery',
    request: { logGroupName: '/ecs/shop-api', queryString: 'fields @timestamp, @message | filter level = "error"' },
    readOnly: true,
  },
  { source: 'logs', name: 'GetQueryResults', request: {} },
  { source: 'logs', name: 'DescribeLogGroups', request: { limit: 50 } },
  { source: 'monitoring', name: 'GetMetricData' },
  { source: 'cloudtrail', name: 'LookupEvents', request: { maxResults: 50 } },
]

const objectSteps: readonly ((chance: Chance) => Step)[] = [
  () => ({ source: 's3', name: 'ListBuckets', request: { Host: 's3.eu-central-1.amazonaws.com' } }),
  (chance) => getObject('fernweh-media', `tours/${chance.between(100, 999)}/hero.webp`, chance),
  (chance) => getObject('fernweh-analytics', `daily/2026/${chance.between(1, 9)}/part-${chance.between(0, 31)}.parquet`, chance),
  (chance) => putObject('fernweh-media', `tours/${chance.between(100, 999)}/${chance.hex(8)}.webp`, chance),
]

/** A read of one object, as data events tell it. */
export function getObject(bucketName: string, key: string, chance: Chance): Step {
  return {
    source: 's3',
    name: 'GetObject',
    category: 'Data',
    request: { bucketName, Host: `${bucketName}.s3.eu-central-1.amazonaws.com`, key },
    extra: {
      SignatureVersion: 'SigV4',
      CipherSuite: 'TLS_AES_128_GCM_SHA256',
      bytesTransferredIn: 0,
      AuthenticationMethod: 'AuthHeader',
      bytesTransferredOut: chance.between(2_000, 900_000),
    },
  }
}

export function putObject(bucketName: string, key: string, chance: Chance): Step {
  return {
    source: 's3',
    name: 'PutObject',
    category: 'Data',
    request: { bucketName, Host: `${bucketName}.s3.eu-central-1.amazonaws.com`, key },
    extra: {
      SignatureVersion: 'SigV4',
      CipherSuite: 'TLS_AES_128_GCM_SHA256',
      bytesTransferredIn: chance.between(2_000, 900_000),
      AuthenticationMethod: 'AuthHeader',
      bytesTransferredOut: 0,
    },
  }
}

const billingSteps: readonly Step[] = [
  { source: 'ce', name: 'GetCostAndUsage', request: { granularity: 'DAILY', metrics: ['UnblendedCost'] } },
  { source: 'ce', name: 'GetCostForecast', request: { granularity: 'MONTHLY' } },
  { source: 'budgets', name: 'DescribeBudgets', request: {} },
  { source: 'invoicing', name: 'ListInvoiceSummaries' },
]

const identitySteps: readonly Step[] = [
  { source: 'iam', name: 'ListUsers', request: { maxItems: 100 } },
  { source: 'iam', name: 'ListRoles', request: { maxItems: 1000 } },
  { source: 'iam', name: 'GetUser', request: { userName: 'lena.okafor' } },
  { source: 'iam', name: 'ListAccessKeys', request: { userName: 'david.ruiz' } },
  { source: 'iam', name: 'GetAccessKeyLastUsed', request: {} },
  { source: 'iam', name: 'ListMFADevices', request: { userName: 'peter.novak' } },
  { source: 'guardduty', name: 'ListFindings', request: {} },
  { source: 'guardduty', name: 'ListDetectors', request: {} },
  { source: 'access-analyzer', name: 'ListFindingsV2', request: {} },
  { source: 'securityhub', name: 'GetFindings' },
]

const querySteps: readonly ((chance: Chance) => Step)[] = [
  () => ({
    source: 'athena',
    name: 'StartQueryExecution',
    request: { workGroup: 'analytics', queryExecutionContext: { database: 'bookings' } },
    readOnly: false,
  }),
  () => ({ source: 'athena', name: 'GetQueryExecution', request: {} }),
  () => ({ source: 'athena', name: 'GetQueryResults', request: {} }),
  () => ({ source: 'glue', name: 'GetTable', request: { databaseName: 'bookings', name: 'departures' } }),
  (chance) => getObject('fernweh-analytics', `athena/${chance.hex(8)}.csv`, chance),
]

const databaseSteps: readonly ((chance: Chance) => Step)[] = [
  (chance) => ({ source: 'rds', name: 'DescribeDBInstances', request: { dBInstanceIdentifier: chance.pick(databases) } }),
  () => ({ source: 'rds', name: 'DescribeDBSnapshots', request: {} }),
  () => ({ source: 'rds', name: 'DescribeDBLogFiles', request: { dBInstanceIdentifier: 'bookings' } }),
  () => ({ source: 'pi', name: 'GetResourceMetrics', request: { serviceType: 'RDS' } }),
  (chance) =>
    chance.odds(0.15)
      ? {
          source: 'rds',
          name: 'CreateDBSnapshot',
          request: { dBInstanceIdentifier: chance.pick(databases), dBSnapshotIdentifier: `before-change-${chance.hex(4)}` },
          readOnly: false,
        }
      : { source: 'rds', name: 'DescribeDBClusters', request: {} },
]

const hotfixSteps: readonly ((chance: Chance) => Step)[] = [
  (chance) => ({ source: 'lambda', name: 'GetFunction20150331v2', request: { functionName: chance.pick(functions) } }),
  (chance) => ({
    source: 'lambda',
    name: 'UpdateFunctionConfiguration20150331v2',
    request: { functionName: chance.pick(functions), memorySize: 512 },
    readOnly: false,
  }),
  () => ({ source: 'ecs', name: 'UpdateService', request: { cluster: 'shop', service: 'shop-api', forceNewDeployment: true }, readOnly: false }),
  () => ({ source: 'logs', name: 'FilterLogEvents', request: { logGroupName: '/ecs/shop-api', limit: 500 } }),
]

/** A stretch of work at one task: calls some seconds to minutes apart, a few of them refused as in any day's work. */
export function workAt(task: Task, given: { from: number; by: Caller; count: number; chance: Chance }): Call[] {
  let at = given.from
  return Array.from({ length: given.count }, () => {
    at += given.chance.between(second, task === 'console' ? 20 * second : 3 * minute)
    const call: Call = { at, by: given.by, ...steps[task](given.chance) }
    return given.chance.odds(0.02) && call.category === undefined ? { ...call, error: 'AccessDenied' } : call
  })
}
