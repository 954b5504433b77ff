import { useState } from 'react'
import type { EvidenceDetail } from '../../api/custody.ts'
import { plural } from '../../base/text.ts'
import { endOfRetention, isRetained } from '../../model/custody.ts'
import { disposeEvidence } from '../client.ts'
import { Button } from '../widgets/button.tsx'
import { useCustodyAct } from './use-custody-act.ts'

/** Removes an item: a reason, then a second look at what goes and what stays. Says why not where it may not go. */
export function DisposeForm({ id, item, onGone }: { id: string; item: EvidenceDetail; onGone: () => void }) {
  const [reason, setReason] = useState('')
  const [isAsked, setAsked] = useState(false)
  const act = useCustodyAct(id)
  const why = whyNot(item)
  if (why !== undefined) return <p className="text-sm text-soft">{why}</p>
  const run = async (by: string): Promise<string> => {
    const { items } = await disposeEvidence(id, item.sha256, { by, purpose: reason.trim() })
    return `${plural(items, 'item')} disposed of. The custody keeps what it was, and why it went.`
  }
  if (isAsked) {
    const members = item.memberCount === 0 ? '' : ` ${plural(item.memberCount, 'member')} that lie nowhere else,`
    return (
      <div role="group" aria-label="Confirm the disposal" className="flex flex-col gap-3 rounded-lg border border-bad/50 bg-bad-soft px-4 py-3">
        <p>
          The bytes of {item.name},{members} and their events go for good. Its row in the list of evidence and its custody stay, with your reason: “
          {reason.trim()}”.
        </p>
        <div className="flex flex-wrap gap-2">
          <Button size="small" look="danger" isDisabled={act.isPending} onPress={() => act.mutate({ run, onDone: onGone })}>
            Dispose of it for good
          </Button>
          <Button size="small" autoFocus isDisabled={act.isPending} onPress={() => setAsked(false)}>
            Keep it
          </Button>
        </div>
      </div>
    )
  }
  return (
    <form
      aria-label="Dispose of it"
      className="flex flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault()
        if (reason.trim() !== '') setAsked(true)
      }}
    >
      <label className="flex flex-col gap-1 text-sm text-soft">
        Reason for the disposal
        <input className="control" value={reason} required maxLength={4000} onChange={(event) => setReason(event.target.value)} />
      </label>
      <div>
        <Button size="small" look="danger" type="submit" isDisabled={reason.trim() === ''}>
          Dispose…
        </Button>
      </div>
    </form>
  )
}

function whyNot({ state, holds, retainUntil }: EvidenceDetail): string | undefined {
  if (state === 'disposed') return 'It was disposed of already.'
  const [hold] = holds
  if (hold !== undefined) return `It cannot be disposed of: it is under legal hold ${hold.seq}, by ${hold.by} (${hold.reason}).`
  if (retainUntil !== undefined && isRetained(retainUntil, new Date().toISOString()))
    return `It cannot be disposed of: it must be kept until ${retainUntil} has ended everywhere (${endOfRetention(retainUntil)}).`
  return undefined
}
