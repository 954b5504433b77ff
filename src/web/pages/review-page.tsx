import { useEffect, useMemo, useRef, useState } from 'react'
import { formatNumber, listOf } from '../../base/text.ts'
import { citationLabel } from '../../model/citation-label.ts'
import type { Change } from '../../model/edit.ts'
import { Button } from '../widgets/button.tsx'
import { Empty } from '../widgets/notice.tsx'
import { Meter } from '../widgets/meter.tsx'
import { SplitPage } from '../widgets/page.tsx'
import { MomentList } from '../review/moment-list.tsx'
import { ProposalDetail } from '../review/proposal-detail.tsx'
import { ProposalList } from '../review/proposal-list.tsx'
import { citationsOf, openMoments, type Reviewable, reviewables } from '../review/reviewables.ts'
import { useEditor } from '../workspace/editor.tsx'
import { useShowSource } from '../workspace/source-drawer-access.tsx'
import { useShortcuts } from '../workspace/shortcuts.tsx'

type Shown = 'proposed' | 'all'
type Decision = 'accepted' | 'rejected' | 'proposed'

/** The proposals shown, the one selected, and the decisions on it. */
function useReview() {
  const { view, commit } = useEditor()
  const show = useShowSource()
  const all = useMemo(() => reviewables(view.document), [view.document])
  const [shown, setShown] = useState<Shown>('proposed')
  const [group, setGroup] = useState('')
  const [selected, setSelected] = useState<string | undefined>()
  const [isEditing, setEditing] = useState(false)
  // What was decided on this visit stays in the list until the view changes, so that nothing jumps away under the pointer.
  const [kept, setKept] = useState<ReadonlySet<string>>(new Set())
  const list = useMemo(
    () => all.filter((one) => (group === '' || one.group === group) && (shown === 'all' || one.review === 'proposed' || kept.has(one.path))),
    [all, group, shown, kept],
  )
  const index = Math.max(
    0,
    list.findIndex((one) => one.path === selected),
  )
  const current = list[index]
  const choose = (path: string | undefined) => {
    setSelected(path)
    setEditing(false)
  }
  const step = (by: number) => choose(list[Math.min(list.length - 1, Math.max(0, index + by))]?.path)
  const decide = (review: Decision) => {
    if (current === undefined) return
    setKept((now) => new Set([...now, current.path]))
    commit([{ op: 'set', path: `${current.path}/review`, value: review }], review === 'rejected' ? { told: 'Rejected.' } : {})
    if (review !== 'proposed') step(1)
  }
  const narrow = (to: { group?: string; shown?: Shown }) => {
    setKept(new Set())
    setGroup(to.group ?? group)
    setShown(to.shown ?? shown)
    if (to.group !== undefined) choose(undefined)
  }
  const showSource = () => {
    const [citation] = citationsOf(current)
    if (citation !== undefined) show(citation, citationLabel(view.document.evidence, citation))
  }
  return { all, list, group, shown, current, isEditing, setEditing, choose, step, decide, narrow, showSource }
}

/** The machine's proposals, one after the other: accept, reject, reword. */
export function ReviewPage() {
  const { view, commit } = useEditor()
  const review = useReview()
  const { all, list, group, shown, current } = review
  const moments = useMemo(() => openMoments(view.document), [view.document])
  useShortcuts({
    j: () => review.step(1),
    k: () => review.step(-1),
    a: () => review.decide('accepted'),
    r: () => review.decide('rejected'),
    x: () => review.decide('proposed'),
    e: () => review.setEditing(true),
    s: review.showSource,
  })
  return (
    <SplitPage
      title="Review"
      navigationTitle="Parts"
      navigation={<Groups all={all} group={group} onGroup={(next) => review.narrow({ group: next })} />}
    >
      <div className="flex flex-col gap-5">
        <ReviewHead
          all={all}
          group={group}
          shown={shown}
          onShown={(next) => review.narrow({ shown: next })}
          onAcceptAll={(changes, told) => commit(changes, { told })}
        />
        <MomentList moments={moments} />
        {current === undefined ? (
          <Empty title={all.length === 0 ? 'There are no proposals yet' : 'Everything here is reviewed'}>
            {all.length === 0
              ? 'Add evidence and draft from it: what the rules find is proposed here, with its evidence.'
              : 'Choose “All” to see what was decided, or another part at the left.'}
          </Empty>
        ) : (
          <div className="grid gap-5 xl:grid-cols-[minmax(20rem,2fr)_3fr]">
            <ProposalList list={list} selected={current.path} onSelect={review.choose} />
            <ProposalDetail
              key={current.path}
              proposal={current}
              isEditing={review.isEditing}
              onEditing={review.setEditing}
              onDecide={review.decide}
            />
          </div>
        )}
      </div>
    </SplitPage>
  )
}

/** "3 of 21 entries and 0 of 74 other proposals reviewed": the report counts entries of the timeline, so they are told apart here too. */
function reviewWords(all: readonly Reviewable[]): string {
  const tell = (some: readonly Reviewable[], what: string) =>
    some.length === 0 ? [] : [`${formatNumber(some.filter((one) => one.review !== 'proposed').length)} of ${formatNumber(some.length)} ${what}`]
  const isEntry = (one: Reviewable) => one.path.startsWith('/timeline/')
  return `${listOf([
    ...tell(all.filter(isEntry), 'timeline entries'),
    ...tell(
      all.filter((one) => !isEntry(one)),
      'other proposals',
    ),
  ])} reviewed`
}

interface HeadProps {
  readonly all: readonly Reviewable[]
  readonly group: string
  readonly shown: Shown
  onShown(shown: Shown): void
  onAcceptAll(changes: readonly Change[], told: string): void
}

function ReviewHead({ all, group, shown, onShown, onAcceptAll }: HeadProps) {
  const done = all.filter((one) => one.review !== 'proposed').length
  const open = all.filter((one) => one.review === 'proposed' && (group === '' || one.group === group))
  const acceptAll = () => {
    const changes = open.slice(0, 5_000).map((one): Change => ({ op: 'set', path: `${one.path}/review`, value: 'accepted' }))
    onAcceptAll(changes, `Accepted ${formatNumber(changes.length)} of ${group}.`)
  }
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus({ preventScroll: true }), [])
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-3">
        <h2 ref={heading} tabIndex={-1} className="text-xl font-semibold tracking-tight outline-none">
          Review
        </h2>
        <span role="status" className="text-soft number-column">
          {reviewWords(all)}
        </span>
        <span className="flex-1" />
        <fieldset className="flex rounded-md border border-line-strong/60">
          <legend className="sr-only">Which proposals to show</legend>
          {(['proposed', 'all'] as const).map((one) => (
            <label
              key={one}
              className={`px-2.5 py-1 text-sm first-of-type:rounded-l-md last-of-type:rounded-r-md has-focus-visible:outline-2 has-focus-visible:outline-accent-text ${shown === one ? 'bg-accent-soft font-medium text-accent-text' : 'text-soft'}`}
            >
              <input type="radio" name="shown" className="sr-only" checked={shown === one} onChange={() => onShown(one)} />
              {one === 'proposed' ? 'To decide' : 'All'}
            </label>
          ))}
        </fieldset>
        {group === '' || open.length === 0 ? undefined : (
          <Button size="small" look="good" onPress={acceptAll}>
            Accept all {formatNumber(open.length)} of this part
          </Button>
        )}
      </div>
      <Meter label="Reviewed" value={done} most={all.length} />
    </div>
  )
}

function Groups({ all, group, onGroup }: { all: readonly Reviewable[]; group: string; onGroup: (group: string) => void }) {
  const groups = [...new Set(all.map((one) => one.group))]
  const count = (name: string) => all.filter((one) => one.review === 'proposed' && (name === '' || one.group === name)).length
  return (
    <nav aria-label="Parts to review">
      <ul className="flex flex-col gap-px">
        {['', ...groups].map((name) => (
          <li key={name}>
            <button
              type="button"
              aria-current={name === group ? 'true' : undefined}
              className={`flex w-full items-baseline gap-2 rounded-md px-2 py-1 text-left hover:bg-hover hover:text-ink ${name === group ? 'bg-accent-soft font-medium text-accent-text' : 'text-soft'}`}
              onClick={() => onGroup(name)}
            >
              <span className="min-w-0 flex-1 wrap-anywhere">{name === '' ? 'Everything' : <Breakable text={name} />}</span>
              <span className="text-xs number-column">{count(name) === 0 ? '✓' : count(name)}</span>
            </button>
          </li>
        ))}
      </ul>
    </nav>
  )
}

/** "Discovery/Reconnaissance" may go on a new line behind the slash. */
function Breakable({ text }: { text: string }) {
  const [first = '', ...rest] = text.split('/')
  return (
    <>
      {first}
      {rest.map((part) => (
        <span key={part}>
          /<wbr />
          {part}
        </span>
      ))}
    </>
  )
}
