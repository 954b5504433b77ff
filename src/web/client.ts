import { z } from 'zod'
import {
  type DisposalRequest,
  disposedSchema,
  type EvidenceDetail,
  evidenceDetailSchema,
  handledSchema,
  type HandlingRequest,
  type Verified,
  verifiedSchema,
} from '../api/custody.ts'
import { type DraftStarted, draftStartedSchema, type ProgressEvent, progressEventSchema, type StartDraft } from '../api/draft.ts'
import { type ApplyEdits, type Edited, conflictSchema, editedSchema, type Undo } from '../api/edits.ts'
import { type ApiError, apiErrorSchema } from '../api/error.ts'
import { type EvidenceStatus, evidenceListSchema, type Uploaded, uploadedSchema } from '../api/evidence.ts'
import { type FormatList, formatListSchema } from '../api/formats.ts'
import {
  type History,
  historySchema,
  incidentCreatedSchema,
  incidentListSchema,
  type IncidentSummary,
  type IncidentView,
  incidentViewSchema,
} from '../api/incidents.ts'
import { defaultOutline, type OutlineName } from '../model/outline-name.ts'
import { type RawRecord, type RawRecordQuery, rawRecordSchema } from '../api/raw-record.ts'
import {
  type Completion,
  completionSchema,
  type EventDetail,
  eventDetailSchema,
  type EventExtent,
  eventExtentSchema,
  type EventHistogram,
  eventHistogramSchema,
  type NeighboursAnswer,
  neighboursAnswerSchema,
  type SearchPage,
  searchPageSchema,
  type TopAnswer,
  topAnswerSchema,
  type WhyEmpty,
  whyEmptySchema,
} from '../api/search.ts'
import { type ReadingStanding, readingStandingSchema } from '../api/reading.ts'
import { type YamlApplied, yamlAppliedSchema, yamlProblemsSchema } from '../api/yaml.ts'

/** A request the server refused, or that never reached it (`code` "offline"). The message is for the person at the screen. */
export class ApiFailure extends Error {
  readonly code: string
  readonly status: number
  /** Paths both sides changed, where code is "conflict". */
  readonly conflicts: readonly string[]
  /** What was wrong, line by line, where the server said so. */
  readonly details: readonly string[]
  /** What was wrong with the request, with the place in its text where the server said so. */
  readonly issues: NonNullable<ApiError['issues']>

  constructor(told: {
    code: string
    message: string
    status: number
    conflicts?: readonly string[]
    details?: readonly string[]
    issues?: ApiError['issues']
  }) {
    super(told.message)
    this.name = 'ApiFailure'
    this.code = told.code
    this.status = told.status
    this.conflicts = told.conflicts ?? []
    this.details = told.details ?? []
    this.issues = told.issues ?? []
  }
}

const offline = () =>
  new ApiFailure({
    code: 'offline',
    status: 0,
    message: 'The program did not answer. Is it still running? Start it again with "npm start"; what was saved is kept.',
  })

interface Call<T> {
  readonly method?: 'GET' | 'POST' | 'DELETE'
  readonly body?: unknown
  readonly schema: z.ZodType<T>
  /** Breaks the request off; the server then stops what it was doing for it. */
  readonly signal?: AbortSignal
}

export async function call<T>(path: string, { method = 'GET', body, schema, signal }: Call<T>): Promise<T> {
  const init: RequestInit = { method, headers: { accept: 'application/json' }, ...(signal === undefined ? {} : { signal }) }
  if (body !== undefined) {
    init.body = JSON.stringify(body)
    init.headers = { accept: 'application/json', 'content-type': 'application/json' }
  }
  const response = await fetch(path, init).catch((error: unknown) => {
    throw signal?.aborted === true ? error : offline()
  })
  const text = await response.text()
  if (!response.ok) throw failureOf(response.status, text)
  return readAnswer(path, text, schema)
}

function readAnswer<T>(path: string, text: string, schema: z.ZodType<T>): T {
  const read = schema.safeParse(parseJson(text))
  if (read.success) return read.data
  const [issue] = read.error.issues
  const where = issue === undefined ? '' : ` (${issue.path.join('.')}: ${issue.message})`
  throw new ApiFailure({ code: 'answer', status: 200, message: `The program's answer to ${path} could not be read${where}. Reload the page.` })
}

function parseJson(text: string): unknown {
  if (text === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function failureOf(status: number, text: string): ApiFailure {
  const body = parseJson(text)
  const conflict = conflictSchema.safeParse(body)
  if (conflict.success) return new ApiFailure({ ...conflict.data, status })
  const yaml = yamlProblemsSchema.safeParse(body)
  if (yaml.success) {
    const details = yaml.data.problems.map(({ line, path, message }) =>
      [line === undefined ? '' : `line ${line}`, path, message].filter(Boolean).join(': '),
    )
    return new ApiFailure({ code: 'yaml', message: yaml.data.message, status, details })
  }
  const known = apiErrorSchema.safeParse(body)
  if (!known.success) return new ApiFailure({ code: 'unknown', status, message: `The program refused the request (HTTP ${status}). Try again.` })
  const details = known.data.issues?.map((issue) => `${issue.path}: ${issue.message}`)
  return new ApiFailure({ ...known.data, status, ...(details === undefined ? {} : { details }) })
}

export const under = (id: string, rest = '') => `/api/incidents/${encodeURIComponent(id)}${rest}`

export const listIncidents = (): Promise<IncidentSummary[]> => call('/api/incidents', { schema: incidentListSchema })

export const createIncident = (title: string): Promise<{ id: string }> =>
  call('/api/incidents', { method: 'POST', body: title.trim() === '' ? {} : { title: title.trim() }, schema: incidentCreatedSchema })

export const openSample = (): Promise<{ id: string }> => call('/api/incidents/sample', { method: 'POST', body: {}, schema: incidentCreatedSchema })

/** Deletes an incident with its record. */
export const deleteIncident = (id: string): Promise<unknown> => call(under(id), { method: 'DELETE', body: { confirm: id }, schema: z.unknown() })

export const loadIncident = (id: string): Promise<IncidentView> => call(under(id), { schema: incidentViewSchema })

export const saveEdits = (id: string, body: ApplyEdits): Promise<Edited> => call(under(id, '/edits'), { method: 'POST', body, schema: editedSchema })

export const undoEdit = (id: string, body: Undo): Promise<Edited> => call(under(id, '/undo'), { method: 'POST', body, schema: editedSchema })

/** Edits, newest first; `before` pages on. */
export function loadHistory(id: string, before?: number): Promise<History> {
  return call(under(id, `/history${before === undefined ? '' : `?before=${before}`}`), { schema: historySchema })
}

export const listEvidence = (id: string): Promise<EvidenceStatus[]> => call(under(id, '/evidence'), { schema: evidenceListSchema })

export const removeEvidence = (id: string, sha256: string): Promise<unknown> =>
  call(under(id, `/evidence/${sha256}`), { method: 'DELETE', schema: z.unknown() })

export const startDraft = (id: string, body: StartDraft): Promise<DraftStarted> =>
  call(under(id, '/draft'), { method: 'POST', body, schema: draftStartedSchema })

export const loadReading = (id: string): Promise<ReadingStanding> => call(under(id, '/reading'), { schema: readingStandingSchema })

export const startReading = (id: string): Promise<ReadingStanding> => call(under(id, '/reading'), { method: 'POST', schema: readingStandingSchema })

export const cancelReading = (id: string): Promise<unknown> => call(under(id, '/reading'), { method: 'DELETE', schema: z.unknown() })

export const cancelDraft = (id: string): Promise<unknown> => call(under(id, '/draft'), { method: 'DELETE', schema: z.unknown() })

export function loadRecord(id: string, query: RawRecordQuery): Promise<RawRecord> {
  const { evidence, offset, length } = query
  return call(under(id, `/record?evidence=${evidence}&offset=${offset}&length=${length}`), { schema: rawRecordSchema })
}

export const applyYaml = (id: string, body: { text: string; name: string }): Promise<YamlApplied> =>
  call(under(id, '/yaml'), { method: 'POST', body, schema: yamlAppliedSchema })

export const listFormats = (): Promise<FormatList> => call('/api/formats', { schema: formatListSchema })

/** What is searched, as the address has it: empty values are left out. */
export type Searched = Readonly<Record<string, string | number | readonly string[] | undefined>>

const eventsUnder = (id: string, rest: string, query: Searched = {}): string => {
  const given = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    for (const one of Array.isArray(value) ? value : [value]) if (one !== undefined && one !== '') given.append(name, String(one))
  }
  const text = given.toString()
  return under(id, `/events${rest}${text === '' ? '' : `?${text}`}`)
}

export const searchEvents = (id: string, query: Searched, signal: AbortSignal): Promise<SearchPage> =>
  call(eventsUnder(id, '', query), { schema: searchPageSchema, signal })

export const loadHistogram = (id: string, query: Searched, signal: AbortSignal): Promise<EventHistogram> =>
  call(eventsUnder(id, '/histogram', query), { schema: eventHistogramSchema, signal })

export const loadTop = (id: string, query: Searched, signal: AbortSignal): Promise<TopAnswer> =>
  call(eventsUnder(id, '/top', query), { schema: topAnswerSchema, signal })

export const loadCompletion = (id: string, query: { q: string; at: number }, signal: AbortSignal): Promise<Completion> =>
  call(eventsUnder(id, '/completion', query), { schema: completionSchema, signal })

export const loadExtent = (id: string): Promise<EventExtent> => call(eventsUnder(id, '/extent'), { schema: eventExtentSchema })

export const loadWhyEmpty = (id: string, query: Searched, signal: AbortSignal): Promise<WhyEmpty> =>
  call(eventsUnder(id, '/why-empty', query), { schema: whyEmptySchema, signal })

export const loadEvent = (id: string, event: string, signal: AbortSignal): Promise<EventDetail> =>
  call(eventsUnder(id, `/${encodeURIComponent(event)}`), { schema: eventDetailSchema, signal })

export const loadNeighbours = (id: string, event: string, each: { count: number; signal: AbortSignal }): Promise<NeighboursAnswer> =>
  call(eventsUnder(id, `/${encodeURIComponent(event)}/neighbours`, { before: each.count, after: each.count }), {
    schema: neighboursAnswerSchema,
    signal: each.signal,
  })

/** Address of all events that match, as a file. */
export const exportAddress = (id: string, query: Searched): string => eventsUnder(id, '/export', query)

export const evidenceDetail = (id: string, sha256: string): Promise<EvidenceDetail> =>
  call(under(id, `/evidence/${sha256}`), { schema: evidenceDetailSchema })

export const recordHandling = (id: string, handling: HandlingRequest): Promise<{ readonly seqs: readonly number[] }> =>
  call(under(id, '/custody'), { method: 'POST', body: handling, schema: handledSchema })

export const disposeEvidence = (id: string, sha256: string, disposal: DisposalRequest): Promise<{ readonly items: number }> =>
  call(under(id, `/evidence/${sha256}/dispose`), { method: 'POST', body: disposal, schema: disposedSchema })

/** Checks these items, all where none are named, and the whole chain. */
export const verifyEvidence = (id: string, by: string, items?: readonly string[]): Promise<Verified> =>
  call(under(id, '/custody/verify'), { method: 'POST', body: { by, items }, schema: verifiedSchema })

/** Address of an original: the browser fetches it itself. */
export const originalAddress = (id: string, sha256: string): string => under(id, `/evidence/${sha256}/original`)

/** Address of a download: the browser fetches it itself. `outline` is that of the report in it. */
export const downloadAddress = (id: string, format: string, outline: OutlineName): string =>
  under(id, `/download/${encodeURIComponent(format)}${outline === defaultOutline ? '' : `?outline=${outline}`}`)

export interface UploadPlan {
  readonly id: string
  readonly file: File
  /** Path below the folder that was dropped. */
  readonly path?: string
  readonly onProgress: (sent: number) => void
  readonly signal: AbortSignal
}

/** Streams one file to the server. Progress counts bytes sent. Rejects with ApiFailure; code "cancelled" where the signal stopped it. */
export function uploadEvidence({ id, file, path, onProgress, signal }: UploadPlan): Promise<Uploaded> {
  const query = new URLSearchParams({ name: file.name, modified: String(file.lastModified) })
  if (path !== undefined && path !== '') query.set('path', path)
  const address = under(id, `/evidence?${query.toString()}`)
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('PUT', address)
    request.setRequestHeader('content-type', 'application/octet-stream')
    request.upload.addEventListener('progress', (event) => onProgress(event.loaded))
    request.addEventListener('error', () => reject(offline()))
    request.addEventListener('abort', () =>
      reject(new ApiFailure({ code: 'cancelled', status: 0, message: 'The upload was cancelled; nothing of the file was kept.' })),
    )
    request.addEventListener('load', () => {
      if (request.status < 200 || request.status > 299) return reject(failureOf(request.status, request.responseText))
      try {
        resolve(readAnswer(address, request.responseText, uploadedSchema))
      } catch (error) {
        reject(error)
      }
    })
    signal.addEventListener('abort', () => request.abort(), { once: true })
    request.send(file)
  })
}

/** Follows drafting and the record's versions; the browser connects again by itself. Returns the function that stops it. */
export function followProgress(id: string, onEvent: (event: ProgressEvent) => void, onConnection: (connected: boolean) => void): () => void {
  const source = new EventSource(under(id, '/progress'))
  for (const name of ['job', 'files', 'record']) {
    source.addEventListener(name, (message: MessageEvent<string>) => {
      const read = progressEventSchema.safeParse({ event: name, data: parseJson(message.data) })
      if (read.success) onEvent(read.data)
    })
  }
  source.addEventListener('open', () => onConnection(true))
  source.addEventListener('error', () => onConnection(false))
  return () => source.close()
}
