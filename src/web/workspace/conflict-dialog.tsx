import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { isObject } from '../../base/json.ts'
import { schemaAt, titleOf } from '../../incident/record-schema.ts'
import type { Change } from '../../model/edit.ts'
import { plainText, proseSchema } from '../../model/prose.ts'
import { loadIncident } from '../client.ts'
import { Button } from '../widgets/button.tsx'
import { Dialog } from '../widgets/dialog.tsx'
import { useEditor } from './editor.tsx'
import { valueAt } from './record-path.ts'
import type { Conflict } from './save-queue.ts'

/** Two people changed the same field: shows both values, and the person chooses. Nothing of either is lost before that. */
export function ConflictDialog() {
  const { state } = useEditor()
  const conflict = state.phase === 'conflict' ? state.conflict : undefined
  return (
    <Dialog title="Someone else changed this too" isOpen={conflict !== undefined} isDismissable={false} wide onClose={() => undefined}>
      {conflict === undefined ? undefined : <Choices conflict={conflict} />}
    </Dialog>
  )
}

function touches(change: Change, paths: readonly string[]): boolean {
  return paths.some((path) => path === change.path || path.startsWith(`${change.path}/`) || change.path.startsWith(`${path}/`))
}

function Choices({ conflict }: { conflict: Conflict }) {
  const { id, resolve } = useEditor()
  const { data } = useQuery({ queryKey: ['theirs', id, conflict], queryFn: () => loadIncident(id), gcTime: 0 })
  const disputed = conflict.changes.filter((change) => touches(change, conflict.paths))
  const [mine, setMine] = useState<ReadonlySet<string>>(new Set())
  const keep = (path: string, isMine: boolean) =>
    setMine((now) => {
      const next = new Set(now)
      if (isMine) next.add(path)
      else next.delete(path)
      return next
    })
  return (
    <div className="flex flex-col gap-4">
      <p className="text-soft">
        While you were editing, another edit of the same {disputed.length === 1 ? 'field' : 'fields'} was saved. Choose what the record shall say; the
        other value stays in the history.
      </p>
      {disputed.map((change) => (
        <fieldset key={change.path} className="flex flex-col gap-2">
          <legend className="font-medium">{titleOf(schemaAt(change.path.slice(1).split('/'))) ?? change.path}</legend>
          <Choice
            name={change.path}
            isChosen={!mine.has(change.path)}
            title="Theirs, saved"
            text={data === undefined ? 'Loading…' : tellValue(valueAt(data.document, change.path))}
            onChoose={() => keep(change.path, false)}
          />
          <Choice
            name={change.path}
            isChosen={mine.has(change.path)}
            title="Yours"
            text={change.op === 'set' ? tellValue(change.value) : change.op}
            onChoose={() => keep(change.path, true)}
          />
        </fieldset>
      ))}
      <div className="flex justify-end">
        <Button
          look="primary"
          onPress={() => resolve(conflict.changes.filter((change) => !touches(change, conflict.paths) || mine.has(change.path)))}
        >
          Keep what I chose
        </Button>
      </div>
    </div>
  )
}

function Choice({ name, isChosen, title, text, onChoose }: { name: string; isChosen: boolean; title: string; text: string; onChoose: () => void }) {
  return (
    <label className={`flex gap-3 rounded-lg border px-3 py-2 ${isChosen ? 'border-accent-text bg-accent-soft' : 'border-line'}`}>
      <input type="radio" name={name} className="mt-1 accent-accent" checked={isChosen} onChange={onChoose} aria-label={`${title}: ${text}`} />
      <span className="min-w-0">
        <span className="block text-sm text-soft">{title}</span>
        <span className="block break-words whitespace-pre-wrap">{text}</span>
      </span>
    </label>
  )
}

function tellValue(value: unknown): string {
  if (value === undefined || value === null || value === '') return '(nothing)'
  const prose = proseSchema.safeParse(value)
  if (prose.success) return plainText(prose.data)
  if (isObject(value) && typeof value['earliest'] === 'string') return `${value['earliest']} to ${String(value['latest'])}`
  return typeof value === 'string' ? value : JSON.stringify(value)
}
