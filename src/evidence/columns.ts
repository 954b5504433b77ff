import { type Json, type JsonObject, isObject } from '../base/json.ts'
import type { EcsFields } from '../model/event.ts'
import { looksLikeAddress } from './address.ts'

/** A column's name without case and punctuation: `Event-Time`, `event_time` and `EventTime` are one. */
export function normalName(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '')
}

/** Names under which producers keep the time of an event, most telling first. */
const timeNames: readonly string[] = [
  'timestamp',
  'eventtime',
  'datetime',
  'time',
  'ts',
  'eventtimestamp',
  'timegenerated',
  'creationtime',
  'timecreated',
  'activitydatetime',
  'createddatetime',
  'utctime',
  'eventtimeutc',
  'timeutc',
  'timestamputc',
  'datetimeutc',
  'systemtime',
  'logtime',
  'generatedtime',
  'receivetimestamp',
  'occurredat',
  'occurred',
  'published',
  'createdat',
  'created',
  'starttime',
  'start',
  'firsttime',
  'eventdate',
  'eventdatetime',
  'logdate',
  'date',
  'timelocal',
  'localtime',
  'timeiso8601',
  'msgtime',
  'dt',
  'when',
]
const ranks = new Map(timeNames.map((name, index) => [name, index]))

/** How telling a column's name is as the time of the event: 0 is best, undefined means not at all. */
export function timeRank(name: string): number | undefined {
  return ranks.get(normalName(name))
}

type TextName = Exclude<{ [Name in keyof EcsFields]-?: EcsFields[Name] extends string | undefined ? Name : never }[keyof EcsFields], 'event.outcome'>
type NumberName = {
  [Name in keyof EcsFields]-?: EcsFields[Name] extends number | undefined ? Name : never
}[keyof EcsFields]

/** Names that producers use, without case and punctuation, for each field that everyone filters by. */
const textAliases: Readonly<Record<TextName, readonly string[]>> = {
  'event.action': ['action', 'eventaction', 'eventname', 'operation', 'operationname', 'activity', 'actiontype', 'eventtype'],
  'event.provider': ['provider', 'providername', 'eventsource', 'workload', 'sourcename', 'datatype', 'parser'],
  'event.code': ['eventid', 'eventidentifier', 'eventcode'],
  'host.name': ['host', 'hostname', 'computer', 'computername', 'devicename', 'machine', 'machinename', 'server'],
  'user.name': ['user', 'username', 'account', 'accountname', 'userid', 'userprincipalname', 'actor', 'login', 'subjectusername', 'principal'],
  'user.target.name': ['targetuser', 'targetusername', 'targetaccount'],
  'user.id': ['uid', 'usersid', 'sid'],
  'source.ip': [
    'srcip',
    'sourceip',
    'src',
    'clientip',
    'cip',
    'ipaddress',
    'ip',
    'remoteip',
    'remoteaddr',
    'remoteaddress',
    'sourceaddress',
    'sourceipaddress',
    'srcaddr',
    'callerip',
    'callipaddress',
    'actoripaddress',
  ],
  'source.domain': ['srchost', 'sourcehost', 'sourcehostname', 'workstationname'],
  'destination.ip': ['dstip', 'destip', 'destinationip', 'dst', 'dest', 'destinationaddress', 'dstaddr', 'serverip', 'sip'],
  'destination.domain': ['dsthost', 'desthost', 'destinationhost', 'destinationhostname'],
  'process.name': ['process', 'processname', 'image', 'exe', 'program'],
  'process.command_line': ['commandline', 'cmdline', 'command', 'processcommandline'],
  'file.path': ['filepath', 'filename', 'targetfilename', 'objectpath'],
  'user_agent.original': ['useragent', 'httpuseragent', 'csuseragent', 'cuseragent', 'agent'],
  'http.request.method': ['method', 'httpmethod', 'requestmethod', 'csmethod', 'verb'],
  'url.original': ['url', 'requesturl', 'requesturi', 'uri', 'request'],
  'url.path': ['urlpath', 'csuristem', 'uripath'],
  'url.query': ['urlquery', 'csuriquery', 'querystring'],
  'cloud.account.id': ['accountid', 'cloudaccount', 'awsaccountid', 'subscriptionid', 'recipientaccountid'],
  'cloud.region': ['region', 'awsregion'],
  'error.code': ['errorcode', 'error'],
  'log.level': ['level', 'severity', 'loglevel', 'eventlevel'],
}
const numberAliases: Readonly<Record<NumberName, readonly string[]>> = {
  'source.port': ['srcport', 'sourceport', 'clientport', 'spt'],
  'destination.port': ['dstport', 'destport', 'destinationport', 'dpt', 'sport'],
  'process.pid': ['pid', 'processid'],
  'http.response.status_code': ['status', 'statuscode', 'httpstatus', 'scstatus', 'responsecode'],
  'http.response.body.bytes': ['scbytes', 'responsesize', 'bodybytessent'],
  'source.bytes': ['bytesout', 'bytessent', 'sentbytes', 'bytestransferredout'],
}

function namesOf<Name extends string>(aliases: Readonly<Record<Name, readonly string[]>>): Name[] {
  return Object.keys(aliases).filter((name): name is Name => name in aliases)
}

type Fill = (ecs: EcsFields, value: string) => void
const fills = new Map<string, Fill>()
for (const name of namesOf(textAliases)) {
  for (const alias of [normalName(name), ...textAliases[name]]) fills.set(alias, textFill(name))
}
for (const name of namesOf(numberAliases)) {
  for (const alias of [normalName(name), ...numberAliases[name]]) fills.set(alias, numberFill(name))
}
for (const alias of ['eventoutcome', 'outcome', 'result', 'resulttype', 'resultstatus', 'actionresult']) fills.set(alias, fillOutcome)

function textFill(name: TextName): Fill {
  const isAddress = name === 'source.ip' || name === 'destination.ip'
  return (ecs, value) => {
    if (ecs[name] === undefined && (!isAddress || looksLikeAddress(value))) setText(ecs, name, value)
  }
}

function setText(ecs: { [Name in TextName]?: string }, name: TextName, value: string): void {
  ecs[name] = value
}

function numberFill(name: NumberName): Fill {
  return (ecs, value) => {
    if (ecs[name] === undefined && /^\d{1,15}$/.test(value)) ecs[name] = Number(value)
  }
}

const outcomes = new Map<string, NonNullable<EcsFields['event.outcome']>>([
  ['success', 'success'],
  ['succeeded', 'success'],
  ['successful', 'success'],
  ['ok', 'success'],
  ['allow', 'success'],
  ['allowed', 'success'],
  ['true', 'success'],
  ['pass', 'success'],
  ['failure', 'failure'],
  ['failed', 'failure'],
  ['fail', 'failure'],
  ['error', 'failure'],
  ['deny', 'failure'],
  ['denied', 'failure'],
  ['block', 'failure'],
  ['blocked', 'failure'],
  ['refused', 'failure'],
  ['false', 'failure'],
  ['unknown', 'unknown'],
])

function fillOutcome(ecs: EcsFields, value: string): void {
  const outcome = outcomes.get(value.toLowerCase())
  if (outcome !== undefined && ecs['event.outcome'] === undefined) ecs['event.outcome'] = outcome
}

/** How each column of a table fills the event's fields; undefined where its name says nothing. */
export function fillOf(column: string): Fill | undefined {
  return fills.get(normalName(column))
}

/** Names that say the same at any depth: cloud audit logs keep who and what inside an envelope. */
const telling = new Map<string, Fill>([
  ['methodname', textFill('event.action')],
  ['operationname', textFill('event.action')],
  ['eventname', textFill('event.action')],
  ['principalemail', textFill('user.name')],
  ['userprincipalname', textFill('user.name')],
  ['callerip', textFill('source.ip')],
  ['ipaddress', textFill('source.ip')],
  ['sourceipaddress', textFill('source.ip')],
  ['callersupplieduseragent', textFill('user_agent.original')],
  ['useragent', textFill('user_agent.original')],
  ['commandline', textFill('process.command_line')],
])

/** What is known of one key of the objects of a log: how its value fills the event, and the keys of the object it may hold. */
interface KnownKey {
  readonly fill: Fill | undefined
  readonly inside: KnownKeys | undefined
}

interface KnownKeys {
  readonly prefix: string
  readonly depth: number
  readonly keys: Map<string, KnownKey>
}

/** Keys remembered of one file: logs have few, repeated for ever; hostile ones may have a new one in each record. */
const mostKeys = 20_000

/**
 * Fills events from the objects of one file: by names at the top, dotted or nested (`source.ip`, `{"source":{"ip":…}}`), three levels deep.
 * What a key means is looked up once.
 */
export function createEcsFiller(): (fields: JsonObject) => EcsFields {
  let remembered = 0
  const learnKey = (level: KnownKeys, key: string): KnownKey => {
    const name = `${level.prefix}${key}`
    const inside = level.depth < 3 ? { prefix: `${name}.`, depth: level.depth + 1, keys: new Map<string, KnownKey>() } : undefined
    const learned: KnownKey = { fill: fillOf(name) ?? telling.get(normalName(key)), inside }
    if (remembered < mostKeys) level.keys.set(key, learned)
    remembered += 1
    return learned
  }
  const fillFrom = (ecs: EcsFields, object: JsonObject, level: KnownKeys): void => {
    for (const key of Object.keys(object)) {
      const value = object[key]
      const { fill, inside } = level.keys.get(key) ?? learnKey(level, key)
      if (isObject(value)) {
        if (inside !== undefined) fillFrom(ecs, value, inside)
      } else if (fill !== undefined) {
        const text = scalarText(value)
        if (text !== undefined) fill(ecs, text)
      }
    }
  }
  const outermost: KnownKeys = { prefix: '', depth: 1, keys: new Map() }
  return (fields) => {
    const ecs: EcsFields = {}
    fillFrom(ecs, fields, outermost)
    return ecs
  }
}

/** The text of a JSON value that is not empty and not nested. */
export function scalarText(value: Json | undefined): string | undefined {
  if (typeof value === 'string') return value === '' ? undefined : value
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined
}
