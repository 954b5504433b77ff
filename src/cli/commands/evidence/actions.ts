import type { Verb } from '../../verbs.ts'

/** The actions of `hindcast evidence`, in the order they are listed. */
export const evidenceActions: readonly Verb[] = [
  { name: 'add', summary: 'Keep files as evidence of an incident, and read them', load: () => import('./add.ts') },
  { name: 'read', summary: 'Read kept evidence into events', load: () => import('./read.ts') },
  { name: 'list', summary: 'List the evidence of an incident', load: () => import('./list.ts') },
  { name: 'show', summary: 'Show everything that is known of one item', load: () => import('./show.ts') },
  { name: 'clocks', summary: 'Compare and correct the clocks of sources', load: () => import('./clocks.ts') },
  { name: 'verify', summary: 'Prove that evidence and custody were not changed', load: () => import('./verify.ts') },
  { name: 'export', summary: 'Get originals back, byte for byte, with their custody', load: () => import('./export.ts') },
  { name: 'seal', summary: 'Record that items were sealed', load: () => import('./seal.ts') },
  { name: 'transfer', summary: 'Record that items were handed over', load: () => import('./transfer.ts') },
  { name: 'access', summary: 'Record that somebody had access to items', load: () => import('./access.ts') },
  { name: 'analyse', summary: 'Record that items were analysed', load: () => import('./analyse.ts') },
  { name: 'copy', summary: 'Record that items were copied', load: () => import('./copy.ts') },
  { name: 'correct', summary: 'State a custody entry anew', load: () => import('./correct.ts') },
  { name: 'hold', summary: 'Put items, or all of an incident, under legal hold', load: () => import('./hold.ts') },
  { name: 'release', summary: 'End a legal hold', load: () => import('./release.ts') },
  { name: 'retain', summary: 'Say until when items must be kept', load: () => import('./retain.ts') },
  { name: 'dispose', summary: 'Remove items, with a reason', load: () => import('./dispose.ts') },
  { name: 'not-obtained', summary: 'Record a source that was asked for in vain', load: () => import('./not-obtained.ts') },
  { name: 'anchor', summary: 'Have an authority vouch for the time of the custody', load: () => import('./anchor.ts') },
]
