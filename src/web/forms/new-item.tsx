import { useMemo, useState } from 'react'
import { isObject, type JsonObject } from '../../base/json.ts'
import type { Change } from '../../model/edit.ts'
import { Button } from '../widgets/button.tsx'
import { FieldGrid } from './field-grid.tsx'
import { type FieldOf, type FormAccess, FormContext, useForm } from './form-access.tsx'
import { newItemId, splitFields } from './item-words.ts'

/**
 * An item that the record would not accept yet (a timeline entry without its time): filled in here first, then added whole, so that
 * nothing has to be made up.
 */
export function NewItem({ field, path, onDone }: { field: FieldOf<'items'>; path: string; onDone: (id: string | undefined) => void }) {
  const form = useForm()
  const [draft, setDraft] = useState<JsonObject>(() => ({ id: newItemId(field.key) }))
  const [problem, setProblem] = useState<string | undefined>()
  const own = useMemo(() => {
    const idField = field.fields.find((one) => one.key === 'id' && one.title !== 'Id')
    return [...(idField === undefined ? [] : [idField]), ...splitFields(field.fields).own]
  }, [field.fields])
  const root = `${path}/new`
  const access = useMemo<FormAccess>(
    () => ({
      ...form,
      commit(changes) {
        setDraft((current) => changes.reduce((made, change) => setIn(made, change, root), current))
        return undefined
      },
    }),
    [form, root],
  )
  const add = () => {
    const id = String(draft['id'])
    const wrong = form.commit([{ op: 'add', path, value: JSON.parse(JSON.stringify(draft)) }])
    setProblem(wrong)
    if (wrong === undefined) onDone(id)
  }
  return (
    <div className="flex flex-col gap-4 rounded-lg border border-accent-text/40 bg-surface p-4">
      <FormContext value={access}>
        <FieldGrid fields={own} path={root} value={draft} />
      </FormContext>
      {problem === undefined ? undefined : (
        <p role="alert" className="text-sm text-bad">
          {problem}
        </p>
      )}
      <div className="flex gap-2">
        <Button look="primary" size="small" onPress={add}>
          Add to {field.title}
        </Button>
        <Button size="small" look="quiet" onPress={() => onDone(undefined)}>
          Discard
        </Button>
      </div>
    </div>
  )
}

/** The draft with one field set; objects on the way are made. */
function setIn(draft: JsonObject, change: Change, root: string): JsonObject {
  if (change.op !== 'set') return draft
  return put(draft, change.path.slice(root.length + 1).split('/'), change.value === null ? undefined : change.value)
}

function put(object: JsonObject, [key = '', ...rest]: readonly string[], value: JsonObject[string]): JsonObject {
  const child = object[key]
  return { ...object, [key]: rest.length === 0 ? value : put(isObject(child) ? child : {}, rest, value) }
}
