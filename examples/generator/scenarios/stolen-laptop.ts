import { day, hour, minute, offsetOf, second } from '../clock.ts'
import type { Caller } from '../cloud.ts'
import { stolenLaptopNotes } from '../notes/stolen-laptop.ts'
import { callerOf, type Person, personNamed } from '../people.ts'
import { chanceOf } from '../random.ts'
import type { World } from '../world.ts'
import { acts } from './acts.ts'
import { answerStolenLaptop } from './answer-stolen-laptop.ts'
import { gainFoothold, type Foothold } from './foothold.ts'
import { assumeRole, lookAround, type Pace, paces, readObjects, readSecrets, touchLogging } from './intruder.ts'
import { momentsOf } from './milestones.ts'
import { exportCustomers, hostsByKey, type LaptopVisit } from './stolen-laptop-inside.ts'
import { addressType, createTeller, type Story, type Teller } from './story.ts'

/** What this seed's story is about. */
export interface StolenLaptopPlot {
  readonly owner: Person
  /** Over the company's own VPN, or from a place nobody worked at before. */
  readonly overVpn: boolean
  readonly address: string
  readonly takenAt: number
  readonly pace: Pace
  readonly role: string
  readonly bucket: string
  readonly objects: number
  readonly exports: number
  readonly staysOn: boolean
}

/** What came of it. */
export interface StolenLaptopOutcome {
  readonly firstUse: number
  readonly lastAct: number
  readonly sessions: readonly string[]
  readonly rows: number
  readonly bytes: number
  readonly secrets: readonly string[]
  readonly hosts: LaptopVisit
  readonly foothold: Foothold | undefined
  readonly logging: { readonly what: string; readonly worked: boolean } | undefined
  readonly firstExport: number
}

/** A laptop with open sessions is stolen: account, client and key are known ones; time, place and doings are not. */
export function stolenLaptop(world: World): Story {
  const plot = plotOf(world)
  const chance = chanceOf(world.seed, 'stolen-laptop', 'times')
  const teller = createTeller(world, plot.takenAt + chance.between(50, 300) * minute)
  const outcome = intrude(teller, plot)
  const milestones = answerStolenLaptop(teller, plot, outcome)
  return {
    entries: teller.entries,
    path: teller.path,
    indicators: [...teller.indicators.values()],
    moments: momentsOf(teller.entries, milestones),
    notes: stolenLaptopNotes({ world, plot, outcome, milestones }),
  }
}

function plotOf(world: World): StolenLaptopPlot {
  const chance = chanceOf(world.seed, 'stolen-laptop', 'plot')
  const owner = personNamed(world.people, chance.pick(['jonas.brandt', 'tom.fischer', 'omar.haddad', 'aiko.tanaka', 'carlos.mendes']))
  const evening = world.start + (5 + chance.between(0, 1)) * day + chance.between(18, 22) * hour + chance.between(0, 59) * minute
  const overVpn = chance.odds(0.45)
  return {
    owner,
    overVpn,
    address: overVpn ? world.places.vpn : world.addresses.takeEither(0.25),
    takenAt: evening - offsetOf(owner.zone, evening),
    pace: chance.pick(paces),
    role: chance.pick(['break-glass', 'ops-maintenance', 'data-platform']),
    bucket: chance.pick(['fernweh-travel-documents', 'fernweh-bookings', 'fernweh-exports']),
    objects: chance.between(36, 60),
    exports: chance.between(18, 29),
    staysOn: chance.odds(0.55),
  }
}

function intrude(teller: Teller, plot: StolenLaptopPlot): StolenLaptopOutcome {
  const { chance } = teller
  const { owner, pace } = plot
  const firstUse = teller.now()
  if (!plot.overVpn) teller.indicator(addressType(plot.address), plot.address)
  const browser = openSession(teller, plot, owner.browser)
  lookAround(teller, { by: browser, calls: chance.between(8, 13), pace, refused: false })
  teller.wait(...pace.pause)
  const command = openSession(teller, plot, owner.tool)
  lookAround(teller, { by: command, calls: chance.between(9, 14), pace, refused: chance.odds(0.5) })
  teller.wait(...pace.pause)
  const exportFirst = chance.odds(0.5)
  const early = exportFirst ? exportCustomers(teller, plot) : undefined
  const role = assumeRole(teller, { by: command, role: plot.role, session: owner.name })
  teller.wait(...pace.call)
  const names = chance.shuffle(['shop/database', 'crm/api', 'warehouse/reporting', 'shop/payment-provider', 'ops/vpn']).slice(0, chance.between(3, 5))
  readSecrets(teller, { by: role, names, pace })
  teller.wait(...pace.pause)
  const foothold = plot.staysOn ? gainFoothold(teller, { by: role, pace, outside: `9${chance.between(10_000_000_000, 99_999_999_999)}` }) : undefined
  const logging = chance.odds(0.25) ? touchLogging(teller, { by: role, allowed: true }) : undefined
  const bytes = readObjects(teller, { by: role, bucket: plot.bucket, prefix: '', count: plot.objects, pace })
  teller.wait(...pace.pause)
  const hosts = hostsByKey(teller, plot)
  const { rows, first } = early ?? exportCustomers(teller, plot)
  return {
    firstUse,
    sessions: [browser.key, command.key],
    rows,
    bytes,
    secrets: names,
    hosts,
    foothold,
    logging,
    firstExport: first,
    lastAct: teller.now(),
  }
}

/** The portal's session is still open: it hands out credentials without a new sign-in. */
function openSession(teller: Teller, plot: StolenLaptopPlot, agent: string): Caller {
  const { owner, address } = plot
  const { chance, world } = teller
  const inBrowser = agent === owner.browser
  const account = world.accounts.production
  const roleName = owner.role?.replace(/^AWSReservedSSO_(\w+)_\w+$/, '$1')
  const portal: Caller = { user: owner.name, key: '', address, agent: owner.browser, account: world.accounts.security }
  teller.cloud(acts.signIn, portal, ['sso', 'GetRoleCredentials', { request: { role_name: roleName, account_id: account } }])
  teller.wait(second, 4 * second)
  const by = callerOf(owner, { address, agent, at: teller.now(), account, chance })
  teller.step(
    address,
    by.role ?? by.user ?? '',
    inBrowser ? 'Open session of the sign-in portal, in the browser' : 'Open session of the sign-in portal, on the command line',
    by.role ?? '',
  )
  teller.indicator('aws-key-id', by.key)
  if (!inBrowser) return by
  teller.cloud(acts.signIn, by, [
    'signin',
    'ConsoleLogin',
    {
      request: undefined,
      response: { ConsoleLogin: 'Success' },
      extra: {
        LoginTo: 'https://console.aws.amazon.com/console/home?region=eu-central-1',
        MobileVersion: 'No',
        MFAUsed: 'No',
        SamlProviderArn: `arn:aws:iam::${account}:saml-provider/AWSSSO_9c4f1e2d7a6b5038_DO_NOT_DELETE`,
      },
      readOnly: false,
    },
  ])
  teller.wait(second, 20 * second)
  return by
}
