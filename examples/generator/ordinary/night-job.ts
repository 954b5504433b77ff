import { expiryStamp, hour, minute, second } from '../clock.ts'
import { tools } from '../clients.ts'
import type { Call, Caller } from '../cloud.ts'
import { cloudEntry } from '../entry.ts'
import { gentle, share, type World } from '../world.ts'
import type { OrdinarySource, Today } from './source.ts'
import { databases, getObject, putObject } from './tasks.ts'

/** What runs at night: the backup with its many reads and its snapshots, handed to the company's own backup account, and the inventory. */
export const nightJobs: OrdinarySource = (world, today) => {
  const { chance } = today
  return [...backup(world, today), ...inventory(world, today)].map((call) => cloudEntry(call, chance))
}

function machineSession(
  world: World,
  today: Today,
  given: { role: string; at: number; agent: string; session: string },
): { assume: Call; by: Caller } {
  const { role, at, agent, session } = given
  const account = world.accounts.production
  const key = `ASIA${today.chance.token(16)}`
  const by: Caller = { role, session, key, address: world.places.nat, agent, account, since: at, mfa: false }
  const assume: Call = {
    at,
    by: { service: 'lambda.amazonaws.com', key: '', address: '', agent: '', account },
    source: 'sts',
    name: 'AssumeRole',
    request: { roleArn: `arn:aws:iam::${account}:role/${role}`, roleSessionName: session },
    response: { credentials: { accessKeyId: key, expiration: expiryStamp(at + 12 * hour), sessionToken: '********' } },
  }
  return { assume, by }
}

function backup(world: World, today: Today): Call[] {
  const { chance } = today
  let at = today.midnight + hour + chance.between(0, 6) * minute
  const { assume, by } = machineSession(world, today, { role: 'nightly-backup', at, agent: tools.boto, session: 'nightly-backup' })
  const next = (least: number, most: number): number => {
    at += chance.between(least, most)
    return at
  }
  const snapshots = databases.flatMap((name) => {
    const dBSnapshotIdentifier = `nightly-${name}-${today.index}`
    return [
      {
        at: next(second, 9 * second),
        by,
        source: 'rds',
        name: 'CreateDBSnapshot',
        request: { dBInstanceIdentifier: name, dBSnapshotIdentifier },
        readOnly: false,
      },
      {
        at: next(4 * minute, 9 * minute),
        by,
        source: 'rds',
        name: 'ModifyDBSnapshotAttribute',
        request: { dBSnapshotIdentifier, attributeName: 'restore', valuesToAdd: [world.accounts.backup] },
        readOnly: false,
      },
    ]
  })
  const volume: Call = {
    at: next(second, 9 * second),
    by,
    source: 'ec2',
    name: 'CreateSnapshot',
    request: { volumeId: 'vol-0c41d2f7a9e8b3610', description: 'nightly' },
    readOnly: false,
  }
  const objects: Call[] = Array.from({ length: chance.about(gentle(world, 420)) }, () => {
    const isMedia = chance.odds(0.5)
    const read = isMedia
      ? getObject('fernweh-media', `tours/${chance.between(100, 999)}/${chance.hex(8)}.webp`, chance)
      : getObject('fernweh-bookings', `2026/${chance.between(1, 9)}/${chance.hex(10)}.json`, chance)
    return { at: next(80, 2_500), by, ...read }
  })
  const stored: Call[] = Array.from({ length: chance.about(gentle(world, 30)) }, () => ({
    at: next(200, 5 * second),
    by,
    ...putObject('fernweh-backups', `nightly/${today.index}/${chance.hex(6)}.tar.zst`, chance),
  }))
  return [assume, ...snapshots, volume, ...objects, ...stored]
}

const lists = [
  ['iam', 'ListUsers'],
  ['iam', 'ListRoles'],
  ['iam', 'ListPolicies'],
  ['iam', 'GetAccountAuthorizationDetails'],
  ['iam', 'ListAccessKeys'],
  ['iam', 'ListMFADevices'],
  ['iam', 'GenerateCredentialReport'],
  ['iam', 'GetCredentialReport'],
  ['s3', 'ListBuckets'],
  ['s3', 'GetBucketPolicyStatus'],
  ['ec2', 'DescribeInstances'],
  ['ec2', 'DescribeSecurityGroups'],
  ['ec2', 'DescribeSnapshots'],
  ['ec2', 'DescribeVolumes'],
  ['ec2', 'DescribeImages'],
  ['ec2', 'DescribeVpcs'],
  ['rds', 'DescribeDBInstances'],
  ['rds', 'DescribeDBSnapshots'],
  ['lambda', 'ListFunctions20150331'],
  ['secretsmanager', 'ListSecrets'],
  ['kms', 'ListKeys'],
  ['cloudtrail', 'DescribeTrails'],
  ['cloudtrail', 'GetTrailStatus'],
  ['guardduty', 'ListDetectors'],
  ['organizations', 'DescribeOrganization'],
  ['organizations', 'ListAccounts'],
] as const

/** The inventory lists everything in both accounts every night: many calls, nothing wrong. */
function inventory(world: World, today: Today): Call[] {
  const { chance } = today
  const { production, development } = world.accounts
  return [production, development].flatMap((account, index) => {
    let at = today.midnight + 2 * hour + index * 20 * minute + chance.between(0, 5) * minute
    const by: Caller = {
      role: 'inventory',
      session: 'cloud-inventory',
      key: `ASIA${chance.token(16)}`,
      address: world.places.natTwo,
      agent: tools.boto,
      account,
      since: at,
      mfa: false,
    }
    return Array.from({ length: chance.about(share(world, 60)) + chance.about(gentle(world, 60)) }, (_, order) => {
      const [source, name] = lists[order % lists.length] ?? lists[0]
      at += chance.between(150, 3_000)
      return { at, by, source, name, request: {} }
    })
  })
}
