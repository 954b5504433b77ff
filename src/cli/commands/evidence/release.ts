import { handlingCommand } from '../../handling-command.ts'

/** `hindcast evidence release`: writes a custody entry. */
export const command = handlingCommand({
  action: 'release',
  summary: 'End a legal hold',
  options: [{ name: 'hold', value: 'N', many: true, description: 'Number of the hold ("evidence show" and "list" tell it)' }],
  examples: [
    { command: 'hindcast evidence release --hold 12 --purpose "Case settled" --authority "General Counsel"', what: 'By the number of the hold' },
    { command: 'hindcast evidence release 9f86d081 --purpose "Case settled"', what: 'Every hold on one item' },
  ],
})
