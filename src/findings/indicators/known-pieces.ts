import { ownText } from '../../base/own-text.ts'
import { code } from './characters.ts'
import type { Found, Search } from './search.ts'
import type { TextCodes } from './text-codes.ts'
import { partEnd, plainTail, standsAlone } from './text-parts.ts'

/** A part of a text that came more than once, and what it holds. */
export interface KnownPiece<T> {
  readonly text: string
  /** Characters behind the text that may differ and hold nothing: an id or a time and what closes it. */
  readonly tail: number
  readonly found: readonly Found[]
  /** True where a text of JSON source ended in it. */
  readonly isLast: boolean
  /** What whoever is named `by` made of those found, in their order. */
  made: (T | undefined)[]
  by: number
  /** What came behind it the last time that this was known, and what came behind that, so many times. */
  next: KnownPiece<T> | undefined
  further: KnownPiece<T> | undefined
  times: number
}

/** Places of the table of pieces and of that of hashes of what came once; a power of two. */
const mostPieces = 16_384
const mostCharacters = 4_000_000
/** Pieces that follow each other so many times are one from then on, up to so many characters. */
const fewestTimes = 8
const longestJoined = 1_024

/**
 * Remembers what parts of texts hold: nearly all that a log says it has said before, and most of it holds nothing. Only what comes a second time is
 * remembered, so that what never does drives nothing out. At most 16,384 pieces of 4 million characters; then it begins again.
 */
export class KnownPieces<T> {
  /** Where the part ends that was asked for last. */
  end = 0
  private readonly isJson: boolean
  /** Hashes of the pieces at their places, and of parts that came once; made when they are needed. */
  private hashes = new Int32Array(0)
  private once = new Int32Array(0)
  private pieces: (KnownPiece<T> | undefined)[] = []
  private characters = 0
  private beginning: KnownPiece<T> = pieceOf('', { tail: 0, found: [], isLast: false })
  /** The piece that was found last in the text, and the one before it. */
  private last = this.beginning
  private before: KnownPiece<T> | undefined
  /** Of the part that was asked for last and is not known; 0 where it cannot be remembered. */
  private hash = 0
  private tail = 0

  constructor(isJson: boolean) {
    this.isJson = isJson
  }

  /** Begins with another text. */
  begin(): void {
    this.last = this.beginning
    this.before = undefined
  }

  /** The piece that stands at a place, where a part begins; undefined where it is not known. Then the part must be searched, as far as `end`. */
  find(search: Search, from: number): KnownPiece<T> | undefined {
    const { last, before } = this
    const { next } = last
    // What came next before mostly does so again: to compare it costs a fraction of finding its end, making its hash and looking it up.
    const isNext = next !== undefined && this.isAt(search, from, next)
    const piece = isNext ? next : this.lookUp(search, from)
    if (piece === undefined) {
      this.before = undefined
      return undefined
    }
    this.end = from + piece.text.length + piece.tail
    if (!isNext) {
      last.next = piece
      last.further = undefined
    }
    if (before !== undefined) this.join(before, last, piece)
    this.before = last
    this.last = piece
    return piece
  }

  /** Where `second` has often come behind `first`, and that behind `before`, both are looked for at once from then on. */
  private join(before: KnownPiece<T>, first: KnownPiece<T>, second: KnownPiece<T>): void {
    if (before.further !== second) {
      before.further = second
      before.times = 0
    } else if (before.times < fewestTimes) before.times += 1
    else if (before.next === first && first.tail === 0 && first.text.length + second.text.length <= longestJoined) {
      if (this.characters >= mostCharacters) return
      const joined = pieceOf<T>(first.text + second.text, { ...second, found: [...first.found, ...second.found] })
      joined.next = second.next
      before.next = joined
      before.further = undefined
      this.characters += joined.text.length
    }
  }

  private lookUp(search: Search, from: number): KnownPiece<T> | undefined {
    const to = partEnd(search, from)
    this.end = to
    this.hash = 0
    if (!standsAlone(search, from, to)) return undefined
    const tail = this.isJson ? plainTail(search.codes, from, to) : 0
    const hash = hashOf(search.codes, from, to - tail)
    this.tail = tail
    this.hash = hash
    const slot = hash & (mostPieces - 1)
    const piece = this.hashes[slot] === hash ? this.pieces[slot] : undefined
    // Texts of one hash are told apart: whoever writes to a log could make two of them.
    return piece !== undefined && this.isAt(search, from, piece) ? piece : undefined
  }

  /** True where the piece stands there and ends where a part does. */
  private isAt({ text, codes }: Search, from: number, piece: KnownPiece<T>): boolean {
    const end = from + piece.text.length
    if (text.slice(from, end) !== piece.text) return false
    if (!this.isJson) return codes[end] !== code.colon
    const to = end + piece.tail
    if (piece.tail !== 0 && plainTail(codes, from, to) !== piece.tail) return false
    return piece.isLast ? to === text.length : codes[to] === code.quote
  }

  /** Takes what was found in the part that was not known; it is remembered where the part came before. */
  learn({ text, found }: Search, from: number): void {
    const { hash, end } = this
    const slot = hash & (mostPieces - 1)
    if (hash === 0) return
    if (this.once.length === 0) this.empty()
    if (this.once[slot] !== hash) {
      this.once[slot] = hash
      return
    }
    if (this.characters >= mostCharacters) this.empty()
    this.characters += end - from
    this.hashes[slot] = hash
    this.pieces[slot] = pieceOf(text.slice(from, end - this.tail), { tail: this.tail, found, isLast: end === text.length })
  }

  private empty(): void {
    this.hashes = new Int32Array(mostPieces)
    this.once = new Int32Array(mostPieces)
    this.pieces = []
    this.characters = 0
    this.beginning = pieceOf('', { tail: 0, found: [], isLast: false })
    this.begin()
  }
}

/** All texts are copied: a part cut out of a record keeps all of the record in memory. */
function pieceOf<T>(text: string, { tail, found, isLast }: Pick<KnownPiece<T>, 'tail' | 'found' | 'isLast'>): KnownPiece<T> {
  const own = found.map(({ type, value, observable }) => ({ type, value: ownText(value), observable }))
  return { text: ownText(text), tail, found: own, isLast, made: [], by: -1, next: undefined, further: undefined, times: 0 }
}

/** A hash of the characters from one place to another, four at a time: that costs a third of what V8 needs for the hash of a new string. */
function hashOf(codes: TextCodes, from: number, to: number): number {
  let hash = to - from
  let at = from
  for (const last = to - 3; at < last; at += 4) {
    const four = (codes[at] ?? 0) ^ ((codes[at + 1] ?? 0) << 8) ^ ((codes[at + 2] ?? 0) << 16) ^ ((codes[at + 3] ?? 0) << 24)
    hash = Math.imul(hash ^ four, 0x9e3779b1)
    hash ^= hash >>> 15
  }
  for (; at < to; at += 1) hash = Math.imul(hash ^ (codes[at] ?? 0), 0x9e3779b1)
  return hash ^ (hash >>> 15)
}
