/** What the files of a top folder of src may do. The table of ARCHITECTURE.md, as data. */
export interface Layer {
  /** Top folders it may import from, besides itself. */
  readonly imports: readonly string[]
  /** Folders inside it, as paths; a unit that outgrows one file may be a folder inside a folder of units. */
  readonly folders: readonly string[]
  /** Which of Node's modules it may use: none, those that reach nothing outside the process, or all. */
  readonly node: 'none' | 'pure' | 'all'
  /** True where clock, ids and randomness may be taken from the system. */
  readonly isImpure: boolean
}

const nouns = ['base', 'model']
const stages = ['evidence', 'events', 'findings', 'incident', 'report', 'render', 'exchange', 'followup']

/** A stage: knows nouns only, reaches nothing outside the process. */
function stage(folders: readonly string[], node: Layer['node'] = 'pure'): Layer {
  return { imports: nouns, folders, node, isImpure: false }
}

export const layers: Readonly<Record<string, Layer>> = {
  base: { imports: [], folders: [], node: 'none', isImpure: false },
  model: { imports: ['base'], folders: ['attack'], node: 'none', isImpure: false },
  query: { imports: nouns, folders: [], node: 'none', isImpure: false },
  evidence: stage(['formats', 'framing', 'containers']),
  events: stage([]),
  findings: stage(['rules', 'indicators', 'sigma', 'movement']),
  incident: stage(['draft', 'checks', 'duties', 'facts', 'custody'], 'none'),
  report: stage(['outlines', 'sections', 'figures', 'sheets', 'register'], 'none'),
  // Reads its own templates and fonts.
  render: stage(['formats'], 'all'),
  exchange: stage([]),
  followup: stage(['trackers']),
  store: { imports: [...nouns, 'query'], folders: ['records', 'vault', 'events', 'migrations'], node: 'all', isImpure: false },
  api: { imports: [...nouns, 'query'], folders: [], node: 'none', isImpure: false },
  app: {
    imports: [...nouns, 'query', ...stages, 'store', 'api'],
    folders: ['detecting', 'drafting', 'evidence', 'incident', 'intake', 'reading', 'reporting', 'searching', 'verifying', 'workers', 'workspace'],
    node: 'all',
    isImpure: true,
  },
  server: { imports: [...nouns, 'api', 'app'], folders: ['routes', 'auth', 'live'], node: 'all', isImpure: true },
  cli: { imports: [...nouns, 'app', 'server'], folders: ['commands', 'commands/evidence'], node: 'all', isImpure: true },
  web: {
    imports: [...nouns, 'query', 'api', 'incident', 'report'],
    folders: ['pages', 'timeline', 'editor', 'widgets', 'forms', 'report', 'review', 'evidence', 'explorer', 'workspace'],
    node: 'none',
    isImpure: true,
  },
}

/** Folders whose files are units: each may be a folder of its own, and may have an index.ts, which is the list of units. */
export const unitFolders: readonly string[] = [
  'evidence/formats',
  'evidence/containers',
  'findings/rules',
  'incident/checks',
  'incident/duties',
  'report/outlines',
  'report/sections',
  'report/figures',
  'report/sheets',
  'render/formats',
  'exchange',
  'followup/trackers',
  'server/routes',
  'store/migrations',
]

/** Names that say nothing about what is inside. */
export const drawers: ReadonlySet<string> = new Set([
  'util',
  'utils',
  'utilities',
  'helper',
  'helpers',
  'common',
  'lib',
  'libs',
  'misc',
  'core',
  'service',
  'services',
  'manager',
  'managers',
  'shared',
])

/** Node's modules that reach files, the network, other processes or databases. */
export const reachingModules: ReadonlySet<string> = new Set([
  'fs',
  'fs/promises',
  'net',
  'tls',
  'dgram',
  'dns',
  'dns/promises',
  'http',
  'https',
  'http2',
  'child_process',
  'cluster',
  'worker_threads',
  'sqlite',
  'inspector',
  'repl',
  'readline',
])
