import type { EvidencePlace } from '../../../app/evidence/evidence-place.ts'
import type { ItemView } from '../../../app/evidence/item-view.ts'
import { formatNumber, plural } from '../../../base/text.ts'
import { usageError } from '../../arguments.ts'
import type { Command, ExitCode, Invocation } from '../../command.ts'
import { oneLine, placeOptions, toldOf, toldOptions, withIncident } from '../../evidence-options.ts'

/** `hindcast evidence export`: originals with a manifest and the whole custody, or one item to standard output. */
export const command: Command = {
  name: 'evidence export',
  summary: 'Get originals back, byte for byte, with their custody',
  usage: 'evidence export [item…] --out DIR|- [options]',
  options: [
    ...placeOptions,
    { name: 'out', short: 'o', value: 'DIR', description: 'A folder that is not there yet, or is empty; - writes one item to standard output' },
    { name: 'members', description: 'Also what was unpacked from containers (containers come as they came)' },
    ...toldOptions,
  ],
  examples: [
    { command: 'hindcast evidence export --out ./handed-over --by "Mara Lindqvist" --purpose "Handed to the police"', what: 'Everything that came' },
    { command: 'hindcast evidence export 9f86d081 --out - | less', what: 'One item' },
    {
      command: 'cd handed-over && sha256sum -c manifest-sha256.txt',
      what: 'The receiver checks: with "hindcast evidence export" nothing else is needed',
    },
  ],
  run: exportItems,
}

async function exportItems({ paths, options, terminal, signal }: Invocation): Promise<ExitCode> {
  const out = options.text('out')
  if (out === undefined) throw usageError(command, 'Where to? --out DIR, or --out - for standard output')
  return withIncident(options, async (place, incident) => {
    const { viewItems } = await import('../../../app/evidence/item-view.ts')
    const { chooseItems } = await import('../../../app/evidence/find-items.ts')
    const all = await viewItems(incident, place)
    const named = paths.length === 0 ? undefined : await chooseItems(incident, { items: all, words: paths }, place)
    const items = chosen(all, { named, withMembers: options.flag('members') })
    const told = toldOf(options, place.now())
    if (out === '-') return printItem({ incident, items: named ?? items, told }, place, terminal)
    const { exportEvidence } = await import('../../../app/evidence/export-evidence.ts')
    const { files, findings } = await exportEvidence(
      {
        incident,
        items,
        all,
        out,
        told,
        signal,
        onProgress: (at) => terminal.progress.update(`Exporting ${formatNumber(at.items)} of ${plural(at.totalItems, 'item')}`),
      },
      place,
    )
    for (const { message } of findings) terminal.error(oneLine(message, 2_000))
    await terminal.out(`${incident}: ${plural(files.length, 'file')} in ${oneLine(out)}, with manifest-sha256.txt and custody.jsonl\n`)
    return findings.length === 0 ? 0 : 1
  })
}

/** What was named; all that came where nothing was. Members only where they are named, or asked for. */
function chosen(
  all: readonly ItemView[],
  { named, withMembers }: { named: readonly ItemView[] | undefined; withMembers: boolean },
): readonly ItemView[] {
  const present = all.filter(({ row }) => row.disposedAt === undefined)
  if (!withMembers) return named ?? present.filter(({ row }) => row.parent === undefined)
  if (named === undefined) return present
  const hashes = new Set(named.map(({ row }) => row.sha256))
  for (let before = -1; before !== hashes.size; ) {
    before = hashes.size
    for (const { row } of present) if (row.parent !== undefined && hashes.has(row.parent)) hashes.add(row.sha256)
  }
  return present.filter(({ row }) => hashes.has(row.sha256))
}

async function printItem(
  { incident, items, told }: { incident: string; items: readonly ItemView[]; told: ReturnType<typeof toldOf> },
  place: EvidencePlace,
  terminal: Invocation['terminal'],
): Promise<ExitCode> {
  const [item, ...others] = items
  if (item === undefined || others.length > 0) throw usageError(command, 'Standard output takes one item: name it')
  const { openOriginal } = await import('../../../app/evidence/open-original.ts')
  const original = await openOriginal(incident, { item, told, to: 'Standard output' }, place)
  for await (const part of original.bytes) await terminal.out(part)
  await original.tell()
  return 0
}
