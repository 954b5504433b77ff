import { day, hour, minute, second } from '../clock.ts'
import { type Entry, webEntry } from '../entry.ts'
import { gentle, share, type World } from '../world.ts'
import type { OrdinarySource, Today } from './source.ts'

/** What comes to every web site unasked: crawlers, scanners for forgotten files, guesses at sign-ins; and the company's own checks. */
export const webNoise: OrdinarySource = (world, today) => [
  ...checks(world, today),
  ...crawl(world, today),
  ...scans(world, today),
  ...guesses(world, today),
]

function checks(world: World, { midnight, chance }: Today): Entry[] {
  const count = Math.min(288, 4 + chance.about(share(world, 288)))
  return Array.from({ length: count }, (_, index) =>
    webEntry({
      at: midnight + Math.floor((index * day) / count) + chance.between(0, 900),
      address: world.places.monitor,
      target: '/healthz',
      status: 200,
      bytes: 15,
      agent: 'uptime-probe/2.3 (+https://status.example.net)',
    }),
  )
}

const crawlerAgents = [
  'Mozilla/5.0 (compatible; ExampleBot/2.1; +https://search.example.org/bot.html)',
  'Mozilla/5.0 (compatible; PriceSpider/1.4; +https://prices.example.com/bot)',
  'LinkPreview/1.0 (+https://social.example.net)',
]

function crawl(world: World, { midnight, chance }: Today): Entry[] {
  return Array.from({ length: 3 + chance.about(share(world, 420)) }, () => {
    const target = chance.odds(0.1) ? '/robots.txt' : `/tours/${chance.between(100, 999)}`
    const isMissing = chance.odds(0.05)
    return webEntry({
      at: midnight + chance.between(0, day - 1),
      address: chance.pick(world.places.crawlers),
      target,
      status: isMissing ? 404 : 200,
      bytes: isMissing ? 162 : chance.between(4_000, 40_000),
      agent: chance.pick(crawlerAgents),
    })
  })
}

/** Paths scanners ask every site for; this one has none of them. */
export const forgottenFiles = [
  '/.env',
  '/.git/config',
  '/.git/HEAD',
  '/wp-login.php',
  '/wp-config.php.bak',
  '/backup.sql',
  '/db.sql.gz',
  '/.aws/credentials',
  '/phpinfo.php',
  '/server-status',
  '/actuator/env',
  '/.DS_Store',
  '/config.json',
  '/admin/',
  '/phpmyadmin/',
  '/vendor/phpunit/phpunit/src/Util/PHP/eval-stdin.php',
  '/cgi-bin/luci',
  '/owa/',
  '/.svn/entries',
  '/id_rsa',
  '/api/.env',
  '/old/.env',
  '/debug/default/view',
] as const

const scannerAgents = [
  'Mozilla/5.0 zgrab/0.x',
  'python-requests/2.31.0',
  'Go-http-client/1.1',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/118.0.0.0 Safari/537.36',
  'curl/7.88.1',
  'Mozilla/5.0 (compatible; Nuclei - Open-source project (github.com/projectdiscovery/nuclei))',
  'masscan/1.3',
]

function scans(world: World, { midnight, chance }: Today): Entry[] {
  const sweeps = 1 + chance.about(gentle(world, 9))
  return Array.from({ length: sweeps }, () => {
    const address = chance.pick(world.places.scanners)
    const agent = chance.pick(scannerAgents)
    let at = midnight + chance.between(0, 23 * 3_600) * second
    const length = 2 + chance.about(gentle(world, chance.between(4, 34)))
    return Array.from({ length }, () => {
      at += chance.between(200, 4 * second)
      const target = chance.odds(0.08) ? chance.pick(attempts) : chance.pick(forgottenFiles)
      const status = target.startsWith('/admin') ? 403 : chance.odds(0.04) ? 400 : 404
      return webEntry({ at, address, target, status, bytes: status === 403 ? 548 : 162, agent })
    })
  }).flat()
}

/** Attempts that every server sees daily, and that came to nothing here. */
const attempts = [
  '/search?q=1%27%20OR%20%271%27%3D%271',
  '/search?q=%3Cscript%3Ealert(1)%3C%2Fscript%3E',
  '/..%2f..%2f..%2f..%2fetc%2fpasswd',
  '/index.php?s=/index/think%5Capp/invokefunction&function=call_user_func_array',
  '/cgi-bin/test.cgi?cmd=id',
] as const

/** Guessed passwords at the shop's sign-in; refused. */
function guesses(world: World, { midnight, chance }: Today): Entry[] {
  if (!chance.odds(0.5)) return []
  const address = chance.pick(world.places.scanners)
  let at = midnight + chance.between(0, 20) * hour + chance.between(0, 59) * minute
  return Array.from({ length: 6 + chance.about(gentle(world, 70)) }, () => {
    at += chance.between(second, 9 * second)
    return webEntry({
      at,
      address,
      method: 'POST',
      target: '/account/login',
      status: 401,
      bytes: 214,
      agent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/109.0.0.0 Safari/537.36',
    })
  })
}
