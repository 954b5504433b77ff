import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { ChangeClock, Clock, ClocksAnswer } from '../../api/clocks.ts'
import { clockWords, parseClockWords } from '../../base/clock-words.ts'
import { formatNumber, plural } from '../../base/text.ts'
import { Button } from '../widgets/button.tsx'
import { Notice } from '../widgets/notice.tsx'
import { useAuthor } from '../workspace/author.tsx'
import { changeClock, loadClocks } from './clocks-client.ts'

type Change = Omit<ChangeClock, 'by'>

const everyMs = 1_000

/** Which clocks are off, by what two sources both saw; a person applies an offset, gives another or takes it back. */
export function ClocksPanel({ id }: { id: string }) {
  const client = useQueryClient()
  const { ask } = useAuthor()
  const key = ['clocks', id]
  const { data, error } = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => loadClocks(id, signal),
    refetchInterval: (query) => (query.state.data?.job?.state === 'running' ? everyMs : false),
  })
  const change = useMutation({
    mutationFn: async (given: Change) => changeClock(id, { ...given, by: await ask() }),
    onSettled: () => Promise.all([client.invalidateQueries({ queryKey: key }), client.invalidateQueries({ queryKey: ['events', id] })]),
  })
  if (error === null && (data === undefined || data.clocks.length + data.others.length === 0)) return undefined
  const isBusy = change.isPending || data?.job?.state === 'running'
  return (
    <section aria-labelledby="clocks" className="flex flex-col gap-2">
      <h2 id="clocks" className="text-lg font-semibold">
        Clocks
      </h2>
      <p className="max-w-2xl text-soft">
        Sources that saw the same events are compared. A correction moves the times that are searched; what a source told is kept and shown beside
        them.
      </p>
      <Failures error={error ?? change.error} job={data?.job ?? null} />
      {isBusy ? <p role="status">Correcting the times…</p> : undefined}
      <ul className="flex flex-col divide-y divide-line">
        {data?.clocks.map((clock) => (
          <ClockRow key={clock.name} clock={clock} isBusy={isBusy} onChange={change.mutate} />
        ))}
        {data?.others.map(({ by: _, at: __, reason, offsetMs, uncertaintyMs, ...source }) => (
          <li key={JSON.stringify(source)} className="flex flex-wrap items-center gap-2 py-2">
            <span className="min-w-0 break-all">{source.evidence?.slice(0, 12) ?? `${source.dataset ?? ''}@${source.host ?? ''}`}</span>
            <span className="text-soft">{`${offsetWords({ offsetMs, uncertaintyMs })}: ${reason}`}</span>
            <Button size="small" isDisabled={isBusy} onPress={() => change.mutate({ ...source, why: 'Taken back on the page' })}>
              Take back
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Failures({ error, job }: { error: Error | null; job: ClocksAnswer['job'] }) {
  const message = error?.message ?? (job?.state === 'failed' ? job.error : undefined)
  return message === undefined ? undefined : <Notice tone="bad" title={message} />
}

interface ClockRowProps {
  readonly clock: Clock
  readonly isBusy: boolean
  onChange(change: Change): void
}

function ClockRow({ clock, isBusy, onChange }: ClockRowProps) {
  const { name, dataset, host, events, items, proposal, applied } = clock
  const [isOpen, setOpen] = useState(false)
  return (
    <li className="flex flex-col gap-1.5 py-2">
      <p className="flex flex-wrap items-baseline gap-x-3">
        <span className="font-medium break-all">{name}</span>
        <span className="text-sm text-soft">{`${plural(events, 'event')} in ${plural(items, 'item')}`}</span>
        {applied === undefined ? undefined : (
          <span className="text-sm">{`corrected by ${offsetWords(applied)}, ${applied.by}: ${applied.reason}`}</span>
        )}
      </p>
      {proposal === undefined ? undefined : <p className="text-sm text-soft break-words">{proposal.words}</p>}
      <div className="flex flex-wrap gap-1.5">
        {proposal === undefined || proposal.zoneMs !== undefined || applied?.offsetMs === proposal.offsetMs ? undefined : (
          <Button
            size="small"
            isDisabled={isBusy}
            onPress={() =>
              onChange({
                dataset,
                host,
                offsetMs: proposal.offsetMs,
                uncertaintyMs: proposal.uncertaintyMs,
                why: `${formatNumber(proposal.pairs)} events that ${proposal.reference} saw too`,
              })
            }
          >
            {`Apply ${offsetWords(proposal)}`}
          </Button>
        )}
        <Button size="small" look="quiet" isDisabled={isBusy} onPress={() => setOpen(!isOpen)}>
          Set by hand
        </Button>
        {applied === undefined ? undefined : (
          <Button size="small" look="quiet" isDisabled={isBusy} onPress={() => onChange({ dataset, host, why: 'Taken back on the page' })}>
            Take back
          </Button>
        )}
      </div>
      {isOpen ? (
        <ByHand
          name={name}
          isBusy={isBusy}
          onGiven={(given) => {
            setOpen(false)
            onChange({ dataset, host, ...given })
          }}
        />
      ) : undefined}
    </li>
  )
}

interface ByHandProps {
  readonly name: string
  readonly isBusy: boolean
  onGiven(given: { readonly offsetMs: number; readonly uncertaintyMs: number; readonly why: string }): void
}

function ByHand({ name, isBusy, onGiven }: ByHandProps) {
  const [texts, setTexts] = useState({ offset: '', uncertainty: '1s', why: '' })
  const [offsetMs, uncertaintyMs] = [parseClockWords(texts.offset), parseClockWords(texts.uncertainty)]
  const isWhole = offsetMs !== undefined && uncertaintyMs !== undefined && uncertaintyMs >= 0 && texts.why.trim() !== ''
  const field = (key: keyof typeof texts, label: string, hint: string) => (
    <label className="flex flex-col gap-0.5 text-sm">
      {label}
      <input className="control" value={texts[key]} placeholder={hint} onChange={(event) => setTexts({ ...texts, [key]: event.target.value })} />
    </label>
  )
  return (
    <form
      aria-label={`Correct ${name} by hand`}
      className="flex flex-wrap items-end gap-2"
      onSubmit={(event) => {
        event.preventDefault()
        if (isWhole) onGiven({ offsetMs, uncertaintyMs, why: texts.why.trim() })
      }}
    >
      {field('offset', 'Add to its times', '-95s')}
      {field('uncertainty', 'Give or take', '2s')}
      {field('why', 'Why', 'Compared with its NTP log')}
      <Button size="small" type="submit" isDisabled={isBusy || !isWhole}>
        Apply
      </Button>
    </form>
  )
}

function offsetWords({ offsetMs, uncertaintyMs }: { readonly offsetMs: number; readonly uncertaintyMs: number }): string {
  return `${clockWords(offsetMs, true)} ± ${clockWords(uncertaintyMs)}`
}
