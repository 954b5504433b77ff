import { ByteBuffer } from './byte-buffer.ts'

/** Values of one text column, by row. Equal texts are kept once, as long as that pays. A row that was not set has no value. */
export class TextBuffer {
  /** Of its column. */
  readonly name: string
  /** By row: number of the entry, counted from 1; 0 = no value. */
  entries = new Uint32Array(0)
  /** Where each entry starts in `plain`; one more than there are entries. */
  starts = new Uint32Array([0])
  count = 0
  /** The entries as Parquet writes them plainly: length in four bytes, then UTF-8. */
  readonly plain: ByteBuffer
  /** True while no text is there twice. */
  isDictionary: boolean
  readonly #wantsDictionary: boolean
  readonly #known = new Map<string, number>()
  /** Some of the texts set before and their entries, each in the place that `placeOf` gives it. */
  readonly #recent = new Array<string>(recentTexts).fill('')
  readonly #recentEntries = new Uint32Array(recentTexts)
  #last: string | undefined
  #lastEntry = 0
  #sets = 0

  constructor(name: string, wantsDictionary: boolean) {
    this.name = name
    this.#wantsDictionary = wantsDictionary
    this.isDictionary = wantsDictionary
    this.plain = new ByteBuffer(wantsDictionary ? 1024 : 65_536)
  }

  /** False where the text has lone surrogates, which UTF-8 cannot say: U+FFFD was written in their place. */
  set(row: number, text: string): boolean {
    if (row >= this.entries.length) this.entries = grown(this.entries, row)
    if (text === this.#last) {
      this.entries[row] = this.#lastEntry
      return true
    }
    this.#sets += 1
    const known = this.isDictionary ? this.#find(text) : 0
    if (known === 0 && !this.#add(text)) {
      this.entries[row] = this.count
      return false
    }
    const entry = known === 0 ? this.count : known
    this.entries[row] = entry
    this.#last = text
    this.#lastEntry = entry
    return true
  }

  /** The entry of a row, where it stands for no other text and no other entry does for its text; else 0. */
  entryOf(row: number): number {
    return this.isDictionary ? (this.entries[row] ?? 0) : 0
  }

  /** Sets the text of an entry that `entryOf` gave. */
  setEntry(row: number, entry: number): void {
    if (row >= this.entries.length) this.entries = grown(this.entries, row)
    this.entries[row] = entry
    if (entry !== this.#lastEntry) this.#sets += 1
    this.#last = undefined
    this.#lastEntry = entry
  }

  /** Sets a text that is not there yet, of which these are the UTF-8. */
  setBytes(row: number, bytes: Uint8Array): void {
    if (row >= this.entries.length) this.entries = grown(this.entries, row)
    this.plain.textOf(bytes)
    this.#endEntry()
    this.entries[row] = this.count
  }

  /** Bytes of memory that grow with what was set. */
  get size(): number {
    return this.plain.length
  }

  clear(): void {
    this.entries.fill(0)
    this.count = 0
    this.plain.clear()
    this.isDictionary = this.#wantsDictionary
    this.#known.clear()
    this.#recent.fill('')
    this.#recentEntries.fill(0)
    this.#last = undefined
    this.#lastEntry = 0
    this.#sets = 0
  }

  /** The entry of a text, or 0. Looking where it would be among the recent ones spares most texts their hash. */
  #find(text: string): number {
    const place = placeOf(text)
    const recent = this.#recentEntries[place] ?? 0
    if (recent !== 0 && this.#recent[place] === text) return recent
    const known = this.#known.get(text) ?? 0
    if (known !== 0) {
      this.#recent[place] = text
      this.#recentEntries[place] = known
    }
    return known
  }

  #add(text: string): boolean {
    const written = this.plain.text(text)
    this.#endEntry()
    if (written !== text.length && !text.isWellFormed()) {
      this.isDictionary = false
      return false
    }
    if (this.isDictionary) this.#remember(text)
    return true
  }

  #endEntry(): void {
    this.count += 1
    if (this.count >= this.starts.length) this.starts = grown(this.starts, this.count)
    this.starts[this.count] = this.plain.length
  }

  #remember(text: string): void {
    this.#known.set(text, this.count)
    // Where most texts are new, looking each up costs more than it saves.
    if (this.count < mostEntries && (this.count < fewEntries || this.count * 2 < this.#sets)) return
    this.isDictionary = false
    this.#known.clear()
    this.#recent.fill('')
  }
}

const fewEntries = 4096
const mostEntries = 65_536
const recentTexts = 512

function placeOf(text: string): number {
  const { length } = text
  if (length < 2) return 0
  const end = text.charCodeAt(length - 1) | (text.charCodeAt(length - 2) << 8)
  const inner = text.charCodeAt(length >> 1) | (text.charCodeAt(length >> 2) << 8)
  return Math.imul((end << 16) ^ Math.imul(inner, 31) ^ length, 0x9e3779b1) >>> 23
}

/** Values of one column of numbers, by row, as 64 bits each. A row that was not set has no value. */
export class NumberBuffer {
  /** Of its column. */
  readonly name: string
  low = new Int32Array(0)
  high = new Int32Array(0)
  /** 1 where the row has a value. */
  present = new Uint8Array(0)
  isUsed = false

  constructor(name: string) {
    this.name = name
  }

  /** A safe whole number. */
  set(row: number, value: number): void {
    const low = value | 0
    this.setBits(row, low, low === value ? low >> 31 : Math.floor(value / 4_294_967_296))
  }

  // Three parameters: it is called five times an event.
  setBits(row: number, low: number, high: number): void {
    if (row >= this.present.length) this.#grow(row)
    this.low[row] = low
    this.high[row] = high
    this.present[row] = 1
    this.isUsed = true
  }

  clear(): void {
    if (this.isUsed) this.present.fill(0)
    this.isUsed = false
  }

  #grow(row: number): void {
    this.low = grown(this.low, row)
    this.high = grown(this.high, row)
    this.present = grown(this.present, row)
  }
}

type Numbers = Uint32Array<ArrayBuffer> | Int32Array<ArrayBuffer> | Uint8Array<ArrayBuffer>

/** The same numbers in an array that has this index. */
function grown<T extends Numbers>(array: T, index: number): T
function grown(array: Numbers, index: number): Numbers {
  const length = Math.max(1024, index + 1, array.length * 2)
  const larger =
    array instanceof Uint32Array ? new Uint32Array(length) : array instanceof Int32Array ? new Int32Array(length) : new Uint8Array(length)
  larger.set(array)
  return larger
}
