import { AppError } from '../../base/error.ts'
import { clip, plural, showControls } from '../../base/text.ts'
import { fitsPath } from '../reading/zones.ts'
import type { EvidencePlace } from './evidence-place.ts'
import { fullPathOf, type ItemView } from './item-view.ts'

/** Digits of a hash that are enough to mean an item. */
const fewestDigits = 6
const mostListed = 10

/**
 * The items that words mean, each once: a label (E3), the first six digits of a SHA-256 or more, a name, a path; with `*` or `?` in it all that fit. Throws
 * `not-found`, and `ambiguous` where a word without these fits several.
 */
export function findItems(items: readonly ItemView[], words: readonly string[]): ItemView[] {
  const byHash = new Map(items.map((item) => [item.row.sha256, item]))
  const paths = new Map(items.map((item) => [item, fullPathOf(item, byHash)]))
  const found = new Set<ItemView>()
  for (const word of words) for (const item of itemsFor(word, items, paths)) found.add(item)
  return [...found]
}

/** The same, also by the paths of other places that the same bytes were found in: only their custody knows those. */
export async function chooseItems(
  incident: string,
  { items, words }: { readonly items: readonly ItemView[]; readonly words: readonly string[] },
  { store }: Pick<EvidencePlace, 'store'>,
): Promise<ItemView[]> {
  const found = new Set<ItemView>()
  let byFoundPath: Map<string, string> | undefined
  for (const word of words) {
    try {
      for (const item of findItems(items, [word])) found.add(item)
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'not-found') throw error
      byFoundPath ??= new Map(
        (await store.custody(incident)).flatMap(({ action, path, sha256 }) =>
          action === 'collect' && path !== undefined && sha256 !== undefined ? [[path, sha256]] : [],
        ),
      )
      const item = items.find(({ row }) => row.sha256 === byFoundPath?.get(word))
      if (item === undefined) throw error
      found.add(item)
    }
  }
  return [...found]
}

function itemsFor(word: string, items: readonly ItemView[], paths: ReadonlyMap<ItemView, string>): readonly ItemView[] {
  const labelled = items.filter(({ label }) => label?.toLowerCase() === word.toLowerCase())
  if (labelled.length > 0) return labelled
  if (/[*?]/.test(word)) {
    const fitting = items.filter((item) => fitsPath(word, paths.get(item) ?? ''))
    if (fitting.length === 0) throw notFound(word)
    return fitting
  }
  const named = items.filter((item) => item.row.name === word || item.row.path === word || paths.get(item) === word)
  const isHash = /^[0-9a-f]+$/i.test(word) && word.length >= fewestDigits && word.length <= 64
  const hashed = isHash ? items.filter(({ row }) => row.sha256.startsWith(word.toLowerCase())) : []
  const all = [...new Set([...hashed, ...named])]
  if (all.length > 1) throw ambiguous(word, all)
  if (all.length === 1) return all
  const ending = items.filter((item) => fitsPath(word, paths.get(item) ?? ''))
  if (ending.length > 1) throw ambiguous(word, ending)
  if (ending.length === 0) throw notFound(word)
  return ending
}

function notFound(word: string): AppError {
  const shown = showControls(clip(word, 200))
  return new AppError(
    'not-found',
    `No evidence item is called "${shown}"; give six digits or more of its SHA-256, its name, its path, or its label once it is in the record: "hindcast evidence list" shows them`,
  )
}

function ambiguous(word: string, items: readonly ItemView[]): AppError {
  const lines = items
    .slice(0, mostListed)
    .map(({ row, label }) => `  ${label ?? row.sha256.slice(0, 12)}  ${clip(showControls(row.path || row.name), 100)}`)
  const more = items.length > mostListed ? [`  and ${items.length - mostListed} more`] : []
  return new AppError('ambiguous', [`"${showControls(clip(word, 200))}" fits ${plural(items.length, 'item')}:`, ...lines, ...more].join('\n'))
}
