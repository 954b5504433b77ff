import { handlingCommand } from '../../handling-command.ts'

/** `hindcast evidence hold`: writes a custody entry. */
export const command = handlingCommand({
  action: 'hold',
  summary: 'Put items, or all of an incident, under legal hold',
  options: [],
  examples: [
    {
      command: 'hindcast evidence hold --purpose "Preservation notice of 5 March" --authority "General Counsel"',
      what: 'All of the incident, what is added later too',
    },
    { command: 'hindcast evidence hold 9f86d081 60303ae2 --purpose "Claim against the supplier"', what: 'Two items' },
  ],
})
