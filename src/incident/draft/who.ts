import { derivedId } from '../../base/id.ts'
import { listOf, plural } from '../../base/text.ts'
import { isDocumentationValue } from '../../model/documentation-value.ts'
import { citationsOf } from '../../model/finding-citation.ts'
import type { Harvest, ProposedElement } from '../../model/harvest.ts'
import type { IndicatorSighting } from '../../model/indicator-sighting.ts'
import type { Session } from '../../model/session.ts'
import { accountsOf, systemsOf } from './entries.ts'
import { earliestOf, latestOf, showRange } from './times.ts'
import type { Tiers } from './tiers.ts'

/** Systems on which stated acts took place. First and last activity are computed from the timeline, not stored. */
export function proposeSystems(tiers: Tiers): ProposedElement[] {
  const systems = new Map<string, Set<string>>()
  for (const { finding } of tiers.stated) {
    for (const name of systemsOf(finding)) {
      const accounts = systems.get(name) ?? new Set<string>()
      for (const account of accountsOf(finding)) accounts.add(account)
      systems.set(name, accounts)
    }
  }
  return [...systems].sort(byFirst).map(([name, accounts]) => ({
    id: derivedId('system', name),
    review: 'proposed',
    name,
    accounts: [...accounts].sort().slice(0, 50),
    citations: tiers.stated
      .filter(({ finding }) => systemsOf(finding).includes(name))
      .slice(0, 3)
      .flatMap(({ finding }) => citationsOf(finding)),
  }))
}

/** Accounts that intruders' sessions used. An account is not a person, and its owner is not presumed to have acted. */
export function proposeAccounts(tiers: Tiers): ProposedElement[] {
  const byName = new Map<string, Session[]>()
  for (const { session } of tiers.intruders) {
    const name = session.user ?? session.principal
    if (name !== undefined) byName.set(name, [...(byName.get(name) ?? []), session])
  }
  return [...byName].sort(byFirst).map(([name, sessions]) => accountOf(name, sessions))
}

function accountOf(name: string, sessions: readonly Session[]): ProposedElement {
  const addresses = distinct(sessions.map((session) => session.address))
  const first = earliestOf(sessions.map((session) => session.first.at)) ?? ''
  const last = latestOf(sessions.map((session) => session.last.at)) ?? ''
  const count = sessions.reduce((sum, session) => sum + session.count, 0)
  const from = addresses.length === 0 ? '' : ` from ${listOf(addresses, 4)}`
  return {
    id: derivedId('account', name),
    review: 'proposed',
    name,
    kind: kindOf(name, sessions),
    use: `Used for ${plural(count, 'recorded act')}${from} ${showRange(first, last)}.`,
    credentials: distinct(sessions.map((session) => session.credential)).slice(0, 20),
    addresses: addresses.slice(0, 20),
    firstSeen: first,
    lastSeen: last,
    citations: sessions.slice(0, 2).map((session) => session.firstEvent),
  }
}

function kindOf(name: string, sessions: readonly Session[]): string {
  if (name === 'root') return 'root'
  if (sessions.some((session) => session.principal?.includes(':assumed-role/') || session.principal?.includes(':role/'))) return 'role'
  return 'user'
}

/** Clients that everybody uses tell nobody apart. */
const commonAgents =
  /^(?:Mozilla\/|aws-cli\/|Boto3\/|aws-sdk|console\.amazonaws\.com|signin\.amazonaws\.com|AWS Internal|[a-z0-9-]+\.amazonaws\.com|curl\/|Wget\/|Go-http-client\/|python-(?:requests|urllib3|httpx)\/|aiohttp\/|okhttp\/|axios\/|node-fetch|Java\/|Apache-HttpClient\/|libwww-perl\/|PostmanRuntime\/|Terraform\/|APN\/|HashiCorp)/i

/**
 * Indicators: what intruders' sessions came with, and what the records of stated acts name. Private values are seen, but point at nobody.
 */
export function proposeIndicators(harvest: Harvest, tiers: Tiers): ProposedElement[] {
  const used = intruderValues(harvest, tiers)
  const told = new Set(tiers.stated.flatMap(({ finding }) => finding.examples.map((example) => example.citation.event)))
  return harvest.sightings
    .filter((sighting) => pointsAtSomebody(sighting) && isIndicator(sighting, used, told))
    .sort((a, b) => (a.type === b.type ? (a.value < b.value ? -1 : 1) : a.type < b.type ? -1 : 1))
    .slice(0, 1000)
    .map((sighting) => ({
      id: derivedId('indicator', sighting.type, sighting.value),
      review: 'proposed',
      type: sighting.type,
      value: sighting.value,
      context: contextOf(sighting, used),
      firstSeen: sighting.first,
      lastSeen: sighting.last,
      count: sighting.count,
      citations: sighting.examples.slice(0, 2),
    }))
}

/** Values for documentation stand for real ones where evidence was invented, or rewritten before it was handed over. */
function pointsAtSomebody({ type, value, observable }: IndicatorSighting): boolean {
  return !observable || isDocumentationValue(type, value)
}

/** Addresses of intruders' sessions that are no indicators: private and reserved ranges point at nobody. */
export function observedAddresses(harvest: Harvest, tiers: Tiers): string[] {
  const used = intruderValues(harvest, tiers)
  return harvest.sightings
    .filter((sighting) => !pointsAtSomebody(sighting) && (sighting.type === 'ipv4' || sighting.type === 'ipv6') && used.addresses.has(sighting.value))
    .map((sighting) => sighting.value)
    .sort()
}

interface IntruderValues {
  readonly addresses: ReadonlySet<string>
  readonly agents: ReadonlySet<string>
  readonly credentials: ReadonlySet<string>
  /** ARNs of users and roles that stated acts created. */
  readonly made: ReadonlySet<string>
}

function intruderValues(harvest: Harvest, tiers: Tiers): IntruderValues {
  const intruders = new Set(tiers.intruders.map(({ session }) => session.id))
  const ordinaryAt = new Map<string, number>()
  for (const session of harvest.sessions) {
    if (session.address === undefined || intruders.has(session.id)) continue
    ordinaryAt.set(session.address, (ordinaryAt.get(session.address) ?? 0) + session.count)
  }
  const sessions = tiers.intruders.map(({ session }) => session)
  const addresses = distinct(sessions.map((session) => session.address)).filter((address) => (ordinaryAt.get(address) ?? 0) < 20)
  const agents = tiers.stated.flatMap(({ finding }) => finding.values['user_agent.original'] ?? [])
  return {
    addresses: new Set(addresses),
    agents: new Set(agents.filter((agent) => !commonAgents.test(agent) || isOwn(agent, harvest, sessions))),
    made: new Set(madeBy(harvest, tiers)),
    credentials: new Set(distinct([...sessions.map((session) => session.credential), ...issuedBy(harvest, intruders)])),
  }
}

/** Software of programs, whose full text names the versions of the machine it runs on. */
const buildAgents = /^(?:aws-cli|Boto3|aws-sdk)[\w-]{0,30}\/\S{1,40} /i

/** A common client whose exact build was seen in intruders' sessions only: as often as they made calls, and while they lasted. */
function isOwn(agent: string, { sightings }: Harvest, sessions: readonly Session[]): boolean {
  const seen = sightings.find(({ type, value }) => type === 'user-agent' && value === agent)
  const name = agent.split('/')[0]
  const own = sessions.filter((session) => session.agent === name)
  if (seen === undefined || own.length === 0 || !buildAgents.test(agent)) return false
  const [first, last] = [earliestOf(own.map((session) => session.first.at)) ?? '', latestOf(own.map((session) => session.last.at)) ?? '']
  const calls = own.reduce((sum, session) => sum + session.count, 0)
  return seen.count <= calls && Date.parse(seen.first ?? '') >= Date.parse(first) && Date.parse(seen.last ?? '') <= Date.parse(last)
}

/** Users and roles that stated acts created, under the ARNs the evidence names them by. */
function madeBy(harvest: Harvest, tiers: Tiers): string[] {
  const makers = tiers.stated.filter(({ finding }) => finding.values['event.action']?.some((action) => /^Create(?:User|Role)$/.test(action)) === true)
  const names = new Set(makers.flatMap(({ finding }) => finding.left))
  return harvest.sightings.flatMap(({ type, value }) => {
    const name = type === 'aws-arn' ? /^arn:[\w-]{3,12}:iam::\d{12}:(?:user|role)\/(?:.{1,200}\/)?([^/]{1,128})$/.exec(value)?.[1] : undefined
    return name !== undefined && names.has(name) ? [value] : []
  })
}

function issuedBy(harvest: Harvest, intruders: ReadonlySet<string>): string[] {
  return harvest.issues.filter((issue) => intruders.has(issue.session)).map((issue) => issue.credential)
}

function isIndicator(sighting: IndicatorSighting, used: IntruderValues, told: ReadonlySet<string>): boolean {
  switch (sighting.type) {
    case 'ipv4':
    case 'ipv6':
      return used.addresses.has(sighting.value)
    case 'user-agent':
      return used.agents.has(sighting.value)
    case 'aws-key-id':
      return used.credentials.has(sighting.value)
    case 'aws-arn':
      return used.made.has(sighting.value)
    case 'domain':
    case 'url':
      // Addresses of the provider's own services stand in every record of a cloud log.
      return !providerHosts.test(sighting.value) && isNamed(sighting, told)
    default:
      return isNamed(sighting, told)
  }
}

/** Hosts of the providers whose logs are read. */
const providerHosts =
  /^(?:[a-z]{2,10}:\/\/)?(?:[a-z0-9-]{1,63}\.){0,6}(?:amazonaws\.com(?:\.cn)?|aws\.amazon\.com|amazon\.com|googleapis\.com|azure\.com|windows\.net)(?:[:/]|$)/i

/** Domains, URLs, addresses of mail and hashes count where the record of a stated act names them, and hardly anything else does. */
function isNamed(sighting: IndicatorSighting, told: ReadonlySet<string>): boolean {
  return sighting.count <= 50 && sighting.examples.some((example) => told.has(example.event))
}

function contextOf(sighting: IndicatorSighting, used: IntruderValues): string {
  const seen = `seen in ${plural(sighting.count, 'record')} of ${listOf(sighting.datasets)}`
  if (used.addresses.has(sighting.value)) return `Address of sessions judged an intruder’s; ${seen}`
  if (used.made.has(sighting.value)) return `Created by a stated act; ${seen}`
  if (used.credentials.has(sighting.value)) return `Credential used or issued in such a session; ${seen}`
  if (used.agents.has(sighting.value)) return `Client of such a session; ${seen}`
  return `Named in the record of a stated act; ${seen}`
}

export function distinct(values: readonly (string | undefined)[]): string[] {
  return [...new Set(values.filter((value): value is string => value !== undefined && value !== ''))].sort()
}

function byFirst(a: readonly [string, unknown], b: readonly [string, unknown]): number {
  return a[0] < b[0] ? -1 : 1
}
