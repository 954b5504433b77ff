import { Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components'
import { exportAddress, type Searched } from '../client.ts'
import { Button } from '../widgets/button.tsx'

const formats = [
  ['jsonl', 'JSON, one event a line'],
  ['csv', 'CSV, for spreadsheets'],
] as const

/** All events that match, as a file; the server sends it as it is read. */
export function ExportMenu({ id, searched, isDisabled }: { id: string; searched: Searched; isDisabled: boolean }) {
  const save = (format: string) => {
    const link = document.createElement('a')
    link.href = exportAddress(id, { ...searched, format })
    link.download = ''
    link.click()
  }
  return (
    <MenuTrigger>
      <Button size="small" isDisabled={isDisabled}>
        Export
      </Button>
      <Popover placement="bottom end" className="min-w-56 rounded-lg border border-line bg-raised p-1 shadow-raised">
        <Menu className="outline-none" aria-label="Export" onAction={(format) => save(String(format))}>
          {formats.map(([format, title]) => (
            <MenuItem key={format} id={format} className="cursor-default rounded-md px-2.5 py-1.5 outline-none data-focused:bg-hover">
              {title}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  )
}
