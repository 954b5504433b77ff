import { handlingCommand } from '../../handling-command.ts'

/** `hindcast evidence transfer`: writes a custody entry. */
export const command = handlingCommand({
  action: 'transfer',
  summary: 'Record that items were handed over',
  options: [
    { name: 'to', value: 'NAME', description: 'Who received it' },
    { name: 'to-place', value: 'TEXT', description: 'Where it was brought' },
  ],
  examples: [
    {
      command:
        'hindcast evidence transfer 9f86d081 60303ae2 --by "Mara Lindqvist" --to "Tomas Okafor" --reference "Courier 88-1" --to-place "Laboratory"',
      what: 'From whom to whom',
    },
  ],
})
