import { isObject, type JsonObject } from '../../base/json.ts'
import { Button } from '../widgets/button.tsx'
import { type FieldOf, useForm, type WidgetProps } from './form-access.tsx'
import { Group } from './labelled.tsx'

/** A list of small objects without ids (periods of silence): one value, edited as a whole. */
export function RowsWidget({ field, path, value }: WidgetProps<FieldOf<'rows'>>) {
  const { commit } = useForm()
  const rows: readonly JsonObject[] = Array.isArray(value) ? value.filter((row) => isObject(row)) : []
  const put = (next: readonly JsonObject[], told?: string) =>
    commit([{ op: 'set', path, value: next.map((row) => JSON.parse(JSON.stringify(row))) }], told === undefined ? {} : { told })
  return (
    <Group title={field.title} about={field.description}>
      <ul className="flex flex-col gap-2">
        {rows.map((row, index) => (
          // Rows have no identity of their own; their place is all there is.
          // oxlint-disable-next-line react/no-array-index-key
          <li key={index} className="flex items-end gap-2">
            {field.fields.map((column) => (
              <label key={column.key} className="flex min-w-0 flex-1 flex-col gap-1 text-sm font-medium">
                {column.title}
                <input
                  className="control w-full font-normal number-column"
                  defaultValue={typeof row[column.key] === 'string' ? String(row[column.key]) : ''}
                  onBlur={(event) => {
                    if (event.target.value !== row[column.key])
                      put(rows.map((one, place) => (place === index ? { ...one, [column.key]: event.target.value } : one)))
                  }}
                />
              </label>
            ))}
            <Button
              look="quiet"
              aria-label={`Remove row ${index + 1}`}
              onPress={() =>
                put(
                  rows.filter((_, place) => place !== index),
                  `Removed a row of ${field.title}`,
                )
              }
            >
              ×
            </Button>
          </li>
        ))}
      </ul>
      <div>
        <Button size="small" onPress={() => put([...rows, Object.fromEntries(field.fields.map((column) => [column.key, '']))])}>
          Add
        </Button>
      </div>
    </Group>
  )
}
