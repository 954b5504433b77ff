import { day, hour } from '../clock.ts'
import type { LeakedKeyPlot } from '../scenarios/leaked-key.ts'
import type { Milestones } from '../scenarios/milestones.ts'
import { dateOf, type Notes } from './frame.ts'

/** What is to change, for each cause: two rows are not yet complete, as such lists are. */
export function leakedKeyRecommendations(milestones: Milestones, plot: LeakedKeyPlot): Notes[] {
  const due = (days: number): string => dateOf(milestones.resolved + days * day)
  return [
    {
      title: 'Deploy with short-lived credentials only',
      priority: 'high',
      category: 'security',
      risk: 'A long-lived key works for whoever has it, from anywhere',
      action: 'Let every build take its role by federation, and delete the access keys of machines',
      owner: 'Jonas Brandt',
      due: due(14),
      successCriteria: 'No access key of a machine is left, and deployments run',
      effort: '4 days',
    },
    {
      title: `Ask for a second factor before ${plot.role} can be taken`,
      priority: 'high',
      category: 'security',
      risk: 'A key alone reaches far beyond its work',
      action: 'Add the condition to the trust of all roles for maintenance',
      owner: 'Mira Holt',
      due: due(10),
      successCriteria: 'Taking such a role with a key alone is refused',
      effort: '1 day',
    },
    {
      title: 'Search our own sites for exposed files every night',
      priority: 'high',
      category: 'process',
      risk: 'A file served by mistake is found by others first',
      action: 'Run the scan against all public names, and open a ticket for each find',
      owner: 'Priya Nair',
      due: due(30),
      successCriteria: 'A file placed as a test is reported within a day',
      effort: '2 days',
    },
    {
      title: 'Alert on refused calls and on new addresses of machines',
      priority: 'medium',
      category: 'security',
      risk: 'Hours pass between the first refused call and the alarm',
      action: 'Write both alerts and send them to the person on duty',
      due: due(40),
      successCriteria: 'A test call from outside pages somebody within five minutes',
    },
    {
      title: 'Keep no keys of machines on the bastion',
      priority: 'medium',
      category: 'long-term',
      risk: 'Whoever reaches the bastion reaches everything behind it',
      action: 'Replace stored keys by certificates of an hour',
      owner: 'Tom Fischer',
      due: due(90),
      successCriteria: 'No private key is found on bastion01',
      effort: '8 days',
    },
  ]
}

/** What was learned. */
export function leakedKeyLessons(milestones: Milestones): Notes {
  return {
    wentWell: [
      'Roles were clear from the first minute',
      'Sessions that were issued before were ended, not only keys',
      `The authority was told ${Math.round(((milestones.notified ?? milestones.detected) - milestones.detected) / hour)} hours after we knew`,
    ],
    couldImprove: ['Evidence on the bastion was not secured before it was restarted', 'Staff heard of it from a customer'],
    luck: ['The release with the file was only nineteen days old'],
    processChanges: ['The procedure for leaked keys now names sessions of roles and every host the same key opens'],
    gaps: ['No alert on refused calls in the cloud account'],
  }
}
