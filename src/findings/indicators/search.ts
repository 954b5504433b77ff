import type { IndicatorType } from '../../model/indicator-sighting.ts'
import type { IndicatorMemory } from './indicator-memory.ts'
import type { TextCodes } from './text-codes.ts'

/** An indicator by itself, wherever it stood. */
export interface Found {
  readonly type: IndicatorType
  readonly value: string
  readonly observable: boolean
}

/** A part of the text; `end` is the first place behind it. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** What one search carries along: the text, what was found, and how far it got. */
export interface Search {
  readonly text: string
  /** True where the text is JSON source. */
  readonly isJson: boolean
  readonly codes: TextCodes
  readonly memory: IndicatorMemory
  readonly found: Found[]
  /** Where each of them begins and ends: two numbers for every one found. */
  readonly places: number[]
  /** All before this place has been read. */
  done: number
  /** Where the last match ended: nothing may reach back behind it. */
  floor: number
}

/** Keeps what was found at a place. */
export function keep(search: Search, found: Found, { start, end }: Span): void {
  search.found.push(found)
  search.places.push(start, end)
  if (end > search.floor) search.floor = end
}
