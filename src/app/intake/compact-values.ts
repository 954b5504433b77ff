/**
 * What harvests are written as: every text once, and a number for each value, which for a text is its place among the texts. Harvests of small files are
 * mostly the same few texts again and again.
 */
export interface CompactValues {
  readonly texts: readonly string[]
  readonly numbers: Uint8Array
}

const mostNumberBytes = 8

/** Writes values one after the other. One writer serves many harvests, each begun with `begin`. */
export class CompactWriter {
  private readonly places = new Map<string, number>()
  private readonly known = new Map<object, string>()
  private readonly lasting = new WeakMap<object, string>()
  private texts: string[] = []
  private bytes = new Uint8Array(1 << 14)
  private length = 0

  /** A whole number from 0 to 2^53 - 1, in groups of seven bits, the lowest first. */
  number(value: number): void {
    if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`${value} is no number that can be written`)
    if (this.length + mostNumberBytes > this.bytes.length) this.grow()
    let rest = value
    while (rest > 0x7f) {
      this.bytes[this.length] = (rest % 0x80) + 0x80
      this.length += 1
      rest = rest > 0x7fffffff ? Math.floor(rest / 0x80) : rest >>> 7
    }
    this.bytes[this.length] = rest
    this.length += 1
  }

  text(value: string): void {
    let place = this.places.get(value)
    if (place === undefined) {
      place = this.texts.length
      this.texts.push(value)
      this.places.set(value, place)
    }
    this.number(place)
  }

  list<T>(values: readonly T[], write: (value: T) => void): void {
    this.number(values.length)
    for (const value of values) write(value)
  }

  /** Keys and values of an object; `write` takes the values. */
  record<T>(values: Readonly<Record<string, T>>, write: (value: T) => void): void {
    const keys = Object.keys(values)
    this.number(keys.length)
    for (const key of keys) {
      this.text(key)
      write(values[key] as T) // one of its own keys
    }
  }

  /** Plain data without maps and typed arrays, as JSON. One object is looked at once; `lasts` where it will come again in other harvests. */
  json(value: object, lasts = false): void {
    const known = lasts ? this.lasting : this.known
    let text = known.get(value)
    if (text === undefined) {
      text = JSON.stringify(value)
      known.set(value, text)
    }
    this.text(text)
  }

  /** Forgets what was written before. */
  begin(): void {
    this.places.clear()
    this.known.clear()
    this.texts = []
    this.length = 0
  }

  /** What was written since `begin`. The numbers are overwritten by what is written next. */
  written(): CompactValues {
    return { texts: this.texts, numbers: this.bytes.subarray(0, this.length) }
  }

  private grow(): void {
    const grown = new Uint8Array(this.bytes.length * 2)
    grown.set(this.bytes)
    this.bytes = grown
  }
}

/** Reads values in the order in which they were written; throws a RangeError where there are no such values. */
export class CompactReader {
  private readonly values: CompactValues
  private readonly known = new Map<string, unknown>()
  private at = 0

  constructor(values: CompactValues) {
    this.values = values
  }

  readonly number = (): number => {
    const { numbers } = this.values
    let value = 0
    for (let scale = 1; ; scale *= 0x80) {
      const byte = numbers[this.at]
      if (byte === undefined) throw new RangeError('There is no further value')
      this.at += 1
      value += (byte & 0x7f) * scale
      if (byte < 0x80) return value
    }
  }

  readonly text = (): string => {
    const text = this.values.texts[this.number()]
    if (text === undefined) throw new RangeError('There is no such text')
    return text
  }

  list<T>(read: () => T): T[] {
    const length = this.number()
    const values: T[] = []
    while (values.length < length) values.push(read())
    return values
  }

  record<T>(read: () => T): Record<string, T> {
    return Object.fromEntries(this.list(() => [this.text(), read()] as const))
  }

  readonly json = (): unknown => {
    const text = this.text()
    if (!this.known.has(text)) this.known.set(text, JSON.parse(text))
    return this.known.get(text)
  }
}
