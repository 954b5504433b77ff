import { NumberBuffer, TextBuffer } from './column-buffer.ts'
import { eventColumns } from './columns.ts'

/** Columns whose texts are hardly ever the same twice: looking for equal ones would cost more than it saves. */
const uniqueTexts: ReadonlySet<string> = new Set(['fields', 'source_id', 'event.code'])

/** A buffer for each column of a segment. */
export class ColumnBuffers {
  readonly #texts = new Map<string, TextBuffer>()
  readonly #numbers = new Map<string, NumberBuffer>()

  constructor() {
    for (const { name, type } of eventColumns) {
      if (type === 'text') this.#texts.set(name, new TextBuffer(name, !uniqueTexts.has(name)))
      else this.#numbers.set(name, new NumberBuffer(name))
    }
    // Until a clock is corrected, `told` is what `time` is.
    this.#numbers.set('told', this.number('time'))
  }

  text(name: string): TextBuffer {
    const buffer = this.#texts.get(name)
    if (buffer === undefined) throw new TypeError(`No column of texts is named ${name}`)
    return buffer
  }

  number(name: string): NumberBuffer {
    const buffer = this.#numbers.get(name)
    if (buffer === undefined) throw new TypeError(`No column of numbers is named ${name}`)
    return buffer
  }

  /** Bytes of the texts. */
  get bytes(): number {
    let sum = 0
    for (const buffer of this.#texts.values()) sum += buffer.plain.length
    return sum
  }

  /** Takes back the rows from one on, up to another. */
  truncate(from: number, to: number): void {
    for (const buffer of this.#texts.values()) buffer.entries.fill(0, from, to)
    for (const buffer of this.#numbers.values()) buffer.present.fill(0, from, to)
  }

  clear(): void {
    for (const buffer of this.#texts.values()) buffer.clear()
    for (const buffer of this.#numbers.values()) buffer.clear()
  }
}
