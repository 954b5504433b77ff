import type { ShownItem } from '../../../app/evidence/show-item.ts'
import type { ItemView } from '../../../app/evidence/item-view.ts'
import { agree, formatNumber, plural } from '../../../base/text.ts'
import type { FoundIn, ToldAcquisition } from '../../../app/evidence/item-sources.ts'
import type { CustodyEntry } from '../../../model/custody.ts'
import { usageError } from '../../arguments.ts'
import type { Command, ExitCode, Invocation, Terminal } from '../../command.ts'
import { describeProblem } from '../../evidence-telling.ts'
import { oneLine, placeOptions, withIncident } from '../../evidence-options.ts'

/** `hindcast evidence show`: one item with its acquisition, custody, reading, problems and members. */
export const command: Command = {
  name: 'evidence show',
  summary: 'Show everything that is known of one item',
  usage: 'evidence show <item>… [options]',
  options: [...placeOptions, { name: 'json', description: 'One JSON object an item' }],
  examples: [
    { command: 'hindcast evidence show 9f86d081', what: 'By six digits or more of its SHA-256, as the list shows it' },
    { command: 'hindcast evidence show case.zip!logs/auth.log --json', what: 'By its path, for a script' },
    { command: 'hindcast evidence show E3', what: 'By its label, once a draft has put it into the record' },
  ],
  run: showItems,
}

async function showItems({ paths, options, terminal }: Invocation): Promise<ExitCode> {
  if (paths.length === 0)
    throw usageError(command, '"evidence show" needs an item: the start of its SHA-256, its name, its path or its label in the record')
  await withIncident(options, async (place, incident) => {
    const { viewItems } = await import('../../../app/evidence/item-view.ts')
    const { chooseItems } = await import('../../../app/evidence/find-items.ts')
    const { showItem } = await import('../../../app/evidence/show-item.ts')
    const { repeatsByItem } = await import('../../../app/evidence/tend-evidence.ts')
    const items = await viewItems(incident, place)
    const repeats = await repeatsByItem(incident, place)
    const found = await chooseItems(incident, { items, words: paths }, place)
    for (const [at, item] of found.entries()) {
      const shown = { ...(await showItem(incident, { item, items }, place)), repeats: repeats.get(item.row.sha256) ?? 0 }
      const text = options.flag('json') ? `${JSON.stringify(shown)}\n` : `${at === 0 ? '' : '\n'}${textOf(shown, terminal)}`
      await terminal.out(text)
    }
  })
  return 0
}

type Line = readonly [name: string, text: string]

const nameWidth = 12

function textOf(shown: ShownItem & { readonly repeats: number }, terminal: Terminal): string {
  const { item, path, holds } = shown
  const { row } = item
  const title = `${item.label === undefined ? '' : `${item.label}  `}${oneLine(row.name)}`
  const lines: Line[] = [
    ['SHA-256', row.sha256],
    ['Size', plural(row.size, 'byte')],
    ['Path', oneLine(path, 2_000)],
    ...shown.containers.map((container): Line => ['Container', containerText(container)]),
    ['Added', row.addedAt],
    ...(row.modified === undefined ? [] : [['Modified', new Date(row.modified).toISOString()] as const]),
    ['State', stateText(shown)],
    ...readingLines(item),
    ...repeatLines(shown),
    ...(row.retainUntil === undefined ? [] : [['Kept until', row.retainUntil] as const]),
    ...holds.map(
      ({ seq, sha256, since, by, reason }): Line => [
        'Hold',
        oneLine(`${seq}${sha256 === undefined ? ' (on all of the incident)' : ''} since ${since} by ${by}: ${reason}`),
      ],
    ),
    ['Verified', shown.verified ?? 'never since it came'],
    ...shown.acquisitions.flatMap((told, at) => acquisitionLines(told, { at, of: shown.acquisitions.length })),
  ]
  return [
    terminal.paint('bold', title),
    ...lines.map(([name, text]) => `  ${name.padEnd(nameWidth)}  ${text}`),
    ...part(terminal, 'Custody', custodyOf(shown)),
    ...part(
      terminal,
      'Faults of its custody',
      shown.faults.map(({ message }) => oneLine(message, 2_000)),
    ),
    ...part(terminal, `Members (${formatNumber(shown.members.length)})`, membersOf(shown.members)),
    ...part(terminal, `Problems (${formatNumber(item.problemCount)})`, item.problems.map(describeProblem)),
    '',
  ].join('\n')
}

function part(terminal: Terminal, title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', `  ${terminal.paint('bold', title)}`, ...lines.map((line) => `    ${line}`)]
}

function custodyOf({ entries, containers }: ShownItem): string[] {
  return entries.flatMap((entry) => entryLines(entry, containers))
}

function stateText({ item, isKept }: ShownItem): string {
  const { state, row } = item
  if (state === 'disposed') return `disposed of at ${row.disposedAt ?? ''}`
  return isKept ? state : `${state}, but its bytes are not in the vault: run "evidence verify"`
}

function readingLines({ state, format, records, events }: ItemView): Line[] {
  if (state !== 'read') return []
  return [['Read', `as ${format ?? 'no format that is known'}: ${plural(records, 'record')}, ${plural(events, 'event')}`]]
}

function repeatLines({ item, repeats }: { readonly item: ItemView; readonly repeats: number }): Line[] {
  if (repeats === 0) return []
  const counted = repeats === item.events ? 'none of them counts here' : `they count there, the other ${formatNumber(item.events - repeats)} here`
  return [['Twice', `${formatNumber(repeats)} of its ${plural(item.events, 'event')} ${agree(repeats, 'is', 'are')} in another item too: ${counted}`]]
}

function containerText({ sha256, label, path, disposedAt }: FoundIn): string {
  const gone = disposedAt === undefined ? '' : ', disposed of'
  return `${label ?? sha256.slice(0, 12)}  ${oneLine(path, 2_000)}${gone}`
}

/** Where there are several, each begins with the entry that tells it. */
function acquisitionLines({ seq, acquisition }: ToldAcquisition, { at: index, of }: { readonly at: number; readonly of: number }): Line[] {
  const { by, at, tool, query, range, filters, rowCap } = acquisition
  const entry = seq === undefined ? 'an entry that cannot be read' : `entry ${seq}`
  const told: readonly (readonly [string, string | undefined])[] = [
    ['Acquisition', of === 1 ? undefined : `${index + 1} of ${of}, told by ${entry}`],
    ['Acquired by', by],
    ['Acquired at', at],
    ['Tool', tool],
    ['Query', query],
    ['Range', range],
    ['Filters', filters],
    ['Row cap', rowCap === undefined ? undefined : formatNumber(rowCap)],
  ]
  return told.flatMap(([name, text]) => (text === undefined ? [] : [[name, oneLine(text, 2_000)] as const]))
}

/** "3  2026-03-05T10:00:00Z  transfer  by A to B" with everything else it says below. */
function entryLines({ seq, at, action, by, to, zone, corrects, hash, ...rest }: CustodyEntry, containers: readonly FoundIn[]): string[] {
  const who = to === undefined ? by : `${by} to ${to}`
  const corrected = corrects === undefined ? '' : `, corrects ${corrects}`
  const { place, placeTo, purpose, authority, reference, seal, note, until, releases, hashBefore, hashAfter } = rest
  const details: readonly (readonly [string, string | number | undefined])[] = [
    ['purpose', purpose],
    ['on the authority of', authority],
    ['at', place],
    ['brought to', placeTo],
    ['found at', foundAt(rest, containers)],
    ['until', until],
    ['releases', releases],
    ['reference', reference],
    ['seal', seal],
    ['hash before', hashBefore],
    ['hash after', hashAfter],
    ['note', note],
    ['entry hash', hash],
  ]
  const head = `${String(seq).padStart(4)}  ${at}${zone === undefined || zone === 'UTC' ? '' : ` (told in ${oneLine(zone, 60)})`}  ${action}  ${oneLine(who)}${corrected}`
  return [head, ...details.flatMap(([name, value]) => (value === undefined ? [] : [`      ${name}: ${oneLine(String(value), 1_000)}`]))]
}

/** "case.zip!logs/auth.log": a member's path is nothing without its container. */
function foundAt({ path, parent }: Pick<CustodyEntry, 'path' | 'parent'>, containers: readonly FoundIn[]): string | undefined {
  if (path === undefined || parent === undefined) return path
  return `${containers.find(({ sha256 }) => sha256 === parent)?.path ?? parent.slice(0, 12)}!${path}`
}

const mostMembers = 200

function membersOf(members: readonly ItemView[]): string[] {
  const lines = members.slice(0, mostMembers).map((member) => `${nameOf(member)}${member.events === 0 ? '' : `  ${plural(member.events, 'event')}`}`)
  return members.length > mostMembers ? [...lines, `and ${formatNumber(members.length - mostMembers)} more: hindcast evidence list`] : lines
}

function nameOf({ label, row }: ItemView): string {
  return `${label ?? row.sha256.slice(0, 12)}  ${oneLine(row.path === '' ? row.name : row.path)}`
}
