import { browsers, tools } from '../clients.ts'
import { hour, minute, second } from '../clock.ts'
import type { Call, Caller } from '../cloud.ts'
import { cloudEntry, type Entry } from '../entry.ts'
import { callerOf, personNamed } from '../people.ts'
import { chanceOf } from '../random.ts'
import { gentle, type World } from '../world.ts'
import { consoleLogin } from './people-at-work.ts'
import { isWeekend, type OrdinarySource, type Today } from './source.ts'
import { workAt } from './tasks.ts'

/** What happens in some weeks and looks odd to whoever does not know: an audit, somebody new, new keys, nights on call. */
export const oddities: OrdinarySource = (world, today) => {
  const calls = [...audit(world, today), ...newJoiner(world, today), ...keyRotation(world, today), ...onCall(world, today), ...partner(world, today)]
  return calls.map((call): Entry => cloudEntry(call, today.chance))
}

/** The first working day at or after a day of the period. */
function isPlanned(today: Today, from: number, world: World): boolean {
  const planned = Array.from({ length: world.days }, (_, index) => index).filter((index) => index >= from && isWorkday(world, index))
  return planned[0] === today.index
}

function isWorkday(world: World, index: number): boolean {
  return !isWeekend({ index, midnight: 0, weekday: new Date(world.start + index * 24 * hour).getUTCDay(), chance: chanceOf(0, 'none') })
}

/** An auditor from outside reads everything for two days, from an address nobody else uses. */
function audit(world: World, today: Today): Call[] {
  const { chance } = today
  const first = 1 + (world.seed % 5)
  if (!isPlanned(today, first, world) && !isPlanned(today, first + 1, world)) return []
  const at = today.midnight + 8 * hour + chance.between(0, 90) * minute
  const by: Caller = {
    role: 'external-audit',
    session: 'ines.costa',
    key: `ASIA${chance.token(16)}`,
    address: world.places.partner,
    agent: tools.prowler,
    account: world.accounts.production,
    since: at,
    mfa: true,
  }
  let moment = at
  return Array.from({ length: 20 + chance.about(gentle(world, 280)) }, () => {
    const [source, name] = chance.pick(auditReads)
    moment += chance.between(100, 9_000)
    const call: Call = { at: moment, by, source, name, request: {} }
    return chance.odds(0.06) ? { ...call, error: 'AccessDenied' } : call
  })
}

const auditReads = [
  ['iam', 'GetAccountAuthorizationDetails'],
  ['iam', 'GetAccountSummary'],
  ['iam', 'GetAccountPasswordPolicy'],
  ['iam', 'ListUsers'],
  ['iam', 'ListRoles'],
  ['iam', 'ListAttachedUserPolicies'],
  ['iam', 'ListAttachedRolePolicies'],
  ['iam', 'GetRolePolicy'],
  ['iam', 'GetCredentialReport'],
  ['s3', 'ListBuckets'],
  ['s3', 'GetBucketPolicy'],
  ['s3', 'GetBucketAcl'],
  ['s3', 'GetBucketLogging'],
  ['ec2', 'DescribeSecurityGroups'],
  ['ec2', 'DescribeInstances'],
  ['ec2', 'DescribeSnapshots'],
  ['ec2', 'DescribeSnapshotAttribute'],
  ['ec2', 'DescribeFlowLogs'],
  ['rds', 'DescribeDBInstances'],
  ['rds', 'DescribeDBSnapshotAttributes'],
  ['cloudtrail', 'DescribeTrails'],
  ['cloudtrail', 'GetEventSelectors'],
  ['kms', 'ListKeys'],
  ['kms', 'GetKeyRotationStatus'],
  ['guardduty', 'GetDetector'],
  ['secretsmanager', 'ListSecrets'],
  ['lambda', 'GetPolicy20150331v2'],
] as const

/** Somebody new gets a user, a group and a key from an administrator, and begins to work on the next day. */
function newJoiner(world: World, today: Today): Call[] {
  const { chance } = today
  const account = world.accounts.production
  const key = `AKIA${chanceOf(world.seed, 'joiner').token(16)}`
  const home = chanceOf(world.seed, 'joiner', 'home').pick(world.places.visitors)
  const planned = 2 + (world.seed % 3)
  if (isPlanned(today, planned, world)) {
    const admin = personNamed(world.people, 'jonas.brandt')
    const at = today.midnight + 9 * hour + chance.between(0, 59) * minute
    const by = callerOf(admin, { address: world.places.office, agent: admin.browser, at, account, chance })
    const userName = 'noah.meyer'
    const change = (after: number, name: string, request: Record<string, unknown>, response?: Record<string, unknown>): Call => ({
      at: at + after * second,
      by,
      source: 'iam',
      name,
      request,
      ...(response === undefined ? {} : { response }),
      readOnly: false,
    })
    return [
      consoleLogin(by, at, true),
      change(
        60,
        'CreateUser',
        { userName, tags: [{ key: 'team', value: 'shop' }] },
        { user: { path: '/', userName, arn: `arn:aws:iam::${account}:user/${userName}` } },
      ),
      change(75, 'AddUserToGroup', { userName, groupName: 'developers' }),
      change(92, 'CreateLoginProfile', { userName, passwordResetRequired: true }),
      change(140, 'CreateAccessKey', { userName }, { accessKey: { userName, accessKeyId: key, status: 'Active' } }),
    ]
  }
  if (today.index <= planned || isWeekend(today) || !isPlannedBefore(world, planned, today)) return []
  const at = today.midnight + chance.between(8, 14) * hour + chance.between(0, 59) * minute
  const by: Caller = { user: 'noah.meyer', key, address: chance.odds(0.5) ? world.places.office : home, agent: tools.cliMac, account }
  const console: Call[] = chance.odds(0.5) ? [consoleLogin({ ...by, agent: browsers.mac }, at - minute, true)] : []
  return [...console, ...workAt(chance.pick(['command line', 'logs', 'objects']), { from: at, by, count: chance.about(gentle(world, 25)), chance })]
}

function isPlannedBefore(world: World, from: number, { index }: Today): boolean {
  for (let earlier = from; earlier < index; earlier += 1) if (isWorkday(world, earlier)) return true
  return false
}

/** A developer makes a new key, uses it, and deletes the old one. */
function keyRotation(world: World, today: Today): Call[] {
  if (!isPlanned(today, 3 + (world.seed % 2), world)) return []
  const { chance } = today
  const person = personNamed(world.people, 'lena.okafor')
  const at = today.midnight + 10 * hour + chance.between(0, 59) * minute
  const by = callerOf(person, { address: person.home, agent: tools.cliMac, at, account: world.accounts.production, chance })
  const userName = person.name
  const accessKeyId = `AKIA${chance.token(16)}`
  return [
    { at, by, source: 'iam', name: 'ListAccessKeys', request: { userName } },
    {
      at: at + 20 * second,
      by,
      source: 'iam',
      name: 'CreateAccessKey',
      request: { userName },
      response: { accessKey: { userName, accessKeyId, status: 'Active' } },
      readOnly: false,
    },
    { at: at + 9 * minute, by: { ...by, key: accessKeyId }, source: 'sts', name: 'GetCallerIdentity' },
    { at: at + 11 * minute, by: { ...by, key: accessKeyId }, source: 'iam', name: 'ListAccessKeys', request: { userName } },
  ]
}

/** Nights on call: an alarm, somebody looks from home, restarts what hangs. */
function onCall(world: World, today: Today): Call[] {
  const { chance } = today
  if (!chance.odds(0.4)) return []
  const person = personNamed(world.people, chance.pick(['tom.fischer', 'jonas.brandt', 'carlos.mendes']))
  const at = today.midnight + chance.between(1, 4) * hour + chance.between(0, 59) * minute
  const by = callerOf(person, { address: person.home, agent: person.tool, at, account: world.accounts.production, chance })
  const restart: Call = {
    at: at + 24 * minute,
    by,
    source: 'ecs',
    name: 'UpdateService',
    request: { cluster: 'shop', service: 'shop-api', forceNewDeployment: true },
    readOnly: false,
  }
  return [...workAt('logs', { from: at, by, count: 4 + chance.about(gentle(world, 14)), chance }), restart]
}

/** The partner's accounting reads its exports every morning through a role of its own. */
function partner(world: World, today: Today): Call[] {
  const { chance } = today
  const at = today.midnight + 4 * hour + chance.between(0, 10) * minute
  const by: Caller = {
    role: 'partner-exports',
    session: 'ledger',
    key: `ASIA${chance.token(16)}`,
    address: world.places.partner,
    agent: tools.boto,
    account: world.accounts.production,
    since: at,
    mfa: false,
  }
  return Array.from({ length: 3 + chance.about(gentle(world, 12)) }, (_, index) => ({
    at: at + index * 2 * second,
    by,
    source: 's3',
    name: index === 0 ? 'ListObjects' : 'GetObject',
    category: 'Data' as const,
    request: { bucketName: 'fernweh-exports', ...(index === 0 ? { prefix: 'ledger/' } : { key: `ledger/${today.index}-${index}.csv` }) },
  }))
}
