import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef } from 'react'
import { isObject } from '../../base/json.ts'
import { intervalSchema } from '../../model/interval.ts'
import { printInterval } from '../../report/time.ts'
import { Badge } from '../widgets/badge.tsx'
import { proposalWords } from './proposal-words.ts'
import type { Reviewable } from './reviewables.ts'

const rowHeight = 80

/** Proposals as one line each; only what is on screen is drawn. */
export function ProposalList({
  list,
  selected,
  onSelect,
}: {
  list: readonly Reviewable[]
  selected: string | undefined
  onSelect: (path: string) => void
}) {
  const frame = useRef<HTMLDivElement>(null)
  const rows = useVirtualizer({
    count: list.length,
    getScrollElement: () => frame.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    getItemKey: (index) => list[index]?.path ?? index,
  })
  const index = list.findIndex((one) => one.path === selected)
  useEffect(() => {
    if (index >= 0) rows.scrollToIndex(index, { align: 'auto' })
  }, [index, rows])
  return (
    <div
      ref={frame}
      role="listbox"
      aria-label="Proposals"
      tabIndex={0}
      aria-activedescendant={index >= 0 ? `proposal-${index}` : undefined}
      className="relative h-72 overflow-y-auto rounded-lg border border-line bg-surface xl:sticky xl:top-27 xl:h-[calc(100vh-15rem)]"
      onKeyDown={(event) => {
        const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
        const next = list[index + by]
        if (by === 0 || next === undefined) return
        event.preventDefault()
        onSelect(next.path)
      }}
    >
      <div
        ref={(node) => void (node === null ? undefined : (node.style.height = `${rows.getTotalSize()}px`))}
        role="presentation"
        className="relative w-full"
      >
        {rows.getVirtualItems().map((row) => {
          const one = list[row.index]
          return one === undefined ? undefined : (
            <Row
              key={row.key}
              id={`proposal-${row.index}`}
              top={row.start}
              proposal={one}
              place={{ index: row.index, count: list.length }}
              isSelected={row.index === index}
              onSelect={onSelect}
            />
          )
        })}
      </div>
    </div>
  )
}

interface RowProps {
  readonly id: string
  readonly top: number
  readonly proposal: Reviewable
  readonly place: { readonly index: number; readonly count: number }
  readonly isSelected: boolean
  onSelect(path: string): void
}

// The list takes the focus and the arrow keys; a row only takes the pointer.
function Row({ id, top, proposal, place, isSelected, onSelect }: RowProps) {
  const { item, review, group, path } = proposal
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
    <div
      id={id}
      role="option"
      aria-selected={isSelected}
      aria-setsize={place.count}
      aria-posinset={place.index + 1}
      tabIndex={-1}
      ref={(node) => void (node === null ? undefined : (node.style.transform = `translateY(${top}px)`))}
      className={`absolute top-0 left-0 flex h-20 w-full flex-col justify-center gap-0.5 border-b border-line px-3 -outline-offset-2 ${isSelected ? 'bg-accent-soft' : 'hover:bg-hover'}`}
      onClick={() => onSelect(path)}
    >
      <span className={`line-clamp-2 leading-snug ${review === 'rejected' ? 'text-faint line-through' : ''}`}>{proposalWords(proposal)}</span>
      <span className="flex items-center gap-2 text-xs text-soft number-column">
        {review === 'proposed' ? undefined : <Badge tone={review === 'accepted' ? 'good' : 'plain'}>{review}</Badge>}
        <span className="truncate">{timeOf(item['occurred'] ?? item['at']) ?? group}</span>
      </span>
    </div>
  )
}

function timeOf(value: unknown): string | undefined {
  if (!isObject(value)) return undefined
  const read = intervalSchema.safeParse(value)
  return read.success ? printInterval(read.data, 'UTC').text : undefined
}
