import { messageOf } from '../base/error.ts'
import { gunzipBytes, isGzip } from '../evidence/containers/gzip.ts'
import { defaultFramingLimits } from '../evidence/framing/framer.ts'
import { frameLines } from '../evidence/framing/lines.ts'
import { createIndicatorSearch } from '../findings/indicators/find-indicators.ts'
import type { IndicatorMatch } from '../model/indicator-sighting.ts'
import type { Problem } from '../model/problem.ts'
import { defaultUnpackLimits, fileBytes, firstBytes } from './reading/bytes.ts'

/** A match and where its bytes lie in the file (decoded, where it is compressed). */
export interface PlacedMatch {
  readonly match: IndicatorMatch
  /** Number of the line, counted from 1. */
  readonly line: number
  readonly offset: number
  readonly length: number
}

export interface TextSearch {
  readonly path: string
  /** Where its bytes lie, where that is not `path`. */
  readonly file?: string
  readonly onMatch: (placed: PlacedMatch) => void
  readonly onProblem: (problem: Problem) => void
  readonly signal: AbortSignal
}

/**
 * Searches a file of plain text or Markdown line by line for indicators. Returns false, without searching it, where the file is no text: where
 * it holds zero bytes or is text of 16-bit characters. A file that cannot be read is a problem. Memory is bounded by the longest line (8 MiB).
 */
export async function searchTextFile(request: TextSearch): Promise<boolean> {
  const { path, onMatch, onProblem, signal } = request
  const find = createIndicatorSearch()
  const lines = new LineCounter()
  const framer = frameLines(
    { limits: defaultFramingLimits },
    {
      record(bytes, offset) {
        for (const placed of matchesIn(bytes, find)) onMatch({ ...placed, line: lines.numberAt(offset), offset: offset + placed.offset })
      },
      broken: ({ code, message, offset, length }) => onProblem({ path, code, message, record: lines.numberAt(offset), offset, length }),
    },
  )
  try {
    for await (const chunk of await openDecoded(request)) {
      if (lines.isAtStart && chunk.includes(0)) return false
      lines.enter(chunk)
      framer.push(chunk)
    }
    framer.end()
  } catch (error) {
    if (signal.aborted) throw error
    onProblem({ path, code: 'unreadable', message: `Cannot read "${path}": ${messageOf(error)}` })
  }
  return true
}

/** Counts lines as chunks pass, so that a place in the current chunk, or in a line that began before it, has its number. */
class LineCounter {
  private chunk: Buffer = Buffer.alloc(0)
  /** Offset in the file of the chunk's first byte. */
  private base = 0
  private countedTo = 0
  private count = 0

  get isAtStart(): boolean {
    return this.base + this.chunk.length === 0
  }

  enter(chunk: Buffer): void {
    this.countTo(this.base + this.chunk.length)
    this.base += this.chunk.length
    this.chunk = chunk
  }

  /** The number, counted from 1, of the line at an offset; offsets must not go back by more than the line that is being read. */
  numberAt(offset: number): number {
    this.countTo(offset)
    return this.count + 1
  }

  private countTo(offset: number): void {
    while (this.countedTo < offset) {
      const end = this.chunk.indexOf(10, this.countedTo - this.base)
      if (end === -1 || this.base + end >= offset) {
        this.countedTo = offset
        return
      }
      this.count += 1
      this.countedTo = this.base + end + 1
    }
  }
}

function* matchesIn(bytes: Buffer, find: (text: string) => IndicatorMatch[]): Generator<Omit<PlacedMatch, 'line'>> {
  const decoded = bytes.toString('utf8')
  // Text in another encoding is read byte by byte: then characters and bytes count alike, and addresses and names are the same.
  const text = decoded.includes('\ufffd') ? bytes.toString('latin1') : decoded
  const isOneByteEach = text.length === bytes.length
  for (const match of find(text)) {
    if (isOneByteEach) yield { match, offset: match.offset, length: match.length }
    else yield { match, offset: Buffer.byteLength(text.slice(0, match.offset)), length: Buffer.byteLength(match.raw) }
  }
}

/** The bytes of a file, unpacked where it is gzip. */
async function openDecoded({ path, file = path, onProblem, signal }: TextSearch): Promise<AsyncIterable<Buffer>> {
  const open = () => fileBytes(file, { signal })
  if (!isGzip(await firstBytes(file, 10))) return open()
  return gunzipBytes(open, { limits: defaultUnpackLimits, onDamage: ({ code, message }) => onProblem({ path, code, message }) })
}
