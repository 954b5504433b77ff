import { day } from '../clock.ts'
import { chanceOf } from '../random.ts'
import { noted } from '../scenarios/intruder.ts'
import type { WebShellOutcome, WebShellPlot } from '../scenarios/web-shell.ts'
import {
  communicationsNoted,
  costsNoted,
  dateOf,
  distributionNoted,
  dutiesNoted,
  evidenceNoted,
  type Given,
  headOf,
  momentsNoted,
  noticed,
  type Notes,
  scopeNoted,
} from './frame.ts'
import { webShellRecommendations } from './web-shell-after.ts'
import { decisionsNoted, logNoted, systemsNoted, tookWords } from './response-words.ts'

/** What the team wrote down about the script on the web server. */
export function webShellNotes(given: Given<WebShellPlot, WebShellOutcome>): Notes {
  const { world, plot, milestones } = given
  const chance = chanceOf(world.seed, 'notes')
  const customers = chance.between(12, 190) * 100
  return {
    ...headOf({
      title: 'Script uploaded to the web shop, credentials of the server used from outside',
      type: 'Exploited web application',
      level: 'SEV 1',
      milestones,
    }),
    scope: scopeNoted(
      ['Commands that were posted stand in no web log; the service’s log names most of them'],
      [
        { what: 'Flow logs of the production network', why: 'Kept for three days only' },
        { what: 'Log of the firewall in front of the shop', why: 'It was switched to counting only in the spring' },
      ],
    ),
    summary: {
      text: [
        'The form by which customers send us their travel documents took a file that was no document. With it somebody could give commands to our web server. From there they took the server’s own credentials for our cloud account and used them from elsewhere, read stored passwords and documents of customers, and moved on to the database server.',
        `The shop was taken off the net for ${tookWords(milestones.declared, milestones.recovered)} in parts. Documents of about ${customers.toLocaleString('en-US')} customers were within reach and some of them were read. The form now takes only what it checks itself.`,
      ].join('\n\n'),
      customerImpact: `Upload of documents unavailable for ${tookWords(milestones.contained, milestones.recovered)}; personal data of about ${customers.toLocaleString('en-US')} customers read`,
      howDetected: noticed[milestones.how],
    },
    moments: { ...momentsNoted(milestones), impactStart: noted(milestones.contained) },
    timeline: decisionsNoted(milestones, [
      [6, 'decision', 'Decided to take web01 off the load balancer before the script is removed, so that nothing is lost on its disk'],
      [31, 'communication', 'The hosting partner was asked to keep its records'],
      [260, 'decision', 'Decided to build web01 anew instead of cleaning it'],
    ]),
    causes: causes(),
    rootCause: { notPrevented: { controls: controls(given) } },
    impact: impactNoted(given, customers),
    detection: detectionNoted(),
    response: responseNoted(given),
    systems: systemsNoted(world, {
      web01: 'Rebuilt',
      db01: 'Keys of machines exchanged',
      [`Cloud account ${world.accounts.production}`]: 'Sessions of the server’s role ended',
    }),
    challenges: [
      { text: 'The first hour went into the wrong server', explanation: 'The name in the alert was that of the role, which two servers share' },
    ],
    recommendations: webShellRecommendations(milestones),
    lessons: {
      wentWell: ['The disk of the server was copied before anything was changed', 'Sessions of the server’s role were ended at once'],
      couldImprove: ['Nobody knew which servers share the role', 'The notice to customers waited for the count of documents'],
      luck: ['The role of the server may not make users or keys'],
      gaps: ['No alert on a server’s credentials used from outside'],
    },
    questions: [
      {
        question: 'Which documents were read, and whose are they?',
        state: 'open',
        role: 'Data protection officer',
        examined: `Data events of ${plot.bucket}`,
      },
      {
        question: 'Was the script used by more than one party?',
        state: 'answered',
        answer: 'One address called it before it was removed',
        examined: 'Access log of the web shop',
      },
    ],
    log: logNoted(milestones, [
      ['acknowledged', 0, 'alert', 'Taken up by the person on duty'],
      ['detected', 2, 'note', 'A file in the upload folder answers to commands'],
      ['declared', 0, 'action', 'Declared; roles given out'],
      ['contained', 0, 'action', 'Script gone, server cut off, sessions ended'],
    ]),
    notifications: dutiesNoted(milestones, {
      highRisk: plot.bucket === 'fernweh-travel-documents',
      reference: `DSB-2026-${chance.between(1_000, 9_999)}`,
    }),
    evidence: evidenceNoted(world, milestones),
    followUp: {
      exercises: [
        {
          date: dateOf(milestones.resolved + 60 * day),
          scenario: 'A server’s credentials are used from outside',
          objectives: 'Ending its sessions within fifteen minutes of the alert',
        },
      ],
    },
    conclusion: {
      reflection: 'A form trusted what a stranger said of a file. What the server could reach made it worse than a defaced page.',
      commitment: 'No server keeps a right it does not need by the end of the next quarter.',
    },
    distribution: distributionNoted(),
  }
}

function causes(): Notes[] {
  return [
    { statement: 'The upload form believed the type a browser states, and kept the name’s ending', kind: 'technical cause', category: 'technical' },
    { statement: 'Scripts were run in the folder where uploads lie', kind: 'technical cause', category: 'technical' },
    { statement: 'The machine’s metadata hands out credentials to any process without a token', kind: 'contributing factor', category: 'technical' },
    { statement: 'A key for the database host lay on the web server', kind: 'contributing factor', category: 'process' },
    { statement: 'The change of the form was released without a review by a second person', kind: 'contributing factor', category: 'process' },
  ]
}

function controls({ outcome }: Given<WebShellPlot, WebShellOutcome>): Notes[] {
  const trail =
    outcome.logging === undefined
      ? []
      : [
          {
            control: 'Recording of the cloud account out of reach of the server’s role',
            expected: 'It cannot be stopped or narrowed',
            outcome: outcome.logging.worked ? 'failed' : 'worked',
            explanation: `Tried: ${outcome.logging.what}`,
          },
        ]
  return [
    {
      control: 'Check of uploaded files',
      expected: 'Takes images and documents only',
      outcome: 'bypassed',
      explanation: 'It looked at the stated type',
    },
    {
      control: 'Web application firewall',
      expected: 'Refuses scripts in uploads',
      outcome: 'failed',
      explanation: 'Counting only since April, because of false alarms',
    },
    {
      control: 'Rights of the server’s role',
      expected: 'Reads what the shop needs, makes no identities',
      outcome: 'worked',
      explanation: 'Attempts to make a user would have been refused',
    },
    ...trail,
  ]
}

function impactNoted({ plot, outcome, milestones }: Given<WebShellPlot, WebShellOutcome>, customers: number): Notes {
  const isDocuments = plot.bucket === 'fernweh-travel-documents'
  const copy =
    outcome.snapshot === undefined
      ? []
      : [
          {
            type: 'Copy of the customers database',
            records: 48_200,
            estimate: true,
            sensitivity: 'high',
            effect: 'acquired',
            certainty: 'likely',
            note: 'Shared with an account that is not ours; withdrawn',
          },
        ]
  return {
    personalData: 'yes',
    data: [
      {
        type: isDocuments ? 'Scans of travel documents' : 'Bookings',
        records: customers,
        estimate: true,
        sensitivity: isDocuments ? 'high' : 'medium',
        effect: 'acquired',
        certainty: 'likely',
        note: `${plot.objects} objects were read`,
      },
      ...copy,
      {
        type: 'Settings of the shop with passwords',
        sensitivity: 'high',
        effect: outcome.sentAt === undefined ? 'accessed' : 'acquired',
        certainty: outcome.sentAt === undefined ? 'likely' : 'confirmed',
      },
    ],
    affectedParties: [
      { party: 'Customers who sent documents', kind: 'customers', count: customers, estimate: true },
      { party: 'Payment provider', kind: 'partners', count: 1, note: 'Its key was exchanged; no card data is kept by us' },
    ],
    operational: {
      interruptions: [
        { service: 'Upload of travel documents', kind: 'downtime', from: noted(milestones.contained), to: noted(milestones.recovered) },
      ],
    },
    financial: { costs: costsNoted({ hours: 262, external: 31_400, lostOrders: 24_000 }) },
    business: { financial: 'Orders of two days were about a sixth below the usual', regulatory: 'Notified; a visit of the authority is announced' },
  }
}

function detectionNoted(): Notes {
  return {
    narrative: 'Each upload that was refused stands in the shop’s log, and each process the script began. Nobody looked at either.',
    loggingGaps: ['What is posted to the shop is not recorded', 'Metadata of machines keeps no record of who asked'],
    alertingGaps: ['New files that can be run in the upload folder raise no alert', 'A server’s credentials used from outside raise no alert'],
  }
}

function responseNoted({ plot, milestones }: Given<WebShellPlot, WebShellOutcome>): Notes {
  return {
    shortTerm: [
      { action: 'Build web01 anew from its definition', due: dateOf(milestones.recovered + 2 * day), owner: 'Tom Fischer', status: 'done' },
      {
        action: `Search all upload folders for files like ${plot.file.split('/').at(-1)}`,
        due: dateOf(milestones.recovered + 3 * day),
        owner: 'David Ruiz',
        status: 'in progress',
      },
      { action: 'Exchange every key that lay on web01', owner: 'Jonas Brandt', status: 'in progress' },
    ],
    evaluation: {
      effectiveness: `Containment took ${tookWords(milestones.acknowledged, milestones.contained)} from taking up the alert.`,
      proceduresFollowed: 'There was no procedure for a server’s role; the one for keys of people was adapted.',
      forensics: 'Good: the disk was copied first, and the service’s log names the commands.',
      escalation: 'Late: the managing director heard of it from the partner.',
      team: 'The night shift worked alone for an hour.',
      coordination: 'Developers of the form joined at once and closed the hole within the day.',
    },
    communications: communicationsNoted(milestones, { what: 'The web shop was broken into', customers: true }),
  }
}
