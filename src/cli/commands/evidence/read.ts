import type { Command, ExitCode, Invocation } from '../../command.ts'
import { placeOptions, readingOptions, readOptions, withIncident } from '../../evidence-options.ts'
import { openTeller, readAndTell } from '../../evidence-telling.ts'

/** `hindcast evidence read`: reads what was kept and not read, or reads it with another zone. */
export const command: Command = {
  name: 'evidence read',
  summary: 'Read kept evidence into events',
  usage: 'evidence read [item…] [options]',
  options: [...placeOptions, ...readOptions],
  examples: [
    { command: 'hindcast evidence read', what: 'Everything that was not read yet' },
    { command: 'hindcast evidence read auth.log --tz Europe/Berlin', what: 'One item again, in another zone' },
  ],
  run: readKept,
}

async function readKept({ paths, options, terminal, signal }: Invocation): Promise<ExitCode> {
  const reading = readingOptions(options)
  const teller = openTeller(terminal, options.text('problems'))
  try {
    await withIncident(options, async (place, incident) => {
      const { viewItems } = await import('../../../app/evidence/item-view.ts')
      const { chooseItems } = await import('../../../app/evidence/find-items.ts')
      const named = paths.length === 0 ? undefined : await chooseItems(incident, { items: await viewItems(incident, place), words: paths }, place)
      const only = named === undefined ? {} : { only: new Set(named.map(({ row }) => row.sha256)) }
      await readAndTell({ place, terminal, signal, incident, teller, reading, ...only })
    })
    return teller.failures() > 0 ? 3 : 0
  } finally {
    teller.close()
  }
}
