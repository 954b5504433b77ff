import { second } from '../clock.ts'
import { inside } from '../ordinary/ssh-work.ts'
import { acts } from './acts.ts'
import { signIn } from './bastion.ts'
import type { StolenLaptopPlot } from './stolen-laptop.ts'
import { sudoLine, type Teller } from './story.ts'

/** The shop's own administration hands out its customers in bulk: requests in the web log, exports in the service's log. */
export function exportCustomers(teller: Teller, plot: StolenLaptopPlot): { rows: number; first: number } {
  const { chance } = teller
  const { owner, address, pace } = plot
  const actor = owner.name
  teller.step(address, `${actor} on shop-api`, 'Administration of the shop, with the browser’s open session', actor)
  teller.web(
    acts.bulk,
    { address, target: '/admin/customers', status: 200, bytes: chance.between(20_000, 40_000), agent: owner.browser, user: actor },
    actor,
  )
  let rows = 0
  let first = 0
  for (let page = 1; page <= plot.exports; page += 1) {
    teller.wait(second, Math.max(4 * second, pace.call[1]))
    const count = chance.between(900, 1_000)
    rows += count
    const bytes = count * chance.between(160, 190)
    const at = teller.web(
      acts.bulk,
      { address, target: `/admin/api/customers/export?page=${page}&size=1000`, status: 200, bytes, agent: owner.browser, user: actor },
      actor,
    )
    if (page === 1) first = at
    teller.wait(20, 300)
    teller.service(acts.bulk, actor, {
      msg: 'customers exported',
      action: 'customers.export',
      actor,
      client_ip: address,
      rows: count,
      page,
      format: 'csv',
    })
  }
  teller.wait(...pace.pause)
  return { rows, first }
}

/** What was done on the hosts with the owner's own key. */
export interface LaptopVisit {
  readonly database: boolean
  readonly keyAdded: boolean
}

/** To the bastion with the owner's key, on to the database, and back with what was packed there. */
export function hostsByKey(teller: Teller, plot: StolenLaptopPlot): LaptopVisit {
  const { chance } = teller
  const { owner, address, pace } = plot
  const { name, fingerprint } = owner
  signIn(teller, { host: 'bastion01', account: name, address, fingerprint, act: acts.shell })
  teller.step(address, `${name} on bastion01`, 'SSH with the owner’s key', name)
  const run = (host: 'bastion01' | 'db01', act: (typeof acts)[keyof typeof acts], command: string, target = 'root'): void => {
    teller.wait(4 * second, Math.max(30 * second, pace.call[1]))
    teller.host(act, name, sudoLine({ host, user: name, command, target }))
  }
  run('bastion01', acts.hostLook, '/usr/bin/cat /etc/hosts')
  run('bastion01', acts.credentialFiles, '/usr/bin/find /home -name id_ed25519')
  const keyAdded = chance.odds(0.4)
  if (keyAdded) run('bastion01', acts.authorizedKey, '/usr/bin/tee -a /home/deploy/.ssh/authorized_keys')
  const database = chance.odds(0.8)
  if (!database) return { database, keyAdded }
  teller.wait(...pace.call)
  signIn(teller, { host: 'db01', account: name, address: inside.bastion01, fingerprint, act: acts.shell })
  teller.step(`${name} on bastion01`, `${name} on db01`, 'SSH', name)
  run('db01', acts.hostLook, '/usr/bin/psql -l', 'postgres')
  run('db01', acts.database, '/usr/bin/psql -d customers -c \\copy customers to /tmp/c.csv csv', 'postgres')
  run('db01', acts.archive, '/usr/bin/tar czf /tmp/c.tgz /tmp/c.csv /srv/backup/bookings.dump')
  teller.wait(...pace.call)
  teller.host(acts.send, name, {
    host: 'db01',
    program: `sshd[${chance.between(2_000, 60_000)}]`,
    message: `subsystem request for sftp by user ${name}`,
  })
  teller.wait(...pace.call)
  return { database, keyAdded }
}
