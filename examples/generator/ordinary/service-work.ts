import { day, hour, minute, second } from '../clock.ts'
import { browsers } from '../clients.ts'
import { type Entry, serviceEntry, webEntry } from '../entry.ts'
import type { Chance } from '../random.ts'
import { gentle, share, type World } from '../world.ts'
import { beginsAt, placeOf } from './people-at-work.ts'
import { isWeekend, type OrdinarySource, type Today } from './source.ts'

/** What the shop's own log tells beside requests: customer care at work, jobs, slow queries, and some days a burst of errors. */
export const serviceWork: OrdinarySource = (world, today) => [...care(world, today), ...jobs(world, today), ...errors(world, today)]

const careStaff = ['elif.kaya', 'nadia.petrova', 'jan.vermeer', 'ruth.adeyemi'] as const
/** Engineers who look at a customer's case now and then. */
const engineers = ['omar.haddad', 'jonas.brandt', 'tom.fischer', 'aiko.tanaka', 'carlos.mendes', 'david.ruiz'] as const

/** Customer care looks at customers, corrects bookings and exports small lists; from the office, the VPN or home. Engineers look in seldom. */
function care(world: World, today: Today): Entry[] {
  const { chance } = today
  const atWork = careStaff.filter(() => chance.odds(isWeekend(today) ? 0.25 : 0.9)).map((actor) => staffSitting(world, today, { actor, acts: 55 }))
  const looking = engineers.filter(() => !isWeekend(today) && chance.odds(0.3)).map((actor) => staffSitting(world, today, { actor, acts: 6 }))
  return [...atWork.flat(), ...looking.flat()]
}

function staffSitting(world: World, today: Today, { actor, acts }: { actor: string; acts: number }): Entry[] {
  const { chance } = today
  const person = world.people.find(({ name }) => name === actor)
  const address = person === undefined ? (chance.odds(0.7) ? world.places.office : world.places.vpn) : placeOf(world, person, today)
  const agent = person?.browser ?? browsers.windows
  let at = person === undefined ? today.midnight + chance.between(6, 9) * hour + chance.between(0, 59) * minute : beginsAt(person, today)
  const start = serviceEntry(at, { msg: 'staff signed in', action: 'admin.login', actor, client_ip: address, mfa: true })
  const told = Array.from({ length: 2 + chance.about(gentle(world, acts)) }, () => {
    at += chance.between(20, 9 * 60) * second
    const act = careAct(today)
    const target =
      act.action === 'passengers.export'
        ? `/admin/api/passengers/export?tour=${chance.between(100, 999)}`
        : `/admin/customers/${chance.between(100_000, 189_999)}`
    const page = webEntry({ at, address, target, status: act.level === 'warn' ? 403 : 200, bytes: chance.between(1_500, 30_000), agent, user: actor })
    return [page, serviceEntry(at + chance.between(8, 120), { ...act, actor, client_ip: address })]
  })
  return [start, ...told.flat()]
}

function careAct({ chance }: Today): { readonly action: string; readonly level?: string } & Record<string, unknown> {
  const draw = chance.next()
  const customer = `c-${chance.between(100_000, 189_999)}`
  if (draw < 0.6) return { msg: 'customer viewed', action: 'customers.view', customer }
  if (draw < 0.8) return { msg: 'booking changed', action: 'bookings.update', customer, booking: `B${chance.between(200_000, 299_999)}` }
  if (draw < 0.9) return { msg: 'refund granted', action: 'refunds.create', customer, amount_eur: chance.between(20, 900) }
  if (draw < 0.97)
    return { msg: 'passenger list exported', action: 'passengers.export', tour: chance.between(100, 999), rows: chance.between(8, 48), format: 'csv' }
  return { level: 'warn', msg: 'access refused', action: 'reports.revenue', reason: 'role support' }
}

function jobs(world: World, { midnight, chance }: Today): Entry[] {
  const nightly = [
    serviceEntry(midnight + hour + 40 * minute, {
      msg: 'job finished',
      action: 'jobs.bookings_export',
      actor: 'system',
      rows: chance.between(16_000, 19_000),
      target: 's3://fernweh-exports/ledger/',
      duration_ms: chance.between(40_000, 90_000),
    }),
    serviceEntry(midnight + 2 * hour + 5 * minute, {
      msg: 'job finished',
      action: 'jobs.newsletter',
      actor: 'system',
      recipients: chance.between(30_000, 36_000),
    }),
  ]
  const small = Array.from({ length: 3 + chance.about(share(world, 420)) }, () => {
    const at = midnight + chance.between(0, day - 1)
    if (chance.odds(0.3))
      return serviceEntry(at, {
        msg: 'external process started',
        action: 'process.exec',
        user: 'www-data',
        parent: 'php-fpm',
        command: imageCommand(chance),
      })
    if (chance.odds(0.08))
      return serviceEntry(at, {
        level: 'warn',
        msg: 'slow query',
        table: chance.pick(['bookings', 'tours', 'customers']),
        duration_ms: chance.between(1_500, 9_000),
      })
    return serviceEntry(at, { level: 'debug', msg: 'cache refreshed', key: `tours:${chance.between(1, 12)}`, duration_ms: chance.between(2, 40) })
  })
  return [...nightly, ...small]
}

/** Programs the shop itself runs on what is uploaded. */
function imageCommand(chance: Chance): string {
  const name = chance.hex(8)
  return chance.pick([
    `sh -c convert /srv/uploads/${name}.jpg -resize 1200x /srv/uploads/${name}.webp`,
    `sh -c pdftotext /srv/uploads/${name}.pdf -`,
    `sh -c file --brief --mime-type /srv/uploads/${name}`,
    'sh -c df -h /srv/uploads',
  ])
}

/** A provider that does not answer, until somebody restarts something. */
function errors(world: World, { midnight, chance }: Today): Entry[] {
  if (!chance.odds(0.3)) return []
  let at = midnight + chance.between(0, 22) * hour
  const provider = chance.pick(['payment-provider', 'flight-search', 'mail-relay'])
  return Array.from({ length: 10 + chance.about(gentle(world, 180)) }, () => {
    at += chance.between(100, 12 * second)
    return serviceEntry(at, {
      level: 'error',
      msg: `no answer from ${provider}`,
      error: 'ETIMEDOUT',
      attempt: chance.between(1, 5),
      request_id: chance.hex(12),
    })
  })
}
