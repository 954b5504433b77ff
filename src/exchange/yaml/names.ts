import { nearestWord } from '../../base/nearest-word.ts'

/** How the rows of a list are known by in a file: the field that names one, and the field a bare value fills where rows are written `name: value`. */
export interface RowNames {
  readonly name: string
  readonly main?: string
}

/** By path in the record, `*` for an id. Lists that are not here are known by their `text`. */
const rows: Readonly<Record<string, RowNames>> = {
  '/phases': { name: 'title' },
  '/people/roles': { name: 'role', main: 'name' },
  '/scope/notObtained': { name: 'what', main: 'why' },
  '/challenges': { name: 'text', main: 'explanation' },
  '/causes': { name: 'statement' },
  '/rootCause/movement/path': { name: 'from' },
  '/rootCause/notPrevented/controls': { name: 'control', main: 'explanation' },
  '/impact/data': { name: 'type', main: 'records' },
  '/impact/systems': { name: 'system', main: 'impact' },
  '/impact/operational/interruptions': { name: 'service' },
  '/impact/financial/costs': { name: 'label', main: 'amount' },
  '/impact/affectedParties': { name: 'party', main: 'count' },
  '/detection/opportunities': { name: 'point', main: 'potential' },
  '/response/actions': { name: 'action' },
  '/response/shortTerm': { name: 'action' },
  '/response/communications': { name: 'audience', main: 'message' },
  '/questions': { name: 'question', main: 'answer' },
  '/recommendations': { name: 'title', main: 'action' },
  '/followUp/exercises': { name: 'scenario' },
  '/notifications': { name: 'duty', main: 'decision' },
  '/notifications/*/stages': { name: 'id', main: 'submitted' },
  '/accounts': { name: 'name', main: 'use' },
  '/leftBehind': { name: 'name', main: 'what' },
  '/coverage': { name: 'source', main: 'note' },
  '/verdicts': { name: 'finding', main: 'verdict' },
  '/statements': { name: 'fact', main: 'value' },
  '/indicators': { name: 'value', main: 'context' },
  '/systems': { name: 'name', main: 'role' },
  '/evidence': { name: 'name' },
  '/evidence/*/custody': { name: 'action', main: 'at' },
  '/history': { name: 'version', main: 'changes' },
  '/distribution/recipients': { name: 'recipient', main: 'delivered' },
}

export function rowNames(listPath: string): RowNames {
  return rows[patternOf(listPath)] ?? { name: 'text' }
}

/** The path with `*` for ids: where a list stands directly above. */
export function patternOf(path: string): string {
  return path.replace(/^\/(notifications|evidence)\/[^/]+/, '/$1/*')
}

/** Shorter ways to say where something goes, at the top of the file. */
export const topLevelAliases: Readonly<Record<string, string>> = {
  authors: '/people/authors',
  lead: '/people/lead',
  roles: '/people/roles',
  reportdate: '/people/reportDate',
  date: '/people/reportDate',
  displayzone: '/people/displayZone',
  status: '/state',
  tlp: '/classification/tlp',
  privilege: '/classification/privilege',
  customerimpact: '/summary/customerImpact',
  howdetected: '/summary/howDetected',
  actions: '/response/actions',
  shorttermactions: '/response/shortTerm',
  communications: '/response/communications',
  costs: '/impact/financial/costs',
  affectedparties: '/impact/affectedParties',
  exercises: '/followUp/exercises',
  recipients: '/distribution/recipients',
}

/** What a bare value means where a group of fields is wanted: `severity: high`. */
export const scalarMeans: Readonly<Record<string, string>> = {
  '/severity': 'level',
  '/classification': 'level',
  '/summary': 'text',
  '/detection': 'narrative',
  '/impact': 'narrative',
  '/impact/operational': 'narrative',
  '/impact/financial': 'narrative',
  '/impact/security': 'narrative',
  '/rootCause/initialAccess': 'narrative',
  '/rootCause/discovery': 'narrative',
  '/rootCause/movement': 'narrative',
  '/rootCause/notPrevented': 'narrative',
  '/distribution': 'statement',
  '/conclusion': 'reflection',
}

const machineFields: ReadonlySet<string> = new Set(['citations', 'tier', 'rank', 'candidates', 'reading', 'parent', 'edit'])

/** True for fields that come from the evidence or the program and cannot be given in a file; `path` is that of the element they belong to. */
export function isMachineField(path: string, key: string): boolean {
  // Why an entry was proposed is the draft's to say; why a duty applies is a person's.
  return machineFields.has(key) || (key === 'reason' && path.startsWith('/timeline'))
}

/** The same key however it is written: `root cause`, `root_cause`, `rootCause`. */
export function plainKey(key: string): string {
  return key.toLowerCase().replaceAll(/[\s_-]/g, '')
}

/** The known key a written one stands for, or the nearest one as a suggestion. */
export function findKey(written: string, known: readonly string[]): { readonly key?: string; readonly suggestion?: string } {
  const plain = plainKey(written)
  const key = known.find((candidate) => plainKey(candidate) === plain)
  if (key !== undefined) return { key }
  const nearest = nearestWord(plain, known.map(plainKey))
  const suggestion = known.find((candidate) => plainKey(candidate) === nearest)
  return suggestion === undefined ? {} : { suggestion }
}
