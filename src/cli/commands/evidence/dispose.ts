import { formatNumber, plural } from '../../../base/text.ts'
import { usageError } from '../../arguments.ts'
import type { Command, ExitCode, Invocation } from '../../command.ts'
import { oneLine, placeOptions, toldOf, toldOptions, withIncident } from '../../evidence-options.ts'

/** `hindcast evidence dispose`: removes items and their events; custody keeps what they were, and why they went. */
export const command: Command = {
  name: 'evidence dispose',
  summary: 'Remove items, with a reason',
  usage: 'evidence dispose <item>… --purpose TEXT [options]',
  options: [
    ...placeOptions,
    { name: 'even-if-cited', description: 'Also what the record cites: these statements cannot be proven any more' },
    ...toldOptions,
  ],
  examples: [
    {
      command: 'hindcast evidence dispose E7 --purpose "Private mail, outside of the order" --authority "Data protection officer"',
      what: 'An item, and what was unpacked from it',
    },
  ],
  run: disposeItems,
}

async function disposeItems({ paths, options, terminal, signal }: Invocation): Promise<ExitCode> {
  if (paths.length === 0)
    throw usageError(command, '"evidence dispose" needs an item: the start of its SHA-256, its name, its path or its label in the record')
  if ((options.text('purpose') ?? '').trim() === '') throw usageError(command, 'Why? Disposing of evidence needs a reason: --purpose')
  await withIncident(options, async (place, incident) => {
    const { viewItems } = await import('../../../app/evidence/item-view.ts')
    const { chooseItems } = await import('../../../app/evidence/find-items.ts')
    const { disposeEvidence } = await import('../../../app/evidence/dispose-evidence.ts')
    const all = await viewItems(incident, place)
    const items = await chooseItems(incident, { items: all, words: paths }, place)
    const told = toldOf(options, place.now())
    const gone = await disposeEvidence(incident, { items, all, told, evenIfCited: options.flag('even-if-cited'), signal }, place)
    const shared = gone.shared === 0 ? '' : `; the bytes of ${formatNumber(gone.shared)} stay for other incidents`
    await terminal.out(`${incident}: disposed of ${plural(gone.items.length, 'item')}${shared}\n`)
    for (const { row, label } of gone.items.slice(0, 50))
      terminal.error(`  ${label ?? row.sha256.slice(0, 12)}  ${oneLine(row.path === '' ? row.name : row.path)}`)
  })
  return 0
}
