import { minute, second } from '../clock.ts'
import { inside } from '../ordinary/ssh-work.ts'
import type { Chance } from '../random.ts'
import { type Act, acts } from './acts.ts'
import { machineFingerprint, signIn } from './bastion.ts'
import { addressType, sudoLine, type Teller } from './story.ts'
import type { WebShellPlot } from './web-shell.ts'

/** The uploaded script. */
export interface Shell {
  readonly uploadedAt: number
  readonly sha256: string
}

const probes = [
  '/api/v1/documents/..%2f..%2fetc%2fpasswd',
  '/uploads/',
  '/uploads/.htaccess',
  '/api/v1/documents?debug=1',
  '/upload.php',
  '/admin/upload',
  '/api/v2/documents',
  '/.git/HEAD',
  '/uploads/docs/',
  '/api/v1/documents/%00',
  '/server-status',
  '/vendor/autoload.php',
  '/info.php',
  '/api/swagger.json',
  '/actuator/env',
] as const

/** A search for weak spots, refused uploads, and one that is taken. */
export function uploadShell(teller: Teller, plot: WebShellPlot): Shell {
  const { chance } = teller
  const scanner = chance.pick([
    'Mozilla/5.0 (compatible; Nuclei - Open-source project (github.com/projectdiscovery/nuclei))',
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/117.0.5938.132 Safari/537.36',
    'python-requests/2.28.2',
  ])
  for (const target of chance.shuffle(probes).slice(0, chance.between(9, 15))) {
    teller.web(acts.vulnerabilityScan, { address: plot.scanner, target, status: chance.odds(0.2) ? 403 : 404, bytes: 162, agent: scanner })
    teller.wait(200, 3 * second)
  }
  for (const each of [plot.scanner, plot.address]) teller.indicator(addressType(each), each)
  teller.wait(...plot.pace.pause)
  const upload = { address: plot.address, method: 'POST', target: '/api/v1/documents', agent: plot.browser }
  for (let refused = chance.between(1, 3); refused > 0; refused -= 1) {
    teller.web(acts.exploit, { ...upload, status: 415, bytes: 61 })
    teller.wait(20, 90)
    teller.service(acts.exploit, plot.address, {
      level: 'warn',
      msg: 'upload refused',
      request_id: chance.hex(12),
      path: '/api/v1/documents',
      status: 415,
      reason: 'type application/x-httpd-php',
      client_ip: plot.address,
    })
    teller.wait(15 * second, 4 * minute)
  }
  const uploadedAt = teller.web(acts.exploit, { ...upload, status: 201, bytes: 96 })
  const sha256 = chance.hex(64)
  teller.wait(20, 90)
  teller.service(acts.webShell, plot.address, {
    msg: 'travel document uploaded',
    request_id: chance.hex(12),
    path: '/api/v1/documents',
    status: 201,
    stored: plot.file,
    type: 'image/jpeg',
    sha256,
    bytes: chance.between(700, 4_000),
    client_ip: plot.address,
  })
  teller.indicator('sha256', sha256)
  teller.step(plot.address, 'web01', 'Upload of a script through the form for travel documents', plot.address)
  return { uploadedAt, sha256 }
}

/** What is asked of the machine, in the order of the first minutes. */
export function shellCommands(chance: Chance): (readonly [Act, string])[] {
  const first: readonly (readonly [Act, string])[] = [
    [acts.command, 'id'],
    [acts.hostLook, 'uname -a'],
    [acts.hostLook, 'pwd'],
    [acts.hostLook, 'ls -la /var/www'],
  ]
  const rest: readonly (readonly [Act, string])[] = [
    [acts.hostLook, 'ps aux'],
    [acts.hostLook, 'ip addr'],
    [acts.hostLook, 'cat /etc/os-release'],
    [acts.hostLook, 'netstat -tlnp'],
    [acts.hostLook, 'cat /etc/hosts'],
    [acts.credentialFiles, 'cat /etc/passwd'],
    [acts.foundFile, 'cat /var/www/shop/.env'],
    [acts.foundFile, 'cat /var/www/shop/config/database.yml'],
    [acts.foundFile, 'grep -ri password /var/www/shop/config'],
    [acts.credentialFiles, 'ls -la /home/deploy/.ssh'],
    [acts.hostLook, 'sudo -l'],
    [acts.hostLook, 'find / -perm -4000 -type f'],
    [acts.hostLook, 'env'],
    [acts.hostLook, 'df -h'],
    [acts.hostLook, 'last -n 20'],
  ]
  return [...first, ...chance.shuffle(rest)]
}

/** Commands to the script: each a request in the web log, and a process that the service's log tells of. */
export function browse(teller: Teller, plot: WebShellPlot, commands: readonly (readonly [Act, string])[]): void {
  const { chance } = teller
  for (const [act, command] of commands) {
    // Whoever posts commands leaves no words of them in the web log.
    const posted = chance.odds(0.3)
    const target = posted ? plot.file : `${plot.file}?${plot.parameter}=${encodeURIComponent(command).replaceAll('%20', '+')}`
    teller.web(posted ? acts.webShell : act, {
      address: plot.address,
      method: posted ? 'POST' : 'GET',
      target,
      status: 200,
      bytes: chance.between(40, 6_000),
      agent: plot.browser,
    })
    teller.wait(4, 60)
    if (posted || chance.odds(0.55))
      teller.service(act, 'www-data', {
        msg: 'external process started',
        action: 'process.exec',
        user: 'www-data',
        parent: 'php-fpm',
        command: `sh -c ${command}`,
      })
    teller.wait(...plot.pace.call)
  }
}

/** A way to root on the web server, and on to the database host with a key that lay there. */
export function sideways(teller: Teller, plot: WebShellPlot): void {
  const { chance, world } = teller
  const sudo = (command: string): Parameters<Teller['host']>[2] => ({
    ...sudoLine({ host: 'web01', user: 'www-data', command, folder: '/var/www/shop/public' }),
  })
  teller.wait(...plot.pace.call)
  teller.host(acts.rootShell, 'www-data', {
    host: 'web01',
    program: 'sudo',
    message: 'www-data : command not allowed ; TTY=unknown ; PWD=/var/www/shop/public ; USER=root ; COMMAND=/bin/bash',
  })
  for (const command of [
    '/usr/bin/find /var/www/shop/cache -name x -exec /bin/sh ;',
    '/usr/bin/cat /etc/shadow',
    `/usr/bin/cp /home/${plot.account}/.ssh/id_ed25519 /tmp/.k`,
  ]) {
    teller.wait(...plot.pace.call)
    teller.host(command.includes('find') ? acts.rootShell : acts.credentialFiles, 'www-data', sudo(command))
  }
  if (chance.odds(0.5)) {
    teller.wait(...plot.pace.call)
    teller.host(acts.authorizedKey, 'www-data', sudo('/usr/bin/tee -a /root/.ssh/authorized_keys'))
  }
  teller.wait(...plot.pace.call)
  signIn(teller, {
    host: 'db01',
    account: plot.account,
    address: inside.web01,
    fingerprint: machineFingerprint(world.seed, plot.account),
    act: acts.shell,
  })
  teller.step('www-data on web01', `${plot.account} on db01`, 'SSH with a key that lay on the web server', plot.account)
  const commands = [
    [acts.hostLook, 'postgres', '/usr/bin/psql -l'],
    [acts.database, 'postgres', '/usr/bin/psql -d customers -c select count(*) from customers'],
    [acts.archive, 'postgres', '/usr/bin/pg_dump --format=custom --file=/tmp/.p.dump customers'],
  ] as const
  for (const [act, target, command] of commands) {
    teller.wait(4 * second, 2 * Math.max(20 * second, plot.pace.call[1]))
    teller.host(act, plot.account, sudoLine({ host: 'db01', user: plot.account, command, target }))
  }
  teller.wait(...plot.pace.call)
}
