import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { type DraftJob, draftJobSchema, type FileProgress, fileProgressSchema, type StartDraft } from '../../api/draft.ts'
import { AppError } from '../../base/error.ts'
import { isZone } from '../../base/zone.ts'
import type { Incident } from '../../model/incident.ts'
import type { EvidenceRow } from '../../store/records/evidence-records.ts'
import type { RecordStore } from '../../store/records/record-store.ts'
import { draftInto } from '../drafting/draft-edits.ts'
import { provenancesOf } from '../drafting/provenance.ts'
import { programVersion } from '../version.ts'
import { createDraftProgress, type DraftProgress } from './draft-progress.ts'
import { intakeItems, unpackedStatus } from '../intake/incident-items.ts'
import type { DataPlaces } from '../intake/intake-job.ts'
import type { DraftedFile, DraftRead } from '../workers/draft.ts'
import { runDraft } from './draft-runner.ts'
import { detailText } from './evidence-detail.ts'
import type { LiveFeed } from './live-feed.ts'
import type { ReadingJobs } from './reading-desk.ts'
import type { RecordBook } from './record-book.ts'
import type { DraftDesk } from './workspace.ts'

/** What the desk of drafts works with. */
export interface DraftTools {
  readonly store: RecordStore
  readonly records: RecordBook
  readonly feed: LiveFeed
  readonly places: DataPlaces
  readonly readings: Pick<ReadingJobs, 'cancel' | 'tend'>
  fileOf(sha256: string): string
  now(): string
  /** Hears of what failed for no reason a person could do something about. */
  reportFault(error: unknown): void
}

/** Where the last job stands, with its files. */
export interface DraftStanding {
  readonly job: DraftJob
  readonly files: readonly FileProgress[]
}

export interface DraftJobs extends DraftDesk {
  isRunning(id: string): boolean
  /** `afterwards` runs once the draft is in the record, and is part of the job. */
  start(id: string, options: StartDraft, afterwards?: () => Promise<void>): Promise<string>
  standing(id: string): Promise<DraftStanding | undefined>
  /** Cancels what runs and waits for its end. */
  close(): Promise<void>
}

const interruption = { code: 'interrupted', message: 'The program ended while this draft was being made. The evidence is kept; start it again' }

interface Running {
  readonly progress: DraftProgress
  readonly controller: AbortController
  ended: Promise<void>
}

const tellEveryMs = 200
const standingSchema = z.object({ job: draftJobSchema, files: z.array(fileProgressSchema) })

/** Opens the desk; jobs that ran when the program last ended are marked interrupted. */
export async function openDraftDesk(tools: DraftTools): Promise<DraftJobs> {
  const { store } = tools
  await markInterrupted(store, tools.now())
  const running = new Map<string, Running>()
  const standing = async (id: string): Promise<DraftStanding | undefined> => {
    const current = running.get(id)?.progress
    if (current !== undefined) return { job: current.job, files: current.files }
    const row = await store.lastJob(id)
    return row === undefined ? undefined : readStanding(row.detail)
  }
  const stop = async (id: string, as: 'cancelled' | 'interrupted'): Promise<void> => {
    const current = running.get(id)
    current?.controller.abort(as)
    await current?.ended
  }
  return {
    standing,
    isRunning: (id) => running.has(id),
    last: async (id) => {
      await tools.records.open(id)
      return (await standing(id))?.job
    },
    async start(id, options, afterwards = async () => undefined) {
      if (running.has(id)) throw new AppError('busy', `A draft of ${id} is being made already; cancel it first to start another`)
      checkZones(options)
      // The draft reads what is missing itself; what was read until now stays.
      await tools.readings.cancel(id)
      const current = await begin(id, options, tools)
      // Asked again: reading the evidence list took a moment.
      if (running.has(id)) throw new AppError('busy', `A draft of ${id} is being made already`)
      running.set(id, current)
      await saveStanding(store, id, current.progress).catch((error: unknown) => {
        running.delete(id)
        throw error
      })
      current.ended = draft(id, { options, current, tools, afterwards }).finally(() => running.delete(id))
      return current.progress.job.job
    },
    cancel: async (id) => {
      await tools.records.open(id)
      await stop(id, 'cancelled')
    },
    close: async () => {
      await Promise.all([...running.keys()].map((id) => stop(id, 'interrupted')))
    },
  }
}

/** Undefined for what another version of the program wrote in another shape: a job that ended says nothing the record does not. */
function readStanding(detail: string): DraftStanding | undefined {
  const read = standingSchema.safeParse(JSON.parse(detail))
  return read.success ? read.data : undefined
}

async function markInterrupted(store: RecordStore, at: string): Promise<void> {
  for (const row of await store.jobsIn('running')) {
    const standing = readStanding(row.detail)
    if (standing === undefined) {
      await store.putJob({ ...row, state: 'interrupted' })
      continue
    }
    const { job, files } = standing
    const ended: DraftJob = {
      ...job,
      state: 'interrupted',
      finishedAt: at,
      error: interruption,
    }
    await store.putJob({ ...row, state: ended.state, detail: JSON.stringify({ job: ended, files }) })
  }
}

function checkZones({ zone, zones = {} }: StartDraft): void {
  for (const given of [zone, ...Object.values(zones)]) {
    if (given !== undefined && !isZone(given)) {
      throw new AppError('invalid', `"${given}" is no time zone; give an IANA name such as Europe/Berlin, or an offset such as +02:00`)
    }
  }
}

async function begin(id: string, options: StartDraft, { store, records, feed, now }: DraftTools): Promise<Running> {
  await records.open(id)
  const items = await presentItems(id, store)
  if (items.length === 0) throw new AppError('invalid', `There is no evidence in ${id} yet; add files first`)
  const counts = { bytes: 0, records: 0, events: 0, problems: 0, findings: 0 }
  const job: DraftJob = { job: randomUUID(), state: 'running', phase: 'waiting', options, startedAt: now(), totalBytes: 0, ...counts }
  const files = items.map(({ sha256, name, size }): FileProgress => ({ sha256, name, state: 'waiting', total: size, ...counts }))
  const progress = createDraftProgress({ job, files, everyMs: tellEveryMs, publish: (event) => feed.publish(id, event) })
  return { progress, controller: new AbortController(), ended: Promise.resolve() }
}

/** Runs a job to its end, whatever that is. Never rejects. */
async function draft(id: string, job: { options: StartDraft; current: Running; tools: DraftTools; afterwards(): Promise<void> }): Promise<void> {
  const { current, tools } = job
  const { progress, controller } = current
  let end: Partial<DraftJob>
  try {
    const outcome = await readEvidence(id, job)
    progress.update({ phase: 'drafting' })
    tools.readings.tend(id)
    await save(id, outcome, tools)
    await job.afterwards()
    end = { state: 'done', version: (await tools.records.open(id)).state.version }
  } catch (error) {
    if (!(error instanceof AppError)) tools.reportFault(error)
    end = endOf(error, controller.signal)
  }
  // What is on the disk comes first: who hears of the end may look.
  const finished = { ...end, phase: 'finished' as const, finishedAt: tools.now() }
  try {
    await saveStanding(tools.store, id, { job: { ...progress.job, ...finished }, files: progress.files })
  } catch (error) {
    tools.reportFault(error)
  }
  progress.finish(finished)
}

function endOf(error: unknown, signal: AbortSignal): Partial<DraftJob> {
  if (!signal.aborted) return { state: 'failed', error: failureOf(error) }
  return signal.reason === 'interrupted' ? { state: 'interrupted', error: interruption } : { state: 'cancelled' }
}

function failureOf(error: unknown): { code: string; message: string } {
  if (error instanceof AppError) return { code: error.code, message: error.message }
  return { code: 'fault', message: 'Hindcast failed at drafting; what happened stands in its terminal. The evidence is kept' }
}

async function readEvidence(
  id: string,
  { options, current, tools }: { options: StartDraft; current: Running; tools: DraftTools },
): Promise<DraftRead> {
  const { progress, controller } = current
  const { state } = await tools.records.open(id)
  const rows = await presentItems(id, tools.store)
  const preserved = provenancesOf(rows, await tools.store.custody(id), await tools.store.holds(id))
  const items = intakeItems(rows, tools.fileOf, options)
  progress.update({ phase: 'reading' })
  return runDraft({ incident: id, items, places: tools.places, known: state.document.evidence, preserved }, rows, {
    signal: controller.signal,
    progress: (file) => progress.updateFile(file),
  })
}

/** Items whose bytes are there. */
async function presentItems(id: string, store: RecordStore): Promise<EvidenceRow[]> {
  return (await store.evidence(id)).filter(({ disposedAt }) => disposedAt === undefined)
}

/** Drafts into the record as it is now: people may have written while the evidence was read. */
async function save(id: string, { harvest, files, rules }: DraftRead, { store, records, now }: DraftTools): Promise<void> {
  await store.putTexts(rules)
  const notObtained = await store.notObtained(id)
  const made = { author: `Hindcast ${programVersion}`, notObtained }
  const record = await records.write(id, (before) => draftInto(before, harvest, { ...made, at: now() }))
  const present = new Set((await presentItems(id, store)).filter(({ status }) => status !== unpackedStatus).map(({ sha256 }) => sha256))
  for (const file of files) if (present.has(file.sha256)) await store.updateEvidence(id, file.sha256, stateOf(file, record.state.document))
}

function stateOf(file: DraftedFile, document: Incident): { status: string; detail: string } {
  const last = file.readings.at(-1)
  const { reading } = document.evidence.find((item) => item.sha256 === last?.sha256) ?? {}
  const status = { done: 'read', unrecognised: 'unrecognised', unreadable: 'unreadable' }[file.summary.state]
  return { status, detail: detailText({ reading, problems: file.problems }) }
}

async function saveStanding(store: RecordStore, id: string, { job, files }: DraftStanding): Promise<void> {
  await store.putJob({ id: job.job, incident: id, kind: 'draft', state: job.state, startedAt: job.startedAt, detail: JSON.stringify({ job, files }) })
}
