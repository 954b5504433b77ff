import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { EvidenceStatus } from '../../api/evidence.ts'
import { formatBytes } from '../../base/quantity.ts'
import { formatNumber, plural } from '../../base/text.ts'
import { removeEvidence } from '../client.ts'
import { Badge, type Tone } from '../widgets/badge.tsx'
import { Button } from '../widgets/button.tsx'
import { Meter } from '../widgets/meter.tsx'
import { useTell } from '../widgets/toasts.tsx'
import { useProgress } from '../workspace/progress.tsx'
import { ItemPanel } from './item-panel.tsx'
import { refreshEvidence } from './refresh-evidence.ts'
import { ZoneNames } from './zone-names.tsx'

export interface EvidenceListProps {
  readonly id: string
  readonly evidence: readonly EvidenceStatus[]
  /** Zone per path, where one was chosen: files of one name may come from hosts in different zones. */
  readonly zones: Readonly<Record<string, string>>
  onZone(path: string, zone: string): void
}

const tones: Record<EvidenceStatus['status'], Tone> = {
  new: 'accent',
  reading: 'accent',
  read: 'good',
  unrecognised: 'plain',
  unreadable: 'bad',
  unpacked: 'plain',
}
const words: Record<EvidenceStatus['status'], string> = {
  new: 'not drafted yet',
  reading: 'reading',
  read: 'read',
  unrecognised: 'no log: kept',
  unreadable: 'not readable',
  unpacked: 'unpacked',
}

/** Every evidence file: what it was read as, how far reading is, and each problem with its place. */
export function EvidenceList({ id, evidence, zones, onZone }: EvidenceListProps) {
  if (evidence.length === 0) return undefined
  return (
    <section aria-labelledby="files" className="flex flex-col gap-2">
      <h2 id="files" className="text-lg font-semibold">
        Files
      </h2>
      <ZoneNames id="zones" />
      <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
        {evidence.map((item) => (
          <EvidenceRow key={item.sha256} id={id} item={item} zone={zones[item.path ?? item.name] ?? ''} onZone={onZone} />
        ))}
      </ul>
    </section>
  )
}

function EvidenceRow({ id, item, zone, onZone }: { id: string; item: EvidenceStatus; zone: string; onZone: (path: string, zone: string) => void }) {
  const { files, job } = useProgress()
  const [isOpen, setOpen] = useState(false)
  const [isShown, setShown] = useState(false)
  const live = job?.state === 'running' ? files.get(item.sha256) : undefined
  const problems = live?.problems ?? item.reading?.problems ?? item.problems.length
  return (
    <li className="flex flex-col gap-2 px-4 py-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        {item.label === undefined ? undefined : <span className="font-mono text-sm text-soft">{item.label}</span>}
        <span className="min-w-0 truncate font-medium" title={item.path}>
          {item.name}
        </span>
        <Badge tone={tones[item.status]}>{words[item.status]}</Badge>
        <span className="text-sm text-faint number-column">{formatBytes(item.size)}</span>
        <span className="flex-1" />
        <label className="flex items-center gap-2 text-sm text-soft">
          Zone
          <input
            className="control w-40 py-1! text-sm!"
            list="zones"
            placeholder="as above"
            value={zone}
            aria-label={`Zone of local times in ${item.name}`}
            onChange={(event) => onZone(item.path ?? item.name, event.target.value)}
          />
        </label>
        <Button size="small" look="quiet" aria-label={`Details of ${item.name}`} onPress={() => setShown(true)}>
          Details
        </Button>
        {item.removable ? <RemoveButton id={id} item={item} /> : undefined}
      </div>
      <p className="flex flex-wrap items-center gap-x-3 text-sm text-soft number-column">
        <ReadingWords item={item} />
        {live === undefined || item.status === 'unpacked' ? undefined : (
          <span>{`${plural(live.records, 'record')}, ${plural(live.findings, 'finding')} so far`}</span>
        )}
        {problems === 0 ? undefined : (
          <button type="button" aria-expanded={isOpen} className="rounded text-warn underline underline-offset-2" onClick={() => setOpen(!isOpen)}>
            {plural(problems, 'problem')}
          </button>
        )}
      </p>
      {live === undefined || live.state !== 'reading' ? undefined : <Meter label={`${item.name} read`} value={live.bytes} most={live.total} />}
      {isOpen ? <ProblemTable item={item} /> : undefined}
      {isShown ? <ItemPanel id={id} sha256={item.sha256} name={item.name} onClose={() => setShown(false)} /> : undefined}
    </li>
  )
}

function ReadingWords({ item }: { item: EvidenceStatus }) {
  const { reading } = item
  if (reading === undefined)
    return (
      <span>
        {item.status === 'unrecognised'
          ? 'No log format was recognised. The file is kept, hashed and listed in the report.'
          : item.status === 'unpacked'
            ? 'A container: what lies in it is listed as files of its own.'
            : item.status === 'reading'
              ? 'Being read:'
              : 'Will be read with the next draft.'}
      </span>
    )
  const assumed = reading.assumed === undefined || reading.assumed.length === 0 ? '' : `; ${reading.assumed.join(' and ')} assumed`
  return (
    <span>
      {reading.format}: {plural(reading.records, 'record')}, {plural(reading.events, 'event')}
      {reading.first === undefined
        ? ''
        : `, ${reading.first.slice(0, 19).replace('T', ' ')} to ${(reading.last ?? '').slice(0, 19).replace('T', ' ')} UTC`}
      {reading.zone === undefined ? '' : `, read in ${reading.zone}`}
      {assumed}
    </span>
  )
}

function ProblemTable({ item }: { item: EvidenceStatus }) {
  if (item.problems.length === 0) return <p className="text-sm text-soft">The list of problems comes when reading is done.</p>
  return (
    <div role="region" aria-label={`Problems in ${item.name}`} tabIndex={0} className="max-h-80 overflow-auto rounded-md border border-line">
      <table className="w-full min-w-lg text-left text-sm">
        <thead>
          <tr className="border-b border-line bg-sunken text-soft">
            <th scope="col" className="px-3 py-1.5 font-medium">
              File
            </th>
            <th scope="col" className="px-3 py-1.5 font-medium">
              Record
            </th>
            <th scope="col" className="px-3 py-1.5 font-medium">
              Offset
            </th>
            <th scope="col" className="px-3 py-1.5 font-medium">
              What was wrong
            </th>
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {item.problems.map((problem) => (
            <tr key={`${problem.code}-${problem.record}-${problem.offset}-${problem.message}`} className="align-top">
              <td className="px-3 py-1.5">{problem.path}</td>
              <td className="px-3 py-1.5 number-column">{problem.record === undefined ? '' : formatNumber(problem.record)}</td>
              <td className="px-3 py-1.5 number-column">{problem.offset === undefined ? '' : formatNumber(problem.offset)}</td>
              <td className="px-3 py-1.5 break-words">{problem.message}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function RemoveButton({ id, item }: { id: string; item: EvidenceStatus }) {
  const client = useQueryClient()
  const tell = useTell()
  const remove = useMutation({
    mutationFn: () => removeEvidence(id, item.sha256),
    onSuccess: async () => {
      await refreshEvidence(client, id)
      tell({ text: `${item.name} was taken out. Your own copy is untouched: drop it again to bring it back.` })
    },
    onError: (error) => tell({ text: error.message, tone: 'bad' }),
  })
  return (
    <Button size="small" look="quiet" isDisabled={remove.isPending} aria-label={`Take out ${item.name}`} onPress={() => remove.mutate()}>
      Take out
    </Button>
  )
}
