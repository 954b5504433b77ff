import { addressSort } from './address-sort.ts'
import type { TextBuffer } from './column-buffer.ts'
import type { ColumnBuffers } from './column-buffers.ts'
import type { addressFields } from './columns.ts'

const unknown = 0
const noAddress = -1

/** The second column of an ECS field that holds addresses. Each address is worked out once, and found again by its entry in the first column. */
export class SortColumn {
  readonly #addresses: TextBuffer
  readonly #sorts: TextBuffer
  /** By entry of the address: the entry of what it sorts by. */
  readonly #entries: number[] = []

  constructor(buffers: ColumnBuffers, name: (typeof addressFields)[number]) {
    this.#addresses = buffers.text(name)
    this.#sorts = buffers.text(`${name}/sort`)
  }

  /** Sets what a row sorts by whose address is set already. */
  set(row: number, address: string): void {
    const entry = this.#addresses.entryOf(row)
    const known = this.#entries[entry] ?? unknown
    if (known > 0 && this.#sorts.isDictionary) this.#sorts.setEntry(row, known)
    else if (known !== noAddress) this.#work(row, address, entry)
  }

  clear(): void {
    this.#entries.length = 0
  }

  #work(row: number, address: string, entry: number): void {
    const sort = addressSort(address)
    if (sort !== undefined) this.#sorts.set(row, sort)
    // Entry 0 tells nothing: the column may hold this address more than once.
    if (entry > 0) this.#entries[entry] = sort === undefined ? noAddress : this.#sorts.entryOf(row)
  }
}
