import { handlingCommand } from '../../handling-command.ts'

/** `hindcast evidence retain`: writes a custody entry. */
export const command = handlingCommand({
  action: 'retain',
  summary: 'Say until when items must be kept',
  options: [{ name: 'until', value: 'DAY', description: 'The last day it must be kept, 2027-03-31: until that day has ended in every time zone' }],
  examples: [
    { command: 'hindcast evidence retain --until 2027-03-31 --purpose "Retention schedule 4.2"', what: 'All of the incident' },
    { command: 'hindcast evidence retain 9f86d081 --until 2033-12-31', what: 'One item longer' },
  ],
})
