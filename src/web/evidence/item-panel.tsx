import { useQuery } from '@tanstack/react-query'
import type { EvidenceDetail } from '../../api/custody.ts'
import { plural } from '../../base/text.ts'
import { evidenceDetail, originalAddress, verifyEvidence } from '../client.ts'
import { Button } from '../widgets/button.tsx'
import { Dialog } from '../widgets/dialog.tsx'
import { Fold } from '../widgets/fold.tsx'
import { Notice } from '../widgets/notice.tsx'
import { AcquisitionForm } from './acquisition-form.tsx'
import { DisposeForm } from './dispose-form.tsx'
import { HandlingForm } from './handling-form.tsx'
import { HoldForm } from './hold-form.tsx'
import { useCustodyAct } from './use-custody-act.ts'

/** Everything that is known of one item, and what can be done to it, as a drawer. */
export function ItemPanel({ id, sha256, name, onClose }: { id: string; sha256: string; name: string; onClose: () => void }) {
  const detail = useQuery({ queryKey: ['evidence-detail', id, sha256], queryFn: () => evidenceDetail(id, sha256) })
  return (
    <Dialog title={name} isOpen onClose={onClose} place="side">
      {detail.error === null ? undefined : (
        <Notice tone="bad" title="The item could not be shown">
          {detail.error.message}
        </Notice>
      )}
      {detail.data === undefined ? undefined : <ItemView id={id} item={detail.data} onClose={onClose} />}
    </Dialog>
  )
}

type Facts = readonly (readonly [term: string, text: string | undefined])[]

function FactList({ facts }: { facts: Facts }) {
  return (
    <dl className="grid grid-cols-[6rem_minmax(0,1fr)] sm:grid-cols-[8rem_minmax(0,1fr)] gap-x-3 gap-y-1 text-sm">
      {facts.map(([term, text]) =>
        text === undefined ? undefined : (
          <div key={term} className="contents">
            <dt className="text-soft">{term}</dt>
            <dd className="break-all">{text}</dd>
          </div>
        ),
      )}
    </dl>
  )
}

/** Where an item was obtained more than once, each begins with the entry that tells it. */
function acquisitionFacts({ seq, acquisition }: EvidenceDetail['acquisitions'][number], { index, of }: { index: number; of: number }): Facts {
  const entry = seq === undefined ? 'an entry that cannot be read' : `entry ${seq}`
  return [
    ['Acquisition', of === 1 ? undefined : `${index + 1} of ${of}, told by ${entry}`],
    ['Acquired by', acquisition.by],
    ['Acquired at', acquisition.at],
    ['Tool', acquisition.tool],
    ['Query', acquisition.query],
    ['Time range', acquisition.range],
    ['Filters', acquisition.filters],
    ['Row cap', acquisition.rowCap?.toString()],
  ]
}

function ItemView({ id, item, onClose }: { id: string; item: EvidenceDetail; onClose: () => void }) {
  const facts: Facts = [
    ['SHA-256', item.sha256],
    ['Path', item.path],
    ['Container', item.containers.map(({ path, disposedAt }) => (disposedAt === undefined ? path : `${path}, disposed of`)).join('; ') || undefined],
    ['Read', item.format === undefined ? undefined : `${item.format}: ${plural(item.records, 'record')}, ${plural(item.events, 'event')}`],
    ['Kept until', item.retainUntil],
    ['Under hold', item.holds.map(({ seq, by, reason }) => `${seq}, by ${by}: ${reason}`).join('; ') || undefined],
    ['Verified', item.verified ?? 'not since it came'],
    ['In the vault', item.isKept ? 'yes' : 'no: its bytes are missing'],
  ]
  return (
    <div className="flex flex-col gap-5">
      <FactList facts={facts} />
      {item.acquisitions.map((told, index) => (
        <FactList key={told.seq ?? 'unread'} facts={acquisitionFacts(told, { index, of: item.acquisitions.length })} />
      ))}
      <Actions id={id} item={item} onClose={onClose} />
      {item.faults.length === 0 ? undefined : (
        <Notice tone="bad" title="Its custody has faults">
          {item.faults.map(({ message }) => message).join('. ')}
        </Notice>
      )}
      <CustodyList item={item} />
      <Members item={item} />
    </div>
  )
}

function CustodyList({ item }: { item: EvidenceDetail }) {
  return (
    <section aria-labelledby="custody" className="flex flex-col gap-2">
      <h3 id="custody" className="font-semibold">
        Custody
      </h3>
      <ol className="flex flex-col gap-2 text-sm">
        {item.entries.map((entry) => (
          <li key={entry.seq} className="border-l-2 border-line pl-3">
            <p className="font-medium">
              {entry.seq}. {entry.action}, {entry.at.replace('T', ' ').replace('Z', ' UTC')}
            </p>
            <p className="text-soft">
              {entry.by}
              {entry.to === undefined ? '' : ` to ${entry.to}`}
              {entry.purpose === undefined ? '' : `: ${entry.purpose}`}
            </p>
            <p className="font-mono text-xs break-all text-soft">{entry.hash}</p>
          </li>
        ))}
      </ol>
    </section>
  )
}

function Members({ item }: { item: EvidenceDetail }) {
  if (item.memberCount === 0) return undefined
  return (
    <section aria-labelledby="members" className="flex flex-col gap-1">
      <h3 id="members" className="font-semibold">
        {plural(item.memberCount, 'member')}
      </h3>
      <ul className="text-sm">
        {item.members.map((member) => (
          <li key={member.sha256} className="break-all">
            {member.label === undefined ? '' : `${member.label} `}
            {member.name}
          </li>
        ))}
      </ul>
    </section>
  )
}

function Actions({ id, item, onClose }: { id: string; item: EvidenceDetail; onClose: () => void }) {
  const act = useCustodyAct(id)
  if (item.state === 'disposed') return <p className="text-soft">Its bytes were disposed of. Its custody stays.</p>
  const verify = async (by: string): Promise<string> => {
    const { findings } = await verifyEvidence(id, by, [item.sha256])
    if (findings.length > 0) throw new Error(findings.map(({ message }) => message).join('. '))
    return `${item.name} and the custody are intact.`
  }
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap gap-2">
        <Button size="small" isDisabled={act.isPending} onPress={() => act.mutate({ run: verify })}>
          Verify now
        </Button>
        <a
          className="inline-flex h-6.5 items-center rounded-md border border-line-strong/60 px-2 text-sm font-medium"
          href={originalAddress(id, item.sha256)}
          download
        >
          Download original
        </a>
      </div>
      <Fold title="Record a handling">
        <HandlingForm id={id} item={item} />
      </Fold>
      <Fold title="How it was obtained">
        <AcquisitionForm id={id} item={item} />
      </Fold>
      <Fold title="Legal hold">
        <HoldForm id={id} item={item} />
      </Fold>
      <Fold title="Dispose of it">
        <DisposeForm id={id} item={item} onGone={onClose} />
      </Fold>
    </div>
  )
}
