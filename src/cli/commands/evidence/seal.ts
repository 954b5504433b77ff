import { handlingCommand } from '../../handling-command.ts'

/** `hindcast evidence seal`: writes a custody entry. */
export const command = handlingCommand({
  action: 'seal',
  summary: 'Record that items were sealed',
  options: [{ name: 'seal', value: 'NUMBER', description: 'Number of the seal' }],
  examples: [
    {
      command: 'hindcast evidence seal 9f86d081 --seal 004711 --by "Mara Lindqvist" --place "Evidence room 2"',
      what: 'A drive went into a numbered bag',
    },
  ],
})
