import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { EventDetail } from '../../api/search.ts'
import { formatNumber } from '../../base/text.ts'
import { originSchema } from '../../model/origin.ts'
import { loadRecord } from '../client.ts'
import { CopyButton } from '../widgets/copy-button.tsx'
import { useShortcuts } from '../workspace/shortcuts.tsx'

/** The record word for word, read from the evidence when it is asked for. */
export function RawRecordPart({ id, event }: { id: string; event: EventDetail['event'] }) {
  const [isOpen, setOpen] = useState(false)
  useShortcuts({ s: () => setOpen(!isOpen) })
  const origin = originSchema.safeParse(event['origin'])
  const query = origin.success ? { evidence: origin.data.evidence, offset: origin.data.offset, length: origin.data.length } : undefined
  const { data, error } = useQuery({
    queryKey: ['record', id, query],
    queryFn: () => (query === undefined ? Promise.reject(new Error('It is not known where this event was read.')) : loadRecord(id, query)),
    enabled: isOpen,
    staleTime: Number.POSITIVE_INFINITY,
  })
  return (
    <details open={isOpen} onToggle={(toggled) => setOpen(toggled.currentTarget.open)}>
      <summary className="w-fit rounded font-semibold">Raw record</summary>
      <div className="mt-1.5 flex flex-col gap-1.5">
        {origin.success ? (
          <p className="text-sm text-soft number-column">
            Record {formatNumber(origin.data.record)} of {origin.data.path}, bytes {formatNumber(origin.data.offset)} to{' '}
            {formatNumber(origin.data.offset + origin.data.length)}
          </p>
        ) : undefined}
        {error === null ? undefined : (
          <p role="alert" className="text-sm text-bad">
            {error.message}
          </p>
        )}
        {isOpen && data === undefined && error === null ? <p className="text-sm text-soft">Reading the record…</p> : undefined}
        {data === undefined ? undefined : (
          <>
            <pre
              role="region"
              aria-label="Raw record"
              tabIndex={0}
              className="max-h-[45vh] overflow-auto rounded-lg border border-line bg-sunken px-3 py-2 font-mono text-xs leading-relaxed break-all whitespace-pre-wrap"
            >
              {data.binary ? (data.hex ?? data.text) : data.text}
            </pre>
            <p className="flex items-center justify-between text-xs text-faint">
              <span>{data.truncated ? `Only the first ${formatNumber(data.shown)} bytes are shown.` : ''}</span>
              <CopyButton text={data.text} label="raw record" />
            </p>
          </>
        )}
      </div>
    </details>
  )
}
