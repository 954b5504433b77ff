import { useId } from 'react'
import { wordsOf } from './describe.ts'
import { type FieldOf, useForm, type WidgetProps } from './form-access.tsx'
import { Labelled } from './labelled.tsx'

/** "technical cause" -> "Technical cause"; labels that are already written with capitals stay. */
export function optionLabel(option: string): string {
  return /[A-Z]/.test(option) ? option : option.slice(0, 1).toUpperCase() + option.slice(1)
}

export function EnumWidget({ field, path, value }: WidgetProps<FieldOf<'enum'>>) {
  const { commit } = useForm()
  const current = typeof value === 'string' ? value : ''
  return (
    <Labelled field={field}>
      {(ids) => (
        <select
          {...ids}
          className="control w-full"
          value={current}
          disabled={field.readOnly}
          onChange={(event) => commit([{ op: 'set', path, value: event.target.value === '' ? null : event.target.value }])}
        >
          {field.optional || current === '' ? <option value="">Not set</option> : undefined}
          {field.options.map((option) => (
            <option key={option} value={option}>
              {optionLabel(option)}
            </option>
          ))}
        </select>
      )}
    </Labelled>
  )
}

export function BooleanWidget({ field, path, value }: WidgetProps<FieldOf<'boolean'>>) {
  const { commit } = useForm()
  const id = useId()
  return (
    <div className="flex flex-col gap-1 self-end">
      <label className="flex items-center gap-2 py-1.5 text-base font-medium">
        <input
          type="checkbox"
          className="size-4 accent-accent"
          checked={value === true}
          aria-describedby={field.description === undefined ? undefined : id}
          onChange={(event) => commit([{ op: 'set', path, value: event.target.checked ? true : field.optional ? null : false }])}
        />
        {field.title}
      </label>
      {field.description === undefined ? undefined : (
        <p id={id} className="text-xs text-faint">
          {field.description}
        </p>
      )}
    </div>
  )
}

/** Several of a few fixed words. */
export function EnumsWidget({ field, path, value }: WidgetProps<FieldOf<'enums'>>) {
  const { commit } = useForm()
  const chosen: readonly unknown[] = Array.isArray(value) ? value : []
  const toggle = (option: string, isOn: boolean) => {
    const next = field.options.filter((one) => (one === option ? isOn : chosen.includes(one)))
    commit([{ op: 'set', path, value: next.length === 0 && field.optional ? null : next }])
  }
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="text-sm font-medium">{field.title}</legend>
      <div className="flex flex-wrap gap-x-4 gap-y-1">
        {field.options.map((option) => (
          <label key={option} className="flex items-center gap-2 py-1">
            <input
              type="checkbox"
              className="size-4 accent-accent"
              checked={chosen.includes(option)}
              disabled={field.readOnly}
              onChange={(event) => toggle(option, event.target.checked)}
            />
            {wordsOf(option)}
          </label>
        ))}
      </div>
      {field.description === undefined ? undefined : <p className="text-xs text-faint">{field.description}</p>}
    </fieldset>
  )
}
