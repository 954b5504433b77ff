import { createHash } from 'node:crypto'
import { isUtf8 } from 'node:buffer'
import type { RawRecord, RawRecordQuery } from '../../api/raw-record.ts'
import { z } from 'zod'
import { AppError } from '../../base/error.ts'
import { showControls } from '../../base/text.ts'
import { sourcesOf } from '../../model/citation-label.ts'
import type { EvidenceItem } from '../../model/evidence-item.ts'
import type { Incident } from '../../model/incident.ts'
import type { RecordStore } from '../../store/records/record-store.ts'
import type { Vault } from '../../store/vault/vault.ts'
import { flatEvent } from '../reading/flat-event.ts'
import { readSpan, rereadRecords } from '../reading/spans.ts'
import type { RecordBook } from './record-book.ts'
import { notFound } from './refusal.ts'

/** What showing a raw record works with. */
export interface RawRecordTools {
  readonly records: RecordBook
  readonly store: RecordStore
  readonly vault: Vault
}

/** An item of an incident and the file in the vault that holds its bytes. */
export interface HeldItem {
  readonly sha256: string
  readonly name: string
  readonly label?: string
  /** Bytes of the item, decoded where it is the member of a compressed file. */
  readonly size: number
  /** In the vault. */
  readonly file: string
  /** The name it came with. */
  readonly path: string
  /** The path its origins carry. */
  readonly itemPath: string
  readonly document: Incident
  readonly modified?: number
  readonly reading?: NonNullable<EvidenceItem['reading']>
}

const mostShown = 262_144
const mostHexShown = 4_096
/** A longer span is shown cut and is not hashed. */
const mostHashed = 67_108_864

/** The bytes a citation points at, as text, and what was read from them. Throws `not-found` for evidence of another incident or bytes beyond its end. */
export async function readRawRecord(id: string, query: RawRecordQuery, tools: RawRecordTools): Promise<RawRecord> {
  const item = await findItem(id, query.evidence, tools)
  const { offset, length } = query
  if (offset + length > item.size) {
    throw notFound(`"${item.name}" has ${item.size} bytes; there is nothing from byte ${offset} to ${offset + length}`)
  }
  const bytes = await readSpan({ path: item.path, file: item.file }, { offset, length: Math.min(length, mostHashed) })
  if (bytes.length < Math.min(length, mostHashed))
    throw new AppError('damaged', `"${item.name}" in the vault is shorter than it was; restore the data folder from a copy`)
  const shown = bytes.subarray(0, mostShown)
  const binary = !isUtf8(bytes) || bytes.includes(0)
  const truncated = shown.length < length
  const read = length <= mostHashed ? await reread(item, query) : { events: [], problems: [] }
  return {
    evidence: { sha256: item.sha256, name: item.name, size: item.size, ...(item.label === undefined ? {} : { label: item.label }) },
    offset,
    length,
    shown: shown.length,
    truncated,
    ...(length <= mostHashed ? { sha256: createHash('sha256').update(bytes).digest('hex') } : {}),
    text: showControls(shown.toString('utf8')),
    binary,
    ...(binary ? { hex: hexDump(shown.subarray(0, mostHexShown)) } : {}),
    ...read,
  }
}

async function findItem(id: string, sha256: string, { records, store, vault }: RawRecordTools): Promise<HeldItem> {
  const { state } = await records.open(id)
  const rows = await store.evidence(id)
  const item = state.document.evidence.find((known) => known.sha256 === sha256)
  const row = rows.find((known) => known.sha256 === (item?.parent ?? sha256))
  if (row === undefined) throw notFound(`${id} has no evidence item ${sha256}`)
  if (state.document.evidence.some((known) => known.parent === sha256)) {
    throw notFound(`"${row.name}" is compressed: records lie in what it holds, which is an evidence item of its own`)
  }
  return {
    sha256,
    name: item?.name ?? row.name,
    size: item?.size ?? row.size,
    file: vault.path(row.sha256),
    path: row.path === '' ? row.name : row.path,
    itemPath: item?.path ?? row.name,
    document: state.document,
    ...(item === undefined ? {} : { label: item.label }),
    ...(item?.reading === undefined ? {} : { reading: item.reading }),
    ...(row.modified === undefined ? {} : { modified: row.modified }),
  }
}

/** What a record gave when it was read: the same format, zone and year read it again. Nothing where the item was not read. */
async function reread(
  item: HeldItem,
  { offset, length, record }: RawRecordQuery,
): Promise<Pick<RawRecord, 'events' | 'problems' | 'format' | 'record'>> {
  const { reading, sha256, path, file, itemPath, modified } = item
  if (reading === undefined) return { events: [], problems: [] }
  const number = record ?? citedNumber(item.document, sha256, offset)
  const { format, zone, year, assumed = [] } = reading
  const request = {
    format,
    sha256,
    path,
    file,
    itemPath,
    withinYear: isWithinYear(reading),
    ...(modified === undefined ? {} : { modifiedMs: modified }),
    ...(zone === undefined ? {} : { zone }),
    ...(year === undefined ? {} : { year, yearFrom: assumed.includes('year') ? ('modified' as const) : ('given' as const) }),
  }
  let found: Pick<RawRecord, 'events' | 'problems' | 'format' | 'record'> = { events: [], problems: [], format }
  await rereadRecords(request, [{ offset, length, record: number ?? 1 }], ({ events, problem }) => {
    found = {
      ...found,
      events: events.map((event) => z.record(z.string(), z.json()).parse(flatEvent(event))),
      problems: problem === undefined ? [] : [{ evidence: sha256, path: itemPath, offset, length, ...problem }],
      ...(number === undefined ? {} : { record: number }),
    }
  })
  return found
}

/** Years are all that records of a log have to be counted through for: where they do not turn, one record can be read without the others. */
function isWithinYear({ first, last, year }: NonNullable<EvidenceItem['reading']>): boolean {
  if (first === undefined || last === undefined) return false
  const [start, end] = [Number(first.slice(0, 4)), Number(last.slice(0, 4))]
  return start === end && (year === undefined || year === start)
}

/** The number of the record at an offset, where the incident cites it. */
function citedNumber(document: Incident, sha256: string, offset: number): number | undefined {
  for (const { citation } of sourcesOf(document)) {
    for (const event of citation.kind === 'set' ? citation.examples : [citation]) {
      if (event.evidence === sha256 && event.spans[0]?.offset === offset) return event.record
    }
  }
  return undefined
}

/** Sixteen bytes a line: offset, hex, and the printable ones. */
function hexDump(bytes: Buffer): string {
  const lines: string[] = []
  for (let at = 0; at < bytes.length; at += 16) {
    const row = bytes.subarray(at, at + 16)
    const hex = row
      .toString('hex')
      .replaceAll(/(..)(?=.)/g, '$1 ')
      .padEnd(47)
    lines.push(`${at.toString(16).padStart(8, '0')}  ${hex}  ${row.toString('latin1').replaceAll(/[^ -~]/g, '.')}`)
  }
  return lines.join('\n')
}
