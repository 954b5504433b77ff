import { minute, second } from '../clock.ts'
import type { Caller } from '../cloud.ts'
import { hostEntry, serviceEntry } from '../entry.ts'
import { inside } from '../ordinary/ssh-work.ts'
import { acts } from './acts.ts'
import { wholeMinute } from './intruder.ts'
import type { Milestones } from './milestones.ts'
import { aftermath, becomeAware, investigate, responder, revokeSessions, rotateSecrets, workOnHost } from './response.ts'
import type { StolenLaptopOutcome, StolenLaptopPlot } from './stolen-laptop.ts'
import type { Teller } from './story.ts'

/** The response to the stolen laptop: the person's sessions ended everywhere, the key taken from the hosts, what was made removed. */
export function answerStolenLaptop(teller: Teller, plot: StolenLaptopPlot, outcome: StolenLaptopOutcome): Milestones {
  const { chance } = teller
  const { owner } = plot
  const aware = becomeAware(chance, outcome, 'owner')
  teller.moveTo(aware.acknowledged)
  const lead = responder(teller, 'priya.nair')
  const engineer = responder(teller, owner.name === 'jonas.brandt' ? 'mira.holt' : 'jonas.brandt')
  investigate(teller, lead, outcome.sessions)
  teller.moveTo(Math.max(teller.now(), aware.declared))
  endSessions(teller, plot, engineer)
  const host = owner.name === 'tom.fischer' ? 'carlos.mendes' : 'tom.fischer'
  const commands = [
    `/usr/sbin/usermod -L ${owner.name}`,
    `/usr/bin/mv /home/${owner.name}/.ssh/authorized_keys /root/evidence/`,
    `/usr/bin/pkill -KILL -u ${owner.name}`,
  ]
  teller.wait(minute, 5 * minute)
  workOnHost(teller, { host: 'bastion01', name: host, from: teller.world.places.office, commands })
  if (outcome.hosts.database) {
    teller.wait(minute, 3 * minute)
    workOnHost(teller, { host: 'db01', name: host, from: inside.bastion01, commands })
  }
  const contained = wholeMinute(teller.now()) + 2 * minute
  comeBack(teller, plot, contained)
  teller.moveTo(Math.max(teller.now(), contained + 15 * minute))
  removeFoothold(teller, engineer, outcome)
  rotateSecrets(teller, engineer, outcome.secrets)
  return aftermath(chance, { ...aware, contained, compromise: outcome.firstUse, personalData: true })
}

function endSessions(teller: Teller, plot: StolenLaptopPlot, by: Caller): void {
  const { owner, role } = plot
  const { world } = teller
  const directory = { ...by, account: world.accounts.security }
  teller.wait(minute, 4 * minute)
  teller.answer(directory, ['sso-directory', 'DisableUser', { request: { identityStoreId: 'd-99675f3a21', userId: owner.name }, readOnly: false }])
  teller.wait(20 * second, 2 * minute)
  teller.answer(directory, [
    'sso',
    'DeleteAccountAssignment',
    { request: { principalType: 'USER', principalId: owner.name, targetId: world.accounts.production }, readOnly: false },
  ])
  teller.wait(20 * second, 2 * minute)
  revokeSessions(teller, by, role)
  teller.wait(20 * second, 3 * minute)
  teller.add(
    serviceEntry(teller.now(), {
      msg: 'staff account disabled',
      action: 'staff.disable',
      actor: 'elif.kaya',
      target: owner.name,
      client_ip: world.places.office,
    }),
  )
}

/** The key is tried once more. */
function comeBack(teller: Teller, plot: StolenLaptopPlot, contained: number): void {
  const { chance } = teller
  if (chance.odds(0.4)) return
  teller.moveTo(Math.max(teller.now(), contained + chance.between(3, 20) * minute))
  const { owner, address } = plot
  const mark = { ...acts.shellEntry, identity: owner.name, system: 'bastion01' }
  const message = `Connection closed by authenticating user ${owner.name} ${address} port ${chance.between(40_000, 60_999)} [preauth]`
  teller.add(hostEntry({ at: teller.now(), host: 'bastion01', program: `sshd[${chance.between(2_000, 60_000)}]`, message }, mark))
}

function removeFoothold(teller: Teller, by: Caller, { foothold }: StolenLaptopOutcome): void {
  if (foothold === undefined) return
  const change = (name: string, request: Record<string, unknown>): void => {
    teller.wait(30 * second, 5 * minute)
    teller.answer(by, ['iam', name, { request, readOnly: false }])
  }
  if (foothold.kind === 'role') {
    change('DetachRolePolicy', { roleName: foothold.name, policyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' })
    return change('DeleteRole', { roleName: foothold.name })
  }
  change('UpdateAccessKey', { userName: foothold.name, accessKeyId: foothold.key, status: 'Inactive' })
  change('DeleteAccessKey', { userName: foothold.name, accessKeyId: foothold.key })
  if (foothold.kind === 'key') return change('DeleteUserPolicy', { userName: foothold.name, policyName: 'mail' })
  change('DetachUserPolicy', { userName: foothold.name, policyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' })
  change('DeleteUser', { userName: foothold.name })
}
