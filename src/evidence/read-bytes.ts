import type { Problem } from '../model/problem.ts'
import type { EventDraft, EvidenceFormat, FileContext, RawRecord } from './format.ts'
import { decodeRecord, defaultFramingLimits, type FrameSink } from './framing/framer.ts'
import { openFramer } from './framing/open-framer.ts'
import { headOf } from './head.ts'
import { recogniseFormat } from './recognise.ts'

/** What reading bytes in memory gave, in file order. */
export interface BytesReading {
  readonly format?: EvidenceFormat
  readonly records: readonly { readonly record: RawRecord; readonly events: readonly EventDraft[] }[]
  readonly problems: readonly Omit<Problem, 'path' | 'evidence'>[]
}

export interface BytesRequest extends Pick<FileContext, 'zone' | 'year' | 'modified'> {
  readonly name: string
  readonly bytes: Buffer
  /** Read as this format; recognised where absent. */
  readonly format?: EvidenceFormat
  /** Hand the bytes to the framer in pieces of this size. */
  readonly chunkBytes?: number
}

/** Reads small evidence that is in memory already (a pasted text, an example of a rule): survey and reading, all records kept. */
export function readBytes(request: BytesRequest): BytesReading {
  const { name, bytes, zone, year, modified } = request
  const head = headOf({ name, bytes, whole: true })
  const format = request.format ?? recogniseFormat(head)?.format
  if (format === undefined)
    return { records: [], problems: [{ code: bytes.length === 0 ? 'empty' : 'unrecognised', message: 'Not recognised as a log' }] }
  const context: FileContext = {
    path: name,
    head,
    ...(zone === undefined ? {} : { zone }),
    ...(year === undefined ? {} : { year }),
    ...(modified === undefined ? {} : { modified }),
  }
  const survey = format.survey?.(context)
  if (survey !== undefined)
    frame(format, request, { record: (found, offset) => survey.see(decodeRecord(found, { number: 1, offset })), broken: () => undefined })
  const surveyed = survey?.result()
  const reader = format.open(surveyed === undefined ? context : { ...context, surveyed })
  const records: { record: RawRecord; events: readonly EventDraft[] }[] = []
  const problems: Omit<Problem, 'path' | 'evidence'>[] = []
  let number = 0
  frame(format, request, {
    record: (found, offset, unfinished = false, parsed) => {
      number += 1
      const record = decodeRecord(found, { number, offset, unfinished, parsed })
      if (record.badText) problems.push({ code: 'bad-text', message: 'Invalid UTF-8 was replaced', record: number, offset, length: record.length })
      const { events, problem } = reader(record)
      if (problem !== undefined) problems.push({ ...problem, record: number, offset, length: record.length })
      records.push({ record, events })
    },
    broken: (piece) => {
      number += 1
      problems.push({ ...piece, record: number })
    },
  })
  return { format, records, problems }
}

function frame(format: EvidenceFormat, { name, bytes, chunkBytes = bytes.length }: BytesRequest, sink: FrameSink): void {
  const framer = openFramer(format, { head: headOf({ name, bytes, whole: true }), limits: defaultFramingLimits }, sink)
  for (let at = 0; at < bytes.length; at += chunkBytes) framer.push(Buffer.from(bytes.subarray(at, at + chunkBytes)))
  framer.end()
}
