import { handlingCommand } from '../../handling-command.ts'

/** `hindcast evidence access`: writes a custody entry. */
export const command = handlingCommand({
  action: 'access',
  summary: 'Record that somebody had access to items',
  options: [],
  examples: [
    { command: 'hindcast evidence access 9f86d081 --by "Tomas Okafor" --purpose "Compared with the backup"', what: 'Somebody looked at it' },
  ],
})
