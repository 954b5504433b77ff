import type { Caller } from '../cloud.ts'
import { uniqueId } from '../cloud.ts'
import { acts } from './acts.ts'
import type { Pace } from './intruder.ts'
import type { Teller } from './story.ts'

/** A way to come back that the attacker made. */
export interface Foothold {
  readonly kind: 'user' | 'key' | 'role'
  /** Name of the user or role. */
  readonly name: string
  /** Key made for it. */
  readonly key: string | undefined
  /** The caller the attacker goes on as; none where it stays who it was. */
  readonly caller: Caller | undefined
}

const administrator = 'arn:aws:iam::aws:policy/AdministratorAccess'

/** Makes a user, a second key of a user that exists, or a role that an account outside may take. */
export function gainFoothold(teller: Teller, given: { by: Caller; pace: Pace; outside: string }): Foothold {
  const kind = teller.chance.pick(['user', 'user', 'key', 'role'] as const)
  if (kind === 'role') return makeRole(teller, given)
  return kind === 'user' ? makeUser(teller, given) : makeKey(teller, given)
}

function makeUser(teller: Teller, { by, pace }: { by: Caller; pace: Pace }): Foothold {
  const { chance, world } = teller
  const account = world.accounts.production
  const name = chance.pick(['svc-metrics', 'backup-agent', 'terraform-ci', 'support-audit'])
  const arn = `arn:aws:iam::${account}:user/${name}`
  const user = { path: '/', userName: name, userId: uniqueId('AIDA', `${account}/${name}`), arn }
  teller.cloud(acts.user, by, ['iam', 'CreateUser', { request: { userName: name }, response: { user }, readOnly: false }])
  teller.wait(...pace.call)
  teller.cloud(acts.addPolicy, by, ['iam', 'AttachUserPolicy', { request: { userName: name, policyArn: administrator }, readOnly: false }])
  teller.wait(...pace.call)
  const key = newKey(teller, by, name)
  teller.wait(...pace.call)
  if (chance.odds(0.4)) {
    teller.cloud(acts.addKey, by, ['iam', 'CreateLoginProfile', { request: { userName: name, passwordResetRequired: false }, readOnly: false }])
    teller.wait(...pace.call)
  }
  teller.indicator('aws-arn', arn)
  teller.step(by.role ?? by.user ?? '', name, 'CreateAccessKey', name)
  return { kind: 'user', name, key, caller: { user: name, key, address: by.address, agent: by.agent, account } }
}

function newKey(teller: Teller, by: Caller, userName: string): string {
  const key = `AKIA${teller.chance.token(16)}`
  teller.cloud(acts.addKey, by, [
    'iam',
    'CreateAccessKey',
    { request: { userName }, response: { accessKey: { userName, accessKeyId: key, status: 'Active' } }, readOnly: false },
  ])
  teller.indicator('aws-key-id', key)
  return key
}

/** A second key for a service's user that has been there for years. */
function makeKey(teller: Teller, { by, pace }: { by: Caller; pace: Pace }): Foothold {
  const name = 'svc-newsletter'
  teller.cloud(acts.identities, by, ['iam', 'ListAccessKeys', { request: { userName: name } }])
  teller.wait(...pace.call)
  const key = newKey(teller, by, name)
  teller.wait(...pace.call)
  teller.cloud(acts.addPolicy, by, [
    'iam',
    'PutUserPolicy',
    {
      request: {
        userName: name,
        policyName: 'mail',
        policyDocument: '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}',
      },
      readOnly: false,
    },
  ])
  teller.wait(...pace.call)
  teller.step(by.role ?? by.user ?? '', name, 'CreateAccessKey', name)
  return { kind: 'key', name, key, caller: { user: name, key, address: by.address, agent: by.agent, account: teller.world.accounts.production } }
}

function makeRole(teller: Teller, { by, pace, outside }: { by: Caller; pace: Pace; outside: string }): Foothold {
  const { chance, world } = teller
  const name = chance.pick(['cost-report-reader', 'OrganizationSupportRole', 'monitoring-link'])
  const arn = `arn:aws:iam::${world.accounts.production}:role/${name}`
  const assumeRolePolicyDocument = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::${outside}:root"},"Action":"sts:AssumeRole"}]}`
  teller.cloud(acts.user, by, [
    'iam',
    'CreateRole',
    { request: { roleName: name, assumeRolePolicyDocument }, response: { role: { roleName: name, arn } }, readOnly: false },
  ])
  teller.wait(...pace.call)
  teller.cloud(acts.addPolicy, by, ['iam', 'AttachRolePolicy', { request: { roleName: name, policyArn: administrator }, readOnly: false }])
  teller.indicator('aws-arn', arn)
  return { kind: 'role', name, key: undefined, caller: undefined }
}
