import { day, hour, minute } from '../clock.ts'
import { bareHost, hosts, hostZones, type LogName } from '../entry.ts'
import { filesOf } from '../files.ts'
import { isoOf } from '../random.ts'
import { noted } from '../scenarios/intruder.ts'
import type { Milestones, Noticed } from '../scenarios/milestones.ts'
import type { World } from '../world.ts'

/*
 * What the notes of all three incidents have in common: one company, one team. Some things are left out on purpose, as people do: the report asks
 * for them.
 */

export type Notes = Record<string, unknown>

/** What the notes of one incident are written from. */
export interface Given<Plot, Outcome> {
  readonly world: World
  readonly plot: Plot
  readonly outcome: Outcome
  readonly milestones: Milestones
}

/** The day of an instant: "2026-03-05". */
export function dateOf(at: number): string {
  return isoOf(at).slice(0, 10)
}

/** Who noticed, in a sentence for the summary. */
export const noticed: Readonly<Record<Noticed, string>> = {
  'cost alarm': 'The cost alarm of the cloud account reached the person on duty',
  'threat finding': 'The cloud provider’s threat detection wrote to a mailbox that the person on duty reads in the morning',
  colleague: 'A platform engineer did not recognise a name in the nightly inventory',
  outsider: 'A security researcher wrote to the address for security reports',
  owner: 'The owner of the laptop reported it stolen',
}

export function headOf(given: { title: string; type: string; level: string; milestones: Milestones }): Notes {
  const { title, type, level, milestones } = given
  return {
    author: 'Priya Nair',
    timezone: 'UTC',
    title,
    type,
    severity: { scale: 'SEV 1 (highest) to SEV 4', level },
    state: 'remediated',
    classification: { level: 'Confidential', tlp: 'TLP:AMBER' },
    people: {
      lead: 'Mira Holt',
      authors: ['Priya Nair', 'Mira Holt'],
      reportDate: dateOf(milestones.resolved + 3 * day),
      displayZone: 'Europe/Berlin',
      roles: [
        { role: 'Incident commander', name: 'Mira Holt' },
        { role: 'Investigation', name: 'Priya Nair' },
        { role: 'Cloud containment', name: 'Jonas Brandt' },
        { role: 'Hosts', name: 'Tom Fischer' },
        { role: 'Communications', name: 'Elif Kaya' },
        { role: 'Data protection officer', name: 'Hannah Weiss' },
      ],
    },
  }
}

/** The moments only people can tell. The attacker's are left to the evidence. */
export function momentsNoted(milestones: Milestones): Notes {
  const by = milestones.how === 'outsider' ? 'outside' : 'inside'
  return {
    alertRaised: noted(milestones.alertRaised),
    acknowledged: noted(milestones.acknowledged),
    detected: { at: noted(milestones.detected), by, note: noticed[milestones.how] },
    declared: noted(milestones.declared),
    contained: noted(milestones.contained),
    eradicated: noted(milestones.eradicated),
    recovered: noted(milestones.recovered),
    ...(milestones.notified === undefined ? {} : { notified: noted(milestones.notified) }),
    resolved: noted(milestones.resolved),
  }
}

/** Where each file of the evidence comes from and who took it. */
export function evidenceNoted(world: World, milestones: Milestones): Notes {
  const at = isoOf(milestones.contained + 3 * hour)
  const location = 'Evidence store of the security account, write-once'
  return Object.fromEntries(
    filesOf(world.start, world.days).map(({ log, path }) => {
      const { source, by, tool, retention } = sourceOf(log)
      return [path.split('/').at(-1) ?? path, { source, acquisition: { by, at, tool }, location, retention }]
    }),
  )
}

function sourceOf(log: LogName): { source: string; by: string; tool: string; retention: string } {
  if (log === 'cloudtrail')
    return {
      source: 'CloudTrail of the organisation, from the log archive',
      by: 'Priya Nair',
      tool: 'aws s3 sync (aws-cli 2.24)',
      retention: '12 months',
    }
  const copied = { by: 'Tom Fischer', tool: 'scp', retention: '12 months' }
  if (log === 'web') return { source: 'Web server of the shop (nginx)', ...copied }
  if (log === 'shop-api') return { source: 'Log of the shop’s own service', ...copied }
  return { source: `Sign-ins and commands of ${log}`, ...copied, retention: '90 days' }
}

export function scopeNoted(limits: readonly string[], notObtained: readonly Notes[]): Notes {
  return {
    examined: [
      'CloudTrail of the production, development and security accounts, all regions, with data events of the buckets',
      `auth.log of ${hosts.join(', ')}`,
      'Access log of the web shop, and the log of its service',
    ],
    notObtained,
    limits: [`${bareHost} writes neither year nor time zone; its times were read as ${hostZones[bareHost]}`, ...limits],
  }
}

/** What was said to whom in the first hours and days. */
export function communicationsNoted(milestones: Milestones, given: { what: string; customers: boolean }): Notes[] {
  const { declared, contained, notified } = milestones
  const own = [
    {
      audience: 'Managing director',
      direction: 'internal',
      at: noted(declared + 14 * minute),
      channel: 'Telephone',
      by: 'Mira Holt',
      message: `${given.what}; the team is at work, next word in an hour`,
    },
    {
      audience: 'Heads of departments',
      direction: 'internal',
      at: noted(contained + 35 * minute),
      channel: 'Video call',
      by: 'Mira Holt',
      message: 'What is known, what is switched off, what not to do',
    },
    {
      audience: 'All staff',
      direction: 'internal',
      at: noted(contained + 20 * hour),
      channel: 'Intranet',
      by: 'Elif Kaya',
      message: 'What happened, and where to send questions of customers',
    },
  ]
  if (notified === undefined) return own
  const authority = {
    audience: 'Supervisory authority',
    direction: 'external',
    at: noted(notified),
    channel: 'Online form',
    by: 'Hannah Weiss',
    message: 'Notification under Article 33, with what is known',
  }
  if (!given.customers) return [...own, authority]
  return [
    ...own,
    authority,
    {
      audience: 'Affected customers',
      direction: 'external',
      at: noted(notified + 22 * hour),
      channel: 'E-mail',
      by: 'Elif Kaya',
      message: 'What happened to their data, and what to look out for',
    },
  ]
}

export function dutiesNoted(milestones: Milestones, given: { highRisk: boolean; reference: string }): Notes[] {
  const { notified, detected } = milestones
  if (notified === undefined) return []
  const decidedAt = isoOf(detected + 5 * hour)
  const article33 = {
    duty: 'eu-gdpr-33',
    decision: 'applies',
    decidedBy: 'Data protection officer',
    decidedAt,
    triggers: { awareness: isoOf(detected) },
    stages: [{ id: 'authority', submitted: isoOf(notified), reference: given.reference }],
  }
  if (!given.highRisk) return [article33]
  return [article33, { duty: 'eu-gdpr-34', decision: 'undetermined', decidedBy: 'Data protection officer' }]
}

export function distributionNoted(): Notes {
  return {
    statement: 'This report is confidential and meant for those named here.',
    recipients: ['Managing director', 'Data protection officer', 'Heads of engineering', 'Insurer'],
  }
}

/** Costs: what a year's incident of this size costs a company of this size. */
export function costsNoted(given: { hours: number; external: number; lostOrders?: number; insurance?: number }): Notes[] {
  const { hours, external, lostOrders, insurance } = given
  const rows: Notes[] = [
    {
      label: 'Work of the response team',
      category: 'response labour',
      amount: hours * 95,
      currency: 'EUR',
      status: 'accrued',
      basis: `${hours} hours at 95 EUR`,
    },
    {
      label: 'Forensic analysis by an outside firm',
      category: 'external response',
      amount: external,
      currency: 'EUR',
      status: 'paid',
      ...(insurance === undefined ? {} : { recovered: insurance }),
      basis: 'Invoice',
    },
    { label: 'Legal advice on notification', category: 'legal', amount: 4_200, currency: 'EUR', status: 'accrued' },
    {
      label: 'Letters and hotline for customers',
      category: 'notification',
      low: 3_000,
      amount: 5_500,
      high: 9_000,
      currency: 'EUR',
      status: 'estimate',
    },
  ]
  if (lostOrders !== undefined)
    rows.push({
      label: 'Orders not placed while the shop was slow',
      category: 'lost business',
      low: Math.round(lostOrders * 0.6),
      amount: lostOrders,
      high: Math.round(lostOrders * 1.7),
      currency: 'EUR',
      status: 'estimate',
      basis: 'Against the same weekday of four weeks',
    })
  return rows
}
