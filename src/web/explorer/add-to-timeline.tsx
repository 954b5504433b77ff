import { useMutation } from '@tanstack/react-query'
import { useId, useState } from 'react'
import type { EventDetail } from '../../api/search.ts'
import { originSchema } from '../../model/origin.ts'
import { entryKinds } from '../../model/timeline.ts'
import { loadRecord } from '../client.ts'
import { optionLabel } from '../forms/choice-widgets.tsx'
import { newItemId } from '../forms/item-words.ts'
import { Button } from '../widgets/button.tsx'
import { Dialog } from '../widgets/dialog.tsx'
import { useEditor } from '../workspace/editor.tsx'
import { useShortcuts } from '../workspace/shortcuts.tsx'
import { entryOf, type EntryWords } from './timeline-entry.ts'

/** Puts the event into the timeline of the record as an entry that cites it: its bytes are read again and hashed for the citation. */
export function AddToTimeline({ detail }: { detail: EventDetail }) {
  const { view } = useEditor()
  const [isOpen, setOpen] = useState(false)
  const origin = originSchema.safeParse(detail.event['origin'])
  const isCited = view.document.timeline.some((entry) =>
    entry.citations.some((citation) => citation.kind === 'event' && citation.event === detail.row.id),
  )
  const isHeld = origin.success && view.document.evidence.some((item) => item.sha256 === origin.data.evidence)
  useShortcuts({ t: () => setOpen(isHeld) })
  if (!origin.success) return undefined
  return (
    <>
      <Button size="small" look="primary" isDisabled={!isHeld} onPress={() => setOpen(true)}>
        Add to timeline
      </Button>
      {isCited ? <span className="text-xs text-good">in the timeline</span> : undefined}
      {isHeld ? undefined : <span className="text-xs text-faint">Draft first: the record does not hold this evidence yet.</span>}
      <Dialog title="Add to the timeline" isOpen={isOpen} onClose={() => setOpen(false)}>
        <EntryForm detail={detail} onDone={() => setOpen(false)} />
      </Dialog>
    </>
  )
}

function EntryForm({ detail, onDone }: { detail: EventDetail; onDone: () => void }) {
  const { id, view, commit } = useEditor()
  const { phases } = view.document
  const [words, setWords] = useState<EntryWords>({ text: detail.row.message, phase: phases[0]?.id ?? '', kind: 'attacker' })
  const text = useId()
  const add = useMutation({
    mutationFn: async () => {
      const origin = originSchema.parse(detail.event['origin'])
      const raw = await loadRecord(id, { evidence: origin.evidence, offset: origin.offset, length: origin.length })
      const value = entryOf({ id: newItemId('timeline'), detail, raw, words })
      const wrong = commit([{ op: 'add', path: '/timeline', value }], { told: 'Added to the timeline.' })
      if (wrong !== undefined) throw new Error(wrong)
    },
    onSuccess: onDone,
  })
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        add.mutate()
      }}
    >
      <label className="flex flex-col gap-1 text-sm font-medium" htmlFor={text}>
        What happened
        <textarea
          id={text}
          rows={4}
          className="control font-normal"
          value={words.text}
          onChange={(event) => setWords({ ...words, text: event.target.value })}
        />
      </label>
      <PhaseAndKind words={words} onWords={setWords} />
      <p className="text-sm text-soft">The entry cites this event by its bytes, as observed. Everything else can be filled in under Edit.</p>
      {add.error === null ? undefined : (
        <p role="alert" className="text-sm text-bad">
          {add.error.message}
        </p>
      )}
      <div className="flex gap-2">
        <Button type="submit" look="primary" isDisabled={words.text.trim() === '' || add.isPending}>
          {add.isPending ? 'Reading the record…' : 'Add'}
        </Button>
        <Button look="quiet" onPress={onDone}>
          Cancel
        </Button>
      </div>
    </form>
  )
}

function PhaseAndKind({ words, onWords }: { words: EntryWords; onWords: (words: EntryWords) => void }) {
  const { view } = useEditor()
  return (
    <div className="flex flex-wrap gap-4">
      <label className="flex flex-col gap-1 text-sm font-medium">
        Phase
        <select className="control font-normal" value={words.phase} onChange={(event) => onWords({ ...words, phase: event.target.value })}>
          {view.document.phases.map((phase) => (
            <option key={phase.id} value={phase.id}>
              {phase.title}
            </option>
          ))}
        </select>
      </label>
      <label className="flex flex-col gap-1 text-sm font-medium">
        Kind
        <select
          className="control font-normal"
          value={words.kind}
          onChange={(event) => {
            const kind = entryKinds.find((one) => one === event.target.value)
            if (kind !== undefined) onWords({ ...words, kind })
          }}
        >
          {entryKinds.map((kind) => (
            <option key={kind} value={kind}>
              {optionLabel(kind)}
            </option>
          ))}
        </select>
      </label>
    </div>
  )
}
