/** 64-bit numbers by row, in halves. */
interface Halves {
  readonly low: Int32Array
  readonly high: Int32Array
}

export interface SortKeys {
  readonly count: number
  readonly time: Halves
  /** By row: number of its item in `items`. */
  readonly itemOf: Uint32Array
  readonly items: readonly string[]
  readonly offset: Halves
  readonly part: Halves
}

/** Numbers of the rows, ordered by time, item, offset and part. */
export function sortedRows(keys: SortKeys): Uint32Array<ArrayBuffer> {
  const order = new Uint32Array(keys.count)
  for (let row = 0; row < keys.count; row += 1) order[row] = row
  const compare = comparison(keys)
  // Most sources write in the order of time.
  let isSorted = true
  for (let row = 1; isSorted && row < keys.count; row += 1) isSorted = compare(row - 1, row) <= 0
  return isSorted ? order : order.sort(compare)
}

function comparison({ time, itemOf, items, offset, part }: SortKeys): (a: number, b: number) => number {
  const ranks = ranksOf(items)
  return (a, b) => {
    const byTime = compareHalves(time, a, b)
    if (byTime !== 0) return byTime
    const byItem = (ranks[itemOf[a] ?? 0] ?? 0) - (ranks[itemOf[b] ?? 0] ?? 0)
    if (byItem !== 0) return byItem
    return compareHalves(offset, a, b) || compareHalves(part, a, b)
  }
}

function compareHalves({ low, high }: Halves, a: number, b: number): number {
  const byHigh = (high[a] ?? 0) - (high[b] ?? 0)
  return byHigh === 0 ? ((low[a] ?? 0) >>> 0) - ((low[b] ?? 0) >>> 0) : byHigh
}

/** The place of each item among all in the order of their text. */
function ranksOf(items: readonly string[]): Uint32Array {
  const byText = items.map((_, index) => index).sort((a, b) => ((items[a] ?? '') < (items[b] ?? '') ? -1 : 1))
  const ranks = new Uint32Array(items.length)
  for (const [rank, index] of byText.entries()) ranks[index] = rank
  return ranks
}
