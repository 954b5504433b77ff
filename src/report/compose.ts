import { sourcesOf } from '../model/citation-label.ts'
import { AppError } from '../base/error.ts'
import { listOf, showControls } from '../base/text.ts'
import type { Facts } from '../model/facts.ts'
import { type Incident, incidentSchema } from '../model/incident.ts'
import { defaultOutline } from '../model/outline-name.ts'
import type { Block, Report } from '../model/report.ts'
import { isObject } from '../base/json.ts'
import { cleaner, cleanBlock } from './clean.ts'
import { type Desk, openDesk } from './desk.ts'
import { leftOutNotice, reviewNotice } from './review-notice.ts'
import type { Outline, OutlinePart } from './outline.ts'
import { sayProposedOnce } from './say-once.ts'
import { full } from './outlines/full.ts'
import { ninePart } from './outlines/nine-part.ts'
import { recommendationAnchor } from './sections/recommendations.ts'
import { type OpenQuestion, openQuestions } from './sections/to-complete/open-questions.ts'
import { sheets } from './sheets/index.ts'

export const outlines: readonly Outline[] = [full, ninePart]

/** What the record does not say of itself. */
export interface ReportContext {
  /** Version of the record. */
  readonly version: string
  /** Hash of the last edit. */
  readonly head: string
  /** Name and version of this program. */
  readonly program: string
  /** Name of an outline; "full" where absent. */
  readonly outline?: string
  /** Unreviewed proposals that were taken out of the record before; absent where nothing was. */
  readonly leftOut?: number
}

/**
 * Composes the report of a record. Pure: the same record, facts and context give the same report, here and in the browser.
 * Throws AppError `outline` for an outline nobody knows.
 */
export function composeReport(document: Incident, facts: Facts, context: ReportContext): Report {
  const outline = findOutline(context.outline ?? defaultOutline)
  const kept = withoutRejected(document)
  const clean = cleaner(kept)
  const anchors = new Map(kept.recommendations.map((item) => [`/recommendations/${item.id}`, recommendationAnchor(item)]))
  const notice = context.leftOut === undefined ? reviewNotice(facts) : leftOutNotice(context.leftOut)
  // A report to publish tells what is known; its questions stay in the house.
  const questions = context.leftOut === undefined ? openQuestions(kept, facts) : []
  const desk = openDesk({
    document: kept,
    facts,
    outline,
    notice,
    leftOut: context.leftOut ?? 0,
    sources: sourcesOf(kept),
    anchors,
    openQuestions: questions,
    clean,
  })
  const written = sayProposedOnce(outline.parts.flatMap((part) => writePart(part, desk)))
  const blocks = written.map((block) => cleanBlock(block, clean))
  const { classification, people } = kept
  return {
    outline: outline.name,
    title: clean(kept.title === '' ? `Security incident ${kept.id}` : kept.title),
    incident: kept.id,
    version: context.version,
    date: people.reportDate ?? '',
    authors: people.authors.map(clean),
    classification: classification.level,
    tlp: classification.tlp,
    ...(classification.privilege === undefined ? {} : { privilege: showControls(classification.privilege) }),
    ...(notice === undefined ? {} : { reviewNotice: notice }),
    head: context.head,
    program: context.program,
    blocks,
    sheets: sheets(desk),
  }
}

/** What nobody has said yet of a record: the list "to complete" of its report. */
export function openQuestionsOf(document: Incident, facts: Facts): OpenQuestion[] {
  return openQuestions(withoutRejected(document), facts)
}

function findOutline(name: string): Outline {
  const found = outlines.find((outline) => outline.name === name)
  if (found !== undefined) return found
  throw new AppError('outline', `There is no outline "${name}"; there is ${listOf(outlines.map((outline) => `"${outline.name}"`))}`)
}

function writePart(part: OutlinePart, desk: Desk): Block[] {
  const heading: Block[] =
    part.title === undefined
      ? []
      : [{ kind: 'heading', level: part.level, text: part.title, id: part.id, ...(part.number === undefined ? {} : { number: part.number }) }]
  return [...heading, ...(part.section?.(desk, { level: part.level }) ?? [])]
}

/** The record without what a person rejected, at any depth. */
function withoutRejected(document: Incident): Incident {
  return incidentSchema.parse(prune(document))
}

function prune(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((item) => !isRejected(item)).map(prune)
  if (!isObject(value)) return value
  return Object.fromEntries(Object.entries(value).flatMap(([key, item]) => (isRejected(item) ? [] : [[key, prune(item)]])))
}

function isRejected(value: unknown): boolean {
  return isObject(value) && value['review'] === 'rejected'
}
