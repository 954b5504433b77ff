import { useState } from 'react'
import type { EvidenceDetail } from '../../api/custody.ts'
import { Button } from '../widgets/button.tsx'
import { tellAcquisition } from './custody-client.ts'
import { ToldField } from './told-field.tsx'
import { useCustodyAct } from './use-custody-act.ts'

const fields = { by: 'Acquired by', tool: 'Tool and version', query: 'Query', range: 'Time range', filters: 'Filters' } as const
type Field = keyof typeof fields
const names: readonly Field[] = ['by', 'tool', 'query', 'range', 'filters']

/** How an item was obtained. What was told before stays in the custody; this stands in its place. */
export function AcquisitionForm({ id, item }: { id: string; item: EvidenceDetail }) {
  const { acquisition } = item
  const [told, setTold] = useState<Partial<Record<Field, string>>>(() => acquisition)
  const [cap, setCap] = useState(acquisition.rowCap?.toString() ?? '')
  const act = useCustodyAct(id)
  const save = () => {
    const texts = names.flatMap((name) => {
      const text = (told[name] ?? '').trim()
      return text === '' ? [] : [[name, text] as const]
    })
    const rest = { ...(acquisition.at === undefined ? {} : { at: acquisition.at }), ...(cap === '' ? {} : { rowCap: Math.trunc(Number(cap)) }) }
    const run = async (by: string): Promise<string> => {
      await tellAcquisition(id, item.sha256, { by, acquisition: { ...Object.fromEntries(texts), ...rest } })
      return `Kept how ${item.name} was obtained.`
    }
    act.mutate({ run })
  }
  return (
    <form
      aria-label="How it was obtained"
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault()
        if (!act.isPending) save()
      }}
    >
      <div className="grid gap-3 sm:grid-cols-2">
        {names.map((name) => (
          <ToldField key={name} label={fields[name]} value={told[name] ?? ''} onChange={(value) => setTold({ ...told, [name]: value })} />
        ))}
        <ToldField label="Row cap" type="number" value={cap} onChange={setCap} />
      </div>
      <div>
        <Button size="small" type="submit" isDisabled={act.isPending}>
          Keep
        </Button>
      </div>
    </form>
  )
}
