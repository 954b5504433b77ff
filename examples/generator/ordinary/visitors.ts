import { browsers } from '../clients.ts'
import { day, hour, second } from '../clock.ts'
import { type Entry, serviceEntry, webEntry } from '../entry.ts'
import type { Chance } from '../random.ts'
import type { World } from '../world.ts'
import type { Today } from './source.ts'

const agents = [
  browsers.windows,
  browsers.windows,
  browsers.mac,
  browsers.linux,
  browsers.edge,
  browsers.safari,
  browsers.phone,
  browsers.phone,
  browsers.phone,
  browsers.android,
  browsers.android,
]

/** Visitors of the shop until so many records are written: pages in the web log, what the shop does for them in its own. */
export function visitors(world: World, today: Today, count: number): Entry[] {
  const { chance } = today
  const entries: Entry[] = []
  while (entries.length < count) entries.push(...visit(world, today, chance))
  return entries.slice(0, Math.max(0, count))
}

/** Few at night, most in the evening. */
function arrival({ midnight, chance }: Today): number {
  const at = chance.between(0, day - 1)
  const late = at < 5 * hour && chance.odds(0.75)
  return midnight + (late ? at + chance.between(8, 18) * hour : at)
}

function visit(world: World, today: Today, chance: Chance): Entry[] {
  const address = chance.pick(world.places.visitors)
  const agent = chance.pick(agents)
  const customer = chance.odds(0.35) ? `c-${chance.between(100_000, 189_999)}` : undefined
  let at = Math.min(arrival(today), today.midnight + day - 10 * 60 * second)
  let referrer = chance.odds(0.4) ? 'https://search.example.org/' : '-'
  return Array.from({ length: chance.between(2, 9) }, () => {
    at += chance.between(second, 40 * second)
    const page = pageOf(chance)
    const entry = webEntry({ at, address, method: page.method, target: page.target, status: page.status, bytes: page.bytes, agent, referrer })
    referrer = `https://www.fernweh.example${page.target}`
    return page.inService && chance.odds(0.9) ? [entry, served({ at: at + chance.between(4, 90), address, customer, page, chance })] : [entry]
  }).flat()
}

interface Page {
  readonly method: string
  readonly target: string
  readonly status: number
  readonly bytes: number
  /** Whether the shop's own log tells of it. */
  readonly inService: boolean
}

function pageOf(chance: Chance): Page {
  const draw = chance.next()
  const page = (target: string, bytes: number, more: Partial<Page> = {}): Page => ({
    method: 'GET',
    target,
    status: 200,
    bytes,
    inService: false,
    ...more,
  })
  if (draw < 0.2)
    return page(
      chance.pick(['/static/app.css', '/static/app.js', '/static/fonts/sans.woff2', '/favicon.ico']),
      chance.between(900, 90_000),
      chance.odds(0.4) ? { status: 304, bytes: 0 } : {},
    )
  if (draw < 0.32) return page(`/images/${chance.between(100, 999)}.webp`, chance.between(20_000, 240_000))
  if (draw < 0.4) return page('/', chance.between(11_000, 14_000))
  if (draw < 0.64) return page(`/tours/${chance.between(100, 999)}`, chance.between(8_000, 30_000))
  if (draw < 0.86)
    return page(`/api/v1/tours?month=${chance.between(1, 12)}&page=${chance.between(1, 9)}`, chance.between(900, 16_000), { inService: true })
  if (draw < 0.91) return page('/account/login', 302, { method: 'POST', status: chance.odds(0.12) ? 401 : 302, inService: true })
  if (draw < 0.95) return page('/api/v1/cart', chance.between(120, 900), { method: 'POST', status: 201, inService: true })
  if (draw < 0.965)
    return page('/api/v1/orders', chance.between(300, 800), { method: 'POST', status: chance.odds(0.05) ? 402 : 201, inService: true })
  if (draw < 0.975) return page('/api/v1/documents', 88, { method: 'POST', status: chance.odds(0.07) ? 415 : 201, inService: true })
  if (draw < 0.99) return page(`/tours/${chance.between(1_000, 1_400)}`, 1_480, { status: 404 })
  return page('/api/v1/tours?month=13', 77, { status: chance.odds(0.3) ? 500 : 400, inService: true })
}

function served(given: { at: number; address: string; customer: string | undefined; page: Page; chance: Chance }): Entry {
  const { at, address, customer, page, chance } = given
  const [path = page.target] = page.target.split('?')
  return serviceEntry(at, {
    level: page.status >= 500 ? 'error' : page.status === 401 || page.status === 415 ? 'warn' : 'info',
    msg: messageOf(path, page.status),
    request_id: chance.hex(12),
    method: page.method,
    path,
    status: page.status,
    duration_ms: chance.between(3, 480),
    ...(path === '/api/v1/documents' ? uploaded(page.status, chance) : {}),
    client_ip: address,
    ...(customer === undefined ? {} : { user: customer }),
  })
}

/** What is told of a customer's document. */
function uploaded(status: number, chance: Chance): Record<string, unknown> {
  if (status === 415) return { reason: 'type text/html' }
  const type = chance.pick(['image/jpeg', 'image/jpeg', 'image/png', 'application/pdf'])
  return {
    stored: `/uploads/docs/${chance.hex(8)}.${type.slice(-3).replace('peg', 'jpg')}`,
    type,
    sha256: chance.hex(64),
    bytes: chance.between(40_000, 4_000_000),
  }
}

function messageOf(path: string, status: number): string {
  if (path === '/account/login') return status === 401 ? 'sign-in refused' : 'customer signed in'
  if (path === '/api/v1/orders') return status === 402 ? 'payment refused by provider' : 'order placed'
  if (path === '/api/v1/documents') return status === 415 ? 'upload refused' : 'travel document uploaded'
  return status >= 500 ? 'unhandled error: month out of range' : 'request completed'
}
