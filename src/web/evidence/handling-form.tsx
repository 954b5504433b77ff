import { useState } from 'react'
import type { EvidenceDetail, HandlingRequest } from '../../api/custody.ts'
import { recordHandling } from '../client.ts'
import { Button } from '../widgets/button.tsx'
import { ToldField } from './told-field.tsx'
import { useCustodyAct } from './use-custody-act.ts'

const fields = {
  to: 'Who received it',
  purpose: 'Purpose',
  authority: 'On whose order',
  place: 'Place',
  placeTo: 'Place it was brought to',
  reference: 'Carrier and reference',
  seal: 'Seal number',
  until: 'Kept until (last day)',
  note: 'Note',
} as const
type Field = keyof typeof fields

interface Way {
  readonly label: string
  /** Those it cannot do without come first. */
  readonly fields: readonly Field[]
  readonly required: number
}
const ways = {
  transfer: { label: 'Handed over', fields: ['to', 'purpose', 'place', 'placeTo', 'reference', 'authority', 'note'], required: 1 },
  seal: { label: 'Sealed', fields: ['seal', 'place', 'purpose', 'note'], required: 1 },
  access: { label: 'Accessed', fields: ['purpose', 'authority', 'place', 'note'], required: 1 },
  analyse: { label: 'Analysed', fields: ['purpose', 'place', 'note'], required: 1 },
  copy: { label: 'Copied', fields: ['purpose', 'placeTo', 'to', 'note'], required: 1 },
  retain: { label: 'To be kept until a day', fields: ['until', 'purpose', 'authority'], required: 1 },
} as const satisfies Record<string, Way>
type WayName = keyof typeof ways
const wayNames: readonly WayName[] = ['transfer', 'seal', 'access', 'analyse', 'copy', 'retain']

/** Writes into an item's custody what was done to it. Whoever fills it in did it, or handed the item over. */
export function HandlingForm({ id, item }: { id: string; item: EvidenceDetail }) {
  const [name, setName] = useState<WayName>('transfer')
  const [told, setTold] = useState<Partial<Record<Field, string>>>({})
  const act = useCustodyAct(id)
  const way: Way = ways[name]
  const given = way.fields.flatMap((field) => {
    const text = (told[field] ?? '').trim()
    return text === '' ? [] : [[field, text] as const]
  })
  const isComplete = way.fields.slice(0, way.required).every((field) => given.some(([known]) => known === field))
  const write = () => {
    const run = async (by: string): Promise<string> => {
      const handling: HandlingRequest = { action: name, by, items: [item.sha256], ...Object.fromEntries(given) }
      await recordHandling(id, handling)
      return `Recorded of ${item.name}: ${way.label.toLowerCase()}.`
    }
    act.mutate({ run, onDone: () => setTold({}) })
  }
  return (
    <form
      aria-label="Record a handling"
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault()
        if (isComplete && !act.isPending) write()
      }}
    >
      <label className="flex flex-col gap-1 text-sm text-soft">
        What was done
        <select className="control" value={name} onChange={(event) => setName(wayNames.find((known) => known === event.target.value) ?? name)}>
          {wayNames.map((known) => (
            <option key={known} value={known}>
              {ways[known].label}
            </option>
          ))}
        </select>
      </label>
      <div className="grid gap-3 sm:grid-cols-2">
        {way.fields.map((field, index) => (
          <ToldField
            key={field}
            label={fields[field]}
            value={told[field] ?? ''}
            isRequired={index < way.required}
            type={field === 'until' ? 'date' : 'text'}
            onChange={(value) => setTold({ ...told, [field]: value })}
          />
        ))}
      </div>
      <p className="text-sm text-soft">
        It is signed with your name and the time of now{name === 'transfer' ? '; you are the one who hands over' : ''}.
      </p>
      <div>
        <Button size="small" type="submit" isDisabled={!isComplete || act.isPending}>
          Record
        </Button>
      </div>
    </form>
  )
}
