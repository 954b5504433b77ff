import { useMemo, useState } from 'react'
import { isObject, type JsonObject } from '../../base/json.ts'
import { plural } from '../../base/text.ts'
import { Button } from '../widgets/button.tsx'
import { itemTargeted, useFieldTarget } from './field-target.tsx'
import { type FieldOf, useForm, type WidgetProps } from './form-access.tsx'
import { ItemRow } from './item-row.tsx'
import { Group } from './labelled.tsx'
import { NewItem } from './new-item.tsx'
import { newItemId, summaryOf } from './item-words.ts'

const pageSize = 40

/** A list of the record: items open one at a time, in their order, with add, move and remove. */
export function ItemsWidget({ field, path, value }: WidgetProps<FieldOf<'items'>>) {
  const list = useItems(field, path, value)
  const { items, found, shown, openId } = list
  return (
    <Group
      title={field.title}
      about={field.description}
      aside={<span className="text-xs text-faint number-column">{items.length === 0 ? 'none yet' : plural(items.length, 'item')}</span>}
    >
      {items.length > pageSize ? <Filter title={field.title} value={list.filter} onChange={list.setFilter} /> : undefined}
      {found.length === 0 ? undefined : (
        <ol className="divide-y divide-line overflow-hidden rounded-lg border border-line">
          {found.slice(0, shown).map((item) => (
            <ItemRow
              key={String(item['id'])}
              field={field}
              path={path}
              item={item}
              place={{ index: items.indexOf(item), items }}
              isOpen={openId === item['id']}
              onToggle={(open) => list.open(open ? String(item['id']) : undefined)}
            />
          ))}
        </ol>
      )}
      <div className="flex gap-2">
        {found.length > shown ? (
          <Button size="small" onPress={list.showMore}>
            Show {Math.min(pageSize, found.length - shown)} more of {found.length}
          </Button>
        ) : undefined}
        {list.isAdding || field.readOnly ? undefined : (
          <Button size="small" onPress={list.add} aria-label={`Add to ${field.title}`}>
            Add
          </Button>
        )}
      </div>
      {list.isAdding ? <NewItem field={field} path={path} onDone={list.added} /> : undefined}
    </Group>
  )
}

/** The items of a list, which of them are shown, and the one that is open. */
function useItems(field: FieldOf<'items'>, path: string, value: unknown) {
  const { commit } = useForm()
  const targeted = itemTargeted(useFieldTarget(), path)
  const [openId, setOpenId] = useState(targeted)
  const [isAdding, setAdding] = useState(false)
  const [shown, setShown] = useState(() =>
    Math.max(pageSize, 1 + (Array.isArray(value) ? value.findIndex((item) => isObject(item) && item['id'] === targeted) : 0)),
  )
  const [filter, setFilter] = useState('')
  const items = useMemo<readonly JsonObject[]>(() => (Array.isArray(value) ? value.filter((item) => isObject(item)) : []), [value])
  const wanted = filter.trim().toLowerCase()
  const found = useMemo(
    () => (wanted === '' ? items : items.filter((item) => summaryOf(field.fields, item).toLowerCase().includes(wanted))),
    [items, wanted, field.fields],
  )
  const add = () => {
    const id = newItemId(field.key)
    const namesItself = field.fields.some((one) => one.key === 'id' && one.title !== 'Id')
    if (namesItself || !field.schema.safeParse({ id }).success) return setAdding(true)
    setOpenId(commit([{ op: 'add', path, value: { id } }]) === undefined ? id : undefined)
    setShown((count) => Math.max(count, items.length + 1))
  }
  const added = (id: string | undefined) => {
    setAdding(false)
    setOpenId(id)
  }
  const showMore = () => setShown((count) => count + pageSize)
  return { items, found, shown, openId, isAdding, filter, setFilter, add, added, showMore, open: setOpenId }
}

function Filter({ title, value, onChange }: { title: string; value: string; onChange: (value: string) => void }) {
  return (
    <input
      className="control w-full max-w-sm"
      aria-label={`Filter ${title}`}
      placeholder={`Filter ${title.toLowerCase()}`}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  )
}
