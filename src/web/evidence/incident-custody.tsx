import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { CustodySummary, Verified } from '../../api/custody.ts'
import { plural } from '../../base/text.ts'
import { verifyEvidence } from '../client.ts'
import { Button } from '../widgets/button.tsx'
import { Notice } from '../widgets/notice.tsx'
import { AnchorForm } from './anchor-form.tsx'
import { loadCustody } from './custody-client.ts'
import { IncidentKeeping } from './incident-keeping.tsx'
import { useCustodyAct } from './use-custody-act.ts'

/** The custody of the whole incident: its chain, what is wrong with it, its time stamps, and a check of everything. */
export function IncidentCustody({ id }: { id: string }) {
  const { data, error } = useQuery({ queryKey: ['custody', id], queryFn: ({ signal }) => loadCustody(id, signal) })
  if (error === null && (data === undefined || data.entries === 0)) return undefined
  return (
    <section aria-labelledby="incident-custody" className="flex flex-col gap-3">
      <h2 id="incident-custody" className="text-lg font-semibold">
        Custody
      </h2>
      {error === null ? undefined : (
        <Notice tone="bad" title="The custody could not be shown">
          {error.message}
        </Notice>
      )}
      {data === undefined ? undefined : (
        <>
          <ChainView custody={data} />
          <VerifyAll id={id} />
          <IncidentKeeping id={id} custody={data} />
          <AnchorForm id={id} custody={data} />
        </>
      )}
    </section>
  )
}

function ChainView({ custody: { entries, head, proven, faults } }: { custody: CustodySummary }) {
  return (
    <>
      <p className="max-w-2xl text-soft">
        {plural(entries, 'entry', 'entries')}, each hashed with the one before.{' '}
        {proven === undefined
          ? 'No part of the chain is time-stamped.'
          : `Entries 1 to ${proven.seq} are time-stamped: they were there at ${proven.genTime.slice(0, 19).replace('T', ' ')} UTC.`}
      </p>
      {head === undefined ? undefined : (
        <p className="text-sm text-soft">
          Last hash <span className="font-mono text-xs break-all">{head}</span>
        </p>
      )}
      <Findings title="The custody has faults" findings={faults} />
    </>
  )
}

function Findings({ title, findings }: { title: string; findings: Verified['findings'] }) {
  if (findings.length === 0) return undefined
  return (
    <Notice tone="bad" title={title}>
      <ul className="list-disc pl-5 text-sm break-words">
        {findings.slice(0, 50).map(({ message }) => (
          <li key={message}>{message}</li>
        ))}
      </ul>
      {findings.length > 50 ? <p className="text-sm">and {plural(findings.length - 50, 'more')}</p> : undefined}
    </Notice>
  )
}

function VerifyAll({ id }: { id: string }) {
  const [result, setResult] = useState<Verified>()
  const act = useCustodyAct(id)
  const run = async (by: string): Promise<string> => {
    setResult(undefined)
    const verified = await verifyEvidence(id, by)
    setResult(verified)
    return verified.findings.length === 0 ? 'All evidence and the custody are intact.' : `${plural(verified.findings.length, 'thing')} wrong.`
  }
  return (
    <div className="flex flex-col gap-2">
      <div>
        <Button size="small" isDisabled={act.isPending} onPress={() => act.mutate({ run })}>
          Verify all
        </Button>
      </div>
      <p role="status" className="text-sm text-soft empty:hidden">
        {act.isPending ? 'Reading every original again…' : result === undefined ? '' : wordsOf(result)}
      </p>
      {result === undefined ? undefined : <Findings title="Not everything is intact" findings={result.findings} />}
    </div>
  )
}

function wordsOf({ items, entries, findings }: Verified): string {
  const what = `${plural(items, 'item')} read again, ${plural(entries, 'entry', 'entries')} checked`
  return findings.length === 0 ? `${what}: intact.` : `${what}: see below.`
}
