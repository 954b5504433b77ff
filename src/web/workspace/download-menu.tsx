import { useState } from 'react'
import { Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components'
import { downloads } from '../../api/downloads.ts'
import { outlineChoices } from '../../model/outline-name.ts'
import { downloadAddress } from '../client.ts'
import { Button } from '../widgets/button.tsx'
import { useOutline } from './outline-choice.tsx'
import { useShortcuts } from './shortcuts.tsx'

/** Lets the browser fetch a file; the server names it. */
function download(address: string): void {
  const link = document.createElement('a')
  link.href = address
  link.download = ''
  link.click()
}

/** Every form in which the record and its report leave the program. */
export function DownloadMenu({ id }: { id: string }) {
  const [isOpen, setOpen] = useState(false)
  const { outline } = useOutline()
  const chosen = outlineChoices.find(({ name }) => name === outline)
  useShortcuts({ d: () => setOpen(true) })
  return (
    <MenuTrigger isOpen={isOpen} onOpenChange={setOpen}>
      <Button size="small">Download</Button>
      <Popover placement="bottom end" className="min-w-64 rounded-lg border border-line bg-raised p-1 shadow-raised">
        <p className="border-b border-line px-2.5 py-1.5 text-xs text-faint">Outline: {chosen?.title}</p>
        <Menu className="outline-none" aria-label="Download" onAction={(format) => download(downloadAddress(id, String(format), outline))}>
          {downloads.map(({ format, title, file }) => (
            <MenuItem
              key={format}
              id={format}
              className="flex cursor-default items-baseline justify-between gap-6 rounded-md px-2.5 py-1.5 outline-none data-focused:bg-hover"
            >
              <span>{title}</span>
              <span className="font-mono text-xs text-faint">{file}</span>
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  )
}
