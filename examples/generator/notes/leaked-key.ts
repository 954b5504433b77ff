import { day, minute } from '../clock.ts'
import { chanceOf } from '../random.ts'
import { noted } from '../scenarios/intruder.ts'
import type { LeakedKeyOutcome, LeakedKeyPlot } from '../scenarios/leaked-key.ts'
import { leakedKeyLessons, leakedKeyRecommendations } from './leaked-key-after.ts'
import { decisionsNoted, logNoted, systemsNoted, tookWords } from './response-words.ts'
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

/** What the team wrote down about the leaked key. */
export function leakedKeyNotes(given: Given<LeakedKeyPlot, LeakedKeyOutcome>): Notes {
  const { world, plot, outcome, milestones } = given
  const chance = chanceOf(world.seed, 'notes')
  const customers = chance.between(9, 210) * 100
  return {
    ...headOf({ title: 'Access key found in a public file', type: 'Leaked cloud credentials', level: 'SEV 2', milestones }),
    scope: scopeNoted(
      ['How often the file was fetched before the logs begin is not known'],
      [
        { what: 'Flow logs of the production network', why: 'Kept for three days only; they were gone when they were asked for' },
        { what: 'Memory of bastion01', why: 'The host was restarted before an image was taken' },
      ],
    ),
    summary: summaryNoted(given, customers),
    moments: momentsNoted(milestones),
    causes: causes(plot),
    rootCause: { notPrevented: { controls: controls(given) } },
    impact: impactNoted(given, customers),
    detection: {
      loggingGaps: ['Nothing records reads of files by the web server’s own user', 'Flow logs are kept for three days'],
      alertingGaps: ['Refused calls in the cloud account raise no alert', 'A new address for a machine’s key raises no alert'],
    },
    response: responseNoted(given),
    timeline: decisionsNoted(milestones, [
      [3, 'decision', 'Decided to switch off keys first and to ask afterwards whose work stops'],
      [28, 'decision', 'Decided to treat everything the role may read as read'],
      [150, 'communication', 'The partner airlines were told by telephone that their access will be renewed'],
      [1_100, 'decision', 'Decided to build the bastion anew instead of cleaning it'],
    ]),
    systems: systemsNoted(world, systemImpacts(given)),
    challenges: [
      {
        text: `${tookWords(outcome.firstUse, milestones.detected)} passed between the first use of the key and the first look at it`,
        explanation: 'Refused calls and a new address raise no alert',
      },
      { text: 'It took long to find out who uses the key', explanation: 'The list of keys and their owners was last kept two years ago' },
    ],
    log: logNoted(milestones, [
      ['alertRaised', 0, 'alert', noticed[milestones.how]],
      ['acknowledged', 0, 'action', 'Taken up by the person on duty'],
      ['detected', 0, 'note', `The key of ${plot.owner} is used from ${plot.address}`],
      ['declared', 0, 'action', 'Declared; roles given out'],
      ['contained', 0, 'action', 'Keys off, sessions ended, sharing withdrawn'],
      ['recovered', 0, 'system', 'Deployments run again'],
    ]),
    recommendations: leakedKeyRecommendations(milestones, plot),
    lessons: leakedKeyLessons(milestones),
    questions: [
      {
        question: 'Was the shared copy taken by the other account before it was withdrawn?',
        state: 'open',
        role: 'Cloud provider',
        examined: 'A request was sent to the provider',
      },
      {
        question: 'Since when did the file lie in the public folder?',
        state: 'answered',
        answer: `Since the release of ${dateOf(world.start - 19 * day)}`,
        examined: 'History of the repository of the web shop',
      },
    ],
    followUp: {
      exercises: [
        {
          date: dateOf(milestones.resolved + 70 * day),
          scenario: 'A stolen laptop with an open session',
          objectives: 'Closing all sessions of a person within fifteen minutes',
        },
      ],
    },
    notifications: dutiesNoted(milestones, {
      highRisk: plot.bucket === 'fernweh-travel-documents',
      reference: `DSB-2026-${chance.between(1_000, 9_999)}`,
    }),
    evidence: evidenceNoted(world, milestones),
    conclusion: {
      reflection: 'One forgotten file opened the door. That the key could do more than its work needed turned a mistake into an incident.',
      commitment: 'The state of every recommendation is told to all staff each month until the last one is proven done.',
    },
    distribution: distributionNoted(),
  }
}

function summaryNoted({ plot, outcome, milestones }: Given<LeakedKeyPlot, LeakedKeyOutcome>, customers: number): Notes {
  const host =
    outcome.host === undefined
      ? ''
      : ` With a second key found on the way, they also signed in to the computer that guards the way to our servers${outcome.host.movedOn ? ', and from there to the database server' : ''}.`
  const documents = plot.bucket === 'fernweh-travel-documents' ? 'scans of travel documents' : 'bookings'
  return {
    text: [
      `A file of our web shop that nobody should have been able to fetch held an access key to our cloud account. Somebody found it and used the key from outside: they looked around, gave themselves a way to come back, read stored passwords and shared a copy of ${plot.takes === 'disk' ? 'a disk' : 'the bookings database'} with an account that is not ours.${host}`,
      `The shop kept running. ${documents.charAt(0).toUpperCase()}${documents.slice(1)} of about ${customers.toLocaleString('en-US')} customers were read. All keys and passwords within reach were replaced by ${dateOf(milestones.recovered)}, and the authority was told within three days.`,
    ].join('\n\n'),
    customerImpact: `No interruption; ${documents} of about ${customers.toLocaleString('en-US')} customers were read`,
    howDetected: noticed[milestones.how],
  }
}

function causes(plot: LeakedKeyPlot): Notes[] {
  const machine = plot.owner === 'svc-deploy'
  return [
    {
      statement: 'The build copied a settings file with an access key into the public folder of the web shop',
      kind: 'technical cause',
      category: 'technical',
    },
    {
      statement: machine
        ? 'A machine used a long-lived access key where a short-lived one would do'
        : `${plot.owner} used a long-lived access key where the sign-in portal would do`,
      kind: 'contributing factor',
      category: 'process',
    },
    { statement: `The key’s owner could take the role ${plot.role} without a second factor`, kind: 'contributing factor', category: 'technical' },
    { statement: 'Keys of machines were stored on hosts that can be reached from outside', kind: 'contributing factor', category: 'technical' },
    { statement: 'Nobody owned alerts on the cloud account outside of office hours', kind: 'contributing factor', category: 'detection' },
  ]
}

function controls({ outcome }: Given<LeakedKeyPlot, LeakedKeyOutcome>): Notes[] {
  const trail =
    outcome.logging === undefined
      ? []
      : [
          {
            control: 'Recording of the cloud account out of reach of its administrators',
            expected: 'Nobody in the production account can stop or narrow it',
            outcome: outcome.logging.worked ? 'bypassed' : 'worked',
            explanation: `Tried: ${outcome.logging.what}; ${outcome.logging.worked ? 'it succeeded, as flow logs are not covered' : 'it was refused'}`,
          },
        ]
  return [
    {
      control: 'Search of released files for secrets',
      expected: 'Stops a release that holds a key',
      outcome: 'failed',
      explanation: 'It looks at the repository, not at what the build puts together',
    },
    {
      control: 'Nightly scan of our own sites for exposed files',
      expected: 'Finds files that should not be served',
      outcome: 'absent',
      explanation: 'Planned for the next quarter',
    },
    {
      control: 'Second factor for sensitive roles',
      expected: 'A key alone cannot take them',
      outcome: 'absent',
      explanation: 'Roles for maintenance were made before the rule',
    },
    ...trail,
  ]
}

function impactNoted({ plot, outcome, milestones }: Given<LeakedKeyPlot, LeakedKeyOutcome>, customers: number): Notes {
  const documents = plot.bucket === 'fernweh-travel-documents'
  return {
    personalData: 'yes',
    data: [
      {
        type: documents ? 'Scans of travel documents' : 'Bookings (names, e-mail addresses, travel dates)',
        records: customers,
        estimate: true,
        sensitivity: documents ? 'high' : 'medium',
        effect: 'acquired',
        certainty: 'confirmed',
        note: `${plot.objects} objects were read from ${plot.bucket}`,
      },
      {
        type: plot.takes === 'disk' ? 'Copy of a disk of the booking system' : 'Copy of the bookings database',
        estimate: true,
        sensitivity: 'high',
        effect: 'acquired',
        certainty: 'possible',
      },
      {
        type: 'Stored passwords of services',
        records: outcome.secrets.length,
        sensitivity: 'high',
        effect: 'accessed',
        certainty: 'confirmed',
        note: 'All were replaced',
      },
    ],
    affectedParties: [
      { party: 'Customers with a booking in the past 90 days', kind: 'customers', count: customers, estimate: true },
      { party: 'Partner airlines whose access was renewed', kind: 'partners', count: 3 },
    ],
    operational: {
      interruptions: [
        { service: 'Deployments of the shop', kind: 'delay', from: noted(milestones.declared + 8 * minute), to: noted(milestones.recovered) },
      ],
    },
    financial: { costs: costsNoted({ hours: 146, external: 18_600, insurance: 8_000 }) },
    business: {
      regulatory: 'The supervisory authority was notified and has asked one further question',
      reputational: 'Forty-one customers wrote after the notice; two newspapers asked',
    },
  }
}

function responseNoted({ plot, outcome, milestones }: Given<LeakedKeyPlot, LeakedKeyOutcome>): Notes {
  return {
    shortTerm: [
      {
        action: 'Rebuild the bastion host from its definition',
        due: dateOf(milestones.recovered + 9 * day),
        owner: 'Tom Fischer',
        status: 'in progress',
      },
      {
        action: `Ask the provider whether account ${plot.outside} copied the snapshot`,
        due: dateOf(milestones.recovered + 4 * day),
        owner: 'Jonas Brandt',
        status: 'in progress',
      },
      { action: 'Look for the same file in all other releases' },
    ],
    evaluation: {
      effectiveness: `From taking up the alert to containment took ${Math.round((milestones.contained - milestones.acknowledged) / minute)} minutes. Keys came first, then sessions, then what was shared.`,
      proceduresFollowed: 'The procedure for leaked keys was followed. It does not mention sessions of roles that outlive a key, nor hosts.',
      faster: 'An alert on the first refused calls would have come hours earlier.',
      forensics:
        outcome.host === undefined ? 'Good for the cloud account.' : 'Good for the cloud account; on bastion01 memory was lost with a restart.',
      escalation: 'The managing director was told within the hour.',
      communication: 'Customers were told clearly; staff heard of it a day late.',
      team: 'Four people, clear roles, calm.',
    },
    communications: communicationsNoted(milestones, { what: 'An access key leaked and was used', customers: true }),
  }
}

function systemImpacts({ world, outcome }: Given<LeakedKeyPlot, LeakedKeyOutcome>): Record<string, string> {
  const { host } = outcome
  return {
    [`Cloud account ${world.accounts.production}`]: 'Keys, roles and stored passwords were used; all were replaced',
    web01: 'Served the file with the key',
    ...(host === undefined ? {} : { bastion01: 'Used as root; to be rebuilt' }),
    ...(host?.movedOn === true ? { db01: 'Bookings were packed into a file' } : {}),
  }
}
