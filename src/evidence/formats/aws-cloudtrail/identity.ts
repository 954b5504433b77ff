import { type JsonObject, objectAt, textAt } from '../../../base/json.ts'
import type { Actor } from '../../../model/event.ts'

/** Whose call a record tells of. */
export interface Identity {
  /** The identity's ARN (or what stands for it), and the access key used; undefined where the record has neither. */
  readonly actor: Actor | undefined
  /** The name people know the identity by: the user, the role of a session, `root` for the account's root user. */
  readonly name: string | undefined
  /** The identity as the subject of a sentence: "IAM user alice", "Role deploy (session ci)"; undefined where other parts of the record decide it. */
  readonly subject: string | undefined
}

/** An identity with what it was read from. */
interface Known extends Identity {
  readonly type: string | undefined
  readonly userName: string | undefined
  readonly issuer: string | undefined
  readonly credential: string | undefined
}

/** A log of one account has some thousands. */
const mostKnown = 20_000
/** Characters of one that is remembered. */
const longestKnown = 2_000

/** Reads identities: few of them make most of the calls, so what is told of one is derived once, and shared by its events. */
export function createIdentityReader(): (record: JsonObject) => Identity {
  const byArn = new Map<string, Known>()
  return (record) => {
    const identity = objectAt(record, 'userIdentity')
    const arn = textAt(identity, 'arn')
    if (arn === undefined) return identityOf(identity)
    const known = byArn.get(arn)
    if (known !== undefined && isOf(known, identity)) return known
    const read = identityOf(identity)
    if (arn.length + lengthOf(read) > longestKnown) return read
    if (byArn.size >= mostKnown) byArn.clear()
    byArn.set(arn, read)
    return read
  }
}

function lengthOf({ type = '', userName = '', issuer = '', credential = '' }: Known): number {
  return type.length + userName.length + issuer.length + credential.length
}

function isOf({ type, userName, issuer, credential }: Known, identity: JsonObject | undefined): boolean {
  return (
    type === textAt(identity, 'type') &&
    credential === textAt(identity, 'accessKeyId') &&
    userName === textAt(identity, 'userName') &&
    issuer === textAt(issuerOf(identity), 'userName')
  )
}

function identityOf(identity: JsonObject | undefined): Known {
  const name = userNameOf(identity)
  const credential = textAt(identity, 'accessKeyId')
  return {
    type: textAt(identity, 'type'),
    userName: textAt(identity, 'userName'),
    issuer: textAt(issuerOf(identity), 'userName'),
    credential,
    name,
    actor: actorOf(identity, credential),
    subject: name === undefined ? undefined : subjectNamed(name, identity),
  }
}

function actorOf(identity: JsonObject | undefined, credential: string | undefined): Actor | undefined {
  const principal =
    textAt(identity, 'arn') ??
    textAt(issuerOf(identity), 'arn') ??
    textAt(identity, 'invokedBy') ??
    textAt(identity, 'principalId') ??
    textAt(identity, 'userName')
  if (principal === undefined && credential === undefined) return undefined
  return { ...(principal === undefined ? {} : { principal }), ...(credential === undefined ? {} : { credential }) }
}

function issuerOf(identity: JsonObject | undefined): JsonObject | undefined {
  return objectAt(objectAt(identity, 'sessionContext'), 'sessionIssuer')
}

/** Who acted, with the access key id that this call handed out, if it did. */
export function withIssued(actor: Actor | undefined, record: JsonObject): Actor | undefined {
  const issued = issuedKey(record)
  return issued === undefined ? actor : { ...actor, issued }
}

/** The access key id in the answer of AssumeRole and its relatives, GetSessionToken, GetFederationToken and CreateAccessKey. */
function issuedKey(record: JsonObject): string | undefined {
  const response = objectAt(record, 'responseElements')
  if (response === undefined) return undefined
  return textAt(objectAt(response, 'credentials'), 'accessKeyId') ?? textAt(objectAt(response, 'accessKey'), 'accessKeyId')
}

function userNameOf(identity: JsonObject | undefined): string | undefined {
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

/** What kinds of identities are called in the records of their own type of event, or where they have no name. */
export function subjectOf(record: JsonObject, { name, subject }: Identity): string {
  if (subject !== undefined) return subject
  const identity = objectAt(record, 'userIdentity')
  const type = textAt(identity, 'type')
  if (type === 'Root') return `The root user of account ${textAt(identity, 'accountId') ?? textAt(record, 'recipientAccountId') ?? '(unknown)'}`
  if (type === 'AWSService') return `AWS service ${textAt(identity, 'invokedBy') ?? textAt(record, 'sourceIPAddress') ?? '(unnamed)'}`
  if (type === 'AWSAccount') return `AWS account ${textAt(identity, 'accountId') ?? '(unknown)'}`
  const source = textAt(record, 'sourceIPAddress')
  if (name === undefined && source?.endsWith('.amazonaws.com') === true) return `AWS service ${source}`
  return `An unnamed identity${type === undefined ? '' : ` (${type})`}`
}

/** The subject that the identity alone decides. */
function subjectNamed(name: string, identity: JsonObject | undefined): string | undefined {
  switch (textAt(identity, 'type')) {
    case 'Root':
    case 'AWSService':
    case 'AWSAccount':
      return undefined
    case 'AssumedRole':
    case 'Role':
      return withSession(`Role ${name}`, sessionName(identity))
    case 'FederatedUser':
      return `Federated user ${name}`
    case 'SAMLUser':
    case 'WebIdentityUser':
    case 'IdentityCenterUser':
      return `Identity-provider user ${name}`
    default:
      return `IAM user ${name}`
  }
}

function withSession(role: string, session: string | undefined): string {
  return session === undefined ? role : `${role} (session ${session})`
}
