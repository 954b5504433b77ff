import { parseInstant } from '../../base/instant.ts'
import type { Searched } from '../client.ts'

/** What stands in the address of the search page: the whole of it can be passed on and gone back to. */
export interface SearchParams {
  readonly q?: string
  /** ISO 8601 in UTC. */
  readonly from?: string
  readonly before?: string
  readonly order?: 'newest'
  /** Names joined by commas; absent for the usual ones. */
  readonly columns?: string
  readonly duplicates?: true
  /** Id of the event that is shown in full. */
  readonly event?: string
}

/** Reads the address. What cannot be read is left out: an address that somebody mended by hand still opens. */
export function readSearchParams(given: Readonly<Record<string, unknown>>): SearchParams {
  const text = (name: string, most: number): string | undefined => {
    const value = given[name]
    const told = typeof value === 'number' || typeof value === 'boolean' ? String(value) : value
    return typeof told === 'string' && told !== '' && told.length <= most ? told : undefined
  }
  const time = (name: string): string | undefined => {
    const value = text(name, 40)
    return value === undefined || parseInstant(value) === undefined ? undefined : value
  }
  return withoutNothing({
    q: text('q', 4_000),
    from: time('from'),
    before: time('before'),
    order: given['order'] === 'newest' ? 'newest' : undefined,
    columns: text('columns', 1_000),
    duplicates: given['duplicates'] === true || given['duplicates'] === 1 || undefined,
    event: text('event', 60),
  })
}

/** Absent keys stay out of the address. */
export function withoutNothing(params: { readonly [Key in keyof SearchParams]: SearchParams[Key] | undefined }): SearchParams {
  return Object.fromEntries(Object.entries(params).filter(([, value]) => value !== undefined && value !== ''))
}

/** What of it decides which events are found. */
export function searchedOf({ q, from, before, duplicates }: SearchParams): Searched {
  return { q, from, before, duplicates: duplicates === true ? '1' : undefined }
}
