import { isObject } from '../../base/json.ts'
import { clip } from '../../base/text.ts'
import { type Citation, citationSchema } from '../../model/citation.ts'
import { citationKey, sourcesOf } from '../../model/citation-label.ts'
import type { Incident } from '../../model/incident.ts'

/** One statement of the record and one piece of evidence it cites. */
export interface Claim {
  /** Path of the element or prose that cites. */
  readonly path: string
  /** What it says, cut to a line. */
  readonly text: string
  readonly citation: Citation
  /** As printed in the report: `E3:1042`. */
  readonly label: string
}

/** Every claim of a record: each citation of each element, in document order. Rejected elements claim nothing. */
export function claimsOf(document: Incident): Claim[] {
  const labels = new Map(sourcesOf(document).map((source) => [citationKey(source.citation), source.label]))
  const claims: Claim[] = []
  collect({ value: document, path: '', text: '', claims, labels })
  return claims
}

interface Place {
  readonly value: unknown
  readonly path: string
  /** Words of the nearest element above. */
  readonly text: string
  readonly claims: Claim[]
  readonly labels: ReadonlyMap<string, string>
}

function collect(place: Place): void {
  const { value, path, claims, labels } = place
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) collect({ ...place, value: item, path: `${path}/${idOf(item) ?? index}` })
    return
  }
  if (!isObject(value) || value['review'] === 'rejected') return
  if (value['kind'] === 'event' || value['kind'] === 'set') {
    const read = citationSchema.safeParse(value)
    if (read.success) {
      const above = path.replace(/\/(?:citations|content|attrs|citation|\d+)(?=\/|$)/g, '')
      claims.push({ path: above, text: place.text, citation: read.data, label: labels.get(citationKey(read.data)) ?? '' })
      return
    }
  }
  const text = wordsOf(value) ?? place.text
  for (const [key, child] of Object.entries(value)) collect({ ...place, value: child, path: `${path}/${key}`, text })
}

function idOf(item: unknown): string | undefined {
  const id = isObject(item) ? item['id'] : undefined
  return typeof id === 'string' ? id : undefined
}

const wordyKeys = ['text', 'action', 'statement', 'question', 'title', 'point', 'value', 'name', 'caption', 'control', 'note', 'use']

/** The words of an element, or the text of a paragraph of prose. */
function wordsOf(value: Record<string, unknown>): string | undefined {
  if (value['type'] === 'paragraph' && Array.isArray(value['content'])) {
    const text = value['content'].map((node) => (isObject(node) && typeof node['text'] === 'string' ? node['text'] : '')).join('')
    return clip(text.trim(), 120)
  }
  for (const key of wordyKeys) {
    const words = value[key]
    if (typeof words === 'string' && words !== '') return clip(words, 120)
  }
  return undefined
}
