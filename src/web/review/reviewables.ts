import { isObject, type JsonObject } from '../../base/json.ts'
import { schemaAt, titleOf } from '../../incident/record-schema.ts'
import { type Citation, citationSchema } from '../../model/citation.ts'
import type { Incident } from '../../model/incident.ts'
import { type Moment, momentMeanings, momentNames } from '../../model/moment.ts'

/** Something the machine proposed, in any list of the record. */
export interface Reviewable {
  readonly path: string
  readonly group: string
  readonly review: string
  readonly item: JsonObject
}

/** What a proposal cites. */
export function citationsOf(proposal: Reviewable | undefined): readonly Citation[] {
  const read = citationSchema.array().safeParse(proposal?.item['citations'])
  return read.success ? read.data : []
}

/** A moment only people can set, for which the evidence suggests times. */
export interface OpenMoment {
  readonly path: string
  readonly title: string
  readonly description: string
  readonly moment: Moment
}

const toReview = 'To review: possibly the attack'

/** Everything with a review state, in reading order: the timeline by phase, its list to review by rank, then the other lists. */
export function reviewables(document: Incident): readonly Reviewable[] {
  const phases = new Map(document.phases.map((phase) => [phase.id, phase.title]))
  const found: Reviewable[] = []
  for (const [key, value] of Object.entries(document)) {
    if (key === 'timeline') continue
    collect(value, `/${key}`, found)
  }
  const timeline = document.timeline.flatMap((entry): Reviewable[] => {
    if (entry.review === undefined) return []
    const group = entry.tier === 'to review' ? toReview : (phases.get(entry.phase) ?? 'Timeline')
    return [{ path: `/timeline/${entry.id}`, group, review: entry.review, item: JSON.parse(JSON.stringify(entry)) }]
  })
  const stated = [...phases.values()].flatMap((title) => timeline.filter((one) => one.group === title))
  const rest = timeline.filter((one) => one.group !== toReview && !stated.includes(one))
  const ranked = timeline.filter((one) => one.group === toReview).toSorted((a, b) => rankOf(b) - rankOf(a))
  return [...stated, ...rest, ...ranked, ...found]
}

function rankOf({ item }: Reviewable): number {
  return typeof item['rank'] === 'number' ? item['rank'] : 0
}

function collect(value: unknown, path: string, found: Reviewable[]): void {
  if (Array.isArray(value)) {
    for (const item of value) if (isObject(item) && typeof item['id'] === 'string') collect(item, `${path}/${item['id']}`, found)
    return
  }
  if (!isObject(value)) return
  if (typeof value['review'] === 'string') return void found.push({ path, group: groupOf(path), review: value['review'], item: value })
  for (const [key, child] of Object.entries(value)) collect(child, `${path}/${key}`, found)
}

function groupOf(path: string): string {
  return titleOf(schemaAt(path.slice(1).split('/').slice(0, -1))) ?? 'Others'
}

/** The moments nobody has decided yet, though the evidence suggests a time. */
export function openMoments(document: Incident): readonly OpenMoment[] {
  return momentNames.flatMap((name) => {
    const moment = document.moments[name]
    if (moment === undefined || moment.at !== undefined || moment.candidates.length === 0) return []
    const { title, description } = momentMeanings[name]
    return [{ path: `/moments/${name}`, title, description, moment }]
  })
}
