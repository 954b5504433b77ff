import { type Chance, isoOf } from './chance.ts'

/** One CloudTrail record. */
export type CloudRecord = Record<string, unknown> & { readonly eventTime: string }

/** Who calls, from where, with what. */
export interface Caller {
  readonly user?: string
  readonly role?: string
  readonly session?: string
  readonly key: string
  readonly address: string
  readonly agent: string
}

export const account = '748291035512'
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
}

/** A call as CloudTrail writes it (record version 1.09). */
export function recordOf(call: Call, chance: Chance): CloudRecord {
  const category = call.category ?? 'Management'
  return {
    eventVersion: '1.09',
    userIdentity: identityOf(call.by),
    eventTime: isoOf(call.at),
    eventSource: `${call.source}.amazonaws.com`,
    eventName: call.name,
    awsRegion: region,
    sourceIPAddress: call.by.address,
    userAgent: call.by.agent,
    ...(call.error === undefined ? {} : { errorCode: call.error, errorMessage: 'User is not authorized to perform this action' }),
    requestParameters: call.request ?? null,
    responseElements: call.response ?? null,
    ...(call.extra === undefined ? {} : { additionalEventData: call.extra }),
    requestID: uuidOf(chance),
    eventID: uuidOf(chance),
    readOnly: call.readOnly ?? /^(?:List|Describe|Get|Head)/.test(call.name),
    eventType: call.name === 'ConsoleLogin' ? 'AwsConsoleSignIn' : 'AwsApiCall',
    managementEvent: category === 'Management',
    recipientAccountId: account,
    eventCategory: category,
  }
}

function identityOf(by: Caller): Record<string, unknown> {
  if (by.role !== undefined) {
    const session = by.session ?? 'session'
    return {
      type: 'AssumedRole',
      principalId: `AROA${by.role.toUpperCase().replaceAll('-', '').slice(0, 12).padEnd(12, 'X')}:${session}`,
      arn: `arn:aws:sts::${account}:assumed-role/${by.role}/${session}`,
      accountId: account,
      accessKeyId: by.key,
      sessionContext: { sessionIssuer: { type: 'Role', arn: `arn:aws:iam::${account}:role/${by.role}`, accountId: account, userName: by.role } },
    }
  }
  const user = by.user ?? 'unknown'
  return {
    type: 'IAMUser',
    principalId: `AIDA${user.toUpperCase().replaceAll('-', '').slice(0, 12).padEnd(12, 'Z')}`,
    arn: `arn:aws:iam::${account}:user/${user}`,
    accountId: account,
    accessKeyId: by.key,
    userName: user,
  }
}

export function uuidOf(chance: Chance): string {
  return `${chance.hex(8)}-${chance.hex(4)}-4${chance.hex(3)}-a${chance.hex(3)}-${chance.hex(12)}`
}
