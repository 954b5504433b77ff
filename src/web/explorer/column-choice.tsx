import { useState } from 'react'
import { Button } from '../widgets/button.tsx'
import { Dialog } from '../widgets/dialog.tsx'
import { type ColumnName, columnTitle, offeredColumns, usualColumns } from './columns.ts'

export interface ColumnChoiceProps {
  readonly columns: readonly ColumnName[]
  onColumns(columns: readonly ColumnName[]): void
}

/** Which columns the table has, and in which order. */
export function ColumnChoice({ columns, onColumns }: ColumnChoiceProps) {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button size="small" onPress={() => setOpen(true)}>
        Columns
      </Button>
      <Dialog title="Columns" isOpen={isOpen} onClose={() => setOpen(false)}>
        <div className="flex flex-col gap-3">
          <ColumnList columns={columns} onColumns={onColumns} />
          <AnotherField columns={columns} onColumns={onColumns} />
          <Button size="small" look="quiet" className="self-start" onPress={() => onColumns(usualColumns)}>
            Usual columns
          </Button>
        </div>
      </Dialog>
    </>
  )
}

function ColumnList({ columns, onColumns }: ColumnChoiceProps) {
  const offered = [...new Set([...columns, ...offeredColumns])]
  const toggle = (name: ColumnName, on: boolean) => onColumns(on ? [...columns, name] : columns.filter((one) => one !== name))
  return (
    <ul className="grid gap-x-6 sm:grid-cols-2">
      {offered.map((name) => (
        <li key={name} className="flex items-center justify-between gap-2">
          <label className="flex min-w-0 flex-1 items-center gap-2 py-0.5 text-sm">
            <input
              type="checkbox"
              className="size-4 accent-accent"
              checked={columns.includes(name)}
              disabled={columns.length === 1 && columns[0] === name}
              onChange={(event) => toggle(name, event.target.checked)}
            />
            <span className="min-w-0 truncate" title={name}>
              {columnTitle(name)}
            </span>
          </label>
          {columns.indexOf(name) > 0 ? (
            <Button
              size="small"
              look="quiet"
              aria-label={`Move ${columnTitle(name)} to the left`}
              onPress={() => onColumns(movedLeft(columns, name))}
            >
              ←
            </Button>
          ) : undefined}
        </li>
      ))}
    </ul>
  )
}

function AnotherField({ columns, onColumns }: ColumnChoiceProps) {
  const [text, setText] = useState('')
  const add = () => {
    const name = text.trim()
    setText('')
    if (name !== '' && !name.includes(',') && !columns.includes(name)) onColumns([...columns, name])
  }
  return (
    <form
      className="flex items-end gap-2 border-t border-line pt-2"
      onSubmit={(event) => {
        event.preventDefault()
        add()
      }}
    >
      <label className="flex min-w-0 flex-1 flex-col gap-1 text-sm font-medium">
        Another field
        <input
          className="control min-w-0 py-1! font-mono text-sm! font-normal"
          placeholder="fields.eventSource"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      <Button type="submit" size="small">
        Add
      </Button>
    </form>
  )
}

function movedLeft(columns: readonly ColumnName[], name: ColumnName): readonly ColumnName[] {
  const at = columns.indexOf(name)
  const others = columns.filter((one) => one !== name)
  return [...others.slice(0, at - 1), name, ...others.slice(at - 1)]
}
