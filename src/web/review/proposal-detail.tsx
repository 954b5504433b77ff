import { type ReactNode, useEffect, useRef } from 'react'
import { intervalSchema } from '../../model/interval.ts'
import { resolveTactic, resolveTechnique } from '../../model/attack/attack.ts'
import { printInterval } from '../../report/time.ts'
import type { Field } from '../forms/describe.ts'
import { FieldGrid } from '../forms/field-grid.tsx'
import { splitFields } from '../forms/item-words.ts'
import { wordsOf } from '../forms/describe.ts'
import { Badge } from '../widgets/badge.tsx'
import { Button } from '../widgets/button.tsx'
import { CitationChip } from '../widgets/citation-chip.tsx'
import { useEditor } from '../workspace/editor.tsx'
import { fieldsAt } from './fields-at.ts'
import { proposalWords } from './proposal-words.ts'
import { citationsOf, type Reviewable } from './reviewables.ts'

export interface ProposalDetailProps {
  readonly proposal: Reviewable
  readonly isEditing: boolean
  onEditing(editing: boolean): void
  onDecide(review: 'accepted' | 'rejected' | 'proposed'): void
}

/** One proposal: what it says, why, on what evidence, and the decision. */
export function ProposalDetail({ proposal, isEditing, onEditing, onDecide }: ProposalDetailProps) {
  const { item, path, review, group } = proposal
  const fields = fieldsAt(path)
  const text = proposalWords(proposal)
  const reason = typeof item['reason'] === 'string' ? item['reason'] : undefined
  return (
    <section aria-label="Proposal" className="flex min-w-0 flex-col gap-4 self-start rounded-lg border border-line bg-surface px-5 py-4">
      <div className="flex items-center gap-2 text-sm text-soft">
        <span className="min-w-0 flex-1 truncate">{group}</span>
        <Badge tone={review === 'accepted' ? 'good' : review === 'proposed' ? 'accent' : 'plain'}>{review}</Badge>
      </div>
      <p className="text-lg leading-snug break-words">{text}</p>
      {reason === undefined ? undefined : (
        <p className="text-soft">
          <span className="font-medium text-ink">Why proposed:</span> {reason}
        </p>
      )}
      <Details fields={fields} proposal={proposal} />
      <Evidence proposal={proposal} />
      <div className="flex flex-wrap gap-2 border-t border-line pt-4">
        <Button look="good" onPress={() => onDecide('accepted')}>
          Accept <Key name="a" />
        </Button>
        <Button look="danger" onPress={() => onDecide('rejected')}>
          Reject <Key name="r" />
        </Button>
        <Button aria-expanded={isEditing} onPress={() => onEditing(!isEditing)}>
          {isEditing ? 'Close form' : 'Edit'} <Key name="e" />
        </Button>
        {review === 'proposed' ? undefined : (
          <Button look="quiet" onPress={() => onDecide('proposed')}>
            Back to proposed <Key name="x" />
          </Button>
        )}
      </div>
      {isEditing ? (
        <EditForm onLeave={() => onEditing(false)}>
          <FieldGrid fields={splitFields(fields).own} path={path} value={item} />
        </EditForm>
      ) : undefined}
    </section>
  )
}

/** The form of a proposal: the keyboard goes into it at once, and Escape leads out. */
function EditForm({ onLeave, children }: { onLeave: () => void; children: ReactNode }) {
  const frame = useRef<HTMLDivElement>(null)
  useEffect(() => frame.current?.querySelector<HTMLElement>('input, textarea, select')?.focus(), [])
  return (
    // Escape works from any field inside; the element itself takes no focus.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div
      ref={frame}
      role="group"
      aria-label="Edit the proposal"
      className="border-t border-line pt-4"
      onKeyDown={(event) => {
        if (event.key === 'Escape') onLeave()
      }}
    >
      {children}
    </div>
  )
}

function Key({ name }: { name: string }) {
  return (
    <kbd aria-hidden className="rounded border border-line px-1 font-mono text-xs text-faint">
      {name}
    </kbd>
  )
}

function Evidence({ proposal }: { proposal: Reviewable }) {
  const { view } = useEditor()
  const citations = citationsOf(proposal)
  if (citations.length === 0) return <p className="text-sm text-faint">No record is cited: it was computed from other parts of the draft.</p>
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      <span className="text-sm text-soft">Evidence</span>
      {citations.map((citation) => (
        <CitationChip key={JSON.stringify(citation)} citation={citation} evidence={view.document.evidence} />
      ))}
    </div>
  )
}

const toldElsewhere = new Set(['text', 'reason', 'tier', 'rank', 'phase', 'review'])

/** The other fields that say something, as they stand. */
function Details({ fields, proposal }: { fields: readonly Field[]; proposal: Reviewable }) {
  const { view } = useEditor()
  const zone = view.document.people.displayZone
  const lines = splitFields(fields).own.flatMap((field): [string, string][] => {
    const value = proposal.item[field.key]
    if (toldElsewhere.has(field.key) || value === undefined || value === '' || value === null) return []
    if (field.kind === 'interval') {
      const read = intervalSchema.safeParse(value)
      const printed = read.success ? printInterval(read.data, zone) : undefined
      return printed === undefined ? [] : [[field.title, [printed.text, ...printed.doubts].join('; ')]]
    }
    if (Array.isArray(value))
      return value.length > 0 && value.every((one) => typeof one === 'string')
        ? [[field.title, value.map((one) => nameOf(field, one)).join(', ')]]
        : []
    if (typeof value === 'object') return []
    return [
      [field.title, field.kind === 'boolean' ? (value === true ? 'Yes' : 'No') : field.kind === 'enum' ? wordsOf(String(value)) : String(value)],
    ]
  })
  if (lines.length === 0) return undefined
  return (
    <dl className="grid grid-cols-[8rem_1fr] gap-x-4 gap-y-1 text-sm">
      {lines.map(([title, text]) => (
        <div key={title} className="contents">
          <dt className="text-soft">{title}</dt>
          <dd className="min-w-0 break-words number-column">{text}</dd>
        </div>
      ))}
    </dl>
  )
}

function nameOf(field: Field, value: string): string {
  const found = field.from === 'techniques' ? resolveTechnique(value) : field.from === 'tactics' ? resolveTactic(value) : undefined
  return found === undefined ? value : `${found.name} (${value})`
}
