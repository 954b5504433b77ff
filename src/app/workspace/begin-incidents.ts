import { createReadStream, existsSync } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import { basename, join, relative, sep } from 'node:path'
import type { StartDraft } from '../../api/draft.ts'
import type { Demonstration } from '../drafting/demonstration.ts'
import { readDemonstration } from '../drafting/demonstration.ts'
import { discoverFiles } from '../reading/discover.ts'
import { parseZoneChoice } from '../reading/zones.ts'
import type { CustodyDraft } from '../../model/custody.ts'
import type { EvidenceRow } from '../../store/records/evidence-records.ts'
import { segmentFolder } from '../../store/events/segment-file.ts'
import type { Vault } from '../../store/vault/vault.ts'
import type { DataPlaces } from '../intake/intake-job.ts'
import { atTheEnd } from '../evidence/write-custody.ts'
import { type DeskTools, sampleOrigin } from './incident-desk.ts'
import type { DraftJobs } from './draft-desk.ts'
import { withEditAppended } from './record-book.ts'
import type { ReadingJobs } from './reading-desk.ts'
import type { Queues } from './queues.ts'
import { notFound } from './refusal.ts'
import type { EvidenceDesk, IncidentDesk } from './workspace.ts'
import { applyYaml } from './yaml.ts'

/** What beginning and ending incidents works with. */
export interface BeginTools extends DeskTools {
  readonly vault: Vault
  readonly queues: Queues
  readonly evidence: Pick<EvidenceDesk, 'receive'>
  readonly drafts: DraftJobs
  readonly readings: Pick<ReadingJobs, 'end'>
  readonly places: DataPlaces
  /** Holds `evidence/` and `incident.yaml`. */
  readonly sampleFolder: string
}

/** Incidents beginning and ending. */
export function beginIncidents(tools: BeginTools): Pick<IncidentDesk, 'create' | 'openSample' | 'remove'> {
  return {
    create: (given) => create(given, tools),
    openSample: () => tools.queues.run('sample', () => openSample(tools)),
    remove: (id) => remove(id, tools),
  }
}

async function create(
  { title, author = 'Someone at this workspace' }: { title: string; author?: string },
  { store, records, now }: DeskTools,
): Promise<string> {
  const at = now()
  const id = await store.createIncident({ year: Number(at.slice(0, 4)), at, title })
  if (title !== '') {
    const changes = [{ op: 'set' as const, path: '/title', value: title }]
    await records.write(id, (record) => withEditAppended(record, { incident: id, author: { name: author, kind: 'person' }, at, base: 0, changes }))
  }
  return id
}

/** How the sample's evidence is read, in the words of a request to draft. */
function optionsOf({ tz, year }: Demonstration): StartDraft {
  const { fallback, rules } = parseZoneChoice(tz)
  return {
    ...(year === undefined ? {} : { year }),
    ...(fallback === undefined ? {} : { zone: fallback }),
    zones: Object.fromEntries(rules.map(({ pattern, zone }) => [pattern, zone])),
  }
}

/** Each step is skipped where an earlier call got through it, so that a call that was cut short is finished by the next one. */
async function openSample(tools: BeginTools): Promise<string> {
  const { store, now } = tools
  if (!existsSync(join(tools.sampleFolder, 'evidence'))) throw notFound('This installation has no sample: its "examples" folder is not there')
  const known = (await store.incidents()).find(({ origin }) => origin === sampleOrigin)
  const id = known?.id ?? (await store.createIncident({ year: Number(now().slice(0, 4)), at: now(), origin: sampleOrigin }))
  const job = await tools.drafts.last(id)
  if (job?.state === 'running') return id
  if (job?.state === 'done') {
    await tellWhatPeopleKnow(id, tools)
    return id
  }
  const sample = await readDemonstration(tools.sampleFolder)
  await bringEvidence(id, tools)
  await tools.drafts.start(id, optionsOf(sample), () => tellWhatPeopleKnow(id, tools))
  return id
}

/** Merges the sample's incident.yaml, once: given again it would take back what somebody trying the sample has written. */
async function tellWhatPeopleKnow(id: string, tools: BeginTools): Promise<void> {
  const { edits } = await tools.records.open(id)
  if (edits.some(({ author }) => author.kind !== 'draft')) return
  const yaml = await readIfThere(join(tools.sampleFolder, 'incident.yaml'))
  if (yaml !== undefined) await applyYaml(id, { text: yaml, name: 'incident.yaml' }, tools)
}

async function bringEvidence(id: string, { evidence, sampleFolder }: BeginTools): Promise<void> {
  const folder = join(sampleFolder, 'evidence')
  const { files } = await discoverFiles([folder])
  for (const { path: file, modifiedMs } of files) {
    const path = relative(folder, file).split(sep).join('/')
    await evidence.receive(id, { name: basename(file), path, modified: Math.floor(modifiedMs), body: createReadStream(file) })
  }
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

/** Evidence that another incident still has stays in the vault. */
async function remove(id: string, { store, records, vault, queues, drafts, readings, places, now }: BeginTools): Promise<void> {
  await records.open(id)
  await drafts.cancel(id)
  await readings.end(id)
  await queues.run('vault', async () => {
    const items = (await store.evidence(id)).filter(({ disposedAt }) => disposedAt === undefined)
    await atTheEnd({ store, incident: id, drafts: disposalOf(items, now()) }, (last) => store.removeIncident(id, last))
    records.forget(id)
    for (const { sha256 } of items) await vault.remove(sha256, () => store.isEvidenceUsed(sha256))
    await rm(segmentFolder(places.folder, id), { recursive: true, force: true })
  })
}

/** Custody outlives the incident and tells what became of its evidence. */
function disposalOf(items: readonly EvidenceRow[], at: string): CustodyDraft[] {
  const told = { action: 'dispose' as const, at, recorded: at, by: 'Hindcast', place: 'Vault of the data folder' }
  return items.map(({ sha256 }) => ({ ...told, sha256, purpose: 'Removed from the workspace together with its incident' }))
}
