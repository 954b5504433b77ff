import { useEffect, useRef } from 'react'
import { DropZone, type DropItem } from 'react-aria-components'
import { Button } from '../widgets/button.tsx'
import { type Chosen, chosenOf } from './chosen-files.ts'

const most = 5_000

/** Takes files and whole folders: dropped, pasted, or chosen by button. */
export function DropArea({ onFiles, isBusy = false }: { onFiles: (files: readonly Chosen[]) => void; isBusy?: boolean }) {
  const files = useRef<HTMLInputElement>(null)
  const folder = useRef<HTMLInputElement | null>(null)
  const dropped = useDroppedFiles()
  const give = (chosen: readonly Chosen[]) => {
    if (chosen.length > 0) onFiles(chosen)
  }
  return (
    <DropZone
      isDisabled={isBusy}
      aria-label="Drop evidence files or folders here"
      className="flex flex-col items-center gap-3 rounded-xl border border-dashed border-line-strong px-6 py-10 text-center data-drop-target:border-accent-text data-drop-target:bg-accent-soft data-focus-visible:outline-2 data-focus-visible:outline-accent-text"
      getDropOperation={() => 'copy'}
      onDrop={(event) => void readItems(event.items).then((found) => give(found.length > 0 ? found : dropped.current))}
    >
      <p className="text-lg font-medium">Drop log files or folders here</p>
      <p className="max-w-lg text-soft">
        CloudTrail, syslog and auth logs, web access logs, Timesketch, and any JSONL or CSV with a time column; plain or gzipped. What is no log is
        kept and listed.
      </p>
      <div className="flex gap-2">
        <Button look="primary" isDisabled={isBusy} onPress={() => files.current?.click()}>
          Choose files
        </Button>
        <Button isDisabled={isBusy} onPress={() => folder.current?.click()}>
          Choose a folder
        </Button>
      </div>
      <input
        ref={files}
        type="file"
        multiple
        hidden
        aria-label="Evidence files"
        data-testid="files"
        onChange={(event) => give(take(event.currentTarget))}
      />
      <input
        ref={(node) => {
          folder.current = node
          if (node !== null) node.webkitdirectory = true
        }}
        type="file"
        multiple
        hidden
        aria-label="Evidence folder"
        onChange={(event) => give(take(event.currentTarget))}
      />
    </DropZone>
  )
}

/** The plain list of files of the last drop: some sources of a drop offer no entry of a file system for what they carry. */
function useDroppedFiles(): { readonly current: readonly Chosen[] } {
  const dropped = useRef<readonly Chosen[]>([])
  useEffect(() => {
    const keep = (event: DragEvent) => {
      dropped.current = chosenOf(event.dataTransfer?.files ?? null)
    }
    window.addEventListener('drop', keep, true)
    return () => window.removeEventListener('drop', keep, true)
  }, [])
  return dropped
}

function take(input: HTMLInputElement): readonly Chosen[] {
  const chosen = chosenOf(input.files)
  input.value = ''
  return chosen
}

/** All files of what was dropped, folders walked; at most 5,000. */
async function readItems(items: readonly DropItem[]): Promise<readonly Chosen[]> {
  const found: Chosen[] = []
  const walk = async (item: DropItem, path: string): Promise<void> => {
    if (found.length >= most) return
    if (item.kind === 'file') return void found.push({ file: await item.getFile(), path: path === '' ? '' : `${path}/${item.name}` })
    if (item.kind !== 'directory') return
    for await (const child of item.getEntries()) await walk(child, path === '' ? item.name : `${path}/${item.name}`)
  }
  for (const item of items) await walk(item, '')
  return found
}
