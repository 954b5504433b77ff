import { minute, second } from '../clock.ts'
import { inside } from '../ordinary/ssh-work.ts'
import { acts } from './acts.ts'
import { wholeMinute } from './intruder.ts'
import type { Milestones } from './milestones.ts'
import { aftermath, becomeAware, investigate, isolate, responder, revokeSessions, rotateSecrets, secureDisk, workOnHost } from './response.ts'
import type { Teller } from './story.ts'
import type { WebShellOutcome, WebShellPlot } from './web-shell.ts'

/** The response to the web shell: the script away, the machine cut off, its role's sessions ended, passwords changed. */
export function answerWebShell(teller: Teller, plot: WebShellPlot, outcome: WebShellOutcome): Milestones {
  const { chance, world } = teller
  const aware = becomeAware(chance, outcome)
  teller.moveTo(aware.acknowledged)
  const lead = responder(teller, 'priya.nair')
  const engineer = responder(teller, 'jonas.brandt')
  investigate(teller, lead, ['shop-web'])
  teller.moveTo(Math.max(teller.now(), aware.declared))
  teller.wait(minute, 5 * minute)
  secureDisk(teller, engineer, 'web01')
  const block = plot.address.includes(':') ? `/usr/sbin/ufw deny from ${plot.address}` : `/usr/sbin/iptables -I INPUT -s ${plot.address} -j DROP`
  workOnHost(teller, {
    host: 'web01',
    name: 'tom.fischer',
    from: inside.bastion01,
    commands: [`/usr/bin/sha256sum /var/www/shop/public${plot.file}`, `/usr/bin/mv /var/www/shop/public${plot.file} /root/evidence/`, block],
  })
  teller.wait(minute, 4 * minute)
  revokeSessions(teller, engineer, 'shop-web')
  if (outcome.role !== undefined) {
    teller.wait(20 * second, 2 * minute)
    revokeSessions(teller, engineer, outcome.role)
  }
  withdraw(teller, plot, outcome)
  workOnHost(teller, {
    host: 'db01',
    name: 'tom.fischer',
    from: inside.bastion01,
    commands: [`/usr/bin/passwd -l ${plot.account}`, `/usr/bin/pkill -KILL -u ${plot.account}`],
  })
  teller.wait(minute, 4 * minute)
  isolate(teller, engineer, world.instances.web01)
  const contained = wholeMinute(teller.now()) + minute
  comeBack(teller, plot, contained)
  teller.moveTo(Math.max(teller.now(), contained + 25 * minute))
  rotateSecrets(teller, engineer, outcome.secrets)
  return aftermath(chance, { ...aware, contained, compromise: outcome.shell.uploadedAt, personalData: true })
}

function withdraw(teller: Teller, plot: WebShellPlot, outcome: WebShellOutcome): void {
  if (outcome.snapshot === undefined) return
  teller.wait(minute, 4 * minute)
  const by = responder(teller, 'jonas.brandt')
  teller.answer(by, [
    'rds',
    'ModifyDBSnapshotAttribute',
    { request: { dBSnapshotIdentifier: outcome.snapshot, attributeName: 'restore', valuesToRemove: [plot.outside] }, readOnly: false },
  ])
}

/** The script is asked for once more, and is not there. */
function comeBack(teller: Teller, plot: WebShellPlot, contained: number): void {
  const { chance } = teller
  if (chance.odds(0.3)) return
  teller.moveTo(Math.max(teller.now(), contained + chance.between(4, 16) * minute))
  for (let attempt = chance.between(1, 4); attempt > 0; attempt -= 1) {
    teller.web(acts.webShell, { address: plot.address, target: `${plot.file}?${plot.parameter}=id`, status: 404, bytes: 162, agent: plot.browser })
    teller.wait(4 * second, 3 * minute)
  }
}
