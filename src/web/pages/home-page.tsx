import { useMutation, useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import type { IncidentSummary } from '../../api/incidents.ts'
import { listIncidents, openSample } from '../client.ts'
import { Badge } from '../widgets/badge.tsx'
import { Button } from '../widgets/button.tsx'
import { Empty, Notice } from '../widgets/notice.tsx'
import { Page } from '../widgets/page.tsx'

/** What the program is for, the two ways to begin, and every incident there is. */
export function HomePage() {
  const navigate = useNavigate()
  const incidents = useQuery({ queryKey: ['incidents'], queryFn: listIncidents })
  const sample = useMutation({ mutationFn: openSample, onSuccess: ({ id }) => navigate({ to: '/incidents/$id/report', params: { id } }) })
  return (
    <Page title="Hindcast">
      <h1 className="text-2xl font-semibold tracking-tight text-balance">From raw evidence to a post-mortem you can defend</h1>
      <p className="mt-3 max-w-2xl text-lg leading-relaxed text-soft">
        Drop in the logs of a security incident, and Hindcast drafts its timeline, indicators, affected systems and open questions. Every sentence of
        the draft points at the exact records it came from, and you accept, reject or reword it. What only people know you fill in beside it; the
        report, in every form, can be verified against the evidence at any time.
      </p>
      <div className="mt-6 flex flex-wrap gap-2">
        <Button look="primary" onPress={() => void navigate({ to: '/new' })}>
          New post-mortem
        </Button>
        <Button isDisabled={sample.isPending} onPress={() => sample.mutate()}>
          {sample.isPending ? 'Opening the sample…' : 'Open the sample incident'}
        </Button>
      </div>
      <p className="mt-3 max-w-2xl text-sm text-soft">
        The sample is invented: ten days of logs of a company, some 200,000 records, with an attack hidden in them, and what its people wrote down.
        Drafting it takes about a minute; you can watch, or stop it.
      </p>
      {sample.error === null ? undefined : (
        <div className="mt-4">
          <Notice tone="bad" title="The sample could not be opened">
            {sample.error.message}
          </Notice>
        </div>
      )}
      <section aria-labelledby="incidents" className="mt-12">
        <h2 id="incidents" className="mb-3 text-lg font-semibold">
          Incidents
        </h2>
        <IncidentList incidents={incidents.data} failure={incidents.error} />
      </section>
      <p className="mt-10 text-sm text-faint">
        Everything stays on this machine: the workspace listens on a loopback address and loads nothing from elsewhere.
      </p>
    </Page>
  )
}

function IncidentList({ incidents, failure }: { incidents: readonly IncidentSummary[] | undefined; failure: Error | null }) {
  if (failure !== null)
    return (
      <Notice tone="bad" title="The incidents could not be listed">
        {failure.message}
      </Notice>
    )
  if (incidents === undefined) return <p className="text-soft">Loading…</p>
  if (incidents.length === 0) {
    return <Empty title="No incident yet">Start a post-mortem with a folder of logs, or open the sample to see a finished draft.</Empty>
  }
  return (
    <div role="region" aria-label="List of incidents" tabIndex={0} className="overflow-x-auto rounded-lg border border-line bg-surface">
      <table className="w-full min-w-2xl text-left">
        <thead>
          <tr className="border-b border-line text-sm text-soft">
            <th scope="col" className="px-4 py-2 font-medium">
              Incident
            </th>
            <th scope="col" className="px-4 py-2 font-medium">
              Status
            </th>
            <th scope="col" className="px-4 py-2 font-medium">
              Severity
            </th>
            <th scope="col" className="px-4 py-2 font-medium">
              Reviewed
            </th>
            <th scope="col" className="px-4 py-2 font-medium">
              Updated
            </th>
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {incidents.map((incident) => (
            <Row key={incident.id} incident={incident} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Row({ incident }: { incident: IncidentSummary }) {
  const { id, title, state, severity, reviewed, total, updatedAt, sample } = incident
  return (
    <tr className="hover:bg-hover">
      <td className="px-4 py-2.5">
        <Link to="/incidents/$id/report" params={{ id }} className="font-medium hover:underline">
          {title === '' ? 'Untitled incident' : title}
        </Link>
        <span className="mt-0.5 flex items-center gap-2 text-xs text-faint">
          <span className="font-mono">{id}</span>
          {sample ? <Badge>sample</Badge> : undefined}
        </span>
      </td>
      <td className="px-4 py-2.5">{state}</td>
      <td className="px-4 py-2.5">{severity === '' ? <span className="text-faint">not set</span> : severity}</td>
      <td className="px-4 py-2.5 number-column">{total === 0 ? <span className="text-faint">no proposals</span> : `${reviewed} of ${total}`}</td>
      <td className="px-4 py-2.5 whitespace-nowrap text-soft number-column">{updatedAt.slice(0, 16).replace('T', ' ')} UTC</td>
    </tr>
  )
}
