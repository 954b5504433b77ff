import { clip, listOf, plural } from '../base/text.ts'
import type { Change, Edit } from '../model/edit.ts'
import { titleOf } from '../model/schema-walk.ts'
import { schemaAt } from './record-schema.ts'
import { segmentsOf } from './record-value.ts'

/** What the items of each list are called: one, many, and the field that names one. */
const nouns: Readonly<Record<string, readonly [one: string, many: string, name?: string]>> = {
  '/timeline': ['entry', 'entries', 'text'],
  '/systems': ['system', 'systems', 'name'],
  '/accounts': ['account', 'accounts', 'name'],
  '/indicators': ['indicator', 'indicators', 'value'],
  '/evidence': ['evidence item', 'evidence items', 'label'],
  '/recommendations': ['recommendation', 'recommendations', 'title'],
  '/questions': ['question', 'questions', 'question'],
  '/causes': ['cause', 'causes', 'statement'],
  '/leftBehind': ['thing left behind', 'things left behind', 'name'],
  '/notifications': ['notification duty', 'notification duties', 'duty'],
  '/challenges': ['challenge', 'challenges', 'text'],
  '/coverage': ['log source', 'log sources', 'source'],
  '/impact/data': ['data impact', 'data impacts', 'type'],
  '/impact/financial/costs': ['cost', 'costs', 'label'],
  '/impact/affectedParties': ['affected party', 'affected parties', 'party'],
  '/detection/opportunities': ['detection opportunity', 'detection opportunities', 'point'],
  '/response/actions': ['action', 'actions', 'action'],
  '/response/shortTerm': ['short-term action', 'short-term actions', 'action'],
  '/response/communications': ['communication', 'communications', 'audience'],
  '/rootCause/movement/path': ['step of the movement path', 'steps of the movement path'],
  '/rootCause/notPrevented/controls': ['control', 'controls', 'control'],
  '/log': ['line of the incident log', 'lines of the incident log', 'text'],
}

/** What an edit did, in words. `before` are the edits before it: they name the items it changed. */
export function wordsForEdit(edit: Edit, before: readonly Edit[]): string {
  if (edit.undoes !== undefined) return `took back version ${edit.undoes}`
  const groups = new Map<string, { change: Change; paths: string[] }>()
  for (const change of edit.changes) {
    const key = groupKey(change)
    const found = groups.get(key)
    if (found === undefined) groups.set(key, { change, paths: [change.path] })
    else found.paths.push(change.path)
  }
  const names = (path: string) => itemName(path, before)
  const told = [...groups.values()].map(({ change, paths }) => groupWords(change, paths, names))
  return listOf(told, 6)
}

/** Changes told together: the same act on items of the same list, or on the same field of them. */
function groupKey(change: Change): string {
  const { list, rest } = splitPath(change.path)
  if (change.op === 'add') return `add ${change.path}`
  if (change.op !== 'set') return `${change.op} ${list ?? change.path}`
  if (list === undefined) return `set ${change.path}`
  return rest === 'review' ? `review ${list} ${String(change.value)}` : `set ${list} ${rest}`
}

function groupWords(change: Change, paths: readonly string[], nameOf: (path: string) => string | undefined): string {
  const { list, item, rest } = splitPath(change.path)
  const counted = (path: string) => countWords(path, paths.length)
  if (change.op === 'add') return `added ${counted(change.path)}`
  if (list === undefined || item === undefined)
    return `${change.op === 'set' && change.value === null ? 'cleared' : 'changed'} ${fieldTitle(change.path)}`
  const one = paths.length === 1 ? nameOf(item) : undefined
  const whom = one === undefined ? counted(list) : `${nounsOf(list)[0]} "${clip(one, 60)}"`
  if (change.op === 'remove') return `removed ${whom}`
  if (change.op === 'move') return `moved ${whom}`
  if (rest === 'review') return `${change.value === null ? 'reset the review of' : String(change.value)} ${whom}`
  return `${change.value === null ? 'cleared' : 'changed'} ${fieldTitle(change.path)} of ${whom}`
}

function countWords(list: string, count: number): string {
  const [one, many] = nounsOf(list)
  return plural(count, one, many)
}

function nounsOf(list: string): readonly [string, string] {
  const known = nouns[list]
  if (known !== undefined) return [known[0], known[1]]
  const title = titleOf(schemaAt(segmentsOf(list)))?.toLowerCase() ?? segmentsOf(list).at(-1) ?? 'list'
  return [`item of "${title}"`, `items of "${title}"`]
}

function fieldTitle(path: string): string {
  const title = titleOf(schemaAt(segmentsOf(path))) ?? segmentsOf(path).at(-1) ?? path
  return `the ${title.charAt(0).toLowerCase()}${title.slice(1)}`
}

/** The list and item a path belongs to, the outermost ones, and the field inside. */
function splitPath(path: string): { list?: string; item?: string; rest: string } {
  const segments = segmentsOf(path)
  for (let depth = 1; depth < segments.length; depth += 1) {
    const list = `/${segments.slice(0, depth).join('/')}`
    if (nouns[list] !== undefined || isItemPath(segments.slice(0, depth + 1))) {
      return { list, item: `/${segments.slice(0, depth + 1).join('/')}`, rest: segments.slice(depth + 1).join('/') }
    }
  }
  return { rest: path }
}

/** Whether the last segment is the id of an item: its schema has an id, and the schema above is a list. */
function isItemPath(segments: readonly string[]): boolean {
  const above = schemaAt(segments.slice(0, -1))
  const probe = above === undefined ? undefined : schemaAt([...segments.slice(0, -1), 'no such key'])
  return probe !== undefined && probe === schemaAt(segments)
}

/** The words that name an item: the last value its naming field was given. */
function itemName(item: string, before: readonly Edit[]): string | undefined {
  const list = item.slice(0, item.lastIndexOf('/'))
  const key = nouns[list]?.[2]
  if (key === undefined) return undefined
  for (const edit of before.toReversed()) {
    for (const change of edit.changes.toReversed()) {
      if (change.op === 'set' && change.path === `${item}/${key}` && typeof change.value === 'string') return change.value
      const name = change.op === 'add' && change.path === list && `${list}/${String(change.value['id'])}` === item ? change.value[key] : undefined
      if (typeof name === 'string' && name !== '') return name
    }
  }
  return undefined
}
