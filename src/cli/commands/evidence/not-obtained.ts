import { handlingCommand } from '../../handling-command.ts'

/** `hindcast evidence not-obtained`: writes a custody entry. */
export const command = handlingCommand({
  action: 'not-obtained',
  summary: 'Record a source that was asked for in vain',
  options: [{ name: 'what', value: 'TEXT', description: 'The source' }],
  examples: [
    {
      command: 'hindcast evidence not-obtained --what "VPN gateway logs before 1 March" --purpose "Overwritten after 14 days"',
      what: 'What is missing, and why',
    },
  ],
})
