import type { RawRecord } from '../../api/raw-record.ts'
import { formatNumber } from '../../base/text.ts'
import type { EventCitation } from '../../model/citation.ts'
import { CopyButton } from '../widgets/copy-button.tsx'
import { Notice } from '../widgets/notice.tsx'

/** A record as it lies in the evidence: where, what it says word for word, and what was read from it. */
export function RecordView({ record, citation }: { record: RawRecord; citation: EventCitation }) {
  const { evidence } = record
  const isIntact = citation.spans.length === 1 && record.sha256 !== undefined ? record.sha256 === citation.sha256 : undefined
  return (
    <div className="flex flex-col gap-4">
      {isIntact === false ? (
        <Notice tone="bad" title="The bytes differ from what was cited">
          The evidence at this place is no longer what it was when it was drafted. Run “hindcast verify” on the exported folder to see what else
          changed.
        </Notice>
      ) : undefined}
      <dl className="grid grid-cols-[7rem_1fr] gap-x-4 gap-y-1.5">
        <dt className="text-soft">Evidence</dt>
        <dd className="min-w-0 break-words">
          {evidence.label === undefined ? undefined : <span className="mr-1.5 font-mono text-sm">{evidence.label}</span>}
          {evidence.name}
        </dd>
        <dt className="text-soft">Record</dt>
        <dd className="number-column">
          {formatNumber(citation.record)}
          {record.format === undefined ? '' : `, read as ${record.format}`}
        </dd>
        <dt className="text-soft">Bytes</dt>
        <dd className="number-column">
          {formatNumber(record.offset)} to {formatNumber(record.offset + record.length)} ({formatNumber(record.length)} bytes)
        </dd>
        <dt className="text-soft">File SHA-256</dt>
        <dd className="flex min-w-0 items-start gap-2">
          <code className="min-w-0 font-mono text-xs break-all">{evidence.sha256}</code>
          <CopyButton text={evidence.sha256} label="hash" />
        </dd>
        {isIntact === true ? (
          <>
            <dt className="text-soft">Citation</dt>
            <dd className="text-good">Intact: these bytes have the hash that was cited</dd>
          </>
        ) : undefined}
      </dl>
      <section className="flex flex-col gap-1.5">
        <div className="flex items-center justify-between">
          <h3 className="font-semibold">Raw record</h3>
          <CopyButton text={record.text} label="raw record" />
        </div>
        <pre
          role="region"
          aria-label="Raw record"
          tabIndex={0}
          className="max-h-[45vh] overflow-auto rounded-lg border border-line bg-sunken px-3 py-2 font-mono text-xs leading-relaxed break-all whitespace-pre-wrap"
        >
          {record.binary ? (record.hex ?? record.text) : record.text}
        </pre>
        {record.truncated ? <p className="text-xs text-faint">Only the first {formatNumber(record.shown)} bytes are shown.</p> : undefined}
      </section>
      {record.events.map((event, index) => (
        // oxlint-disable-next-line react/no-array-index-key
        <ParsedFields key={index} event={event} />
      ))}
    </div>
  )
}

function ParsedFields({ event }: { event: RawRecord['events'][number] }) {
  const entries = Object.entries(event).filter(([, value]) => value !== null && typeof value !== 'object')
  return (
    <section className="flex flex-col gap-1.5">
      <h3 className="font-semibold">What was read from it</h3>
      <dl className="grid grid-cols-[minmax(8rem,14rem)_1fr] gap-x-4 gap-y-1 text-sm">
        {entries.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="min-w-0 font-mono text-xs leading-5 break-all text-soft">{name}</dt>
            <dd className="min-w-0 break-words">{String(value)}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
