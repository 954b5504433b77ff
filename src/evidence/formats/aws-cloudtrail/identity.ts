import { type JsonObject, objectAt, textAt } from '../../../base/json.ts'
import type { Actor } from '../../../model/event.ts'

/** Who acted: the identity's ARN (or what stands for it), the access key used, and the key id that this call handed out. */
export function actorOf(record: JsonObject): Actor | undefined {
  const identity = objectAt(record, 'userIdentity')
  const principal =
    textAt(identity, 'arn') ??
    textAt(issuerOf(identity), 'arn') ??
    textAt(identity, 'invokedBy') ??
    textAt(identity, 'principalId') ??
    textAt(identity, 'userName')
  const credential = textAt(identity, 'accessKeyId')
  const issued = issuedKey(record)
  if (principal === undefined && credential === undefined && issued === undefined) return undefined
  return {
    ...(principal === undefined ? {} : { principal }),
    ...(credential === undefined ? {} : { credential }),
    ...(issued === undefined ? {} : { issued }),
  }
}

function issuerOf(identity: JsonObject | undefined): JsonObject | undefined {
  return objectAt(objectAt(identity, 'sessionContext'), 'sessionIssuer')
}

/** The access key id in the answer of AssumeRole and its relatives, GetSessionToken, GetFederationToken and CreateAccessKey. */
function issuedKey(record: JsonObject): string | undefined {
  const response = objectAt(record, 'responseElements')
  return textAt(objectAt(response, 'credentials'), 'accessKeyId') ?? textAt(objectAt(response, 'accessKey'), 'accessKeyId')
}

/** The name people know the identity by: the user, the role of a session, `root` for the account's root user. */
export function userNameOf(record: JsonObject): string | undefined {
  const identity = objectAt(record, 'userIdentity')
  if (textAt(identity, 'type') === 'Root') return textAt(identity, 'userName') ?? 'root'
  return textAt(identity, 'userName') ?? textAt(issuerOf(identity), 'userName') ?? nameInArn(textAt(identity, 'arn'))
}

/** The last part of `arn:aws:sts::111122223333:assumed-role/deploy/ci` that names the identity: `deploy`. */
function nameInArn(arn: string | undefined): string | undefined {
  if (arn === undefined) return undefined
  const parts = arn.split(':').slice(5).join(':').split('/')
  const name = parts[0] === 'assumed-role' || parts[0] === 'federated-user' ? parts[1] : parts.at(-1)
  return name === undefined || name === '' ? undefined : name
}

function sessionName(identity: JsonObject | undefined): string | undefined {
  const arn = textAt(identity, 'arn')
  return arn?.includes(':assumed-role/') === true ? arn.split('/').slice(2).join('/') || undefined : undefined
}

/** The identity as the subject of a sentence: "IAM user alice", "Role deploy (session ci)", "The root user of account 111122223333". */
export function subjectOf(record: JsonObject): string {
  const identity = objectAt(record, 'userIdentity')
  const type = textAt(identity, 'type')
  const name = userNameOf(record)
  if (type === 'Root') return `The root user of account ${textAt(identity, 'accountId') ?? textAt(record, 'recipientAccountId') ?? '(unknown)'}`
  if (type === 'AWSService') return `AWS service ${textAt(identity, 'invokedBy') ?? textAt(record, 'sourceIPAddress') ?? '(unnamed)'}`
  if (type === 'AWSAccount') return `AWS account ${textAt(identity, 'accountId') ?? '(unknown)'}`
  const source = textAt(record, 'sourceIPAddress')
  if (name === undefined && source?.endsWith('.amazonaws.com') === true) return `AWS service ${source}`
  if (name === undefined) return `An unnamed identity${type === undefined ? '' : ` (${type})`}`
  if (type === 'AssumedRole' || type === 'Role') return withSession(`Role ${name}`, sessionName(identity))
  if (type === 'FederatedUser') return `Federated user ${name}`
  if (type === 'SAMLUser' || type === 'WebIdentityUser' || type === 'IdentityCenterUser') return `Identity-provider user ${name}`
  return `IAM user ${name}`
}

function withSession(role: string, session: string | undefined): string {
  return session === undefined ? role : `${role} (session ${session})`
}
