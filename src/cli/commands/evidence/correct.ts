import { usageError } from '../../arguments.ts'
import type { Command, ExitCode, Invocation } from '../../command.ts'
import { oneLine, placeOptions, toldOf, toldOptions, withIncident } from '../../evidence-options.ts'

/** `hindcast evidence correct`: an entry is never changed; a later one states it anew. */
export const command: Command = {
  name: 'evidence correct',
  summary: 'State a custody entry anew',
  usage: 'evidence correct <entry> [options]',
  options: [
    ...placeOptions,
    { name: 'to', value: 'NAME', description: 'Who received it' },
    { name: 'to-place', value: 'TEXT', description: 'Where it was brought' },
    { name: 'seal', value: 'NUMBER', description: 'Number of the seal' },
    ...toldOptions,
  ],
  examples: [
    {
      command: 'hindcast evidence correct 12 --to "Tomas Okafor" --note "The name was mistyped"',
      what: 'Entry 12 stays; a new one says what is right. What is not given stays as it was',
    },
  ],
  run: correct,
}

async function correct({ paths: [given, ...others], options, terminal }: Invocation): Promise<ExitCode> {
  const seq = Number(given)
  if (given === undefined || others.length > 0 || !/^\d{1,9}$/.test(given) || seq < 1)
    throw usageError(command, '"evidence correct" needs the number of one entry; "evidence show" tells it')
  await withIncident(options, async (place, incident) => {
    const { correctEntry } = await import('../../../app/evidence/record-handling.ts')
    const { by, ...told } = toldOf(options, place.now())
    const [to, placeTo, seal] = ['to', 'to-place', 'seal'].map((name) => options.text(name)?.trim() || undefined)
    const own = { ...told, to, placeTo, seal, ...(options.text('by') === undefined ? {} : { by }) }
    const entry = await correctEntry(incident, { seq, told: own }, place)
    await terminal.out(`${incident}: entry ${entry.seq} corrects entry ${seq}: ${entry.action}, by ${oneLine(entry.by)}\n`)
  })
  return 0
}
