import type { CustodyEntry } from '../../model/custody.ts'
import { inside } from './fault.ts'
import { keyOf } from './follow-hands.ts'

/** Where exemplars and copies of an item are, and which entry brought them there; empty where nobody said. */
export type Places = Map<string, { readonly place: string; readonly entry: CustodyEntry }>

type Report = (message: string, entries: readonly CustodyEntry[]) => void

/** Follows an item from place to place: what was in one place cannot be handled in another unless an entry moved or copied it. */
export function followPlaces(places: Places, entry: CustodyEntry, report: Report): void {
  const { action, place, placeTo } = entry
  if (action === 'collect') return put(places, placeTo ?? place, entry)
  if (place !== undefined && places.size > 0 && !places.has(keyOf(place))) {
    const known = [...places.values()]
    const where = known.map((one) => `${one.place} since ${inside(one.entry)}`).join(' and ')
    report(`was in ${where}, but was next handled in ${place} in ${inside(entry)}: no entry moved it there`, [
      ...known.map((one) => one.entry),
      entry,
    ])
  }
  if (action === 'transfer') {
    if (place === undefined) places.clear()
    else places.delete(keyOf(place))
  } else {
    put(places, place, entry)
  }
  put(places, placeTo, entry)
}

function put(places: Places, place: string | undefined, entry: CustodyEntry): void {
  if (place !== undefined && !places.has(keyOf(place))) places.set(keyOf(place), { place, entry })
}
