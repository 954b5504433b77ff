import { z } from 'zod'
import type { ItemReadingRow } from '../../store/events/segments.ts'
import type { IntakeItem } from '../intake/intake-item.ts'
import { ownRules } from '../intake/intake-job.ts'
import { intakeItems, type ReadingOptions } from '../intake/incident-items.ts'
import type { IntakeListener } from '../intake/intake-progress.ts'
import { type Intake, takeIn } from '../intake/take-in.ts'
import { takeOut } from '../intake/take-out.ts'
import { detailText } from '../workspace/evidence-detail.ts'
import type { EvidencePlace } from './evidence-place.ts'

export interface ReadRequest extends IntakeListener {
  readonly incident: string
  readonly options: ReadingOptions
  /** Only these; all of the incident where absent. */
  readonly only?: ReadonlySet<string>
  readonly signal?: AbortSignal | undefined
}

/**
 * Reads items into events: those that were not read yet, and where a zone or year is given also those that were read with another. What it commits stays. Items
 * that cannot be read are marked so.
 */
export async function readItems(request: ReadRequest, place: EvidencePlace): Promise<Intake> {
  const { incident, options, only } = request
  const { store, vault } = place
  const rows = await store.evidence(incident)
  const items = intakeItems(rows, (sha256) => vault.path(sha256), options)
  const before = await store.readings(incident)
  await takeOutContainers({ incident, items, before }, place)
  const isGiven = options.zone !== undefined || options.year !== undefined || Object.keys(options.zones ?? {}).length > 0
  const read = new Set(isGiven ? [] : before.map(({ sha256 }) => sha256))
  const wanted = items.filter(({ sha256 }) => (only === undefined || only.has(sha256)) && !read.has(sha256))
  const intake = await takeItems(wanted, request, place)
  const lost = await lostItems({ incident, items, before, failed: new Set(intake.failures.map(({ sha256 }) => sha256)) }, place)
  const again = lost.length === 0 ? { failures: [] } : await takeItems(lost, request, place)
  const failures = [...intake.failures, ...again.failures]
  for (const { sha256, problems } of failures)
    await store.updateEvidence(incident, sha256, { status: 'unreadable', detail: detailText({ problems }) })
  return { ...intake, failures }
}

async function takeItems(items: readonly IntakeItem[], { incident, signal, onProgress, onItem }: ReadRequest, place: EvidencePlace): Promise<Intake> {
  return takeIn({
    incident,
    items,
    rules: await ownRules(),
    ledger: place.store,
    folder: place.folder,
    writer: place.writer,
    ...(onProgress === undefined ? {} : { onProgress }),
    ...(onItem === undefined ? {} : { onItem }),
    ...(signal === undefined ? {} : { signal }),
  })
}

interface Standing {
  readonly incident: string
  readonly items: readonly IntakeItem[]
  /** What had been read before. */
  readonly before: readonly ItemReadingRow[]
}

/** A container that was read as one file before its members came would tell the same events twice. */
async function takeOutContainers({ incident, items, before }: Standing, { store, folder, writer }: EvidencePlace): Promise<void> {
  const containers = new Set(items.filter(({ isContainer }) => isContainer === true).map(({ sha256 }) => sha256))
  const replaced = before.filter(({ sha256 }) => containers.has(sha256))
  if (replaced.length > 0) await takeOut({ ledger: store, incident, folder, writer }, replaced)
}

/** Items whose events went with those of others in the same segment: they are read again as they were. */
async function lostItems(
  { incident, items, before, failed }: Standing & { failed: ReadonlySet<string> },
  { store }: EvidencePlace,
): Promise<IntakeItem[]> {
  const now = new Set((await store.readings(incident)).map(({ sha256 }) => sha256))
  const lost = new Map(before.filter(({ sha256 }) => !now.has(sha256) && !failed.has(sha256)).map((row) => [row.sha256, row]))
  return items.flatMap((item) => {
    const row = item.isContainer === true ? undefined : lost.get(item.sha256)
    return row === undefined ? [] : [asRead(item, row)]
  })
}

const optionsSchema = z.object({ zone: z.string().optional(), year: z.number().optional() })

function asRead({ zone: _, year: __, yearFrom: ___, ...item }: IntakeItem, { settings }: ItemReadingRow): IntakeItem {
  const { zone, year } = optionsSchema.catch({}).parse(JSON.parse(settings))
  return { ...item, ...(zone === undefined ? {} : { zone }), ...(year === undefined ? {} : { year, yearFrom: 'given' as const }) }
}
