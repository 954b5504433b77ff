import { useCallback } from 'react'
import { type FieldOf, useForm, type WidgetProps } from './form-access.tsx'
import { Labelled } from './labelled.tsx'
import { suggestionsFor } from './suggestions.ts'
import { useDraftText } from './use-draft-text.ts'

const asText = (value: unknown): string => (typeof value === 'string' ? value : '')

/** One line of text that wraps as it grows; Enter does not break it. */
export function TextWidget({ field, path, value }: WidgetProps<FieldOf<'text'>>) {
  const { commit, document } = useForm()
  const save = useCallback(
    (text: string) => commit([{ op: 'set', path, value: text.trim() === '' && field.optional ? null : text.trim() }]),
    [commit, path, field.optional],
  )
  const draft = useDraftText(path, asText(value), save)
  const options = suggestionsFor(field, document)
  if (options.length > 0 && !field.readOnly) return <ChosenText field={field} draft={draft} options={options} />
  return (
    <Labelled field={field} problem={draft.problem}>
      {(ids) => (
        <textarea
          {...ids}
          rows={1}
          readOnly={field.readOnly}
          value={draft.text}
          className={`control field-sizing-content w-full resize-none ${field.readOnly ? 'font-mono text-sm break-all' : ''}`}
          onChange={(event) => draft.change(event.target.value.replace(/[\r\n]+/g, ' '))}
          onBlur={draft.leave}
          onKeyDown={(event) => {
            if (event.key === 'Enter') event.preventDefault()
          }}
        />
      )}
    </Labelled>
  )
}

interface ChosenTextProps {
  readonly field: FieldOf<'text'>
  readonly draft: ReturnType<typeof useDraftText>
  readonly options: readonly { readonly value: string; readonly label: string }[]
}

/** A text whose usual values are known. Where the record lists all of them it is a choice; else they are suggested. */
function ChosenText({ field, draft, options }: ChosenTextProps) {
  const isKnown = draft.text === '' || options.some((option) => option.value === draft.text)
  return (
    <Labelled field={{ ...field, description: undefined }} problem={draft.problem}>
      {(ids) => (
        <select {...ids} className="control w-full" value={draft.text} onChange={(event) => draft.change(event.target.value)} onBlur={draft.leave}>
          {field.optional || draft.text === '' ? <option value="">Not set</option> : undefined}
          {isKnown ? undefined : <option value={draft.text}>{draft.text}</option>}
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Labelled>
  )
}

/** Text kept as it is, line by line. */
export function CodeWidget({ field, path, value }: WidgetProps<FieldOf<'code'>>) {
  const { commit } = useForm()
  const save = useCallback(
    (text: string) => commit([{ op: 'set', path, value: text === '' && field.optional ? null : text }]),
    [commit, path, field.optional],
  )
  const draft = useDraftText(path, asText(value), save)
  return (
    <Labelled field={field} problem={draft.problem}>
      {(ids) => (
        <textarea
          {...ids}
          rows={3}
          spellCheck={false}
          value={draft.text}
          className="control field-sizing-content min-h-20 w-full font-mono text-sm"
          onChange={(event) => draft.change(event.target.value)}
          onBlur={draft.leave}
        />
      )}
    </Labelled>
  )
}

export function NumberWidget({ field, path, value }: WidgetProps<FieldOf<'number'>>) {
  const { commit } = useForm()
  const { optional, integer } = field
  const save = useCallback(
    (text: string) => {
      const plain = text.replace(/[\s,_']/g, '')
      if (plain === '') return optional ? commit([{ op: 'set', path, value: null }]) : 'A number is needed here.'
      const number = Number(plain)
      if (!Number.isFinite(number)) return `"${text}" is no number. Write digits, with a point before decimals.`
      if (integer && !Number.isInteger(number)) return 'Only whole numbers here.'
      return commit([{ op: 'set', path, value: number }])
    },
    [commit, path, optional, integer],
  )
  const draft = useDraftText(path, typeof value === 'number' ? String(value) : '', save)
  return (
    <Labelled field={field} problem={draft.problem}>
      {(ids) => (
        <input
          {...ids}
          inputMode={integer ? 'numeric' : 'decimal'}
          readOnly={field.readOnly}
          value={draft.text}
          className="control w-full max-w-44 number-column"
          onChange={(event) => draft.change(event.target.value)}
          onBlur={draft.leave}
        />
      )}
    </Labelled>
  )
}
