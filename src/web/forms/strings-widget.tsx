import { useId, useState } from 'react'
import { Button } from '../widgets/button.tsx'
import { type FieldOf, useForm, type WidgetProps } from './form-access.tsx'
import { Labelled } from './labelled.tsx'
import { suggestionsFor } from './suggestions.ts'

/** A list of short texts: what is in it can be taken out, and more added, with what the record already knows suggested. */
export function StringsWidget({ field, path, value }: WidgetProps<FieldOf<'strings'>>) {
  const { commit, document } = useForm()
  const [text, setText] = useState('')
  const listId = useId()
  const chosen = Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : []
  const options = suggestionsFor(field, document)
  const labels = new Map(options.map((option) => [option.value, option.label]))
  const onlyKnown = field.from === 'causes'

  const put = (next: readonly string[], told?: string) =>
    commit([{ op: 'set', path, value: next.length === 0 && field.optional ? null : [...next] }], told === undefined ? {} : { told })
  const add = (entry: string) => {
    const added = entry.trim()
    const known = options.find((option) => option.label === added || option.value === added)
    setText('')
    if (added !== '' && !chosen.includes(known?.value ?? added)) put([...chosen, known?.value ?? added])
  }

  return (
    <Labelled field={field}>
      {(ids) => (
        <div className="flex flex-col gap-1.5">
          {chosen.length === 0 ? undefined : (
            <ul className="flex flex-wrap gap-1.5">
              {chosen.map((one) => (
                <li
                  key={one}
                  className="inline-flex max-w-full items-center gap-1 rounded-md border border-line bg-sunken py-0.5 pr-0.5 pl-2 text-sm"
                >
                  <span className="min-w-0 truncate" title={labels.get(one) ?? one}>
                    {textOf(one, labels.get(one), onlyKnown)}
                  </span>
                  <Button
                    look="quiet"
                    size="small"
                    className="h-5.5! px-1.5!"
                    aria-label={`Remove ${labels.get(one) ?? one}`}
                    onPress={() =>
                      put(
                        chosen.filter((kept) => kept !== one),
                        `Removed “${labels.get(one) ?? one}”`,
                      )
                    }
                  >
                    ×
                  </Button>
                </li>
              ))}
            </ul>
          )}
          {onlyKnown ? (
            <select {...ids} className="control w-full" value="" disabled={options.length === 0} onChange={(event) => add(event.target.value)}>
              <option value="">{options.length === 0 ? 'No causes are recorded yet: add them under Root cause' : 'Add a cause…'}</option>
              {options
                .filter((option) => !chosen.includes(option.value))
                .map((option) => (
                  <option key={option.value} value={option.value}>
                    {option.label}
                  </option>
                ))}
            </select>
          ) : (
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
                  add(text)
                }}
                onBlur={() => add(text)}
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
          )}
        </div>
      )}
    </Labelled>
  )
}

function textOf(value: string, label: string | undefined, onlyKnown: boolean): string {
  if (label === undefined || label === value) return value
  return onlyKnown ? label : `${value} ${label}`
}
