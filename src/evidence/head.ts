import type { JsonObject } from '../base/json.ts'
import type { EvidenceFormat, Head } from './format.ts'
import {
  bomLength,
  type BrokenPiece,
  defaultFramingLimits,
  type Framer,
  type FrameSink,
  type FramingLimits,
  type ParsedText,
} from './framing/framer.ts'
import { openFramer } from './framing/open-framer.ts'
import { parseObject } from './json-record.ts'

/** How many bytes of a file are looked at to recognise it. */
export const headBytes = 64 * 1024
const mostLines = 200
const mostSamples = 20

/** The bytes of heads that are all of their file. */
const wholeBytes = new WeakMap<Head, Buffer>()

/** The head of a file from its first bytes. `whole` where these are all there are. */
export function headOf(file: { readonly name: string; readonly bytes: Buffer; readonly whole: boolean }): Head {
  const isWhole = file.whole && file.bytes.length <= headBytes
  const bytes = file.bytes.subarray(bomLength(file.bytes), headBytes)
  const text = bytes.toString('utf8')
  const lines = text.split(/\r?\n/, mostLines + 1)
  if (lines.length > mostLines || !isWhole) lines.pop()
  const head = { name: file.name.replace(/\.gz$/i, ''), text, lines: lines.slice(0, mostLines).filter((line) => line !== '') }
  if (isWhole) wholeBytes.set(head, file.bytes)
  return head
}

type Framing = EvidenceFormat['framing']

/** A record as a framer cut it out. */
interface CutRecord {
  readonly offset: number
  readonly length: number
  readonly text: string
  readonly unfinished: boolean | undefined
  readonly parsed: ParsedText | undefined
}

/** What a framer found: a record, or bytes that are none. */
type Piece = CutRecord | { readonly broken: BrokenPiece }

/** Several formats look at the same records, and the reader of a file that is all head meets them once more. */
const cut = new WeakMap<Head, Map<Framing, readonly Piece[]>>()

function piecesOf(head: Head, framing: Framing): readonly Piece[] {
  const known = cut.get(head) ?? new Map<Framing, readonly Piece[]>()
  cut.set(head, known)
  const pieces = known.get(framing) ?? cutHead(head, framing)
  known.set(framing, pieces)
  return pieces
}

function cutHead(head: Head, framing: Framing): Piece[] {
  const pieces: Piece[] = []
  const framer = openFramer(
    { framing },
    { head, limits: defaultFramingLimits },
    {
      record: (bytes, offset, unfinished, parsed) => {
        pieces.push({ offset, length: bytes.length, text: parsed?.text ?? bytes.toString('utf8'), unfinished, parsed })
      },
      broken: (broken) => pieces.push({ broken }),
    },
  )
  framer.push(wholeBytes.get(head) ?? Buffer.from(head.text))
  framer.end()
  return pieces
}

/** The first records of a head, as this framing cuts them; damaged ones are left out. */
export function sampleRecords(head: Head, framing: Framing, most = mostSamples): readonly string[] {
  return samplesOf(head, framing, most).map(({ text }) => text)
}

/** The first JSON objects of a head. */
export function sampleObjects(head: Head, most = mostSamples): readonly JsonObject[] {
  return samplesOf(head, 'json-values', most).flatMap(({ text, parsed }) => {
    const read = parseObject(text, parsed?.value)
    return 'object' in read ? [read.object] : []
  })
}

function samplesOf(head: Head, framing: Framing, most: number): CutRecord[] {
  return piecesOf(head, framing)
    .filter((piece) => 'text' in piece)
    .slice(0, most)
}

/**
 * A framer that gives what was cut out of a head again, where it is all of the file and this format cuts it no other way; it is to be pushed the bytes of the file
 * in one piece. Undefined elsewhere.
 */
export function frameAgain(
  format: Pick<EvidenceFormat, 'framing' | 'continues'>,
  { head, limits }: { head: Head; limits: FramingLimits },
  sink: FrameSink,
): Framer | undefined {
  const pieces =
    wholeBytes.has(head) && format.continues === undefined && limits.recordBytes >= headBytes ? cut.get(head)?.get(format.framing) : undefined
  if (pieces === undefined) return undefined
  return {
    push(bytes) {
      for (const piece of pieces) {
        if ('broken' in piece) sink.broken(piece.broken)
        else sink.record(bytes.subarray(piece.offset, piece.offset + piece.length), piece.offset, piece.unfinished, piece.parsed)
      }
    },
    end: () => undefined,
  }
}
