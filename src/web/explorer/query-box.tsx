import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, type RefObject, useId, useLayoutEffect, useRef, useState } from 'react'
import type { Completion } from '../../api/search.ts'
import { parseQuery } from '../../query/parse.ts'
import { loadCompletion } from '../client.ts'
import { Button } from '../widgets/button.tsx'
import { QueryWords } from './query-words.tsx'
import { useDebounced } from './use-debounced.ts'

export interface QueryBoxProps {
  readonly id: string
  /** The search that is shown. */
  readonly applied: string
  readonly inputRef: RefObject<HTMLInputElement | null>
  onSearch(text: string): void
}

/** Where a search is written: completed from the data, checked as it is typed, told in plain words. */
export function QueryBox({ id, applied, inputRef, onSearch }: QueryBoxProps) {
  const [text, setText] = useState(applied)
  const [known, setKnown] = useState(applied)
  const [asked, setAsked] = useState<string>()
  // The address changed (a click on a value, back, forward): it has the word.
  if (known !== applied) {
    setKnown(applied)
    setText(applied)
  }
  return (
    <form
      role="search"
      aria-label="Events"
      className="flex flex-col gap-1"
      onSubmit={(event) => {
        event.preventDefault()
        // What cannot be read is not searched: what was found before stays, and the mistake is told.
        setAsked(text)
        if (parseQuery(text, { nowUs: 0n }).ok) onSearch(text.trim())
      }}
    >
      <div className="flex items-start gap-2">
        <CompletingInput id={id} text={text} inputRef={inputRef} onText={setText} />
        <Button type="submit" look="primary">
          Search
        </Button>
      </div>
      <QueryWords text={text} applied={applied} isAsked={text === asked} />
    </form>
  )
}

interface CompletingInputProps {
  readonly id: string
  readonly text: string
  readonly inputRef: RefObject<HTMLInputElement | null>
  onText(text: string): void
}

const asks = 'user:alice source.ip:203.0.113.0/24 -outcome:failure "rm -rf"'

/** The combobox of https://www.w3.org/WAI/ARIA/apg/patterns/combobox/: the focus stays in the box, the list below is told by aria-activedescendant. */
function CompletingInput({ id, text, inputRef, onText }: CompletingInputProps) {
  const list = useId()
  const { items, active, setActive, take, onKeyDown, moved, typed, close } = useCompleting({ id, text, inputRef, onText })
  return (
    <div className="relative min-w-0 flex-1">
      <input
        ref={inputRef}
        type="text"
        role="combobox"
        aria-label="Search"
        aria-expanded={items.length > 0}
        aria-controls={list}
        aria-autocomplete="list"
        aria-activedescendant={active >= 0 && items.length > 0 ? `${list}-${active}` : undefined}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        placeholder={asks}
        maxLength={4_000}
        className="control w-full font-mono"
        value={text}
        onChange={(event) => typed(event.target.value, event.target.selectionStart)}
        onSelect={(event) => moved(event.currentTarget.selectionStart)}
        onKeyDown={onKeyDown}
        onBlur={close}
      />
      <Options id={list} items={items} active={active} onActive={setActive} onTake={take} />
    </div>
  )
}

/** What a combobox does: which options it has, which is active, and what keys and options do. */
function useCompleting({ id, text, inputRef, onText }: CompletingInputProps) {
  const [caret, setCaret] = useState(0)
  const [isOpen, setOpen] = useState(false)
  const [active, setActive] = useState(-1)
  const completion = useCompletion(id, { text, caret, isOpen })
  const items = isOpen ? completion.items : []
  const placed = useRef<number>(undefined)
  // With the text itself: a moment later, what was typed meanwhile would go to the wrong place.
  useLayoutEffect(() => {
    if (placed.current === undefined) return
    inputRef.current?.setSelectionRange(placed.current, placed.current)
    placed.current = undefined
  })
  const close = () => {
    setOpen(false)
    setActive(-1)
  }
  const take = (index: number) => {
    const item = items[index]
    if (item === undefined) return
    const at = completion.from + item.text.length
    onText(text.slice(0, completion.from) + item.text + text.slice(completion.to))
    placed.current = at
    setCaret(at)
    setActive(-1)
    // After a field's name comes its value: the list stays for it.
    setOpen(item.kind === 'field')
  }
  return {
    items,
    active,
    setActive,
    take,
    close,
    moved: (at: number | null) => setCaret(at ?? 0),
    typed(value: string, at: number | null) {
      onText(value)
      setCaret(at ?? value.length)
      setActive(-1)
      setOpen(true)
    },
    onKeyDown: (event: KeyboardEvent<HTMLInputElement>) =>
      onBoxKey(event, { count: items.length, active, setActive, take, close, open: () => setOpen(true) }),
  }
}

interface BoxKeys {
  readonly count: number
  readonly active: number
  setActive(active: number): void
  take(index: number): void
  open(): void
  close(): void
}

function onBoxKey(event: KeyboardEvent<HTMLInputElement>, { count, active, setActive, take, open, close }: BoxKeys): void {
  const { key } = event
  if (count === 0) {
    if (key === 'Escape') event.currentTarget.blur()
    if (key === 'ArrowDown') open()
    return
  }
  if (key === 'Escape') close()
  else if (key === 'ArrowDown') setActive((active + 1) % count)
  else if (key === 'ArrowUp') setActive(active <= 0 ? count - 1 : active - 1)
  else if ((key === 'Enter' || key === 'Tab') && active >= 0) take(active)
  else {
    // Enter without a choice searches, which the form does.
    if (key === 'Enter') close()
    return
  }
  event.preventDefault()
}

interface OptionsProps {
  readonly id: string
  readonly items: Completion['items']
  readonly active: number
  onActive(index: number): void
  onTake(index: number): void
}

function Options({ id, items, active, onActive, onTake }: OptionsProps) {
  return (
    <div
      id={id}
      role="listbox"
      tabIndex={-1}
      aria-label="What can be written here"
      hidden={items.length === 0}
      className="absolute top-full left-0 z-30 mt-1 max-h-72 w-full max-w-xl overflow-y-auto rounded-lg border border-line bg-raised p-1 shadow-raised"
    >
      {items.map((item, index) => (
        <div
          key={`${item.kind} ${item.text}`}
          id={`${id}-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === active}
          className={`flex items-baseline justify-between gap-4 rounded-md px-2.5 py-1 ${index === active ? 'bg-hover' : ''}`}
          onPointerDown={(event) => {
            // The box keeps the focus.
            event.preventDefault()
            onTake(index)
          }}
          onPointerEnter={() => onActive(index)}
        >
          <span className="min-w-0 truncate font-mono text-sm">{item.text}</span>
          <span className="shrink-0 text-xs text-faint">{item.detail ?? item.kind}</span>
        </div>
      ))}
    </div>
  )
}

const nothing: Completion = { from: 0, to: 0, items: [] }

function useCompletion(id: string, { text, caret, isOpen }: { text: string; caret: number; isOpen: boolean }): Completion {
  const asked = useDebounced(`${caret} ${text}`, 60)
  const space = asked.indexOf(' ')
  const [at, q] = [Number(asked.slice(0, space)), asked.slice(space + 1)]
  const { data } = useQuery({
    queryKey: ['events', id, 'completion', q, at],
    queryFn: ({ signal }) => loadCompletion(id, { q, at }, signal),
    enabled: isOpen,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  })
  // An answer to another text would be put into the wrong place.
  return data === undefined || q !== text || at !== caret ? nothing : data
}
