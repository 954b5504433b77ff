import { useState } from 'react'
import type { EvidenceDetail } from '../../api/custody.ts'
import { recordHandling } from '../client.ts'
import { Button } from '../widgets/button.tsx'
import { useCustodyAct } from './use-custody-act.ts'

/** Puts an item under legal hold, or ends the holds that are its own; one on all of the incident is ended for all of it. */
export function HoldForm({ id, item }: { id: string; item: EvidenceDetail }) {
  const [reason, setReason] = useState('')
  const act = useCustodyAct(id)
  const own = item.holds.filter((hold) => hold.sha256 !== undefined)
  const purpose = reason.trim()
  const hold = async (by: string): Promise<string> => {
    await recordHandling(id, { action: 'hold', by, purpose, items: [item.sha256] })
    return `${item.name} is under hold.`
  }
  const release = async (by: string): Promise<string> => {
    await recordHandling(id, { action: 'release', by, purpose, releases: own.map(({ seq }) => seq) })
    return `The hold on ${item.name} ended.`
  }
  const onDone = () => setReason('')
  const isWaiting = act.isPending || purpose === ''
  return (
    <div className="flex flex-col gap-2">
      <label className="flex flex-col gap-1 text-sm text-soft">
        {own.length === 0 ? 'Reason for the hold' : 'Reason for the hold, or for its end'}
        <input className="control" value={reason} onChange={(event) => setReason(event.target.value)} maxLength={4000} />
      </label>
      <div className="flex flex-wrap gap-2">
        <Button size="small" isDisabled={isWaiting} onPress={() => act.mutate({ run: hold, onDone })}>
          Hold
        </Button>
        {own.length === 0 ? undefined : (
          <Button size="small" isDisabled={isWaiting} onPress={() => act.mutate({ run: release, onDone })}>
            Release hold
          </Button>
        )}
      </div>
    </div>
  )
}
