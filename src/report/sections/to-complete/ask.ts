import { opened } from '../../../base/sentence.ts'
import { clip, listOf } from '../../../base/text.ts'
import type { Facts } from '../../../model/facts.ts'
import type { Incident } from '../../../model/incident.ts'
import type { Interval } from '../../../model/interval.ts'
import { plainText, type Prose } from '../../../model/prose.ts'
import type { TimelineEntry } from '../../../model/timeline.ts'
import { printInstantText, printInterval } from '../../time.ts'
import type { RoleName } from './roles.ts'

/** One thing nobody has said yet. `path` is where the answer goes in the record; behind a `#` stands what kind of item a list lacks. */
export interface Point {
  readonly text: string
  readonly path: string
}

/** A question and the role that can answer it. With several points it asks for each of them; with one the point is the question. */
export interface Asked {
  /** A role of the list, or as the record words it. */
  readonly role: RoleName | (string & {})
  /** Anchor of the part of the report that waits for the answer. */
  readonly part: string
  readonly question: string
  readonly points: readonly Point[]
  /** Every path this asks for, the place of the answer first. */
  readonly paths: readonly string[]
}

/** What questions are made from. */
export interface Asker {
  readonly document: Incident
  readonly facts: Facts
  time(interval: Interval): string
  instant(value: string): string
}

export function openAsker(document: Incident, facts: Facts): Asker {
  const zone = document.people.displayZone
  return {
    document,
    facts,
    time: (interval) => printInterval(interval, zone).text,
    instant: (value) => printInstantText(value, zone),
  }
}

/** One question; nothing where it is answered. */
export function askIf(isOpen: boolean, asked: { role: Asked['role']; part: string; path: string; question: string }): Asked[] {
  if (!isOpen) return []
  const { role, part, path, question } = asked
  return [{ role, part, question, points: [], paths: [path] }]
}

/** More points than this are counted, not listed: nobody reads on. */
export const mostPoints = 12

export interface Group {
  readonly role: Asked['role']
  readonly part: string
  /** Asked where there are several points; "Who owns these recommendations?" */
  readonly question: string
  readonly points: readonly Point[]
  /** The whole question where there is one point; where absent, the point is a question by itself. */
  alone?(point: Point): string
}

/** Several points as one question; a single one as it would be asked alone; none as nothing. */
export function askAll({ role, part, question, points, alone }: Group): Asked[] {
  const [first, ...more] = points
  if (first === undefined) return []
  const paths = points.map(({ path }) => path)
  if (more.length === 0) return [{ role, part, question: alone?.(first) ?? first.text, points: [], paths }]
  return [{ role, part, question, points, paths }]
}

/** True for an entry that stands in the timeline; weaker proposals wait for review and answer nothing. */
export function isTold({ review, tier }: TimelineEntry): boolean {
  return review !== 'proposed' || tier !== 'to review'
}

export function isBlank(value: string | undefined): boolean {
  return value === undefined || value.trim() === ''
}

export function isUntold(prose: Prose | undefined): boolean {
  return prose === undefined || plainText(prose).trim() === ''
}

/** A point where the field is empty. */
export function pointIf(isOpen: boolean, path: string, text: string): Point[] {
  return isOpen ? [{ path, text }] : []
}

/** "owner and due date": what of an element is missing, or nothing. The first missing field is where the answer goes. */
export function missingFields(path: string, name: string, fields: readonly (readonly [isMissing: boolean, key: string, words: string])[]): Point[] {
  const missing = fields.filter(([isMissing]) => isMissing)
  const [first] = missing
  if (first === undefined) return []
  return [{ path: `${path}/${first[1]}`, text: `${name}: ${listOf(missing.map(([, , words]) => words))}` }]
}

/** A name or statement of the record inside a question, without the full stop it ends with. */
export function quoted(value: string, most = 80): string {
  return `“${clip(opened(value.replace(/\s+/g, ' ').trim()), most)}”`
}
