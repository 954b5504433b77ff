import { statfs } from 'node:fs/promises'
import { Readable } from 'node:stream'
import type { FileProgress } from '../../api/draft.ts'
import type { EvidenceStatus, Uploaded, UploadQuery } from '../../api/evidence.ts'
import { AppError } from '../../base/error.ts'
import { formatNumber } from '../../base/text.ts'
import type { Incident } from '../../model/incident.ts'
import type { EvidenceRow } from '../../store/records/evidence-records.ts'
import type { RecordStore } from '../../store/records/record-store.ts'
import type { Stored, Vault } from '../../store/vault/vault.ts'
import { addStored } from '../evidence/add-evidence.ts'
import type { EvidencePlace } from '../evidence/evidence-place.ts'
import { cleanPath, incomingStream } from '../evidence/incoming.ts'
import { viewItems } from '../evidence/item-view.ts'
import { disposeEvidence } from '../evidence/dispose-evidence.ts'
import { unpackedStatus } from '../intake/incident-items.ts'
import { readDetail } from './evidence-detail.ts'
import { cleanFileName } from './file-name.ts'
import type { Queues } from './queues.ts'
import type { RecordBook } from './record-book.ts'
import { notFound } from './refusal.ts'
import type { EvidenceDesk } from './workspace.ts'

/** What the desk of evidence works with. */
export interface EvidenceTools {
  readonly store: RecordStore
  readonly vault: Vault
  readonly records: RecordBook
  readonly queues: Queues
  readonly place: EvidencePlace
  /** Folder whose disk must have room. */
  readonly folder: string
  readonly mostUploadBytes: number
  now(): string
  /** How far the files of an incident have been read, where a draft is being made. */
  reading(id: string): Promise<readonly FileProgress[]>
}

type Upload = UploadQuery & { readonly body: Readable; readonly announced?: number }

/** Left free on the disk: records must still fit when evidence does not. */
const reserveBytes = 256_000_000

/** Evidence coming in, being listed and taken out. */
export function openEvidenceDesk(tools: EvidenceTools): Omit<EvidenceDesk, 'rawRecord'> {
  const { store, records } = tools
  return {
    async list(id) {
      const { state } = await records.open(id)
      const [rows, reading] = await Promise.all([store.evidence(id), tools.reading(id)])
      return rows.filter(({ disposedAt }) => disposedAt === undefined).map((row) => statusOf(row, state.document, reading))
    },
    receive: (id, upload) => receive(id, upload, tools),
    remove: (id, sha256) => remove(id, sha256, tools),
  }
}

function statusOf(row: EvidenceRow, document: Incident, reading: readonly FileProgress[]): EvidenceStatus {
  const { sha256, name, path, size, addedAt } = row
  const own = document.evidence.find((item) => item.sha256 === sha256)
  const member = document.evidence.find((item) => item.parent === sha256)
  const detail = readDetail(row.detail)
  return {
    sha256,
    name,
    size,
    addedAt,
    ...(path === '' ? {} : { path }),
    ...(own === undefined ? {} : { label: own.label }),
    status: statusWord(
      row.status,
      reading.find((file) => file.sha256 === sha256),
    ),
    reading: detail.reading ?? own?.reading ?? member?.reading,
    problems: detail.problems,
    removable: own === undefined,
  }
}

function statusWord(kept: string, file: FileProgress | undefined): EvidenceStatus['status'] {
  if (kept === unpackedStatus) return kept
  if (file !== undefined) return file.state === 'done' ? 'read' : file.state === 'waiting' ? 'new' : file.state
  return kept === 'read' || kept === 'unrecognised' || kept === 'unreadable' ? kept : 'new'
}

async function receive(id: string, upload: Upload, tools: EvidenceTools): Promise<Uploaded> {
  const { records, queues } = tools
  await records.open(id)
  await checkRoom(upload.announced, tools)
  const stored = await putInVault(upload.body, tools)
  const name = cleanFileName(upload.name)
  const path = cleanPath(upload.path ?? '')
  const { sha256, size } = stored
  const incoming = { ...incomingStream(name, Readable.from([])), path, size, found: path === '' ? name : path }
  // Together with removal, in turn: what somebody takes out of the vault just now must not be counted on.
  const [added] = await queues.run('vault', () =>
    addStored(
      {
        incident: id,
        stored,
        incoming: upload.modified === undefined ? incoming : { ...incoming, modifiedMs: upload.modified },
        told: { by: 'Hindcast', purpose: 'Uploaded to the workspace and kept under its SHA-256' },
        // Kept with the container, and shown there.
        onProblem: () => undefined,
      },
      tools.place,
    ),
  )
  return { sha256, name, size, duplicate: added?.isNew !== true }
}

async function putInVault(body: Readable, { vault, mostUploadBytes }: EvidenceTools): Promise<Stored> {
  try {
    return await vault.put(body, { maxBytes: mostUploadBytes })
  } catch (error) {
    if (!(error instanceof AppError) && body.errored !== null)
      throw new AppError('broken-off', 'The upload was broken off; nothing of it was kept', { cause: error })
    throw error
  }
}

async function checkRoom(announced: number | undefined, { folder, mostUploadBytes }: EvidenceTools): Promise<void> {
  if (announced === undefined) return
  if (announced > mostUploadBytes) {
    throw new AppError(
      'too-large',
      `The file has ${formatNumber(announced)} bytes; at most ${formatNumber(mostUploadBytes)} are taken. Split it, or start the workspace with a higher --max-upload`,
    )
  }
  const disk = await statfs(folder)
  const free = disk.bavail * disk.bsize
  if (announced + reserveBytes > free) {
    throw new AppError(
      'no-space',
      `The file has ${formatNumber(announced)} bytes, but only ${formatNumber(free)} are free where evidence is kept ("${folder}")`,
    )
  }
}

async function remove(id: string, sha256: string, { records, reading, place, queues }: EvidenceTools): Promise<void> {
  const { state } = await records.open(id)
  const all = await viewItems(id, place)
  const item = all.find(({ row }) => row.sha256 === sha256)
  if (item === undefined || item.row.disposedAt !== undefined) throw notFound(`${id} has no evidence item ${sha256}`)
  if (state.document.evidence.some((one) => one.sha256 === sha256)) {
    throw new AppError('in-record', `"${item.row.name}" is part of the record, which cites it; it cannot be taken out any more`)
  }
  if ((await reading(id)).length > 0) throw new AppError('busy', `The evidence of ${id} is being read; cancel the draft first`)
  const told = { by: 'Hindcast', purpose: 'Taken out of the workspace before it was drafted' }
  await queues.run('vault', () => disposeEvidence(id, { items: [item], all, told, evenIfCited: false }, place))
}
