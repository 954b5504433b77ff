import { isoOf, type Chance, chanceOf } from './random.ts'

/** One CloudTrail record. */
export type CloudRecord = Record<string, unknown> & { readonly eventTime: string }

/** Who calls, from where, with what: a user, a session of a role, or a service of the provider. */
export interface Caller {
  readonly user?: string
  readonly role?: string
  readonly session?: string
  /** The provider's own service: `ec2.amazonaws.com`. */
  readonly service?: string
  readonly key: string
  readonly address: string
  readonly agent: string
  readonly account?: string
  /** When the session began, milliseconds since 1970, and whether a second factor was shown. */
  readonly since?: number
  readonly mfa?: boolean
}

export const account = '111122223333'
export const region = 'eu-central-1'

export interface Call {
  readonly at: number
  readonly by: Caller
  readonly source: string
  readonly name: string
  readonly request?: Record<string, unknown>
  readonly response?: Record<string, unknown>
  readonly error?: string
  readonly readOnly?: boolean
  readonly category?: 'Management' | 'Data'
  readonly extra?: Record<string, unknown>
  readonly region?: string
  /** The message beside `error`. */
  readonly why?: string
}

/** A call as CloudTrail writes it (record version 1.09). */
export function recordOf(call: Call, chance: Chance): CloudRecord {
  const category = call.category ?? 'Management'
  const { by } = call
  const own = by.account ?? account
  const isSignIn = call.source === 'signin'
  const called = call.region ?? (globalServices.has(call.source) ? 'us-east-1' : region)
  return {
    eventVersion: '1.09',
    userIdentity: identityOf(by, own),
    eventTime: isoOf(call.at),
    eventSource: `${call.source}.amazonaws.com`,
    eventName: call.name,
    awsRegion: called,
    sourceIPAddress: by.service ?? by.address,
    userAgent: by.service ?? by.agent,
    ...(call.error === undefined ? {} : { errorCode: call.error, errorMessage: call.why ?? refusal(call, own) }),
    requestParameters: call.request ?? null,
    responseElements: call.response ?? null,
    ...(call.extra === undefined ? {} : { additionalEventData: call.extra }),
    ...(isSignIn ? {} : { requestID: uuidOf(chance) }),
    eventID: uuidOf(chance),
    readOnly: call.readOnly ?? /^(?:List|Describe|Get|Head|Lookup|Filter|AssumeRole|Decrypt|BatchGet|Simulate)/.test(call.name),
    eventType: isSignIn ? 'AwsConsoleSignIn' : 'AwsApiCall',
    managementEvent: category === 'Management',
    recipientAccountId: own,
    eventCategory: category,
    ...(by.service === undefined && !isSignIn && by.agent !== 'AWS Internal' ? { tlsDetails: tlsOf(call.source, called) } : {}),
  }
}

/** Services that answer, and log, in one region whatever region is asked. */
const globalServices = new Set(['iam', 'organizations', 'cloudfront', 'route53', 'ce', 'support'])

function tlsOf(source: string, called: string): Record<string, string> {
  const host = globalServices.has(source) ? `${source}.amazonaws.com` : `${source}.${called}.amazonaws.com`
  return { tlsVersion: 'TLSv1.3', cipherSuite: 'TLS_AES_128_GCM_SHA256', clientProvidedHostHeader: host }
}

function refusal({ by, source, name }: Call, own: string): string {
  return `User: ${arnOf(by, own)} is not authorized to perform: ${source}:${name} because no identity-based policy allows the ${source}:${name} action`
}

/** The ARN a record names the caller by. */
export function arnOf(by: Caller, own: string = by.account ?? account): string {
  if (by.role !== undefined) return `arn:aws:sts::${own}:assumed-role/${by.role}/${by.session ?? 'session'}`
  return `arn:aws:iam::${own}:user/${by.user ?? 'unknown'}`
}

const known = new Map<string, string>()

/** The provider's unique id of a name: the same for the same name. */
export function uniqueId(prefix: string, name: string): string {
  const key = `${prefix}/${name}`
  const id = known.get(key) ?? `${prefix}${chanceOf(1, key).token(17)}`
  known.set(key, id)
  return id
}

function identityOf(by: Caller, own: string): Record<string, unknown> {
  if (by.service !== undefined) return { type: 'AWSService', invokedBy: by.service }
  if (by.role !== undefined) {
    const principalId = uniqueId('AROA', `${own}/${by.role}`)
    const path = by.role.startsWith('AWSReservedSSO_') ? `aws-reserved/sso.amazonaws.com/${by.role}` : by.role
    return {
      type: 'AssumedRole',
      principalId: `${principalId}:${by.session ?? 'session'}`,
      arn: arnOf(by, own),
      accountId: own,
      accessKeyId: by.key,
      sessionContext: {
        sessionIssuer: { type: 'Role', principalId, arn: `arn:aws:iam::${own}:role/${path}`, accountId: own, userName: by.role },
        ...(by.since === undefined ? {} : { attributes: { creationDate: isoOf(by.since), mfaAuthenticated: by.mfa === true ? 'true' : 'false' } }),
      },
    }
  }
  const user = by.user ?? 'unknown'
  return {
    type: 'IAMUser',
    principalId: uniqueId('AIDA', `${own}/${user}`),
    arn: arnOf(by, own),
    accountId: own,
    accessKeyId: by.key,
    userName: user,
  }
}

export function uuidOf(chance: Chance): string {
  const hex = chance.hex(30)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(12, 15)}-a${hex.slice(15, 18)}-${hex.slice(18)}`
}
