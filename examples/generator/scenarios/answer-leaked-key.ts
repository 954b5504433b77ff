import { minute, second } from '../clock.ts'
import type { Caller } from '../cloud.ts'
import { hostEntry } from '../entry.ts'
import { inside } from '../ordinary/ssh-work.ts'
import { acts } from './acts.ts'
import { wholeMinute } from './intruder.ts'
import type { LeakedKeyOutcome, LeakedKeyPlot } from './leaked-key.ts'
import type { Milestones } from './milestones.ts'
import { aftermath, becomeAware, investigate, responder, revokeSessions, rotateSecrets, secureDisk, workOnHost } from './response.ts'
import type { Teller } from './story.ts'

/** The response to the leaked key: keys off, what was left behind away, sessions ended, passwords changed, the bastion cleaned. */
export function answerLeakedKey(teller: Teller, plot: LeakedKeyPlot, outcome: LeakedKeyOutcome): Milestones {
  const { chance } = teller
  const aware = becomeAware(chance, outcome)
  teller.moveTo(aware.acknowledged)
  const lead = responder(teller, 'priya.nair')
  const engineer = responder(teller, 'jonas.brandt')
  investigate(teller, lead, [plot.stolen.key, ...(outcome.foothold.key === undefined ? [] : [outcome.foothold.key])])
  teller.moveTo(Math.max(teller.now(), aware.declared))
  teller.wait(minute, 6 * minute)
  disableKeys(teller, engineer, { plot, outcome })
  if (outcome.host !== undefined) closeHosts(teller, plot, outcome)
  teller.wait(minute, 4 * minute)
  const contained = wholeMinute(teller.now()) + minute
  comeBack(teller, plot, { after: contained })
  teller.moveTo(Math.max(teller.now(), contained + 20 * minute))
  removeFoothold(teller, engineer, outcome)
  rotateSecrets(teller, engineer, outcome.secrets)
  return aftermath(chance, { ...aware, contained, compromise: outcome.servedAt, personalData: true })
}

function disableKeys(teller: Teller, by: Caller, { plot, outcome }: { plot: LeakedKeyPlot; outcome: LeakedKeyOutcome }): void {
  const { foothold, snapshot } = outcome
  const disable = (userName: string, accessKeyId: string): number =>
    teller.answer(by, ['iam', 'UpdateAccessKey', { request: { userName, accessKeyId, status: 'Inactive' }, readOnly: false }])
  disable(plot.owner, plot.stolen.key)
  teller.wait(20 * second, 3 * minute)
  if (foothold.key !== undefined) disable(foothold.name, foothold.key)
  else
    teller.answer(by, [
      'iam',
      'DetachRolePolicy',
      { request: { roleName: foothold.name, policyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' }, readOnly: false },
    ])
  teller.wait(30 * second, 4 * minute)
  revokeSessions(teller, by, plot.role)
  teller.wait(30 * second, 4 * minute)
  if (plot.takes === 'disk') {
    const createVolumePermission = { remove: { items: [{ userId: plot.outside }] } }
    teller.answer(by, [
      'ec2',
      'ModifySnapshotAttribute',
      {
        request: { snapshotId: snapshot, attributeType: 'CREATE_VOLUME_PERMISSION', createVolumePermission },
        response: { _return: true },
        readOnly: false,
      },
    ])
  } else
    teller.answer(by, [
      'rds',
      'ModifyDBSnapshotAttribute',
      { request: { dBSnapshotIdentifier: snapshot, attributeName: 'restore', valuesToRemove: [plot.outside] }, readOnly: false },
    ])
}

function closeHosts(teller: Teller, plot: LeakedKeyPlot, { host }: LeakedKeyOutcome): void {
  if (host === undefined) return
  const { world } = teller
  teller.wait(2 * minute, 9 * minute)
  const made = host.made === undefined ? [] : [`/usr/sbin/userdel -r ${host.made}`]
  const block = plot.address.includes(':') ? `/usr/sbin/ufw deny from ${plot.address}` : `/usr/sbin/iptables -I INPUT -s ${plot.address} -j DROP`
  workOnHost(teller, {
    host: 'bastion01',
    name: 'tom.fischer',
    from: world.places.vpn,
    commands: [`/usr/bin/passwd -l ${host.account}`, ...made, block],
  })
  if (!host.movedOn) return
  teller.wait(minute, 5 * minute)
  workOnHost(teller, {
    host: 'db01',
    name: 'tom.fischer',
    from: inside.bastion01,
    commands: [`/usr/bin/passwd -l ${host.account}`, '/usr/bin/sha256sum /tmp/.b.dump /tmp/.c.tgz'],
  })
}

/** Attempts to come back, which find the doors shut. */
function comeBack(teller: Teller, plot: LeakedKeyPlot, { after }: { after: number }): void {
  const { chance } = teller
  if (chance.odds(0.3)) return
  teller.moveTo(Math.max(teller.now(), after + chance.between(3, 15) * minute))
  for (let attempt = chance.between(1, 3); attempt > 0; attempt -= 1) {
    const message = `Connection closed by authenticating user deploy ${plot.address} port ${chance.between(40_000, 60_999)} [preauth]`
    const mark = { ...acts.shellEntry, identity: 'deploy', system: 'bastion01' }
    teller.add(hostEntry({ at: teller.now(), host: 'bastion01', program: `sshd[${chance.between(2_000, 60_000)}]`, message }, mark))
    teller.wait(20 * second, 6 * minute)
  }
}

function removeFoothold(teller: Teller, by: Caller, { foothold, host }: LeakedKeyOutcome): void {
  const change = (name: string, request: Record<string, unknown>): void => {
    teller.wait(30 * second, 5 * minute)
    teller.answer(by, ['iam', name, { request, readOnly: false }])
  }
  if (host !== undefined) secureDisk(teller, by, 'bastion01')
  if (foothold.kind === 'role') return change('DeleteRole', { roleName: foothold.name })
  change('DeleteAccessKey', { userName: foothold.name, accessKeyId: foothold.key })
  if (foothold.kind === 'key') return change('DeleteUserPolicy', { userName: foothold.name, policyName: 'mail' })
  change('DetachUserPolicy', { userName: foothold.name, policyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' })
  change('DeleteUser', { userName: foothold.name })
}
