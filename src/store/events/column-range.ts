import type { NumberBuffer, TextBuffer } from './column-buffer.ts'

/** Smallest and largest value of a column as Parquet writes them plainly. */
export interface ColumnRange {
  readonly min: Uint8Array
  readonly max: Uint8Array
}

/** Longer texts are left out of the statistics. */
const longestBound = 128

/** Smallest and largest number of the first rows, in eight bytes or four; undefined where none has a value. */
export function rangeOfNumbers({ low, high, present }: NumberBuffer, rows: number, wide: boolean): ColumnRange | undefined {
  const first = present.indexOf(1)
  if (first === -1 || first >= rows) return undefined
  let minHigh = high[first] ?? 0
  let minLow = (low[first] ?? 0) >>> 0
  let maxHigh = minHigh
  let maxLow = minLow
  for (let row = first + 1; row < rows; row += 1) {
    if (present[row] !== 1) continue
    const rowHigh = high[row] ?? 0
    const rowLow = (low[row] ?? 0) >>> 0
    if (rowHigh < minHigh || (rowHigh === minHigh && rowLow < minLow)) {
      minHigh = rowHigh
      minLow = rowLow
    } else if (rowHigh > maxHigh || (rowHigh === maxHigh && rowLow > maxLow)) {
      maxHigh = rowHigh
      maxLow = rowLow
    }
  }
  return { min: numberBytes(minLow, minHigh, wide), max: numberBytes(maxLow, maxHigh, wide) }
}

function numberBytes(low: number, high: number, wide: boolean): Uint8Array {
  const bytes = Buffer.alloc(wide ? 8 : 4)
  bytes.writeUInt32LE(low, 0)
  if (wide) bytes.writeInt32LE(high, 4)
  return bytes
}

/** Smallest and largest entry of a dictionary, ordered by their bytes. */
export function rangeOfTexts({ plain: { bytes }, starts, count }: TextBuffer): ColumnRange | undefined {
  let min = 0
  let max = 0
  for (let index = 1; index < count; index += 1) {
    if (compareEntries(bytes, starts, index, min) < 0) min = index
    else if (compareEntries(bytes, starts, index, max) > 0) max = index
  }
  const entry = (index: number) => bytes.subarray((starts[index] ?? 0) + 4, starts[index + 1] ?? 0)
  const [first, last] = [entry(min), entry(max)]
  return first.length > longestBound || last.length > longestBound ? undefined : { min: Buffer.from(first), max: Buffer.from(last) }
}

// Four parameters: it is called twice for every entry.
function compareEntries(bytes: Uint8Array, starts: Uint32Array, a: number, b: number): number {
  let [atA, atB] = [(starts[a] ?? 0) + 4, (starts[b] ?? 0) + 4]
  const [endA, endB] = [starts[a + 1] ?? 0, starts[b + 1] ?? 0]
  const end = Math.min(endA, atA + endB - atB)
  while (atA < end && bytes[atA] === bytes[atB]) {
    atA += 1
    atB += 1
  }
  return atA < end ? (bytes[atA] ?? 0) - (bytes[atB] ?? 0) : endA - atA - (endB - atB)
}
