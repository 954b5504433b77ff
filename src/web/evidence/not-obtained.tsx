import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { recordHandling } from '../client.ts'
import { Button } from '../widgets/button.tsx'
import { loadCustody } from './custody-client.ts'
import { ToldField } from './told-field.tsx'
import { useCustodyAct } from './use-custody-act.ts'

/** Sources that were asked for in vain, and the form to add one. */
export function NotObtained({ id }: { id: string }) {
  const { data } = useQuery({ queryKey: ['custody', id], queryFn: ({ signal }) => loadCustody(id, signal) })
  const [what, setWhat] = useState('')
  const [reason, setReason] = useState('')
  const act = useCustodyAct(id)
  const isComplete = what.trim() !== '' && reason.trim() !== ''
  const run = async (by: string): Promise<string> => {
    await recordHandling(id, { action: 'not-obtained', by, what: what.trim(), purpose: reason.trim() })
    return `Recorded as not obtained: ${what.trim()}.`
  }
  const onDone = () => {
    setWhat('')
    setReason('')
  }
  return (
    <section aria-labelledby="not-obtained" className="flex flex-col gap-3">
      <h2 id="not-obtained" className="text-lg font-semibold">
        Not obtained
      </h2>
      <p className="max-w-2xl text-soft">Sources that were asked for in vain, with the reason: what the post-mortem could not see.</p>
      {data === undefined || data.notObtained.length === 0 ? undefined : (
        <ul aria-labelledby="not-obtained" className="flex flex-col divide-y divide-line">
          {data.notObtained.map((one) => (
            <li key={one.seq} className="flex flex-col py-2">
              <span className="font-medium break-words">{one.what}</span>
              <span className="text-sm break-words text-soft">
                {one.reason} ({one.by}, {one.at.slice(0, 10)})
              </span>
            </li>
          ))}
        </ul>
      )}
      <form
        aria-label="Add a source that was not obtained"
        className="grid max-w-2xl gap-3 sm:grid-cols-[1fr_1fr_auto] sm:items-end"
        onSubmit={(event) => {
          event.preventDefault()
          if (isComplete && !act.isPending) act.mutate({ run, onDone })
        }}
      >
        <ToldField label="What was not obtained" value={what} isRequired onChange={setWhat} />
        <ToldField label="Reason it was not" value={reason} isRequired onChange={setReason} />
        <Button type="submit" isDisabled={!isComplete || act.isPending}>
          Add
        </Button>
      </form>
    </section>
  )
}
