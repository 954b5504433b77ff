import { tools } from '../clients.ts'
import { day, hour, minute, second } from '../clock.ts'
import type { Caller } from '../cloud.ts'
import { leakedKeyNotes } from '../notes/leaked-key.ts'
import { forgottenFiles } from '../ordinary/web-noise.ts'
import { deployUser } from '../ordinary/pipeline.ts'
import { secrets } from '../ordinary/tasks.ts'
import { personNamed } from '../people.ts'
import { chanceOf } from '../random.ts'
import type { World } from '../world.ts'
import { acts } from './acts.ts'
import { bastionByKey, type HostVisit } from './bastion.ts'
import { assumeRole, cloudAgents, lookAround, type Pace, paces, readObjects, readSecrets, shareSnapshot, touchLogging } from './intruder.ts'
import { gainFoothold, type Foothold } from './foothold.ts'
import { momentsOf } from './milestones.ts'
import { answerLeakedKey } from './answer-leaked-key.ts'
import { addressType, createTeller, type Story, systemOf, type Teller } from './story.ts'

/** What this seed's story is about; the notes and the response speak of the same. */
export interface LeakedKeyPlot {
  readonly stolen: Caller
  readonly owner: string
  readonly scanner: string
  readonly address: string
  readonly agent: string
  readonly path: string
  readonly role: string
  readonly pace: Pace
  readonly outside: string
  readonly takes: 'disk' | 'database'
  readonly bucket: string
  readonly objects: number
  readonly touchesLogs: boolean
}

/** What came of it, as far as the response finds out. */
export interface LeakedKeyOutcome {
  readonly servedAt: number
  readonly firstUse: number
  readonly lastAct: number
  readonly foothold: Foothold
  readonly secrets: readonly string[]
  readonly snapshot: string
  readonly bytes: number
  readonly logging: { readonly what: string; readonly worked: boolean } | undefined
  readonly host: HostVisit | undefined
}

/** A developer's key lies in a public file of the web server; somebody finds it and looks, stays, moves and takes. */
export function leakedKey(world: World): Story {
  const plot = plotOf(world)
  const chance = chanceOf(world.seed, 'leaked-key', 'times')
  const teller = createTeller(world, world.start + 5 * day + chance.between(0, 30) * hour + chance.between(0, 3_599) * second)
  const servedAt = findFile(teller, plot)
  teller.wait(3 * hour, 22 * hour)
  const outcome = intrude(teller, plot, servedAt)
  const milestones = answerLeakedKey(teller, plot, outcome)
  return {
    entries: teller.entries,
    path: teller.path,
    indicators: [...teller.indicators.values()],
    moments: momentsOf(teller.entries, milestones),
    notes: leakedKeyNotes({ world, plot, outcome, milestones }),
  }
}

function plotOf(world: World): LeakedKeyPlot {
  const chance = chanceOf(world.seed, 'leaked-key', 'plot')
  const scanner = world.addresses.take()
  const address = chance.odds(0.3) ? world.addresses.takeWide() : chance.odds(0.3) ? scanner : world.addresses.take()
  const owner = chance.pick(['svc-deploy', 'david.ruiz', 'lena.okafor', 'peter.novak'])
  const agent = chance.pick(owner === 'svc-deploy' ? [...cloudAgents, tools.terraform] : [...cloudAgents, tools.cliUbuntu])
  const home =
    owner === 'svc-deploy' ? deployUser(world) : { user: owner, key: personNamed(world.people, owner).key, account: world.accounts.production }
  return {
    stolen: { ...home, address, agent },
    owner,
    scanner,
    address,
    agent,
    path: chance.pick(['/deploy/.env', '/.env.production', '/assets/build/config.json.bak', '/static/backup/site.zip', '/tours-import/settings.yml']),
    role: chance.pick(['ops-maintenance', 'data-platform', 'break-glass']),
    pace: chance.pick(paces),
    outside: `9${chance.between(10_000_000_000, 99_999_999_999)}`,
    takes: chance.pick(['disk', 'database'] as const),
    bucket: chance.pick(['fernweh-travel-documents', 'fernweh-exports', 'fernweh-bookings']),
    objects: chance.between(52, 78),
    touchesLogs: chance.odds(0.6),
  }
}

/** A search for forgotten files, until one is there. Answers when it was served. */
function findFile(teller: Teller, plot: LeakedKeyPlot): number {
  const { chance } = teller
  const agent = chance.pick([
    'python-requests/2.32.3',
    'Go-http-client/2.0',
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36',
  ])
  const tried = [
    ...forgottenFiles.filter((path) => path !== plot.path),
    '/build/.env',
    '/deploy/config.yml',
    '/.npmrc',
    '/site.tar.gz',
    '/.docker/config.json',
  ]
  for (const target of chance.shuffle(tried).slice(0, chance.between(14, 22))) {
    teller.web(acts.sweep, {
      address: plot.scanner,
      target,
      status: target === '/admin/' ? 403 : 404,
      bytes: target === '/admin/' ? 548 : 162,
      agent,
    })
    teller.wait(300, 4 * second)
  }
  const servedAt = teller.web(acts.foundFile, { address: plot.scanner, target: plot.path, status: 200, bytes: chance.between(480, 2_900), agent })
  teller.indicator(addressType(plot.scanner), plot.scanner)
  teller.indicator(addressType(plot.address), plot.address)
  if (plot.stolen.user !== undefined) teller.indicator('aws-key-id', plot.stolen.key)
  if (plot.agent !== tools.terraform && plot.agent !== tools.cliUbuntu) teller.indicator('user-agent', plot.agent)
  return servedAt
}

function intrude(teller: Teller, plot: LeakedKeyPlot, servedAt: number): LeakedKeyOutcome {
  const { chance, world } = teller
  const { stolen, pace } = plot
  const firstUse = teller.now()
  teller.step(plot.address, plot.owner, 'Use of the access key from the file', plot.owner)
  lookAround(teller, { by: stolen, calls: chance.between(16, 23), pace, refused: true })
  teller.wait(...pace.pause)
  teller.cloud(acts.identities, stolen, ['iam', 'ListAttachedRolePolicies', { request: { roleName: plot.role } }])
  teller.wait(...pace.call)
  if (chance.odds(0.6)) {
    teller.cloud(acts.assume, stolen, [
      'sts',
      'AssumeRole',
      { request: { roleArn: `arn:aws:iam::${world.accounts.development}:role/${plot.role}`, roleSessionName: 'cli' }, error: 'AccessDenied' },
    ])
    teller.wait(...pace.call)
  }
  const role = assumeRole(teller, { by: stolen, role: plot.role, session: chance.pick(['cli', 'svc', 'botocore-session-17', 'maintenance']) })
  teller.wait(...pace.call)
  lookAround(teller, { by: role, calls: chance.between(7, 11), pace, refused: false })
  teller.wait(...pace.pause)
  const foothold = gainFoothold(teller, { by: role, pace, outside: plot.outside })
  teller.wait(...pace.pause)
  const later = foothold.caller ?? role
  const logging = plot.touchesLogs ? touchLogging(teller, { by: later, allowed: chance.odds(0.5) }) : undefined
  return { servedAt, firstUse, foothold, logging, ...take(teller, plot, later) }
}

function take(teller: Teller, plot: LeakedKeyPlot, by: Caller): Pick<LeakedKeyOutcome, 'secrets' | 'snapshot' | 'bytes' | 'host' | 'lastAct'> {
  const { chance } = teller
  const { pace } = plot
  const read = chance.shuffle(secrets).slice(0, chance.between(5, 8))
  readSecrets(teller, { by, names: read, pace })
  teller.wait(...pace.pause)
  const hostFirst = chance.odds(0.5)
  const visit = (): HostVisit =>
    bastionByKey(teller, { address: plot.address, account: chance.pick(['deploy', 'backup']), pace, from: by.user ?? by.role ?? '' })
  let host = hostFirst ? visit() : undefined
  if (hostFirst) teller.wait(...pace.pause)
  const { snapshot } = shareSnapshot(teller, { by, outside: plot.outside, kind: plot.takes, name: 'bookings', pace })
  teller.step(
    systemOf(by),
    `Account ${plot.outside}`,
    plot.takes === 'disk' ? 'Disk snapshot shared' : 'Database snapshot shared',
    by.user ?? by.role ?? '',
  )
  teller.wait(...pace.pause)
  const bytes = readObjects(teller, {
    by,
    bucket: plot.bucket,
    prefix: plot.bucket === 'fernweh-exports' ? 'ledger/' : '',
    count: plot.objects,
    pace,
  })
  if (!hostFirst) {
    teller.wait(...pace.pause)
    host = visit()
  }
  return { secrets: read, snapshot, bytes, host, lastAct: teller.now() }
}

/** So that stories stay inside the days told even at the slowest pace. */
export const longest = 30 * hour + 22 * hour + 12 * 3 * hour + 30 * minute
