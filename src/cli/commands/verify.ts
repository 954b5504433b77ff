import type { Verdict } from '../../app/verifying/verdict.ts'
import { plural, showControls } from '../../base/text.ts'
import { usageError } from '../arguments.ts'
import type { Command, ExitCode, Invocation, Terminal } from '../command.ts'

/** `hindcast verify`: proves that what a report cites is intact, offline. */
export const command: Command = {
  name: 'verify',
  summary: 'Check a report against its evidence, offline',
  usage: 'verify <folder> [--evidence PATH]… [options]',
  options: [
    { name: 'evidence', short: 'e', value: 'PATH', many: true, description: 'Where the evidence lies now; without it, where it was read' },
    {
      name: 'head',
      value: 'HASH',
      description:
        'The edit chain that a copy of the report prints on its last page, or the first 12 characters or more: matches the copy to this record',
    },
    { name: 'quiet', short: 'q', description: 'Print only what is broken or could not be checked' },
    { name: 'json', description: 'One JSON object a check' },
  ],
  examples: [
    { command: 'hindcast verify report', what: 'Check the folder that "draft" wrote, with the evidence where it was' },
    { command: 'hindcast verify report --head 3f9a52c17be0', what: 'Match a paper copy to the record it was printed from' },
    { command: 'hindcast verify report --evidence /mnt/case-17', what: 'Check it with the evidence somewhere else' },
  ],
  run: verify,
}

async function verify({ paths, options, terminal, signal }: Invocation): Promise<ExitCode> {
  const [folder, ...more] = paths
  if (folder === undefined || more.length > 0) throw usageError(command, '"verify" needs one folder: the one that "draft" wrote')
  const { isHead, shortestHead } = await import('../../app/verifying/check-head.ts')
  const head = options.text('head')?.toLowerCase().replace(/\s+/g, '')
  if (head !== undefined && !isHead(head))
    throw usageError(command, `"--head" needs at least ${shortestHead} of the 64 characters (0-9, a-f) of an edit chain`)
  const { verifyFolder } = await import('../../app/verifying/verify-folder.ts')
  terminal.progress.update('Reading the evidence again')
  const verdicts = await verifyFolder({ folder, evidence: options.list('evidence'), head, signal })
  const shown = options.flag('quiet') ? verdicts.filter((verdict) => verdict.status !== 'intact') : verdicts
  for (const verdict of shown) {
    await terminal.out(options.flag('json') ? `${JSON.stringify(verdict)}\n` : `${lineOf(verdict, terminal)}\n`)
  }
  const of = (status: Verdict['status']): number => verdicts.filter((verdict) => verdict.status === status).length
  const unchecked = verdicts.filter((verdict) => verdict.status === 'not checked' && verdict.kind !== 'unlisted').length
  const summary = `${plural(of('intact'), 'check')} intact, ${of('broken')} broken, ${of('not checked')} not checked. Intact means that bytes and numbers are what they were, not that a statement is true.`
  if (!options.flag('json')) await terminal.out(`${summary}\n`)
  return of('broken') + unchecked > 0 ? 1 : 0
}

const marks = { intact: 'intact     ', broken: 'BROKEN     ', 'not checked': 'not checked' } as const
const styles = { intact: 'green', broken: 'red', 'not checked': 'yellow' } as const

function lineOf(verdict: Verdict, terminal: Terminal): string {
  const mark = terminal.paint(styles[verdict.status], marks[verdict.status])
  return `${mark}  ${verdict.kind.padEnd(8)}  ${showControls(`${verdict.subject}: ${verdict.message}`)}`
}
