import { usageError } from '../arguments.ts'
import type { Command } from '../command.ts'
import { evidenceActions } from './evidence/actions.ts'

/** `hindcast evidence`: evidence in the data folder, and everything that was done to it; each action is a file in `evidence/`. */
export const command: Command = {
  name: 'evidence',
  summary: 'Keep evidence and its custody',
  usage: 'evidence <action> [arguments] [options]',
  actions: evidenceActions,
  options: [],
  examples: [
    { command: 'hindcast evidence add ./evidence --by "Mara Lindqvist" --tool "aws cli 2.15"', what: 'Keep a folder, and say how it was obtained' },
    { command: 'hindcast evidence list', what: 'What is kept' },
    { command: 'hindcast evidence verify', what: 'Prove that nothing was changed' },
    { command: 'hindcast evidence export 9f86d081 --out ./handed-over', what: 'Get an original back, byte for byte' },
  ],
  async run({ paths: [first] }) {
    const said = first === undefined ? 'needs an action' : `has no action "${first}"`
    throw usageError(command, `"evidence" ${said}: ${evidenceActions.map(({ name }) => name).join(', ')}`)
  },
}
