import { expiryStamp, hour, minute, offsetOf, second } from '../clock.ts'
import type { Call, Caller } from '../cloud.ts'
import { cloudEntry, type Entry } from '../entry.ts'
import { callerOf, type Person } from '../people.ts'
import { gentle, visitsIn, type World } from '../world.ts'
import type { OrdinarySource, Today } from './source.ts'
import { workAt } from './tasks.ts'

/** People at their desks: sign-ins at the portal and the console, then stretches of work at what each of them does. */
export const peopleAtWork: OrdinarySource = (world, today) => {
  const { chance } = today
  return world.people.flatMap((person) => {
    if (!person.weekdays.includes(today.weekday) || !chance.odds(visitsIn(world, person.presence))) return []
    if (isAway(world, person, today)) return []
    const sittings = Math.max(1, chance.about(visitsIn(world, 1.5)))
    return Array.from({ length: sittings }, (_, sitting) => sit(world, today, { person, sitting })).flat()
  })
}

/** Each seed has somebody on leave and somebody who travels. */
export function isAway(world: World, person: Person, { index }: Today): boolean {
  const onLeave = world.people[(world.seed * 7 + 3) % world.people.length]
  return onLeave === person && index >= 2 && index <= 7 && person.role !== undefined && !person.role.includes('PlatformAdmin')
}

/** Who travels in the week, and on which days: a hotel in another country, with the own machine. */
export function traveller(world: World): Person | undefined {
  const travellers = world.people.filter(({ job }) => /Data engineer|Frontend|Security engineer|Head of customer/.test(job))
  return travellers[world.seed % travellers.length]
}

export function placeOf(world: World, person: Person, { chance, index }: Today): string {
  if (traveller(world) === person && index >= 4 && index <= 6) return world.places.hotel
  const draw = chance.next()
  if (draw < person.overVpn) return world.places.vpn
  return draw < person.overVpn + person.atHome ? person.home : world.places.office
}

/** The instant at which a person begins, by local hours. */
export function beginsAt(person: Person, { midnight, chance }: Today): number {
  const local = midnight + chance.between(person.hours[0], person.hours[1]) * hour + chance.between(0, 59) * minute + chance.between(0, 59) * second
  return local - offsetOf(person.zone, local)
}

function sit(world: World, today: Today, { person, sitting }: { person: Person; sitting: number }): Entry[] {
  const { chance } = today
  const at = beginsAt(person, today) + sitting * 40 * minute
  const address = placeOf(world, person, today)
  const task = chance.pick(person.tasks)
  const inBrowser = task === 'console' || task === 'billing' || (task === 'queries' && chance.odds(0.5))
  const account = chance.odds(0.75) || person.tasks.includes('billing') ? world.accounts.production : world.accounts.development
  const by = callerOf(person, { address, agent: inBrowser ? person.browser : person.tool, at, account, chance })
  const count = chance.about(gentle(world, chance.between(14, 60)))
  const calls = [...signIn(person, { by, at, inBrowser, world, today }), ...workAt(task, { from: at + 20 * second, by, count, chance })]
  const raised = inBrowser ? [] : raisedRights(person, { by, at: at + 50 * minute, world, today })
  return [...calls, ...raised].map((call) => cloudEntry(call, chance))
}

function signIn(person: Person, given: { by: Caller; at: number; inBrowser: boolean; world: World; today: Today }): Call[] {
  const { by, at, inBrowser, world, today } = given
  const portal: Caller = {
    user: person.name,
    key: '',
    address: by.address,
    agent: inBrowser ? by.agent : person.browser,
    account: world.accounts.security,
  }
  const roleName = person.role?.replace(/^AWSReservedSSO_(\w+)_\w+$/, '$1')
  const calls: Call[] = []
  if (roleName !== undefined) {
    calls.push({
      at: at - 9 * second,
      by: portal,
      source: 'sso',
      name: 'Authenticate',
      request: {},
      extra: { CredentialType: 'TOTP', UserName: `${person.name}@fernweh.example` },
      readOnly: false,
    })
    calls.push(federate({ by, portal, at: at - 2 * second, roleName, world }))
  }
  if (!inBrowser) return calls
  if (person.role === undefined && today.chance.odds(0.06)) calls.push(consoleLogin(by, at - minute, false))
  calls.push(consoleLogin(by, at, true))
  return calls
}

function federate(given: { by: Caller; portal: Caller; at: number; roleName: string; world: World }): Call {
  const { by, portal, at, roleName } = given
  const request = { role_name: roleName, account_id: by.account }
  return { at, by: portal, source: 'sso', name: 'GetRoleCredentials', request, readOnly: true }
}

const raisedRoles: Readonly<Record<string, readonly string[]>> = {
  PlatformAdmin: ['ops-maintenance', 'ops-maintenance', 'break-glass'],
  DatabaseAdmin: ['ops-maintenance', 'data-platform'],
  DataAnalyst: ['data-platform'],
}

/** Now and then work needs more rights than the daily ones: a role is taken for it. */
function raisedRights(person: Person, given: { by: Caller; at: number; world: World; today: Today }): Call[] {
  const { by, at, world, today } = given
  const { chance } = today
  const roles = raisedRoles[person.role?.replace(/^AWSReservedSSO_(\w+)_\w+$/, '$1') ?? '']
  if (roles === undefined || !chance.odds(0.12)) return []
  const role = chance.pick(roles)
  const account = world.accounts.production
  const key = `ASIA${chance.token(16)}`
  const request = { roleArn: `arn:aws:iam::${account}:role/${role}`, roleSessionName: person.name }
  const response = {
    credentials: { accessKeyId: key, expiration: expiryStamp(at + hour), sessionToken: '********' },
    assumedRoleUser: { assumedRoleId: `AROA:${person.name}`, arn: `arn:aws:sts::${account}:assumed-role/${role}/${person.name}` },
  }
  const session: Caller = { role, session: person.name, key, address: by.address, agent: by.agent, account, since: at, mfa: true }
  const work = workAt(chance.pick(person.tasks), { from: at + 5 * second, by: session, count: 1 + chance.about(gentle(world, 16)), chance })
  return [{ at, by, source: 'sts', name: 'AssumeRole', request, response }, ...work]
}

/** A sign-in at the console, with its second factor. */
export function consoleLogin(by: Caller, at: number, success: boolean): Call {
  return {
    at,
    by,
    source: 'signin',
    name: 'ConsoleLogin',
    response: { ConsoleLogin: success ? 'Success' : 'Failure' },
    extra: {
      LoginTo: 'https://console.aws.amazon.com/console/home?region=eu-central-1',
      MobileVersion: 'No',
      MFAUsed: by.role === undefined ? 'Yes' : 'No',
      ...(by.role === undefined ? {} : { SamlProviderArn: `arn:aws:iam::${by.account}:saml-provider/AWSSSO_9c4f1e2d7a6b5038_DO_NOT_DELETE` }),
    },
    readOnly: false,
    ...(success ? {} : { error: 'Failed authentication', why: 'Failed authentication' }),
  }
}
