import type { Verb } from '../../verbs.ts'

/** The actions of `hindcast evidence`, in the order they are listed. */
export const evidenceActions: readonly Verb[] = [
  { name: 'add', summary: 'Keep files as evidence of an incident, and read them', load: () => import('./add.ts') },
  { name: 'list', summary: 'List the evidence of an incident', load: () => import('./list.ts') },
  { name: 'show', summary: 'Show everything that is known of one item', load: () => import('./show.ts') },
]
