import { isObject, type Json, type JsonObject, objectAt, textAt } from '../../src/base/json.ts'
import { type Chance, isoOf } from '../../examples/generator/random.ts'
import { region } from '../../examples/generator/cloud.ts'
import { account } from './cloud-record.ts'

/** How the attack hides: behind an account of its own, behind a known one from elsewhere, or behind a known one at its own place and client. */
export const disguises = ['new account', 'known account, new address', 'known account, known address'] as const
export type Disguise = (typeof disguises)[number]

/** What the attack of one mixture looks like: the same for all of its files. */
export interface Costume {
  readonly disguise: Disguise
  readonly address: string
  readonly agent: string
  /** The account used; for a new one also the key it has. */
  readonly user: string
  readonly key: string
}

/** Public addresses of nobody's office in the ordinary work, and clients that occur in it. */
const addresses = ['45.83.64.12', '91.92.240.117', '146.70.58.9', '194.26.135.84', '37.120.198.211']
const accounts = ['svc-metrics', 'data-sync', 'backup-agent', 'report-loader', 'cost-explorer']
export const usualClient = 'aws-cli/2.15.30 Python/3.11.8 Linux/6.5.0-1014-generic exe/x86_64.ubuntu.22'

export function costumeOf(disguise: Disguise, chance: Chance): Costume {
  const isKnown = disguise !== 'new account'
  return {
    disguise,
    address: disguise === 'known account, known address' ? '198.51.100.77' : chance.pick(addresses),
    agent: usualClient,
    user: isKnown ? 'jonas.brandt' : chance.pick(accounts),
    key: isKnown ? 'AKIAQ3EXAJONASBRA002' : `AKIA${chance.token(16)}`,
  }
}

/** One rewriting: what was replaced stays replaced by the same. */
interface Names {
  readonly chance: Chance
  readonly costume: Costume
  readonly known: Map<string, string>
  readonly shiftMs: number
  /** Literal texts of this file, longest first, and what stands for them. */
  readonly literals: readonly (readonly [string, string])[]
}

/** Words for things that the attack made: none of them gives it away. */
const words = ['orders', 'ledger', 'media', 'intake', 'billing', 'search', 'catalog', 'parcel', 'notify', 'insight']

/**
 * The records of one technique as they would stand in another account: agent, account, principal, region, address, key and session ids, names and times
 * are others, everywhere in the record.
 */
export function rewriteRecords(records: readonly JsonObject[], given: { at: number; costume: Costume; chance: Chance }): JsonObject[] {
  const times = records.map((record) => Date.parse(textAt(record, 'eventTime') ?? '')).filter((time) => !Number.isNaN(time))
  const first = Math.min(...times)
  const names: Names = {
    chance: given.chance,
    costume: given.costume,
    known: new Map(),
    shiftMs: given.at - first,
    literals: literalsOf(records, given.costume),
  }
  return records.map((record) => rewriteRecord(record, names))
}

/** Addresses, agents, regions and account names that a file's records come with, as texts to replace wherever they stand. */
function literalsOf(records: readonly JsonObject[], costume: Costume): [string, string][] {
  const found = new Map<string, string>()
  for (const record of records) {
    const identity = objectAt(record, 'userIdentity')
    const issuer = objectAt(objectAt(identity, 'sessionContext'), 'sessionIssuer')
    add(found, textAt(record, 'awsRegion'), region)
    add(found, textAt(record, 'recipientAccountId'), account)
    add(found, textAt(identity, 'accountId'), account)
    if (!isService(textAt(record, 'sourceIPAddress'))) add(found, textAt(record, 'sourceIPAddress'), costume.address)
    if (!isService(textAt(record, 'userAgent'))) add(found, textAt(record, 'userAgent'), costume.agent)
    add(found, textAt(identity, 'userName'), costume.user)
    add(found, textAt(issuer, 'userName'), costume.user)
    add(found, /:(?:user|federated-user)\/([^/]{2,200})$/.exec(textAt(identity, 'arn') ?? '')?.[1], costume.user)
    add(found, /:assumed-role\/[^/]{1,200}\/([^/]{2,200})$/.exec(textAt(identity, 'arn') ?? '')?.[1], costume.user)
  }
  return [...found].sort(([a], [b]) => b.length - a.length)
}

function add(found: Map<string, string>, text: string | undefined, instead: string): void {
  if (text !== undefined && text.length > 2) found.set(text, instead)
}

function isService(text: string | undefined): boolean {
  return text !== undefined && /(?:amazonaws\.com|^AWS Internal)$/.test(text)
}

function rewriteRecord(record: JsonObject, names: Names): JsonObject {
  const { costume, chance, shiftMs } = names
  const own = rewriteValue(record, names)
  if (!isObject(own)) return record
  const time = Date.parse(textAt(record, 'eventTime') ?? '')
  const identity = objectAt(own, 'userIdentity')
  const type = textAt(identity, 'type') ?? ''
  const isPrincipal = ['IAMUser', 'AssumedRole', 'FederatedUser', 'Root'].includes(type)
  return {
    ...own,
    eventTime: isoOf(Number.isNaN(time) ? shiftMs : time + shiftMs),
    eventID: uuidOf(chance),
    awsRegion: region,
    recipientAccountId: account,
    ...(isService(textAt(own, 'sourceIPAddress')) ? {} : { sourceIPAddress: costume.address }),
    ...(isService(textAt(own, 'userAgent')) ? {} : { userAgent: costume.agent }),
    ...(isPrincipal ? { userIdentity: principalOf(costume) } : {}),
  }
}

function principalOf({ user, key }: Costume): JsonObject {
  return {
    type: 'IAMUser',
    principalId: `AIDA${user
      .toUpperCase()
      .replaceAll(/[^A-Z]/g, '')
      .slice(0, 16)
      .padEnd(16, 'X')}`,
    arn: `arn:aws:iam::${account}:user/${user}`,
    accountId: account,
    accessKeyId: key,
    userName: user,
  }
}

function rewriteValue(value: Json | undefined, names: Names): Json | undefined {
  if (typeof value === 'string') return rewriteText(value, names)
  if (Array.isArray(value)) return value.map((item) => rewriteValue(item, names) ?? null)
  if (!isObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [rewriteText(key, names), rewriteValue(item, names)]))
}

const patterns: readonly (readonly [RegExp, (found: string, names: Names) => string])[] = [
  [/stratus[-_]red[-_]team[-_a-z0-9]{0,80}/gi, (_, { chance }) => `${chance.pick(words)}-${chance.pick(words)}`],
  [/stratus[-_a-z0-9]{0,80}/gi, (_, { chance }) => chance.pick(words)],
  [/\b(?:AKIA|ASIA|AIDA|AROA|AGPA|AIPA|ANPA|ANVA)[A-Z0-9]{12,28}\b/g, (found, { chance }) => `${found.slice(0, 4)}${chance.token(found.length - 4)}`],
  [/(?<=:)\d{12}(?=:)|\b\d{12}\b/g, (found, { chance }) => (found === account ? found : `9${chance.digits(11)}`)],
  [/\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z/g, (found, { shiftMs }) => isoOf(Date.parse(found) + shiftMs)],
]

/** Replaces what is known of the file, then what looks like an id of the account or a name of the tool; the same text always by the same. */
function rewriteText(text: string, names: Names): string {
  let told = text
  for (const [literal, instead] of names.literals) if (told.includes(literal)) told = told.replaceAll(literal, instead)
  for (const [pattern, replace] of patterns) {
    told = told.replaceAll(pattern, (found) => {
      const before = names.known.get(found)
      if (before !== undefined) return before
      const instead = replace(found, names)
      names.known.set(found, instead)
      return instead
    })
  }
  return told
}

function uuidOf(chance: Chance): string {
  return `${chance.hex(8)}-${chance.hex(4)}-4${chance.hex(3)}-a${chance.hex(3)}-${chance.hex(12)}`
}
