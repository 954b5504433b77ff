import { type Call, type Caller, type CloudRecord, region, uuidOf } from '../../examples/generator/cloud.ts'
import { type Chance, isoOf } from '../../examples/generator/random.ts'

export const account = '748291035512'
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
