import { handlingCommand } from '../../handling-command.ts'

/** `hindcast evidence analyse`: writes a custody entry. */
export const command = handlingCommand({
  action: 'analyse',
  summary: 'Record that items were analysed',
  options: [],
  examples: [
    {
      command: 'hindcast evidence analyse disk.img --by "Tomas Okafor" --purpose "Timeline of the file system"',
      what: 'What an analyst did with it',
    },
  ],
})
