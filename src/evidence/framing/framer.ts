import { isUtf8 } from 'node:buffer'
import type { JsonObject } from '../../base/json.ts'
import type { Problem } from '../../model/problem.ts'
import type { RawRecord } from '../format.ts'

/** Receives what a framer cuts out, in file order. */
export interface FrameSink {
  /** The bytes of one record; they may be overwritten after the call. `parsed`: what they say, where finding their end has told that. */
  record(bytes: Buffer, offset: number, unfinished?: boolean, parsed?: ParsedText): void
  /** Bytes that are no record. */
  broken(piece: BrokenPiece): void
}

/** A record's bytes as text, and the JSON object that this is. */
export interface ParsedText {
  readonly text: string
  readonly value: JsonObject
}

/** A run of bytes that could not be cut into a record, and why. */
export interface BrokenPiece {
  readonly code: Problem['code']
  readonly message: string
  readonly offset: number
  readonly length: number
}

/** Cuts a stream of bytes into records as the bytes arrive. Holds at most one record (and one chunk) in memory. */
export interface Framer {
  push(chunk: Buffer): void
  /** No more bytes follow. */
  end(): void
}

export interface FramingLimits {
  /** A record with more bytes than this is reported as `too-long` and passed over. */
  readonly recordBytes: number
}

export const defaultFramingLimits: FramingLimits = { recordBytes: 8 * 1024 * 1024 }

export const emptyBytes = Buffer.alloc(0)

/** Bytes of the UTF-8 byte order mark at the start of these bytes: 3 or 0. */
export function bomLength(bytes: Uint8Array): number {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0
}

/** The record that these bytes are: decoded as UTF-8, with invalid sequences replaced by U+FFFD and flagged. */
export function decodeRecord(bytes: Buffer, { number, offset, unfinished = false, parsed }: RecordPlace): RawRecord {
  const text = parsed?.text ?? bytes.toString('utf8')
  const badText = text.includes('\ufffd') && !isUtf8(bytes)
  const record = { number, offset, length: bytes.length, text, badText, json: parsed?.value }
  return unfinished ? { ...record, unfinished } : record
}

/** Where a record stands, and what its framer knows of it. */
interface RecordPlace {
  readonly number: number
  readonly offset: number
  readonly unfinished?: boolean
  readonly parsed?: ParsedText | undefined
}
