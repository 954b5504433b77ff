import { isObject } from '../../base/json.ts'
import type { Field } from './describe.ts'
import { FieldSlot } from './form-access.tsx'

const narrow = new Set<Field['kind']>(['number', 'boolean', 'enum', 'date', 'instant', 'interval'])

/** Fields of an object: short ones side by side, the others over the whole width. */
export function FieldGrid({ fields, path, value }: { fields: readonly Field[]; path: string; value: unknown }) {
  const object = isObject(value) ? value : {}
  return (
    <div className="grid grid-cols-1 gap-x-5 gap-y-4 md:grid-cols-2">
      {fields.map((field) => (
        <div key={field.key} data-path={`${path}/${field.key}`} className={`min-w-0 ${narrow.has(field.kind) ? '' : 'md:col-span-2'}`}>
          <FieldSlot field={field} path={`${path}/${field.key}`} value={object[field.key]} />
        </div>
      ))}
    </div>
  )
}
