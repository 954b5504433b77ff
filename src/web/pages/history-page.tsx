import { useInfiniteQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { plural } from '../../base/text.ts'
import { schemaAt, titleOf } from '../../incident/record-schema.ts'
import type { Change, Edit } from '../../model/edit.ts'
import { loadHistory } from '../client.ts'
import { momentMeanings, momentNames } from '../../model/moment.ts'
import { Badge } from '../widgets/badge.tsx'
import { Button } from '../widgets/button.tsx'
import { Empty, Notice } from '../widgets/notice.tsx'
import { SplitPage } from '../widgets/page.tsx'
import { useEditor } from '../workspace/editor.tsx'

/** Every edit, newest first: who, when, what; each can be taken back by a new one. */
export function HistoryPage() {
  const { id } = useParams({ from: '/incidents/$id' })
  const history = useInfiniteQuery({
    queryKey: ['history', id],
    queryFn: ({ pageParam }) => loadHistory(id, pageParam),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: (last) => {
      const lowest = last.edits[last.edits.length - 1]?.version
      return lowest === undefined || lowest <= 1 ? undefined : lowest
    },
  })
  const edits = history.data?.pages.flatMap((page) => page.edits) ?? []
  return (
    <SplitPage title="History" navigationTitle="About the history" navigation={<About />}>
      <div className="max-w-4xl">
        <h2 className="mb-4 text-xl font-semibold tracking-tight">History</h2>
        {history.error === null ? undefined : (
          <Notice tone="bad" title="The history could not be read">
            {history.error.message}
          </Notice>
        )}
        {history.data !== undefined && edits.length === 0 ? (
          <Empty title="Nothing has been changed yet">Every edit will be listed here with its author and time.</Empty>
        ) : undefined}
        <ol className="divide-y divide-line rounded-lg border border-line bg-surface empty:hidden">
          {edits.map((edit) => (
            <EditRow key={edit.version} edit={edit} />
          ))}
        </ol>
        {history.hasNextPage ? (
          <div className="mt-4">
            <Button isDisabled={history.isFetchingNextPage} onPress={() => void history.fetchNextPage()}>
              Older edits
            </Button>
          </div>
        ) : undefined}
      </div>
    </SplitPage>
  )
}

function About() {
  return (
    <p className="text-sm text-soft">
      The record is the sum of its edits. They are chained by hash and kept for ever: taking one back is an edit of its own, and nothing disappears.
    </p>
  )
}

const kinds = { person: 'plain', draft: 'accent', file: 'plain' } as const
const shownAtFirst = 3
const shownAtMost = 200

function EditRow({ edit }: { edit: Edit }) {
  const { undo } = useEditor()
  const [isOpen, setOpen] = useState(false)
  const changes = edit.changes.slice(0, isOpen ? shownAtMost : shownAtFirst)
  const hidden = edit.changes.length - changes.length
  return (
    <li className="flex gap-4 px-4 py-3">
      <span className="w-10 shrink-0 pt-0.5 text-right text-sm text-faint number-column">{edit.version}</span>
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-2">
          <span className="font-medium">{edit.author.name}</span>
          {edit.author.kind === 'person' ? undefined : <Badge tone={kinds[edit.author.kind]}>{edit.author.kind}</Badge>}
          <span className="text-sm text-faint number-column">{edit.at.slice(0, 19).replace('T', ' ')} UTC</span>
          {edit.undoes === undefined ? undefined : <Badge>takes back {edit.undoes}</Badge>}
        </p>
        {edit.note === undefined ? undefined : <p className="text-soft">{edit.note}</p>}
        <ul className="mt-1 text-sm text-soft">
          {changes.map((change, index) => (
            // oxlint-disable-next-line react/no-array-index-key
            <li key={index} className="truncate">
              {tellChange(change)}
            </li>
          ))}
        </ul>
        {edit.changes.length > shownAtFirst ? (
          <button
            type="button"
            aria-expanded={isOpen}
            className="rounded text-sm text-accent-text underline underline-offset-2"
            onClick={() => setOpen(!isOpen)}
          >
            {isOpen ? `Show less${hidden > 0 ? ` (${plural(hidden, 'change')} more in the download)` : ''}` : plural(hidden, 'more change')}
          </button>
        ) : undefined}
      </div>
      <Button size="small" look="quiet" aria-label={`Undo edit ${edit.version}`} onPress={() => undo(edit.version)}>
        Undo
      </Button>
    </li>
  )
}

const verbs = { add: 'Added to', set: 'Set', remove: 'Removed from', move: 'Moved in' } as const

/** "Set Title: Leaked key", "Added to Timeline: …". */
function tellChange(change: Change): string {
  const segments = change.path.slice(1).split('/')
  const place = change.op === 'remove' || change.op === 'move' ? segments.slice(0, -1) : segments
  const moment = momentNames.find((name) => segments[0] === 'moments' && segments[1] === name)
  const named = moment === undefined ? [] : [momentMeanings[moment].title]
  const titles = [
    ...named,
    ...place.slice(named.length * 2).flatMap((_, depth) => titleOf(schemaAt(place.slice(0, named.length * 2 + depth + 1))) ?? []),
  ]
  const where = titles.length === 0 ? change.path : titles.slice(-2).join(', ').toLowerCase()
  if (change.op === 'set' && change.value === null) return `Cleared ${where}`
  const value = change.op === 'set' ? `: ${tellValue(change.value)}` : change.op === 'add' ? `: ${tellValue(change.value, 'a new item')}` : ''
  return `${verbs[change.op]} ${where}${value}`
}

function tellValue(value: unknown, unnamed = 'changed'): string {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value)
  const text =
    typeof value === 'object' && value !== null
      ? ['text', 'title', 'name', 'value', 'statement', 'question', 'what', 'earliest'].flatMap(
          (key) => new Map(Object.entries(value)).get(key) ?? [],
        )
      : []
  const [first] = text
  return typeof first === 'string' && first !== '' ? first : unnamed
}
