import type { Instant } from '../base/instant.ts'
import type { JsonObject } from '../base/json.ts'
import type { Event } from '../model/event.ts'
import type { Problem } from '../model/problem.ts'

/** The beginning of a file: what a format recognises itself by. */
export interface Head {
  /** Base name as given, without `.gz`. */
  readonly name: string
  /** At most the first 64 KiB, decoded as UTF-8 (invalid bytes become U+FFFD), BOM removed. */
  readonly text: string
  /** Complete lines of `text`, at most 200. */
  readonly lines: readonly string[]
}

/** One record of the file as the framing cut it out. */
export interface RawRecord {
  /** Counted from 1. */
  readonly number: number
  /** First byte in the (decoded) file. */
  readonly offset: number
  /** Bytes, without the line end. */
  readonly length: number
  readonly text: string
  /** True where invalid UTF-8 was replaced. */
  readonly badText: boolean
  /** The object the text is, where its framing has parsed it already; numbers are as a double has them. */
  readonly json?: JsonObject | undefined
  /** True for a last line without a line end: it may be cut off. */
  readonly unfinished?: boolean
}

/** How the file is cut into records: one line each (a line that `continues` joins the one before), one JSON value each, or one CSV row each. */
export type Framing = 'lines' | 'json-values' | 'csv-rows'

/** What the reader of one file may rely on besides the records. */
export interface FileContext {
  readonly path: string
  readonly head: Head
  /** The zone to read local times in, where the user gave one (IANA name or offset). */
  readonly zone?: string
  /** The year of the first record, where the user gave it or an earlier reading fixed it. */
  readonly year?: number
  /** Where `year` came from; absent means that the user gave it. */
  readonly yearFrom?: YearSource
  /** When the file was last modified, where that is known. */
  readonly modified?: Instant
  /** What the survey found, for formats that have one. */
  readonly surveyed?: Surveyed
}

/** Where the year of records that state none came from. */
export type YearSource = 'given' | 'neighbour' | 'modified'

/** What a first pass over all records found. */
export interface Surveyed {
  /** The year of the first record. */
  readonly year?: number
  readonly yearFrom?: YearSource
}

/** A first pass over all records. */
export interface Survey {
  see(record: RawRecord): void
  result(): Surveyed
}

/** An event without what the reader adds: id, dataset and origin. */
export type EventDraft = Omit<Event, 'id' | 'dataset' | 'origin'>

/** What became of one record: events, or a problem, or both; an empty reading is a record that says nothing (a header, a comment). */
export interface Reading {
  readonly events: readonly EventDraft[]
  readonly problem?: { readonly code: Problem['code']; readonly message: string }
}

/** Reads the records of one file in order; may keep what later records need (a header, the running year). Never throws on content. */
export type RecordReader = (record: RawRecord) => Reading

/** Which Sigma rules apply to a format's events (https://sigmahq.io/docs/basics/log-sources.html). */
export interface LogSource {
  readonly product?: string
  readonly service?: string
  readonly category?: string
}

/** One evidence format: one file in `formats/`, one folder in `fixtures/evidence/`, one line in `formats/index.ts`. */
export interface EvidenceFormat {
  /** Also the file name and the fixture folder's name: `event.dataset`. */
  readonly name: string
  readonly title: string
  /** Where its maker describes it. */
  readonly spec: string
  /** Raised when the same bytes would give other events; ids never depend on it. */
  readonly version: number
  /** What makes it recognised, for `hindcast formats`. */
  readonly recognisedBy: string
  readonly framing: Framing
  /** Log sources its events belong to; a rule applies where one of them fits. */
  readonly logsources: readonly LogSource[]
  /** 0 = not mine, 1 = certainly mine. A score over several features, never one required one. */
  recognise(head: Head): number
  /** The score is never higher: where another format is as sure already, this one is not asked. 1 where absent. */
  readonly surest?: number
  open(file: FileContext): RecordReader
  /** For `lines`: true where the line that starts like this (its first 64 bytes, as Latin-1) belongs to the record before it. */
  continues?(start: string): boolean
  /** For `lines` with `continues`: true where the bytes at an index surely start a line that does not; spares decoding the start of most lines. */
  begins?(bytes: Uint8Array, at: number): boolean
  /** A first pass over all records, for what the first record cannot know (the year); undefined where this file needs none. */
  survey?(file: FileContext): Survey | undefined
  /** True where a record's events depend on the records before it, so that one record cannot be read on its own. */
  readonly sequential?: boolean
}
