import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { EvidenceDetail } from '../../api/custody.ts'
import { plural } from '../../base/text.ts'
import { disposeEvidence, evidenceDetail, originalAddress, recordHandling, verifyEvidence } from '../client.ts'
import { Button } from '../widgets/button.tsx'
import { Dialog } from '../widgets/dialog.tsx'
import { Notice } from '../widgets/notice.tsx'
import { useTell } from '../widgets/toasts.tsx'
import { useAuthor } from '../workspace/author.tsx'
import { refreshEvidence } from './refresh-evidence.ts'

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

function ItemView({ id, item, onClose }: { id: string; item: EvidenceDetail; onClose: () => void }) {
  const own = item.holds.filter((hold) => hold.sha256 !== undefined)
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['SHA-256', item.sha256],
    ['Path', item.path],
    ['Container', item.container?.name],
    ['Acquired by', item.acquisition.by],
    ['Acquired at', item.acquisition.at],
    ['Tool', item.acquisition.tool],
    ['Query', item.acquisition.query],
    ['Time range', item.acquisition.range],
    ['Filters', item.acquisition.filters],
    ['Row cap', item.acquisition.rowCap?.toString()],
    ['Read', item.format === undefined ? undefined : `${item.format}: ${plural(item.records, 'record')}, ${plural(item.events, 'event')}`],
    ['Kept until', item.retainUntil],
    ['Under hold', item.holds.map(({ seq, by, reason }) => `${seq}, by ${by}: ${reason}`).join('; ') || undefined],
    ['Verified', item.verified ?? 'not since it came'],
    ['In the vault', item.isKept ? 'yes' : 'no: its bytes are missing'],
  ]
  return (
    <div className="flex flex-col gap-5">
      <dl className="grid grid-cols-[8rem_minmax(0,1fr)] gap-x-3 gap-y-1 text-sm">
        {facts.map(([term, text]) =>
          text === undefined ? undefined : (
            <div key={term} className="contents">
              <dt className="text-soft">{term}</dt>
              <dd className="break-all">{text}</dd>
            </div>
          ),
        )}
      </dl>
      <Actions id={id} item={item} holds={own.map(({ seq }) => seq)} onClose={onClose} />
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

function Actions({ id, item, holds, onClose }: { id: string; item: EvidenceDetail; holds: readonly number[]; onClose: () => void }) {
  const client = useQueryClient()
  const tell = useTell()
  const author = useAuthor()
  const [reason, setReason] = useState('')
  const act = useMutation({
    mutationFn: async (action: 'verify' | 'hold' | 'release' | 'dispose') =>
      actOn(action, { id, item, holds, reason: reason.trim(), by: await author.ask() }),
    onSuccess: async (said, action) => {
      setReason('')
      await client.invalidateQueries({ queryKey: ['evidence-detail', id] })
      await refreshEvidence(client, id)
      tell({ text: said })
      if (action === 'dispose') onClose()
    },
    onError: (error) => tell({ text: error.message, tone: 'bad' }),
  })
  const needsReason = act.isPending || reason.trim() === ''
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap gap-2">
        <Button size="small" isDisabled={act.isPending} onPress={() => act.mutate('verify')}>
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
      <label className="flex flex-col gap-1 text-sm text-soft">
        Reason, for a hold, its release and a disposal
        <input className="control" value={reason} onChange={(event) => setReason(event.target.value)} maxLength={4000} />
      </label>
      <div className="flex flex-wrap gap-2">
        <Button size="small" isDisabled={needsReason} onPress={() => act.mutate('hold')}>
          Hold
        </Button>
        {holds.length === 0 ? undefined : (
          <Button size="small" isDisabled={needsReason} onPress={() => act.mutate('release')}>
            Release hold
          </Button>
        )}
        <Button size="small" look="danger" isDisabled={needsReason} onPress={() => act.mutate('dispose')}>
          Dispose
        </Button>
      </div>
    </div>
  )
}

interface Act {
  readonly id: string
  readonly item: EvidenceDetail
  readonly holds: readonly number[]
  readonly reason: string
  readonly by: string
}

async function actOn(action: 'verify' | 'hold' | 'release' | 'dispose', { id, item, holds, reason, by }: Act): Promise<string> {
  const { sha256, name } = item
  if (action === 'verify') {
    const { findings } = await verifyEvidence(id, by, [sha256])
    if (findings.length > 0) throw new Error(findings.map(({ message }) => message).join('. '))
    return `${name} and the custody are intact.`
  }
  if (action === 'hold') {
    await recordHandling(id, { action, by, purpose: reason, items: [sha256] })
    return `${name} is under hold.`
  }
  if (action === 'release') {
    await recordHandling(id, { action, by, purpose: reason, releases: [...holds] })
    return `The hold on ${name} ended.`
  }
  const { items } = await disposeEvidence(id, sha256, { by, purpose: reason })
  return `${plural(items, 'item')} disposed of. The custody keeps what it was, and why it went.`
}
