import { useId } from 'react'
import type { JsonObject } from '../../base/json.ts'
import { Badge } from '../widgets/badge.tsx'
import { Button } from '../widgets/button.tsx'
import { FieldGrid } from './field-grid.tsx'
import { type FieldOf, useForm } from './form-access.tsx'
import { itemTitle, reviewOf, splitFields } from './item-words.ts'

export interface ItemRowProps {
  readonly field: FieldOf<'items'>
  readonly path: string
  readonly item: JsonObject
  readonly place: { readonly index: number; readonly items: readonly JsonObject[] }
  readonly isOpen: boolean
  onToggle(open: boolean): void
}

export function ItemRow({ field, path, item, isOpen, onToggle, place }: ItemRowProps) {
  const bodyId = useId()
  const title = itemTitle(field.fields, item)
  const review = reviewOf(item)
  return (
    <li className={isOpen ? 'bg-surface' : 'lazy-paint bg-surface'}>
      <div className="flex items-center hover:bg-hover">
        <button
          type="button"
          aria-expanded={isOpen}
          aria-controls={isOpen ? bodyId : undefined}
          className="flex min-w-0 flex-1 items-center gap-2.5 px-3 py-2 text-left -outline-offset-2"
          onClick={() => onToggle(!isOpen)}
        >
          <span aria-hidden className={`text-xs text-faint transition-transform ${isOpen ? 'rotate-90' : ''}`}>
            ▸
          </span>
          <span
            className={`min-w-0 flex-1 truncate ${review === 'rejected' ? 'text-faint line-through' : ''} ${title === 'Nothing entered yet' ? 'text-faint italic' : ''}`}
          >
            {title}
          </span>
          {review === undefined || review === 'accepted' ? undefined : <Badge tone={review === 'proposed' ? 'accent' : 'plain'}>{review}</Badge>}
        </button>
      </div>
      {isOpen ? (
        <div id={bodyId} className="border-t border-line px-4 pt-3 pb-4">
          <ItemForm field={field} path={`${path}/${String(item['id'])}`} item={item} />
          <ItemActions field={field} path={path} item={item} place={place} onGone={() => onToggle(false)} />
        </div>
      ) : undefined}
    </li>
  )
}

/** Everything one item holds. */
export function ItemForm({ field, path, item }: { field: FieldOf<'items'>; path: string; item: JsonObject }) {
  const { own, evidence, marking } = splitFields(field.fields)
  return (
    <div className="flex flex-col gap-4">
      <FieldGrid fields={own} path={path} value={item} />
      {evidence.length === 0 ? undefined : <FieldGrid fields={evidence} path={path} value={item} />}
      {marking.length === 0 ? undefined : (
        <details>
          <summary className="w-fit rounded text-sm text-soft hover:text-ink">Review state and marking</summary>
          <div className="pt-3">
            <FieldGrid fields={marking} path={path} value={item} />
          </div>
        </details>
      )}
    </div>
  )
}

function ItemActions({ field, path, item, place, onGone }: Pick<ItemRowProps, 'field' | 'path' | 'item' | 'place'> & { onGone: () => void }) {
  const { commit } = useForm()
  const { index, items } = place
  const own = `${path}/${String(item['id'])}`
  const idAt = (position: number) => {
    const id = items[position]?.['id']
    return typeof id === 'string' ? id : undefined
  }
  const move = (before: string | undefined) => commit([before === undefined ? { op: 'move', path: own } : { op: 'move', path: own, before }])
  return (
    <div className="mt-4 flex flex-wrap gap-2 border-t border-line pt-3">
      <Button size="small" isDisabled={index <= 0} onPress={() => move(idAt(index - 1))}>
        Move up
      </Button>
      <Button size="small" isDisabled={index >= items.length - 1} onPress={() => move(idAt(index + 2))}>
        Move down
      </Button>
      <span className="flex-1" />
      <Button
        size="small"
        look="danger"
        onPress={() => {
          onGone()
          commit([{ op: 'remove', path: own }], { told: `Removed from ${field.title}.` })
        }}
      >
        Remove
      </Button>
    </div>
  )
}
