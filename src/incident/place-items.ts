/** An item to be put before another, or at the end. To be done in the order given. */
export interface Placement {
  readonly id: string
  readonly before?: string
}

/**
 * How to bring a list into a wanted order with few moves: new items go behind the item that precedes them in the wanted order; of those that may
 * move, the longest run already in order stays. Items that may not move, or are not wanted, stay where they are.
 */
export function placeItems(list: { present: readonly string[]; wanted: readonly string[]; mayMove: (id: string) => boolean }): Placement[] {
  const places = new Map(list.wanted.map((id, index) => [id, index]))
  const movable = list.present.filter((id) => places.has(id) && list.mayMove(id))
  const settled = longestRun(movable, (id) => places.get(id) ?? 0)
  const moving = new Set(movable.filter((id) => !settled.has(id)))
  const order = list.present.filter((id) => !moving.has(id))
  const standing = new Set(order)
  const placements: Placement[] = []
  let previous: string | undefined
  for (const [index, id] of list.wanted.entries()) {
    if (!standing.has(id)) {
      const position = previous === undefined ? positionOfNext(order, list.wanted.slice(index + 1)) : order.indexOf(previous) + 1
      const before = order[position]
      placements.push(before === undefined ? { id } : { id, before })
      order.splice(position, 0, id)
      standing.add(id)
    }
    previous = id
  }
  return placements
}

/** Where the first of these stands; the end of the list where none does. */
function positionOfNext(order: readonly string[], following: readonly string[]): number {
  for (const id of following) {
    const position = order.indexOf(id)
    if (position !== -1) return position
  }
  return order.length
}

/** The longest subsequence whose ranks increase (patience sorting). */
function longestRun(ids: readonly string[], rank: (id: string) => number): Set<string> {
  const tails: string[] = []
  const before = new Map<string, string | undefined>()
  for (const id of ids) {
    let low = 0
    let high = tails.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (rank(tails[middle] ?? id) < rank(id)) low = middle + 1
      else high = middle
    }
    before.set(id, tails[low - 1])
    tails[low] = id
  }
  const run = new Set<string>()
  for (let id = tails[tails.length - 1]; id !== undefined; id = before.get(id)) run.add(id)
  return run
}
