import { type BrokenPiece, emptyBytes, type FrameSink, type Framer, type FramingLimits, type ParsedText } from './framer.ts'
import { createJsonScan, type JsonScan, scanJson, startJsonScan } from './json-scan.ts'
import { JsonSeam } from './json-seam.ts'
import { findElement, isWhite, type ElementMark, markOf, opensEnvelope } from './json-resync.ts'

const newline = 10
const openBrace = 123
const openBracket = 91
const closeBracket = 93
const comma = 44
/** Empty arrays before the first record that are held back: a file of nothing else is an export that found nothing. */
const mostEmpty = 100
/** Bytes kept before the point where reading goes on, to see whether an element starts its line. */
const lookBehind = 256

/**
 * Cuts JSON objects out of whatever holds them: one object a line, objects one after the other (pretty-printed or not), a bare array,
 * or an array inside an envelope (`{"Records":[…]}`). A broken element costs that element: reading goes on where the next one starts.
 */
export function frameJsonValues(limits: FramingLimits, sink: FrameSink): Framer {
  return new JsonFramer(limits, sink)
}

class JsonFramer implements Framer {
  private readonly limits: FramingLimits
  private readonly sink: FrameSink
  private readonly scan: JsonScan = createJsonScan()
  private buffer: Buffer = emptyBytes
  private base = 0
  private position = 0
  private ended = false
  private state: 'between' | 'element' | 'wrapper' | 'lost' | 'junk' = 'between'
  private inArray = false
  /** The array is inside an envelope object. */
  private wrapped = false
  /** Offset in the file of the element, junk or damage being passed. */
  private startOffset = 0
  /** The element's bytes are no longer held: it is too long. */
  private oversize = false
  private mark: ElementMark | undefined
  /** An object outside any array was a record: later objects are not taken for envelopes. */
  private bareSeen = false
  /** Offset in the file of the array whose records are read, until the first of them is met. */
  private emptyFrom: number | undefined
  /** Empty arrays that stand where records may: broken ones where a record outside any array follows. */
  private empties: BrokenPiece[] = []
  /** Whether an array holds the records is decided by the first byte inside. */
  private undecided = false
  /** Offset in the file behind the last element. */
  private lastEnd = -1
  private readonly seam = new JsonSeam()
  /** Bytes scanned a second time after damage: bounded, so that hostile input cannot make reading quadratic. */
  private rescanned = 0

  constructor(limits: FramingLimits, sink: FrameSink) {
    this.limits = limits
    this.sink = sink
  }

  push(chunk: Buffer): void {
    this.buffer = this.buffer.length === 0 ? chunk : Buffer.concat([this.buffer, chunk])
    this.run()
    this.compact()
  }

  end(): void {
    this.ended = true
    this.run()
    const end = this.base + this.buffer.length
    if (this.state === 'element') this.brokenTo(end, this.oversize ? tooLong(this.limits) : truncated)
    else if (this.state === 'lost') this.brokenTo(end, notJson)
    else if (this.state === 'junk') this.brokenTo(end, notJson)
    else if (this.state === 'wrapper' || this.inArray) this.sink.broken({ ...cutOff, offset: end, length: 0 })
    this.state = 'between'
  }

  private run(): void {
    let moved = true
    while (moved && this.position < this.buffer.length) moved = this.step()
  }

  /** One step forward; false where more bytes are needed. */
  private step(): boolean {
    switch (this.state) {
      case 'between':
        return this.between()
      case 'junk':
        return this.passJunk()
      case 'lost':
        return this.findNext()
      default:
        return this.within()
    }
  }

  private between(): boolean {
    const { buffer } = this
    let at = this.position
    while (at < buffer.length && (isWhite(buffer[at]) || buffer[at] === comma || (this.base + at < 3 && isBomByte(buffer[at])))) at += 1
    this.position = at
    const byte = buffer[at]
    if (byte === undefined) return false
    if (byte === openBrace) this.open(at)
    else if (byte === openBracket && !this.inArray) this.enterArray(at + 1, false)
    // An array among the records is passed whole: its end is not theirs.
    else if (byte === openBracket) this.open(at)
    else if (byte === closeBracket && this.inArray) this.leaveArray(at + 1)
    else {
      this.emptyFrom = undefined
      this.state = 'junk'
      this.startOffset = this.base + at
      this.position = at + 1
    }
    return true
  }

  private open(at: number): void {
    this.emptyFrom = undefined
    // Arrays with records and arrays without are the pages of an export.
    if (this.inArray) this.empties = []
    this.state = 'element'
    this.oversize = false
    this.startOffset = this.base + at
    this.position = at
    startJsonScan(this.scan)
    if (!this.inArray && !this.bareSeen) return
    if (this.lastEnd > this.base) this.seam.learn(this.buffer, this.lastEnd - this.base, at)
    const guessed = this.seam.guess(this.buffer, at)
    if (guessed === undefined) return
    this.position = guessed.end
    this.close(guessed.parsed)
  }

  private enterArray(at: number, wrapped: boolean): void {
    this.state = 'between'
    this.inArray = true
    this.wrapped = wrapped
    this.mark = undefined
    this.emptyFrom = wrapped ? undefined : this.base + at - 1
    this.position = at
  }

  private leaveArray(at: number): void {
    this.inArray = false
    this.position = at
    if (this.emptyFrom !== undefined) this.empties.push({ ...emptyArray, offset: this.emptyFrom, length: this.base + at - this.emptyFrom })
    if (this.bareSeen || this.empties.length > mostEmpty) this.tellEmpties()
    this.emptyFrom = undefined
    if (!this.wrapped) return
    this.wrapped = false
    this.state = 'wrapper'
    startJsonScan(this.scan)
    this.scan.depth = 1
    this.scan.kinds[0] = openBrace
    this.scan.previous = closeBracket
  }

  private within(): boolean {
    if (this.undecided) return this.decideEnvelope()
    const from = this.position
    const stop = scanJson(this.scan, this.buffer, from)
    this.position = this.scan.position
    if (stop === 'closed') this.close()
    else if (stop === 'broken') this.loseTrack()
    else if (stop === 'array-at-depth-1') return this.decideEnvelope()
    else {
      this.dropOversize()
      return false
    }
    return true
  }

  private close(parsed?: ParsedText): void {
    const { position: end } = this
    if (this.state === 'wrapper') {
      this.state = 'between'
      return
    }
    this.state = 'between'
    const start = this.startOffset - this.base
    if (this.oversize || end - start > this.limits.recordBytes) this.brokenTo(this.base + end, tooLong(this.limits))
    else if (this.scan.tooDeep) this.brokenTo(this.base + end, tooDeep)
    else {
      this.bareSeen ||= !this.inArray
      if (this.bareSeen) this.tellEmpties()
      this.mark ??= markOf(this.buffer, start)
      this.lastEnd = this.base + end
      this.sink.record(this.buffer.subarray(start, end), this.startOffset, false, parsed)
    }
  }

  /** The scan stands behind a `[` that is the value of a key of the outermost object; false where the byte that decides is not here yet. */
  private decideEnvelope(): boolean {
    this.undecided = false
    if (this.inArray || this.bareSeen || !opensEnvelope(this.scan.lastKey)) return true
    let next = this.position
    while (isWhite(this.buffer[next])) next += 1
    const byte = this.buffer[next]
    this.undecided = byte === undefined && !this.ended
    // CloudTrail's own key holds records even where the first of them is damaged.
    const damaged = this.scan.lastKey === 'Records' && byte !== undefined
    if (byte === openBrace || byte === closeBracket || damaged) this.enterArray(this.position, true)
    return !this.undecided
  }

  private loseTrack(): void {
    const brokenAt = this.position
    if (this.state === 'wrapper') {
      this.startOffset = this.base + brokenAt
      this.state = 'lost'
      return
    }
    const start = this.startOffset - this.base
    const affordable = this.rescanned <= 2 * (this.base + brokenAt) + 65_536
    if (!this.oversize && affordable) {
      this.rescanned += brokenAt - start
      this.position = start + 1
    }
    this.state = 'lost'
  }

  private findNext(): boolean {
    const found = findElement(this.buffer, { from: this.position, mark: this.mark, inArray: this.inArray, ended: this.ended })
    if (found.at === undefined) {
      this.position = found.searchedTo
      return false
    }
    if (found.envelope) {
      this.inArray = false
      this.wrapped = false
    }
    this.brokenTo(this.base + found.at, this.oversize ? tooLong(this.limits) : notJson)
    this.open(found.at)
    return true
  }

  private passJunk(): boolean {
    const { buffer } = this
    let at = this.position
    while (at < buffer.length && !this.endsJunk(buffer[at])) at += 1
    this.position = at
    if (at === buffer.length) return false
    this.state = 'between'
    this.brokenTo(this.base + at, this.inArray ? notAnObject : notJson)
    return true
  }

  private endsJunk(byte: number | undefined): boolean {
    if (byte === newline) return true
    return this.inArray && (byte === openBrace || byte === openBracket || byte === closeBracket)
  }

  private brokenTo(endOffset: number, why: Pick<BrokenPiece, 'code' | 'message'>): void {
    if (!this.inArray) this.tellEmpties()
    let end = endOffset
    while (end > this.startOffset && end > this.base && isSeparator(this.buffer[end - 1 - this.base])) end -= 1
    this.sink.broken({ ...why, offset: this.startOffset, length: end - this.startOffset })
  }

  private tellEmpties(): void {
    for (const piece of this.empties) this.sink.broken(piece)
    if (this.empties.length > 0) this.empties = []
  }

  private dropOversize(): void {
    if (this.state === 'element' && this.base + this.buffer.length - this.startOffset > this.limits.recordBytes) this.oversize = true
  }

  /** Lets go of the bytes nobody needs any more. */
  private compact(): void {
    let keep = this.position
    if (this.state === 'element' && !this.oversize) keep = this.startOffset - this.base
    else if (this.state === 'wrapper' && this.scan.stringStart >= 0 && keep - this.scan.stringStart <= 64) keep = this.scan.stringStart
    keep = Math.max(0, keep - lookBehind)
    this.scan.stringStart = this.scan.stringStart >= keep ? this.scan.stringStart - keep : -1
    this.buffer = keep >= this.buffer.length ? emptyBytes : this.buffer.subarray(keep)
    this.base += keep
    this.position -= keep
  }
}

const notJson = { code: 'not-json', message: 'Not readable as JSON; reading goes on with the next element' } as const
const notAnObject = { code: 'not-a-record', message: 'Array element is not an object' } as const
const emptyArray = { code: 'not-a-record', message: 'An empty array, where a record was expected' } as const
const truncated = { code: 'truncated', message: 'The last element is cut off' } as const
const cutOff = { code: 'truncated', message: 'The file ends inside the array of records' } as const
const tooDeep = { code: 'limit', message: 'Element is nested deeper than 200 levels' } as const

function tooLong(limits: FramingLimits): Pick<BrokenPiece, 'code' | 'message'> {
  return { code: 'too-long', message: `Element is longer than the limit of ${limits.recordBytes} bytes` }
}

function isBomByte(byte: number | undefined): boolean {
  return byte === 0xef || byte === 0xbb || byte === 0xbf
}

function isSeparator(byte: number | undefined): boolean {
  return isWhite(byte) || byte === comma
}
