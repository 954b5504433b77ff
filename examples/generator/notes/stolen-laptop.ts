import { day, minute } from '../clock.ts'
import { chanceOf } from '../random.ts'
import { noted } from '../scenarios/intruder.ts'
import type { Milestones } from '../scenarios/milestones.ts'
import type { StolenLaptopOutcome, StolenLaptopPlot } from '../scenarios/stolen-laptop.ts'
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
import { decisionsNoted, logNoted, systemsNoted, tookWords } from './response-words.ts'

/** What the team wrote down about the stolen laptop. */
export function stolenLaptopNotes(given: Given<StolenLaptopPlot, StolenLaptopOutcome>): Notes {
  const { world, plot, outcome, milestones } = given
  const chance = chanceOf(world.seed, 'notes')
  return {
    ...headOf({ title: 'Stolen laptop with open sessions', type: 'Stolen device', level: 'SEV 2', milestones }),
    scope: scopeNoted(
      [
        'Account, client and key were the owner’s own: what the owner did and what was done with the laptop is told apart by time and by the owner’s word',
      ],
      [
        { what: 'The laptop', why: 'It was not found again' },
        { what: 'Records of the VPN concentrator', why: 'Overwritten after seven days' },
      ],
    ),
    summary: summaryNoted(given),
    moments: momentsNoted(milestones),
    timeline: decisionsNoted(milestones, [
      [
        -25,
        'communication',
        `The owner of the laptop called the person on duty: it was taken at about ${noted(plot.takenAt).slice(11)} UTC on ${dateOf(plot.takenAt)}`,
      ],
      [4, 'decision', 'Decided to end every session of the owner, also the one the call came from'],
      [75, 'decision', 'Decided to treat the exported customers as taken'],
    ]),
    causes: [
      {
        statement: 'Sessions of the sign-in portal stayed open for twelve hours and asked for nothing when used from another place',
        kind: 'technical cause',
        category: 'technical',
      },
      { statement: 'The laptop was not locked when it was taken', kind: 'contributing factor', category: 'human' },
      { statement: 'The owner did not know whom to call at night', kind: 'contributing factor', category: 'organisation' },
      { statement: 'The shop’s administration lets one account export all customers', kind: 'contributing factor', category: 'technical' },
    ],
    rootCause: { notPrevented: { controls: controls(given) } },
    impact: impactNoted(given),
    detection: {
      loggingGaps: ['The sign-in portal does not record the device of a session'],
      alertingGaps: ['Bulk exports raise no alert', 'Work at unusual hours raises no alert'],
    },
    response: responseNoted(given),
    systems: systemsNoted(world, {
      bastion01: 'Owner’s key removed',
      ...(outcome.hosts.database ? { db01: 'Customers copied to a file' } : {}),
      'shop-api': 'Customers exported',
      [`Cloud account ${world.accounts.production}`]: 'Sessions of the owner ended',
    }),
    challenges: [
      {
        text: `${tookWords(plot.takenAt, milestones.acknowledged)} passed from the theft to the call`,
        explanation: 'The number of the person on duty stood only in the intranet, which the owner could not reach',
      },
    ],
    recommendations: recommendations(milestones),
    lessons: {
      wentWell: ['The owner called at once when the number was found', 'All sessions were ended in one go'],
      couldImprove: ['Keys on hosts were thought of last'],
      luck: ['The disk of the laptop was encrypted, so nothing more can be read once it is switched off'],
      improvements: ['The number of the person on duty stands on the back of every badge'],
    },
    questions: [
      {
        question: 'Which of the sign-ins of that night were the owner’s?',
        state: 'answered',
        answer: 'None; the owner was at the police station',
        examined: 'The owner’s word and the report to the police',
      },
      { question: 'Where is the exported list now?', state: 'open', role: 'Investigation' },
    ],
    log: logNoted(milestones, [
      ['alertRaised', 0, 'communication', 'The owner calls the front desk of the office building'],
      ['acknowledged', 0, 'communication', 'The person on duty is told'],
      ['declared', 0, 'action', 'Declared; roles given out'],
      ['contained', 0, 'action', 'All sessions ended, keys removed'],
    ]),
    notifications: dutiesNoted(milestones, { highRisk: true, reference: `DSB-2026-${chance.between(1_000, 9_999)}` }),
    evidence: evidenceNoted(world, milestones),
    followUp: {
      exercises: [
        {
          date: dateOf(milestones.resolved + 45 * day),
          scenario: 'A phone with the second factor is lost',
          objectives: 'Ending all sessions of a person within ten minutes',
        },
      ],
    },
    conclusion: { reflection: 'Nothing was broken into: doors that stood open were used. What one account may take at once is what has to change.' },
    distribution: distributionNoted(),
  }
}

function summaryNoted({ plot, outcome, milestones }: Given<StolenLaptopPlot, StolenLaptopOutcome>): Notes {
  const rows = outcome.rows.toLocaleString('en-US')
  return {
    text: [
      `The laptop of one of our engineers was stolen in the evening, unlocked. For some hours it was used with all that was open on it: our cloud account, our servers and the administration of the shop. The thief exported the records of ${rows} customers and read stored passwords and files.`,
      `The shop kept running. Sessions were closed ${tookWords(plot.takenAt, milestones.contained)} after the theft, and passwords were replaced by ${dateOf(milestones.recovered)}.`,
    ].join('\n\n'),
    customerImpact: `No interruption; records of ${rows} customers were exported`,
    howDetected: noticed[milestones.how],
  }
}

function controls({ outcome }: Given<StolenLaptopPlot, StolenLaptopOutcome>): Notes[] {
  const foothold =
    outcome.foothold === undefined
      ? []
      : [
          {
            control: 'Second pair of eyes on new identities',
            expected: 'Nobody makes users or keys alone',
            outcome: 'absent',
            explanation: `${outcome.foothold.name} was made or changed by one account`,
          },
        ]
  return [
    {
      control: 'Lock of the screen after five minutes',
      expected: 'A taken laptop is of no use',
      outcome: 'bypassed',
      explanation: 'It was taken while in use',
    },
    {
      control: 'Encryption of the disk',
      expected: 'Nothing can be read from it',
      outcome: 'worked',
      explanation: 'It holds once the laptop is switched off',
    },
    {
      control: 'Second factor for sensitive roles',
      expected: 'An open session cannot take them',
      outcome: 'failed',
      explanation: 'The session had shown its second factor in the morning',
    },
    { control: 'Limit on exports', expected: 'One account exports a few hundred rows', outcome: 'absent', explanation: 'Planned, never built' },
    ...foothold,
  ]
}

function impactNoted({ plot, outcome, milestones }: Given<StolenLaptopPlot, StolenLaptopOutcome>): Notes {
  return {
    personalData: 'yes',
    data: [
      {
        type: 'Customers (name, e-mail address, telephone)',
        records: outcome.rows,
        sensitivity: 'medium',
        effect: 'acquired',
        certainty: 'confirmed',
        note: 'By the export of the shop’s administration',
      },
      {
        type: `Objects of ${plot.bucket}`,
        records: plot.objects,
        sensitivity: plot.bucket === 'fernweh-travel-documents' ? 'high' : 'medium',
        effect: 'acquired',
        certainty: 'confirmed',
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
      { party: 'Customers', kind: 'customers', count: outcome.rows },
      { party: 'The owner of the laptop', kind: 'staff', count: 1 },
    ],
    operational: {
      interruptions: [
        {
          service: 'Administration of the shop',
          kind: 'interruption',
          from: noted(milestones.contained),
          to: noted(milestones.contained + 190 * minute),
          note: 'All staff signed in anew',
        },
      ],
    },
    financial: { costs: costsNoted({ hours: 118, external: 9_800 }) },
    business: { regulatory: 'The supervisory authority was notified', reputational: 'One newspaper wrote about it' },
  }
}

function responseNoted({ milestones }: Given<StolenLaptopPlot, StolenLaptopOutcome>): Notes {
  return {
    shortTerm: [
      {
        action: 'Search for the exported list where such lists are sold',
        due: dateOf(milestones.recovered + 14 * day),
        owner: 'Priya Nair',
        status: 'in progress',
      },
      { action: 'Give the owner a new laptop and new keys', due: dateOf(milestones.recovered + day), owner: 'Mira Holt', status: 'done' },
    ],
    evaluation: {
      effectiveness: `From the call to the last closed session took ${tookWords(milestones.acknowledged, milestones.contained)}.`,
      proceduresFollowed: 'The procedure for lost devices was followed; it begins with the laptop, not with its sessions.',
      faster: 'A number that can be found without the laptop would have saved hours.',
      communication: 'Customers were told within three days.',
      team: 'Small and quick.',
    },
    communications: communicationsNoted(milestones, { what: 'A laptop was stolen and used', customers: true }),
  }
}

function recommendations(milestones: Milestones): Notes[] {
  const due = (days: number): string => dateOf(milestones.resolved + days * day)
  return [
    {
      title: 'Shorten sessions and bind them to the device',
      priority: 'high',
      category: 'security',
      risk: 'An open session works for whoever holds the laptop',
      action: 'Sessions of four hours; a new second factor from a new place',
      owner: 'Jonas Brandt',
      due: due(20),
      successCriteria: 'A session copied to another place is refused',
      effort: '5 days',
    },
    {
      title: 'Limit and announce exports',
      priority: 'high',
      category: 'security',
      risk: 'One account can take all customers',
      action: 'At most 200 rows at once; above that a second person confirms',
      owner: 'David Ruiz',
      due: due(30),
      successCriteria: 'An export of 1,000 rows waits for a second person',
      effort: '4 days',
    },
    {
      title: 'A number for emergencies that needs no laptop',
      priority: 'high',
      category: 'process',
      risk: 'Hours pass before anybody is told',
      action: 'Print it on every badge, and test it each quarter',
      owner: 'Elif Kaya',
      due: due(10),
      successCriteria: 'A test call from outside is answered within five minutes',
    },
    {
      title: 'Certificates of an hour instead of keys on hosts',
      priority: 'medium',
      category: 'long-term',
      risk: 'A key on a laptop opens hosts for years',
      action: 'Issue them from the sign-in portal',
      due: due(120),
    },
  ]
}
