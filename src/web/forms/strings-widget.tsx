import { useId, useState } from 'react'
import { Button } from '../widgets/button.tsx'
import { type FieldOf, useForm, type WidgetProps } from './form-access.tsx'
import { type FieldIds, Labelled } from './labelled.tsx'
import { type Suggestion, suggestionsFor } from './suggestions.ts'

/** A list of short texts: what is in it can be taken out, and more added, with what the record already knows suggested. */
export function StringsWidget({ field, path, value }: WidgetProps<FieldOf<'strings'>>) {
  const { commit, document } = useForm()
  const chosen = Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : []
  const options = suggestionsFor(field, document)
  const labelOf = (one: string) => options.find((option) => option.value === one)?.label ?? one
  const onlyKnown = field.from === 'causes'

  const put = (next: readonly string[], told?: string) =>
    commit([{ op: 'set', path, value: next.length === 0 && field.optional ? null : [...next] }], told === undefined ? {} : { told })
  const add = (entry: string) => {
    const added = entry.trim()
    const known = options.find((option) => option.label === added || option.value === added)
    if (added !== '' && !chosen.includes(known?.value ?? added)) put([...chosen, known?.value ?? added])
  }
  const remove = (one: string) =>
    put(
      chosen.filter((kept) => kept !== one),
      `Removed “${labelOf(one)}”`,
    )

  return (
    <Labelled field={onlyKnown ? { ...field, description: undefined } : field}>
      {(ids) => (
        <div className="flex flex-col gap-1.5">
          {chosen.length === 0 ? undefined : (
            <ul className="flex flex-wrap gap-1.5">
              {chosen.map((one) => (
                <ChosenText key={one} value={one} label={labelOf(one)} onlyLabel={onlyKnown} onRemove={() => remove(one)} />
              ))}
            </ul>
          )}
          {onlyKnown ? (
            <AddKnown ids={ids} options={options.filter((option) => !chosen.includes(option.value))} onAdd={add} />
          ) : (
            <AddAny ids={ids} options={options} onAdd={add} />
          )}
        </div>
      )}
    </Labelled>
  )
}

function ChosenText({ value, label, onlyLabel, onRemove }: { value: string; label: string; onlyLabel: boolean; onRemove: () => void }) {
  return (
    <li className="inline-flex max-w-full items-center gap-1 rounded-md border border-line bg-sunken py-0.5 pr-0.5 pl-2 text-sm">
      <span className="min-w-0 truncate" title={label}>
        {onlyLabel || label === value ? label : `${value} ${label}`}
      </span>
      <Button look="quiet" size="small" className="h-5.5! px-1.5!" aria-label={`Remove ${label}`} onPress={onRemove}>
        ×
      </Button>
    </li>
  )
}

interface AddProps {
  readonly ids: FieldIds
  readonly options: readonly Suggestion[]
  onAdd(entry: string): void
}

/** Only what the record lists may be added. */
function AddKnown({ ids, options, onAdd }: AddProps) {
  return (
    <select {...ids} className="control w-full" value="" disabled={options.length === 0} onChange={(event) => onAdd(event.target.value)}>
      <option value="">{options.length === 0 ? 'No more causes are recorded: add them under Root cause' : 'Add a cause…'}</option>
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  )
}

/** Any text may be added; what is known is suggested. */
function AddAny({ ids, options, onAdd }: AddProps) {
  const [text, setText] = useState('')
  const listId = useId()
  const add = () => {
    onAdd(text)
    setText('')
  }
  return (
    <>
      <input
        {...ids}
        list={options.length === 0 ? undefined : listId}
        className="control w-full"
        placeholder="Add, then Enter"
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return
          event.preventDefault()
          add()
        }}
        onBlur={add}
      />
      {options.length === 0 ? undefined : (
        <datalist id={listId}>
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </datalist>
      )}
    </>
  )
}
