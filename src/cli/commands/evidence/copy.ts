import { handlingCommand } from '../../handling-command.ts'

/** `hindcast evidence copy`: writes a custody entry. */
export const command = handlingCommand({
  action: 'copy',
  summary: 'Record that items were copied',
  options: [
    { name: 'to-place', value: 'TEXT', description: 'Where the copy is' },
    { name: 'hash-after', value: 'SHA256', description: 'SHA-256 of the copy' },
  ],
  examples: [{ command: 'hindcast evidence copy disk.img --to-place "Laboratory" --purpose "Working copy"', what: 'A working copy was made' }],
})
