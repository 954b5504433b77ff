import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { plural } from '../../base/text.ts'
import { listEvidence } from '../client.ts'
import { takeChosen } from '../evidence/chosen-files.ts'
import { ClocksPanel } from '../evidence/clocks-panel.tsx'
import { DraftPanel } from '../evidence/draft-panel.tsx'
import { DropArea } from '../evidence/drop-area.tsx'
import { EvidenceList } from '../evidence/evidence-list.tsx'
import { IncidentCustody } from '../evidence/incident-custody.tsx'
import { NotObtained } from '../evidence/not-obtained.tsx'
import { UploadList } from '../evidence/upload-list.tsx'
import { useUploads } from '../evidence/use-uploads.ts'
import { YamlPanel } from '../evidence/yaml-panel.tsx'
import { Notice } from '../widgets/notice.tsx'
import { SplitPage } from '../widgets/page.tsx'
import { useProgress } from '../workspace/progress.tsx'

/** Evidence in: files, how to read their times, drafting with its progress, and what could not be read. */
export function EvidencePage() {
  const { id } = useParams({ from: '/incidents/$id' })
  const client = useQueryClient()
  const uploads = useUploads(id)
  const { job } = useProgress()
  const [chosen, setChosen] = useState<Readonly<Record<string, string>>>({})
  const zones = { ...job?.options?.zones, ...chosen }
  const items = useQuery({ queryKey: ['evidence', id], queryFn: () => listEvidence(id) })
  const { add } = uploads
  useEffect(() => {
    const files = takeChosen(client, id)
    if (files.length > 0) add(files)
  }, [client, id, add])
  const evidence = items.data ?? []
  const fresh = evidence.filter((item) => item.status === 'new').length
  return (
    <SplitPage title="Evidence" navigationTitle="How it works" navigation={<Steps count={evidence.length} fresh={fresh} />}>
      <div className="flex flex-col gap-6">
        <DropArea onFiles={add} isBusy={job?.state === 'running'} />
        <UploadList uploads={uploads} />
        {items.error === null ? undefined : (
          <Notice tone="bad" title="The evidence could not be listed">
            {items.error.message}
          </Notice>
        )}
        <DraftPanel id={id} evidence={evidence} zones={zones} isUploading={uploads.isBusy} />
        <EvidenceList id={id} evidence={evidence} zones={zones} onZone={(path, zone) => setChosen((now) => ({ ...now, [path]: zone }))} />
        <NotObtained id={id} />
        <ClocksPanel id={id} />
        <IncidentCustody id={id} />
        <YamlPanel id={id} />
      </div>
    </SplitPage>
  )
}

function Steps({ count, fresh }: { count: number; fresh: number }) {
  const { id } = useParams({ from: '/incidents/$id' })
  return (
    <div className="flex flex-col gap-3 text-sm text-soft">
      <p className="font-medium text-ink">
        {count === 0 ? 'No evidence yet' : `${plural(count, 'file')}${fresh > 0 ? `, ${fresh} not drafted yet` : ''}`}
      </p>
      <ol className="flex list-decimal flex-col gap-2 pl-4">
        <li>Add files. Each is copied into the vault under its SHA-256; the original is not touched.</li>
        <li>Say in which zone local times without one were written.</li>
        <li>Draft. What you accepted, rejected or worded stays as it is.</li>
        <li>
          <Link to="/incidents/$id/review" params={{ id }} className="text-accent-text underline">
            Review
          </Link>{' '}
          what was proposed.
        </li>
      </ol>
    </div>
  )
}
