import { formatNumber, plural } from '../../../base/text.ts'
import type { Command, ExitCode, Invocation } from '../../command.ts'
import { oneLine, placeOptions, toldOf, toldOptions, withIncident } from '../../evidence-options.ts'
import { createRateWords } from '../../evidence-telling.ts'

/** `hindcast evidence verify`: reads the kept bytes again, and checks chain, story and time stamps of the custody. */
export const command: Command = {
  name: 'evidence verify',
  summary: 'Prove that evidence and custody were not changed',
  usage: 'evidence verify [item…] [options]',
  options: [
    ...placeOptions,
    { name: 'no-entry', description: 'Do not tell of this check in the custody' },
    { name: 'json', description: 'Print the findings as one JSON object a line' },
    ...toldOptions,
  ],
  examples: [
    { command: 'hindcast evidence verify', what: 'Everything; exit code 1 where anything is wrong' },
    {
      command: 'hindcast evidence verify 9f86d081 60303ae2 --by "Mara Lindqvist" --purpose "Before the hearing"',
      what: 'The bytes of two items, and the whole chain',
    },
  ],
  run: verifyItems,
}

async function verifyItems({ paths, options, terminal, signal }: Invocation): Promise<ExitCode> {
  return withIncident(options, async (place, incident) => {
    const { viewItems } = await import('../../../app/evidence/item-view.ts')
    const { chooseItems } = await import('../../../app/evidence/find-items.ts')
    const { verifyEvidence } = await import('../../../app/evidence/verify-evidence.ts')
    const all = await viewItems(incident, place)
    const items = paths.length === 0 ? all : await chooseItems(incident, { items: all, words: paths }, place)
    const rate = createRateWords(() => performance.now())
    const told = toldOf(options, place.now())
    const verified = await verifyEvidence(
      {
        incident,
        items,
        all,
        told,
        isRecorded: !options.flag('no-entry'),
        signal,
        onProgress: (at) =>
          terminal.progress.update(`Verifying ${formatNumber(at.items)} of ${plural(at.totalItems, 'item')}, ${rate(at.bytes, at.totalBytes)}`),
      },
      place,
    )
    const { findings } = verified
    const lines = findings.map((finding) =>
      options.flag('json') ? JSON.stringify(finding) : `${terminal.paint('red', finding.code)}: ${oneLine(finding.message, 2_000)}`,
    )
    if (lines.length > 0) await terminal.out(`${lines.join('\n')}\n`)
    const { anchored, bytes } = verified
    const stamped = anchored === undefined ? 'no time stamp' : `time-stamped up to entry ${anchored.seq} at ${anchored.genTime}`
    const end = findings.length === 0 ? 'intact' : plural(findings.length, 'finding')
    terminal.error(
      `${incident}: ${plural(verified.items, 'item')} (${formatNumber(bytes)} bytes), ${plural(verified.entries, 'custody entry', 'custody entries')}, ${stamped}: ${end}`,
    )
    return findings.length === 0 ? 0 : 1
  })
}
