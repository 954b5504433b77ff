// AWS CloudTrail: files as delivered to S3 ({"Records":[…]}), arrays, one record a line, and the output of `aws cloudtrail lookup-events`.
// Seen: eventVersion 1.02 to 1.11.
import { type JsonObject, objectAt, textAt, numberAt } from '../../base/json.ts'
import type { EcsFields } from '../../model/event.ts'
import { looksLikeAddress, looksLikeHost } from '../address.ts'
import type { EventDraft, EvidenceFormat, FileContext, Head, RawRecord, Reading } from '../format.ts'
import { sampleObjects } from '../head.ts'
import { createInterner, type Interner } from '../interner.ts'
import { parseObject } from '../json-record.ts'
import { createTimeReader, isTime, noTime, type TimeReader } from '../time.ts'
import { createIdentityReader, type Identity, withIssued } from './aws-cloudtrail/identity.ts'
import { cloudTrailSentence } from './aws-cloudtrail/sentence.ts'

export const awsCloudtrail: EvidenceFormat = {
  name: 'aws-cloudtrail',
  title: 'AWS CloudTrail',
  spec: 'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html',
  version: 2,
  recognisedBy:
    'JSON whose records have several of eventName, eventSource, eventTime, userIdentity, awsRegion, sourceIPAddress, eventVersion, eventID',
  framing: 'json-values',
  logsources: [{ product: 'aws', service: 'cloudtrail' }],
  recognise(head) {
    return scoreOf(head)
  },
  open(file) {
    return openCloudTrail(file)
  },
}

const features = [
  'eventName',
  'eventSource',
  'eventTime',
  'userIdentity',
  'awsRegion',
  'sourceIPAddress',
  'eventVersion',
  'eventID',
  'recipientAccountId',
  'requestParameters',
]

function scoreOf(head: Head): number {
  if (!/^\s*[[{]/.test(head.text)) return 0
  const scores = sampleObjects(head).map((object) => featuresIn(unwrap(object) ?? object))
  // A file as delivered stays one where some of its elements are damaged.
  const sound = /^\s*\{\s*"Records"\s*:/.test(head.text) ? scores.filter((found) => found >= 3) : []
  const counted = sound.length > 0 ? sound : scores
  if (counted.length > 0) return scoreFor(counted.reduce((sum, found) => sum + found, 0) / counted.length)
  if (/^\s*\{\s*"Records"\s*:\s*\[\s*\]\s*\}/.test(head.text)) return 0.6
  // The first record is longer than the head.
  return scoreFor(features.filter((name) => head.text.includes(`"${name}"`)).length)
}

function featuresIn(record: JsonObject): number {
  return features.filter((name) => Object.hasOwn(record, name)).length
}

function scoreFor(found: number): number {
  return found >= 3 ? Math.min(0.98, 0.5 + 0.07 * found) : found * 0.05
}

/** What reading remembers. */
interface Memory {
  readonly times: TimeReader
  readonly identityOf: (record: JsonObject) => Identity
  readonly intern: Interner
  readonly sourceOf: (text: string) => Source
}

const mostTexts = 20_000

/** CloudTrail delivers many small files that name the same few identities: what one taught, which is bounded, serves all that this thread reads. */
const shared = { identityOf: createIdentityReader(), intern: createInterner(mostTexts), sourceOf: createSourceReader() }

function openCloudTrail(file: FileContext): (record: RawRecord) => Reading {
  const memory: Memory = { ...shared, times: createTimeReader(file.zone) }
  return (record) => {
    const parsed = parseObject(record.text, record.json)
    if ('failed' in parsed) return parsed.failed
    return readRecord(unwrap(parsed.object) ?? parsed.object, memory)
  }
}

/** The record inside what carries it: the JSON text of `lookup-events`, the `detail` of an EventBridge event. */
function unwrap(object: JsonObject): JsonObject | undefined {
  const text = textAt(object, 'CloudTrailEvent')
  if (text === undefined) return textAt(objectAt(object, 'detail'), 'eventName') === undefined ? undefined : objectAt(object, 'detail')
  const parsed = parseObject(text)
  return 'object' in parsed ? parsed.object : undefined
}

function readRecord(record: JsonObject, memory: Memory): Reading {
  if (textAt(record, 'eventName') === undefined && textAt(record, 'eventSource') === undefined) {
    return { events: [], problem: { code: 'not-a-record', message: 'Neither eventName nor eventSource: no CloudTrail record' } }
  }
  const text = textAt(record, 'eventTime')
  const time = text === undefined ? noTime('') : memory.times.read(text)
  if (!isTime(time)) return { events: [], problem: time }
  const identity = memory.identityOf(record)
  const actor = withIssued(identity.actor, record)
  const ecs = ecsOf(record, identity, memory)
  const message = cloudTrailSentence({ record, ecs, identity })
  const sourceId = textAt(record, 'eventID')
  const event: EventDraft = {
    time,
    message,
    ecs,
    ...(actor === undefined ? {} : { actor }),
    fields: record,
    ...(sourceId === undefined ? {} : { sourceId }),
  }
  return { events: [event] }
}

function ecsOf(record: JsonObject, identity: Identity, { intern, sourceOf }: Memory): EcsFields {
  const who = objectAt(record, 'userIdentity')
  const request = objectAt(record, 'requestParameters')
  const ecs: EcsFields = { 'event.outcome': outcomeOf(record) }
  put(ecs, 'event.action', intern(textAt(record, 'eventName')))
  put(ecs, 'event.provider', intern(textAt(record, 'eventSource')))
  put(ecs, 'event.code', textAt(record, 'eventID'))
  put(ecs, 'user.name', identity.name)
  put(ecs, 'user.id', intern(textAt(who, 'principalId')))
  put(ecs, 'user.target.name', textAt(request, 'userName'))
  put(ecs, 'user_agent.original', intern(textAt(record, 'userAgent')))
  put(ecs, 'cloud.account.id', intern(textAt(record, 'recipientAccountId') ?? textAt(who, 'accountId')))
  put(ecs, 'cloud.region', intern(textAt(record, 'awsRegion')))
  put(ecs, 'error.code', intern(textAt(record, 'errorCode')))
  put(ecs, 'destination.domain', intern(textAt(objectAt(record, 'tlsDetails'), 'clientProvidedHostHeader')))
  put(ecs, 'process.command_line', commandOf(request))
  const address = textAt(record, 'sourceIPAddress')
  const source = address === undefined ? undefined : sourceOf(address)
  if (source?.field !== undefined) ecs[source.field] = source.text
  const bytes = numberAt(objectAt(record, 'additionalEventData'), 'bytesTransferredOut')
  if (bytes !== undefined) ecs['source.bytes'] = bytes
  return ecs
}

/** What a call came from: an address, or the name of a service. */
interface Source {
  readonly text: string
  readonly field: 'source.ip' | 'source.domain' | undefined
}

const mostSources = 20_000

/** Calls come from few addresses: each is looked at once. */
function createSourceReader(): (text: string) => Source {
  const known = new Map<string, Source>()
  return (text) => {
    const found = known.get(text)
    if (found !== undefined) return found
    const source: Source = { text, field: looksLikeAddress(text) ? 'source.ip' : looksLikeHost(text) ? 'source.domain' : undefined }
    if (source.field === undefined) return source
    if (known.size >= mostSources) known.clear()
    known.set(text, source)
    return source
  }
}

type TextField = Exclude<
  keyof EcsFields,
  'event.outcome' | 'source.bytes' | 'source.port' | 'destination.port' | 'process.pid' | 'http.response.status_code' | 'http.response.body.bytes'
>

function put(ecs: EcsFields, name: TextField, value: string | undefined): void {
  if (value !== undefined) ecs[name] = value
}

function outcomeOf(record: JsonObject): 'success' | 'failure' {
  if (textAt(record, 'errorCode') !== undefined || textAt(record, 'errorMessage') !== undefined) return 'failure'
  const response = objectAt(record, 'responseElements')
  return response !== undefined && signInAnswers.some((name) => textAt(response, name) === 'Failure') ? 'failure' : 'success'
}

const signInAnswers = ['ConsoleLogin', 'CheckMfa', 'SwitchRole', 'PasswordRecoveryRequested']

/** The commands that Systems Manager was asked to run. */
function commandOf(request: JsonObject | undefined): string | undefined {
  const commands = objectAt(request, 'parameters')?.['commands']
  if (!Array.isArray(commands)) return undefined
  const lines = commands.filter((line) => typeof line === 'string')
  return lines.length === 0 ? undefined : lines.join('\n')
}
