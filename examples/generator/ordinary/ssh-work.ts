import { hour, minute, offsetOf, second } from '../clock.ts'
import { type Entry, type Host, hostEntry, hosts } from '../entry.ts'
import type { Person } from '../people.ts'
import { fingerprintOf } from '../people.ts'
import { chanceOf, type Chance } from '../random.ts'
import { gentle, share, visitsIn, type World } from '../world.ts'
import { placeOf } from './people-at-work.ts'
import type { OrdinarySource, Today } from './source.ts'

/** Private addresses of the hosts. */
export const inside: Readonly<Record<Host, string>> = { bastion01: '10.20.0.10', web01: '10.20.1.21', db01: '10.20.2.31', build01: '10.40.0.15' }

/** Ordinary work on the hosts: cron, people who come by the bastion, deployments and backups by machines. */
export const shellWork: OrdinarySource = (world, today) => [...cron(world, today), ...visits(world, today), ...machines(world, today)]

const cronJobs: Readonly<Record<Host, readonly string[]>> = {
  bastion01: ['   cd / && run-parts --report /etc/cron.hourly'],
  web01: ['/usr/local/bin/collect-metrics --quiet', '/usr/lib/php/sessionclean', '   cd / && run-parts --report /etc/cron.hourly'],
  db01: ['/usr/local/bin/pg-vacuum-report', '   cd / && run-parts --report /etc/cron.hourly'],
  build01: ['/usr/local/bin/prune-images', '   cd / && run-parts --report /etc/cron.hourly'],
}

function cron(world: World, { midnight, chance }: Today): Entry[] {
  const hours = Math.max(2, Math.min(24, chance.about(gentle(world, 24))))
  return hosts.flatMap((host) =>
    Array.from({ length: hours }, (_, index) => {
      const at = midnight + Math.floor((index * 24) / hours) * hour + 17 * minute + second
      const program = `CRON[${chance.between(2_000, 60_000)}]`
      const session = `pam_unix(cron:session): session`
      return [
        hostEntry({ at, host, program, message: `${session} opened for user root(uid=0) by root(uid=0)` }),
        hostEntry({ at: at + 20, host, program, message: `(root) CMD (${chance.pick(cronJobs[host])})` }),
        hostEntry({ at: at + 900, host, program, message: `${session} closed for user root` }),
      ]
    }).flat(),
  )
}

export interface ShellSession {
  readonly at: number
  readonly host: Host
  readonly user: string
  readonly uid: number
  readonly address: string
  readonly fingerprint: string
  readonly lasts: number
  readonly chance: Chance
  readonly commands: readonly (readonly [string, string])[]
}

/** A session by key, from its sign-in to its end. */
export function shellSession({ at, host, user, uid, address, fingerprint, lasts, chance, commands }: ShellSession): Entry[] {
  const program = `sshd[${chance.between(2_000, 60_000)}]`
  const port = chance.between(40_000, 60_999)
  const line = (after: number, by: string, message: string): Entry => hostEntry({ at: at + after, host, program: by, message })
  const step = Math.floor(lasts / (commands.length + 1))
  return [
    line(0, program, `Accepted publickey for ${user} from ${address} port ${port} ssh2: ED25519 ${fingerprint}`),
    line(40, program, `pam_unix(sshd:session): session opened for user ${user}(uid=${uid}) by ${user}(uid=0)`),
    line(120, 'systemd-logind[612]', `New session ${chance.between(100, 9_999)} of user ${user}.`),
    ...commands.map(([target, command], index) =>
      line((index + 1) * step, 'sudo', `${user.padStart(8)} : TTY=pts/0 ; PWD=/home/${user} ; USER=${target} ; COMMAND=${command}`),
    ),
    line(lasts, program, `Received disconnect from ${address} port ${port}:11: disconnected by user`),
    line(lasts + 10, program, `Disconnected from user ${user} ${address} port ${port}`),
    line(lasts + 30, program, `pam_unix(sshd:session): session closed for user ${user}`),
  ]
}

const chores: readonly (readonly [string, string])[] = [
  ['root', '/usr/bin/systemctl status nginx'],
  ['root', '/usr/bin/journalctl -u shop-api --since today'],
  ['root', '/usr/bin/tail -n 200 /var/log/nginx/error.log'],
  ['root', '/usr/bin/systemctl restart shop-api'],
  ['root', '/usr/bin/apt-get update'],
  ['root', '/usr/bin/apt-get install -y --only-upgrade openssl'],
  ['postgres', '/usr/bin/psql -c select * from pg_stat_activity'],
  ['root', '/usr/bin/df -h'],
  ['root', '/usr/sbin/ss -tlnp'],
  ['root', '/usr/bin/less /var/log/auth.log'],
  ['root', '/usr/bin/docker ps'],
]

function visits(world: World, today: Today): Entry[] {
  const { chance } = today
  return world.people.flatMap((person) => {
    if (!person.shell || !person.weekdays.includes(today.weekday) || !chance.odds(visitsIn(world, 0.65))) return []
    const local = today.midnight + chance.between(person.hours[0], person.hours[1] + 2) * hour + chance.between(0, 59) * minute
    return visit(world, today, { person, at: local - offsetOf(person.zone, local) })
  })
}

/** From outside to the bastion, and on to another host from there. */
function visit(world: World, today: Today, { person, at }: { person: Person; at: number }): Entry[] {
  const { chance } = today
  const own = { user: person.name, uid: person.uid, fingerprint: person.fingerprint, chance }
  const lasts = chance.between(6, 90) * minute
  const commands = (): (readonly [string, string])[] => Array.from({ length: chance.between(0, 3) }, () => chance.pick(chores))
  const mistyped = chance.odds(0.06)
    ? [
        hostEntry({
          at: at - 8 * second,
          host: 'bastion01',
          program: `sshd[${chance.between(2_000, 60_000)}]`,
          message: `Failed publickey for ${person.name} from ${person.home} port ${chance.between(40_000, 60_999)} ssh2: RSA ${fingerprintOf(chance)}`,
        }),
      ]
    : []
  const first = shellSession({
    ...own,
    at,
    host: 'bastion01',
    address: placeOf(world, person, today),
    lasts: lasts + 4 * minute,
    commands: chance.odds(0.3) ? commands() : [],
  })
  const target = person.job.startsWith('Database') ? 'db01' : chance.pick(['web01', 'web01', 'db01', 'build01'] as const)
  const second2 = shellSession({
    ...own,
    at: at + chance.between(9, 120) * second,
    host: target,
    address: inside.bastion01,
    lasts,
    commands: commands(),
  })
  return [...mistyped, ...first, ...second2]
}

/** Deployments reach web01 from the build host, and the backup reaches db01, with keys of their own. */
function machines(world: World, { midnight, chance }: Today): Entry[] {
  const key = (name: string): string => `SHA256:${fingerprintOf(chanceOf(world.seed, 'host-key', name)).slice(0, 43)}`
  const runs = Math.max(1, chance.about(gentle(world, 9)))
  const deploys = Array.from({ length: runs }, () =>
    shellSession({
      at: midnight + chance.between(6, 18) * hour + chance.between(0, 59) * minute,
      host: 'web01',
      user: 'deploy',
      uid: 998,
      address: inside.build01,
      fingerprint: key('deploy'),
      lasts: chance.between(20, 90) * second,
      chance,
      commands: [['root', '/usr/bin/systemctl reload shop-api']],
    }),
  )
  const dump = shellSession({
    at: midnight + hour + chance.between(10, 20) * minute,
    host: 'db01',
    user: 'backup',
    uid: 34,
    address: inside.build01,
    fingerprint: key('backup'),
    lasts: chance.between(4, 11) * minute,
    chance,
    commands: [['postgres', '/usr/bin/pg_dump --format=custom bookings --file=/srv/backup/bookings.dump']],
  })
  const cleaning = hostEntry({
    at: midnight + 3 * hour + 5 * minute,
    host: 'web01',
    program: 'sudo',
    message: 'www-data : PWD=/var/www/shop ; USER=root ; COMMAND=/usr/bin/find /var/www/shop/cache -mtime +7 -delete',
  })
  const checks = Array.from({ length: chance.about(share(world, 40)) }, () =>
    hostEntry({
      at: midnight + chance.between(0, 86_399) * second,
      host: 'bastion01',
      program: `sshd[${chance.between(2_000, 60_000)}]`,
      message: `Connection closed by ${world.places.monitor} port ${chance.between(30_000, 60_000)} [preauth]`,
    }),
  )
  return [...deploys.flat(), ...dump, cleaning, ...checks]
}
