import { day, expiryStamp, hour, minute } from '../clock.ts'
import { tools } from '../clients.ts'
import type { Call, Caller } from '../cloud.ts'
import { cloudEntry } from '../entry.ts'
import { chanceOf } from '../random.ts'
import { gentle, share, type World } from '../world.ts'
import type { OrdinarySource, Today } from './source.ts'
import { getObject, putObject } from './tasks.ts'

/** What the shop's machines and the provider's own services do all day: settings, secrets, objects, sessions, configuration checks. */
export const workloads: OrdinarySource = (world, today) => {
  const { chance } = today
  const calls = [...shop(world, today), ...newsletter(world, today), ...functionsAtWork(world, today), ...services(world, today)]
  return calls.map((call) => cloudEntry(call, chance))
}

/** The session of an instance's role: a new key every six hours. */
export function instanceSession(world: World, given: { instance: keyof World['instances']; at: number }): Caller {
  const { instance, at } = given
  const since = at - (at % (6 * hour))
  const key = `ASIA${chanceOf(world.seed, 'instance-key', instance, since).token(16)}`
  const role = instance === 'db01' ? 'reporting-host' : 'shop-web'
  return {
    role,
    session: world.instances[instance],
    key,
    address: world.places.nat,
    agent: tools.java,
    account: world.accounts.production,
    since,
    mfa: false,
  }
}

/** Busier by day than at night. */
function atSomeTime({ midnight, chance }: Today): number {
  const at = midnight + chance.between(0, day - 1)
  const isNight = at % day < 5 * hour
  return isNight && chance.odds(0.5) ? at + chance.between(6, 16) * hour : at
}

function shop(world: World, today: Today): Call[] {
  const { chance } = today
  const calls: Call[] = []
  for (const instance of ['web01', 'app01'] as const) {
    for (let shift = 0; shift < 4; shift += 1) calls.push(renewed(world, { instance, at: today.midnight + shift * 6 * hour }))
    const reads = chance.about(share(world, 850))
    for (let index = 0; index < reads; index += 1) calls.push(shopCall(world, today, instance))
    const secrets = 1 + chance.about(gentle(world, 11))
    for (let index = 0; index < secrets; index += 1) {
      const at = today.midnight + Math.floor((index * day) / secrets) + chance.between(0, 20) * minute
      calls.push({
        at,
        by: instanceSession(world, { instance, at }),
        source: 'secretsmanager',
        name: 'GetSecretValue',
        request: { secretId: chance.odds(0.6) ? 'shop/database' : 'shop/payment-provider' },
      })
    }
  }
  return calls
}

function renewed(world: World, given: { instance: 'web01' | 'app01'; at: number }): Call {
  const session = instanceSession(world, given)
  const account = world.accounts.production
  return {
    at: given.at,
    by: { service: 'ec2.amazonaws.com', key: '', address: '', agent: '', account },
    source: 'sts',
    name: 'AssumeRole',
    request: { roleArn: `arn:aws:iam::${account}:role/${session.role}`, roleSessionName: session.session },
    response: { credentials: { accessKeyId: session.key, expiration: expiryStamp(given.at + 6 * hour), sessionToken: '********' } },
  }
}

function shopCall(world: World, today: Today, instance: 'web01' | 'app01'): Call {
  const { chance } = today
  const at = Math.min(atSomeTime(today), today.midnight + day - 1)
  const by = instanceSession(world, { instance, at })
  const draw = chance.next()
  if (draw < 0.3)
    return {
      at,
      by,
      source: 'kms',
      name: 'Decrypt',
      request: { encryptionContext: { PARAMETER_ARN: 'arn:aws:ssm:eu-central-1:111122223333:parameter/shop/settings' } },
    }
  if (draw < 0.6) return { at, by, source: 'ssm', name: 'GetParameter', request: { name: '/shop/settings', withDecryption: true } }
  if (draw < 0.72) return { at, by, ...putObject('fernweh-bookings', `2026/${chance.between(1, 9)}/${chance.hex(10)}.json`, chance) }
  if (draw < 0.97)
    return {
      at,
      by,
      ...getObject(chance.odds(0.8) ? 'fernweh-media' : 'fernweh-travel-documents', `${chance.between(100, 999)}/${chance.hex(8)}`, chance),
    }
  return {
    at,
    by,
    ...getObject('fernweh-media', `missing/${chance.hex(8)}.webp`, chance),
    error: 'NoSuchKey',
    why: 'The specified key does not exist.',
  }
}

/** Functions of the shop read their own secrets; each runs as its own role. */
function functionsAtWork(world: World, today: Today): Call[] {
  const { chance } = today
  const { production } = world.accounts
  return ['shop-mailer', 'price-refresh', 'tour-import'].flatMap((name) =>
    Array.from({ length: chance.about(share(world, 160)) + 2 }, () => {
      const at = today.midnight + chance.between(0, day - 1)
      const by: Caller = {
        role: `${name}-function`,
        session: name,
        key: `ASIA${chanceOf(world.seed, name, today.index).token(16)}`,
        address: world.places.natTwo,
        agent: tools.javascript,
        account: production,
        since: today.midnight,
        mfa: false,
      }
      const draw = chance.next()
      if (draw < 0.1)
        return {
          at,
          by,
          source: 'secretsmanager',
          name: 'GetSecretValue',
          request: { secretId: name === 'shop-mailer' ? 'mail/relay' : 'partner/flight-search' },
        }
      if (draw < 0.5)
        return {
          at,
          by,
          source: 'sqs',
          name: 'GetQueueAttributes',
          request: { queueUrl: `https://sqs.eu-central-1.amazonaws.com/${production}/${name}` },
        }
      return { at, by, ...putObject('fernweh-analytics', `${name}/${chance.hex(8)}.json`, chance) }
    }),
  )
}

/** The newsletter still signs in with a user's key, made years ago. */
function newsletter(world: World, { midnight, chance }: Today): Call[] {
  const by: Caller = {
    user: 'svc-newsletter',
    key: `AKIA${chanceOf(world.seed, 'newsletter').token(16)}`,
    address: world.places.natTwo,
    agent: tools.boto,
    account: world.accounts.production,
  }
  return Array.from({ length: 2 + chance.about(gentle(world, 9)) }, (_, index) => {
    const at = midnight + 2 * hour + index * 40 * 1_000 + chance.between(0, 9_000)
    if (index === 0) return { at, by, source: 'ses', name: 'GetSendQuota' }
    return { at, by, ...getObject('fernweh-media', `newsletter/${chance.hex(6)}.html`, chance) }
  })
}

const serviceCalls = [
  ['config.amazonaws.com', 'ec2', 'DescribeInstances'],
  ['config.amazonaws.com', 'ec2', 'DescribeSecurityGroups'],
  ['config.amazonaws.com', 'iam', 'GetAccountAuthorizationDetails'],
  ['config.amazonaws.com', 's3', 'GetBucketPolicy'],
  ['config.amazonaws.com', 'rds', 'DescribeDBInstances'],
  ['access-analyzer.amazonaws.com', 'iam', 'ListRoles'],
  ['autoscaling.amazonaws.com', 'ec2', 'DescribeInstanceStatus'],
  ['ecs-tasks.amazonaws.com', 'sts', 'AssumeRole'],
  ['cloudfront.amazonaws.com', 'kms', 'Decrypt'],
  ['trustedadvisor.amazonaws.com', 'ec2', 'DescribeVolumes'],
  ['guardduty.amazonaws.com', 'ec2', 'DescribeNetworkInterfaces'],
] as const

function services(world: World, today: Today): Call[] {
  const { chance } = today
  return Array.from({ length: chance.about(share(world, 900)) + 2 }, () => {
    const [service, source, name] = chance.pick(serviceCalls)
    const account = chance.odds(0.7) ? world.accounts.production : chance.pick([world.accounts.development, world.accounts.security])
    return { at: today.midnight + chance.between(0, day - 1), by: { service, key: '', address: '', agent: '', account }, source, name, request: {} }
  })
}
