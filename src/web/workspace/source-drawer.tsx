import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useCallback, useState } from 'react'
import { formatNumber, plural } from '../../base/text.ts'
import type { Citation, EventCitation, SetCitation } from '../../model/citation.ts'
import { citationLabel } from '../../model/citation-label.ts'
import type { Span } from '../../model/origin.ts'
import { printInstantText } from '../../report/time.ts'
import { loadRecord } from '../client.ts'
import { CopyButton } from '../widgets/copy-button.tsx'
import { Dialog } from '../widgets/dialog.tsx'
import { Notice } from '../widgets/notice.tsx'
import { useEditor } from './editor.tsx'
import { RecordView } from './record-view.tsx'
import { SourceContext } from './source-drawer-access.tsx'

interface Shown {
  readonly citation: Citation
  readonly label: string
}

/** Lets everything inside show what a citation points at, in a drawer. */
export function SourceDrawerProvider({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState<Shown | undefined>()
  const [isOpen, setOpen] = useState(false)
  const show = useCallback((citation: Citation, label: string) => {
    setShown({ citation, label })
    setOpen(true)
  }, [])
  return (
    <SourceContext value={show}>
      {children}
      <Dialog place="side" title={shown === undefined ? 'Source' : `Source ${shown.label}`} isOpen={isOpen} onClose={() => setOpen(false)}>
        {shown === undefined ? undefined : shown.citation.kind === 'event' ? (
          <EventSource citation={shown.citation} />
        ) : (
          <SetSource citation={shown.citation} />
        )}
      </Dialog>
    </SourceContext>
  )
}

function EventSource({ citation }: { citation: EventCitation }) {
  return (
    <div className="flex flex-col gap-6">
      {citation.spans.map((span) => (
        <SpanSource key={`${span.offset}-${span.length}`} citation={citation} span={span} />
      ))}
    </div>
  )
}

function SpanSource({ citation, span }: { citation: EventCitation; span: Span }) {
  const { id } = useEditor()
  const query = { evidence: citation.evidence, offset: span.offset, length: span.length }
  const { data, error } = useQuery({ queryKey: ['record', id, query], queryFn: () => loadRecord(id, query), staleTime: Number.POSITIVE_INFINITY })
  if (error !== null)
    return (
      <Notice tone="bad" title="The record could not be read">
        {error.message}
      </Notice>
    )
  if (data === undefined) return <p className="text-soft">Reading the record…</p>
  return <RecordView record={data} citation={citation} />
}

/** Many events told as one: what selects them, how many, and some of them to look at. */
function SetSource({ citation }: { citation: SetCitation }) {
  const { view } = useEditor()
  const zone = view.document.people.displayZone
  const [open, setOpen] = useState(0)
  return (
    <div className="flex flex-col gap-5">
      <dl className="grid grid-cols-[7rem_1fr] gap-x-4 gap-y-1.5">
        <dt className="text-soft">Events</dt>
        <dd className="font-medium number-column">{formatNumber(citation.count)}</dd>
        <dt className="text-soft">First</dt>
        <dd className="number-column">{printInstantText(citation.first, zone)}</dd>
        <dt className="text-soft">Last</dt>
        <dd className="number-column">{printInstantText(citation.last, zone)}</dd>
        <dt className="text-soft">Selected by</dt>
        <dd className="min-w-0 break-words">
          rule <code className="font-mono text-sm">{citation.selector.rule}</code>
          {Object.entries(citation.selector.where).map(([name, value]) => (
            <span key={name} className="block font-mono text-sm">
              {name} = {value === '' ? '(absent)' : value}
            </span>
          ))}
        </dd>
        <dt className="text-soft">Digest</dt>
        <dd className="flex min-w-0 items-start gap-2">
          <code className="min-w-0 font-mono text-xs break-all">{citation.digest}</code>
          <CopyButton text={citation.digest} label="digest" />
        </dd>
      </dl>
      <section className="flex flex-col gap-2">
        <h3 className="font-semibold">
          {citation.examples.length === citation.count
            ? 'All of them'
            : `${plural(citation.examples.length, 'event')} of the set, each provable alone`}
        </h3>
        <ul className="divide-y divide-line rounded-lg border border-line">
          {citation.examples.map((example, index) => (
            <li key={example.event}>
              <button
                type="button"
                aria-expanded={open === index}
                className="flex w-full items-center gap-2 px-3 py-2 text-left font-mono text-sm -outline-offset-2 hover:bg-hover"
                onClick={() => setOpen(open === index ? -1 : index)}
              >
                <span aria-hidden className={`text-xs text-faint ${open === index ? 'rotate-90' : ''}`}>
                  ▸
                </span>
                {citationLabel(view.document.evidence, example)}
              </button>
              {open === index ? (
                <div className="border-t border-line px-3 py-3">
                  <EventSource citation={example} />
                </div>
              ) : undefined}
            </li>
          ))}
        </ul>
      </section>
    </div>
  )
}
