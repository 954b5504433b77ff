import { useCallback } from 'react'
import { formatInstant, instantOf, parseInstant } from '../../base/instant.ts'
import { type Interval, intervalSchema } from '../../model/interval.ts'
import { printInstantText, printInterval } from '../../report/time.ts'
import { Button } from '../widgets/button.tsx'
import { type FieldOf, useForm, type WidgetProps } from './form-access.tsx'
import { Labelled } from './labelled.tsx'
import { proposedDate } from './proposals.ts'
import { readInterval } from './read-interval.ts'
import { useDraftText } from './use-draft-text.ts'

/** A calendar date, chosen or typed; a due date that is proposed is one click away. */
export function DateWidget({ field, path, value }: WidgetProps<FieldOf<'date'>>) {
  const { commit, facts } = useForm()
  const save = useCallback(
    (text: string) => (text === '' && !field.optional ? 'A date is needed here.' : commit([{ op: 'set', path, value: text === '' ? null : text }])),
    [commit, path, field.optional],
  )
  const shown = typeof value === 'string' ? value : ''
  const draft = useDraftText(path, shown, save)
  const proposed = shown === '' ? proposedDate(facts, path) : undefined
  return (
    <Labelled
      field={field}
      problem={draft.problem}
      aside={
        proposed === undefined ? undefined : (
          <Button look="quiet" size="small" onPress={() => commit([{ op: 'set', path, value: proposed.date }])}>
            Use {proposed.date}
          </Button>
        )
      }
      hint={proposed === undefined ? undefined : proposed.reason}
    >
      {(ids) => (
        <input
          {...ids}
          type="date"
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

/** A point in time, written in any zone, kept in UTC. */
export function InstantWidget({ field, path, value }: WidgetProps<FieldOf<'instant'>>) {
  const { commit, document } = useForm()
  const zone = document.people.displayZone
  const save = useCallback(
    (text: string) => {
      if (text.trim() === '') return field.optional ? commit([{ op: 'set', path, value: null }]) : 'A time is needed here.'
      const exact = parseInstant(text.trim())
      if (exact !== undefined && /^\d{4}-\d{2}-\d{2}T[\d:.]{8,18}Z$/.test(text.trim())) return commit([{ op: 'set', path, value: text.trim() }])
      const read = readInterval(text, zone)
      return read.ok ? commit([{ op: 'set', path, value: formatInstant(instantOf(read.interval.earliest)) }]) : read.problem
    },
    [commit, path, field.optional, zone],
  )
  const shown = typeof value === 'string' ? value : ''
  const draft = useDraftText(path, shown.replace('T', ' ').replace(/Z$/, ' UTC'), save)
  return (
    <Labelled field={field} problem={draft.problem} hint={shown === '' || zone === 'UTC' ? undefined : printInstantText(shown, zone)}>
      {(ids) => (
        <input
          {...ids}
          readOnly={field.readOnly}
          placeholder={`2026-03-01 10:15 ${zone}`}
          value={draft.text}
          className="control w-full number-column"
          onChange={(event) => draft.change(event.target.value)}
          onBlur={draft.leave}
        />
      )}
    </Labelled>
  )
}

function intervalOf(value: unknown): Interval | undefined {
  const read = intervalSchema.safeParse(value)
  return read.success ? read.data : undefined
}

/** When something happened: one text that is read, or its four parts one by one. */
export function IntervalWidget({ field, path, value }: WidgetProps<FieldOf<'interval'>>) {
  const { commit, document } = useForm()
  const current = intervalOf(value)
  const zone = document.people.displayZone
  const save = useCallback(
    (text: string) => {
      if (text.trim() === '') return field.optional ? commit([{ op: 'set', path, value: null }]) : 'A time is needed here.'
      const read = readInterval(text, zone)
      return read.ok ? commit([{ op: 'set', path, value: { ...read.interval } }]) : read.problem
    },
    [commit, path, field.optional, zone],
  )
  const draft = useDraftText(path, current === undefined ? '' : printInterval(current, 'UTC').text, save)
  return (
    <Labelled field={field} problem={draft.problem} hint={current === undefined ? undefined : hintOf(current, zone)}>
      {(ids) => (
        <input
          {...ids}
          placeholder={`2026-03-01 10:15 ${zone}`}
          value={draft.text}
          className="control w-full number-column"
          onChange={(event) => draft.change(event.target.value)}
          onBlur={draft.leave}
        />
      )}
    </Labelled>
  )
}

function hintOf(interval: Interval, zone: string): string {
  const assumed = interval.assumed ?? []
  const doubt = assumed.length === 0 ? '' : `; ${assumed.join(' and ')} assumed: this time bounds no metric`
  const local = zone === 'UTC' ? '' : `${printInterval(interval, zone).text}. `
  return `${local}Known to the ${interval.precision}; source zone ${interval.zone === 'Z' ? 'UTC' : interval.zone}${doubt}`
}
