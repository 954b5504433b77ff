import { day } from '../clock.ts'
import type { Milestones } from '../scenarios/milestones.ts'
import { dateOf, type Notes } from './frame.ts'

/** What is to change; two rows are not yet complete, as such lists are. */
export function webShellRecommendations(milestones: Milestones): Notes[] {
  const due = (days: number): string => dateOf(milestones.resolved + days * day)
  return [
    {
      title: 'Run nothing where uploads lie',
      priority: 'critical',
      category: 'security',
      risk: 'Whatever is uploaded can give commands',
      action: 'Keep uploads in object storage, and serve them from a name of their own',
      owner: 'David Ruiz',
      due: due(7),
      successCriteria: 'A script uploaded as a test is served as plain bytes',
      effort: '3 days',
    },
    {
      title: 'Ask for a token before metadata hands out credentials',
      priority: 'high',
      category: 'security',
      risk: 'Any process can take the server’s credentials',
      action: 'Require version 2 of the metadata service on all machines',
      owner: 'Jonas Brandt',
      due: due(10),
      successCriteria: 'A request without a token is refused on every machine',
      effort: '2 days',
    },
    {
      title: 'Bind the server’s role to its network',
      priority: 'high',
      category: 'security',
      risk: 'Stolen credentials work from anywhere',
      action: 'Add the condition on the source network to the role’s policy',
      owner: 'Jonas Brandt',
      due: due(21),
      successCriteria: 'A call with the role from outside is refused',
    },
    {
      title: 'Two people for each release that touches uploads',
      priority: 'medium',
      category: 'process',
      risk: 'A hole is released unseen',
      action: 'Make the second review a condition of the release',
      due: due(30),
      effort: '1 day',
    },
    {
      title: 'Teach the safe handling of uploads',
      priority: 'low',
      category: 'training',
      risk: 'The same mistake is made elsewhere',
      action: 'A morning for all developers, with this incident as the example',
      owner: 'Priya Nair',
      due: due(60),
      successCriteria: 'All developers took part',
    },
  ]
}
