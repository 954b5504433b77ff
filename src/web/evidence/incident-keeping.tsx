import { useState } from 'react'
import type { CustodySummary } from '../../api/custody.ts'
import { plural } from '../../base/text.ts'
import { endOfRetention } from '../../model/custody.ts'
import { recordHandling } from '../client.ts'
import { Button } from '../widgets/button.tsx'
import { Fold } from '../widgets/fold.tsx'
import { ToldField } from './told-field.tsx'
import { useCustodyAct } from './use-custody-act.ts'

interface KeepingProps {
  readonly id: string
  readonly custody: CustodySummary
}

/** What keeps all evidence of an incident, also what comes later: its legal holds and its retention, shown and set. */
export function IncidentKeeping({ id, custody }: KeepingProps) {
  return (
    <section aria-labelledby="incident-keeping" className="flex max-w-2xl flex-col gap-3">
      <h3 id="incident-keeping" className="font-semibold">
        Legal hold and retention of all evidence
      </h3>
      <InForce custody={custody} />
      <Fold title="Hold all evidence">
        <HoldAll id={id} custody={custody} />
      </Fold>
      <Fold title="Keep all evidence until a day">
        <RetainAll id={id} />
      </Fold>
    </section>
  )
}

function InForce({ custody: { holds, retainUntil } }: { readonly custody: CustodySummary }) {
  const ofAll = holdsOfAll(holds)
  const ofItems = new Set(holds.flatMap(({ sha256 }) => sha256 ?? [])).size
  return (
    <ul aria-labelledby="incident-keeping" className="flex flex-col gap-1 text-sm text-soft">
      {ofAll.map(({ seq, by, since, reason }) => (
        <li key={seq} className="break-words">
          Under hold {seq} since {since.replace('T', ' ').replace('Z', ' UTC')}, by {by}: {reason === '' ? 'no reason told' : reason}
        </li>
      ))}
      {ofAll.length === 0 ? <li>No hold on all of it.</li> : undefined}
      {ofItems === 0 ? undefined : <li>{plural(ofItems, 'item')} under a hold of their own, told with each.</li>}
      <li>
        {retainUntil === undefined
          ? 'No day until which all of it must be kept.'
          : `To be kept until ${retainUntil} has ended everywhere (${endOfRetention(retainUntil)}), unless an item says another day.`}
      </li>
    </ul>
  )
}

function HoldAll({ id, custody }: KeepingProps) {
  const [reason, setReason] = useState('')
  const [authority, setAuthority] = useState('')
  const act = useCustodyAct(id)
  const own = holdsOfAll(custody.holds)
  const told = { purpose: reason.trim(), ...(authority.trim() === '' ? {} : { authority: authority.trim() }) }
  const hold = async (by: string): Promise<string> => {
    await recordHandling(id, { action: 'hold', by, ...told })
    return 'All evidence is under hold, what is added later too.'
  }
  const release = async (by: string): Promise<string> => {
    await recordHandling(id, { action: 'release', by, ...told, releases: own.map(({ seq }) => seq) })
    return 'The hold on all evidence ended; those on single items stay.'
  }
  const onDone = () => {
    setReason('')
    setAuthority('')
  }
  const isWaiting = act.isPending || told.purpose === ''
  return (
    <div className="flex flex-col gap-3">
      <div className="grid gap-3 sm:grid-cols-2">
        <ToldField
          label={own.length === 0 ? 'Reason to hold all' : 'Reason to hold all, or to end it'}
          value={reason}
          isRequired
          onChange={setReason}
        />
        <ToldField label="On whose order" value={authority} onChange={setAuthority} />
      </div>
      <div className="flex flex-wrap gap-2">
        <Button size="small" isDisabled={isWaiting} onPress={() => act.mutate({ run: hold, onDone })}>
          Hold all
        </Button>
        {own.length === 0 ? undefined : (
          <Button size="small" isDisabled={isWaiting} onPress={() => act.mutate({ run: release, onDone })}>
            Release the hold on all
          </Button>
        )}
      </div>
    </div>
  )
}

function RetainAll({ id }: { readonly id: string }) {
  const [until, setUntil] = useState('')
  const [purpose, setPurpose] = useState('')
  const act = useCustodyAct(id)
  const isComplete = until !== '' && purpose.trim() !== ''
  const run = async (by: string): Promise<string> => {
    await recordHandling(id, { action: 'retain', by, until, purpose: purpose.trim() })
    return `All evidence is to be kept until ${until}.`
  }
  const onDone = () => {
    setUntil('')
    setPurpose('')
  }
  return (
    <form
      aria-label="Keep all evidence until a day"
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault()
        if (isComplete && !act.isPending) act.mutate({ run, onDone })
      }}
    >
      <div className="grid gap-3 sm:grid-cols-2">
        <ToldField label="Last day all is kept" type="date" value={until} isRequired onChange={setUntil} />
        <ToldField label="Rule that asks for it" value={purpose} isRequired onChange={setPurpose} />
      </div>
      <div>
        <Button size="small" type="submit" isDisabled={!isComplete || act.isPending}>
          Keep all
        </Button>
      </div>
    </form>
  )
}

/** Those without an item are on all of the incident. */
function holdsOfAll(holds: CustodySummary['holds']): CustodySummary['holds'] {
  return holds.filter(({ sha256 }) => sha256 === undefined)
}
