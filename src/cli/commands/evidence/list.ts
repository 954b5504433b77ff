import type { ItemView, TreeRow } from '../../../app/evidence/item-view.ts'
import { formatNumber, plural } from '../../../base/text.ts'
import { usageError } from '../../arguments.ts'
import { alignRows } from '../../align-rows.ts'
import type { Command, ExitCode, Invocation } from '../../command.ts'
import { oneLine, placeOptions, withIncident } from '../../evidence-options.ts'

/** `hindcast evidence list`: the items of an incident, containers before what lay in them. */
export const command: Command = {
  name: 'evidence list',
  summary: 'List the evidence of an incident',
  usage: 'evidence list [item…] [options]',
  options: [
    ...placeOptions,
    { name: 'all', short: 'a', description: 'Also what was disposed of' },
    { name: 'unread', description: 'Only what was not read into events' },
    { name: 'json', description: 'One JSON object a line' },
  ],
  examples: [
    { command: 'hindcast evidence list', what: 'Everything that is there' },
    { command: "hindcast evidence list '*.evtx'", what: 'Only some' },
    { command: 'hindcast evidence list --all --json | jq .sha256', what: 'For a script' },
  ],
  run: listItems,
}

async function listItems({ paths, options, terminal }: Invocation): Promise<ExitCode> {
  await withIncident(options, async (place, incident) => {
    const { treeOf, viewItems } = await import('../../../app/evidence/item-view.ts')
    const { repeatsByItem } = await import('../../../app/evidence/tend-evidence.ts')
    const items = await viewItems(incident, place)
    const repeats = await repeatsByItem(incident, place)
    const wanted = await chosen(items, paths)
    const isShown = ({ item }: TreeRow): boolean =>
      (wanted === undefined || wanted.has(item)) &&
      (options.flag('all') || item.state !== 'disposed') &&
      (!options.flag('unread') || item.state === 'unread' || item.state === 'unreadable' || item.state === 'unrecognised')
    const rows = treeOf(items).filter(isShown)
    if (options.flag('json')) return terminal.out(rows.map((row) => `${JSON.stringify(jsonOf(row, repeats))}\n`).join(''))
    if (rows.length > 0) await terminal.out(tableOf(rows, repeats, terminal))
    await tellRest({ incident, items, rows }, { place, terminal })
  })
  return 0
}

async function chosen(items: readonly ItemView[], words: readonly string[]): Promise<ReadonlySet<ItemView> | undefined> {
  if (words.length === 0) return undefined
  if (words.length > 10_000) throw usageError(command, 'Too many items were named')
  const { findItems } = await import('../../../app/evidence/find-items.ts')
  return new Set(findItems(items, words))
}

/** What is neither in the table nor to be overlooked: counts, what was disposed of, sources that were not obtained. */
async function tellRest(
  { incident, items, rows }: { incident: string; items: readonly ItemView[]; rows: readonly TreeRow[] },
  { place, terminal }: { place: Parameters<Parameters<typeof withIncident>[1]>[0]; terminal: Invocation['terminal'] },
): Promise<void> {
  const bytes = rows.reduce((sum, { item }) => sum + item.row.size, 0)
  const shown = new Set(rows.map(({ item }) => item))
  const disposed = items.filter((item) => item.state === 'disposed' && !shown.has(item)).length
  const hidden = disposed === 0 ? '' : `; ${formatNumber(disposed)} disposed of (--all shows them)`
  terminal.error(`${incident}: ${plural(rows.length, 'item')}, ${formatNumber(bytes)} bytes${hidden}`)
  for (const hold of await place.store.holds(incident)) {
    if (hold.sha256 === undefined) terminal.error(oneLine(`All of it is under hold ${hold.seq} since ${hold.since} (${hold.by}): ${hold.reason}`))
  }
  const until = await place.store.retention(incident)
  if (until !== undefined) terminal.error(`All of it must be kept until ${until}, but for items that say another day`)
  for (const { what, reason } of await place.store.notObtained(incident))
    terminal.error(oneLine(`Not obtained: ${what}${reason === '' ? '' : ` (${reason})`}`))
}

function tableOf(rows: readonly TreeRow[], repeats: ReadonlyMap<string, number>, terminal: Invocation['terminal']): string {
  const cells = rows.map(({ item, depth }) => [
    item.label ?? item.row.sha256.slice(0, 12),
    formatNumber(item.row.size),
    item.events === 0 ? '' : formatNumber(item.events),
    item.format ?? '',
    stateWords(item, repeats.get(item.row.sha256) ?? 0),
    `${'  '.repeat(Math.min(depth, 20))}${oneLine(item.row.path === '' ? item.row.name : item.row.path)}`,
  ])
  return alignRows(
    terminal,
    [
      { title: 'Item' },
      { title: 'Bytes', right: true },
      { title: 'Events', right: true },
      { title: 'Format' },
      { title: 'State' },
      { title: 'Name' },
    ],
    cells,
  )
}

/** "read, held, 3 problems". */
function stateWords({ state, row, problemCount }: ItemView, repeats: number): string {
  const parts = [
    state,
    repeats === 0 ? '' : `${formatNumber(repeats)} also in another item`,
    row.held ? 'held' : '',
    row.retainUntil === undefined ? '' : `until ${row.retainUntil}`,
    problemCount === 0 ? '' : plural(problemCount, 'problem'),
  ]
  return parts.filter((part) => part !== '').join(', ')
}

function jsonOf({ item, depth }: TreeRow, repeats: ReadonlyMap<string, number>) {
  const { row, label, state, format, records, events, problemCount } = item
  const { sha256, name, path, size, addedAt, parent, held, retainUntil, disposedAt, acquisition } = row
  return {
    label,
    sha256,
    name,
    path,
    size,
    addedAt,
    parent,
    depth,
    state,
    format,
    records,
    events,
    problems: problemCount,
    repeats: repeats.get(sha256) ?? 0,
    held,
    retainUntil,
    disposedAt,
    acquisition,
  }
}
