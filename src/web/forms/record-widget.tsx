import { useState } from 'react'
import { isObject } from '../../base/json.ts'
import { momentMeanings, momentNames } from '../../model/moment.ts'
import { Button } from '../widgets/button.tsx'
import { Candidates } from './candidates.tsx'
import { type Field, wordsOf } from './describe.ts'
import { FieldGrid } from './field-grid.tsx'
import { useFieldTarget } from './field-target.tsx'
import { type FieldOf, FieldSlot, useForm, type WidgetProps } from './form-access.tsx'
import { Group } from './labelled.tsx'

/** A record of named values: with fixed names (moments) every name has its place; else names are added. */
export function RecordWidget({ field, path, value }: WidgetProps<FieldOf<'record'>>) {
  const record = isObject(value) ? value : {}
  return (
    <Group title={field.title} about={field.description}>
      {field.keys === undefined ? (
        <NamedValues field={field} path={path} value={value} />
      ) : (
        <ul className="divide-y divide-line rounded-lg border border-line">
          {field.keys.map((key) => (
            <NamedObject key={key} name={key} field={field} path={`${path}/${key}`} value={record[key]} />
          ))}
        </ul>
      )}
    </Group>
  )
}

function NamedObject({ name, field, path, value }: { name: string; field: FieldOf<'record'>; path: string; value: unknown }) {
  const target = useFieldTarget()
  const [isOpen, setOpen] = useState(target?.startsWith(`${path}/`) === true)
  const inner = field.value
  if (inner.kind !== 'object') return <FieldSlot field={{ ...inner, key: name, title: wordsOf(name) }} path={path} value={value} />
  const meaning = meaningOf(name)
  const main = inner.fields.filter((one) => one.kind === 'interval')
  const rest = inner.fields.filter((one) => one.kind !== 'interval' && one.key !== 'candidates')
  const object = isObject(value) ? value : {}
  return (
    <li data-path={path} className="bg-surface px-4 py-3">
      <div className="grid gap-x-5 gap-y-2 md:grid-cols-[14rem_1fr_auto]">
        <div>
          <p className="font-medium">{meaning?.title ?? wordsOf(name)}</p>
          <p className="text-xs text-faint">{meaning?.description}</p>
        </div>
        <div className="flex min-w-0 flex-col gap-2">
          {main.map((one) => (
            <FieldSlot
              key={one.key}
              field={{ ...one, title: `${meaning?.title ?? wordsOf(name)}: ${one.title.toLowerCase()}`, isLabelHidden: true }}
              path={`${path}/${one.key}`}
              value={object[one.key]}
            />
          ))}
          <Candidates path={path} value={object['candidates']} />
        </div>
        <Button size="small" look="quiet" aria-expanded={isOpen} aria-label={`Details of ${meaning?.title ?? name}`} onPress={() => setOpen(!isOpen)}>
          Details
        </Button>
      </div>
      {isOpen ? (
        <div className="pt-3">
          <FieldGrid fields={rest} path={path} value={object} />
        </div>
      ) : undefined}
    </li>
  )
}

function meaningOf(name: string): { title: string; description: string } | undefined {
  const known = momentNames.find((moment) => moment === name)
  return known === undefined ? undefined : momentMeanings[known]
}

function NamedValues({ field, path, value }: WidgetProps<FieldOf<'record'>>) {
  const { commit } = useForm()
  const [name, setName] = useState('')
  const [added, setAdded] = useState<readonly string[]>([])
  const record = isObject(value) ? value : {}
  const names = [...new Set([...Object.keys(record), ...added])]
  const fieldOf = (key: string): Field => ({ ...field.value, key, title: key, optional: true })
  const add = () => {
    const key = name.trim().replaceAll('/', '-')
    if (key !== '') setAdded((now) => [...now, key])
    setName('')
  }
  return (
    <div className="flex flex-col gap-3">
      {names.map((key) => (
        <div key={key} className="flex items-end gap-2">
          <div className="flex-1">
            <FieldSlot field={fieldOf(key)} path={`${path}/${key}`} value={record[key]} />
          </div>
          <Button
            look="quiet"
            aria-label={`Remove ${key}`}
            onPress={() => {
              setAdded((now) => now.filter((one) => one !== key))
              if (key in record) commit([{ op: 'set', path: `${path}/${key}`, value: null }], { told: `Removed “${key}”.` })
            }}
          >
            ×
          </Button>
        </div>
      ))}
      <div className="flex gap-2">
        <input
          className="control w-full max-w-xs"
          aria-label={`Name of a new entry in ${field.title}`}
          placeholder="Name"
          value={name}
          onChange={(event) => setName(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') add()
          }}
        />
        <Button onPress={add}>Add</Button>
      </div>
    </div>
  )
}
