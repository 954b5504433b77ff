import type { Command } from './command.ts'

/** A verb as it is listed before its code is loaded: a start must not pay for the verbs it does not run. */
export interface Verb {
  readonly name: string
  readonly summary: string
  load(): Promise<{ command: Command }>
}

export const verbs: readonly Verb[] = [
  { name: 'draft', summary: 'Read evidence and draft a post-mortem', load: () => import('./commands/draft.ts') },
  { name: 'demo', summary: 'Draft the incident that comes with Hindcast', load: () => import('./commands/demo.ts') },
  { name: 'report', summary: 'Render the report of a record again', load: () => import('./commands/report.ts') },
  { name: 'verify', summary: 'Check a report against its evidence, offline', load: () => import('./commands/verify.ts') },
  { name: 'events', summary: 'Read evidence and print its events', load: () => import('./commands/events.ts') },
  { name: 'evidence', summary: 'Keep evidence and its custody', load: () => import('./commands/evidence.ts') },
  { name: 'search', summary: 'Search the events of an incident', load: () => import('./commands/search.ts') },
  { name: 'detect', summary: 'Run detection rules over evidence', load: () => import('./commands/detect.ts') },
  { name: 'indicators', summary: 'List the indicators found in evidence', load: () => import('./commands/indicators.ts') },
  { name: 'formats', summary: 'List the evidence formats and how they are recognised', load: () => import('./commands/formats.ts') },
  { name: 'serve', summary: 'Start the workspace in the browser', load: () => import('./commands/serve.ts') },
]
